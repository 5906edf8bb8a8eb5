"""A plan as a whole: those that one looks after, one of them, its link, and its end."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from advisor.accounts.second_factor import needs_passkey
from advisor.accounts.signing_in import user_of
from advisor.languages import switched
from advisor.plans import qr, services
from advisor.plans.access import membership_for, plan_for, plans_of
from advisor.plans.asked import asked
from advisor.plans.forms import PlanNameForm
from advisor.plans.models import Role
from advisor.plans.overview import overview
from advisor.plans.views.answers import link_of
from advisor.requests import HtmxRequest, see_other


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey
def plans(request: HtmxRequest) -> HttpResponse:
    """By POST a name starts a new one."""
    if request.method != "POST" or switched(request):
        return list_page(request, PlanNameForm(initial=request.POST.dict()))
    form = PlanNameForm(request.POST)
    if not form.is_valid():
        return list_page(request, form, status=422)
    try:
        started = services.start_plan(user=user_of(request), name=form.cleaned_data["name"])
    except services.TooManyPlans:
        form.add_error("name", gettext("You look after as many plans as there is room for. Delete one first."))
        return list_page(request, form, status=409)
    return see_other("plans:plan", started.id)


@require_safe
@needs_passkey
def plan(request: HtmxRequest, plan_id: str) -> HttpResponse:
    own = membership_for(user_of(request), plan_id)
    about = {"plan": own.plan, "shown": overview(own.plan), "link": link_of(request, own.plan)}
    return render(request, "plans/plan.html", about | {"may_write": own.role != Role.VIEWER, "may_lead": own.role == Role.LEAD})


@require_safe
@needs_passkey
def qr_code(request: HtmxRequest, plan_id: str) -> HttpResponse:
    found = plan_for(user_of(request), plan_id)
    return HttpResponse(qr.svg(link_of(request, found)), content_type="image/svg+xml")


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey(recent=True)
def new_link(request: HtmxRequest, plan_id: str) -> HttpResponse:
    found = plan_for(user_of(request), plan_id, Role.LEAD)
    if request.method != "POST":
        return asked(
            request,
            found,
            heading=gettext("Make a new link?"),
            lead=gettext("The link and the QR code of today stop working at once. Whoever came by them needs the new one."),
            yes=gettext("Make a new link"),
            no=gettext("Keep the link"),
        )
    services.new_link(plan=found, user=user_of(request))
    return see_other("plans:plan", found.id)


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey(recent=True)
def delete(request: HtmxRequest, plan_id: str) -> HttpResponse:
    found = plan_for(user_of(request), plan_id, Role.LEAD)
    if request.method != "POST":
        return asked(
            request,
            found,
            heading=gettext("Delete “%(plan)s”?") % {"plan": found.name},
            lead=gettext("Its rules, versions, people and link are gone at once, for everybody. This cannot be undone."),
            yes=gettext("Delete the plan"),
            no=gettext("Keep the plan"),
        )
    services.delete_plan(plan=found, user=user_of(request))
    return see_other("plans:list")


def list_page(request: HtmxRequest, form: PlanNameForm, *, status: int = 200) -> HttpResponse:
    return render(request, "plans/list.html", {"form": form, "memberships": plans_of(user_of(request))}, status=status)
