"""The form as it was sent, under the rules of the plan whose link the person has opened, if they have."""

from django.http import HttpRequest

from advisor.planner.forms import PlannerForm
from advisor.plans.entered import entered, is_lost
from advisor.plans.rules import FIELDS


def asked(request: HttpRequest) -> PlannerForm:
    return PlannerForm(request.POST, plan=entered(request))


def asked_afresh(request: HttpRequest) -> PlannerForm:
    """For a page that says so when the plan is no longer there: then its rules, which the page before had, count no more."""
    if not is_lost(request):
        return asked(request)
    data = request.POST.copy()
    for name in FIELDS:
        data.pop(name, None)
    return PlannerForm(data)
