"""The page that asks once more before something of a plan goes."""

from django.http import HttpResponse
from django.urls import reverse

from advisor.asking import asked_once_more
from advisor.plans.models import Plan
from advisor.requests import HtmxRequest


def asked(request: HtmxRequest, plan: Plan, *, heading: str, lead: str, yes: str, no: str, back: str = "") -> HttpResponse:
    """`back` is the address for who says no: without one, of the plan."""
    back = back or reverse("plans:plan", args=[plan.id])
    return asked_once_more(request, heading=heading, lead=lead, yes=yes, no=no, back=back, crumb="plans/_crumb.html", plan=plan)
