"""Who looks after a plan: members, their roles, and those invited. Only a lead comes here; whoever is invited, to one page."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from advisor.accounts.second_factor import needs_passkey
from advisor.accounts.signing_in import user_of
from advisor.accounts.together import LastLead, invite_or_say
from advisor.languages import switched
from advisor.plans import services
from advisor.plans.access import plan_for
from advisor.plans.asked import asked
from advisor.plans.forms import InviteForm, RoleForm
from advisor.plans.models import Plan, Role
from advisor.requests import HtmxRequest, see_other


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey(recent=True)
def people(request: HtmxRequest, plan_id: str) -> HttpResponse:
    """By POST somebody is invited."""
    plan = plan_for(user_of(request), plan_id, Role.LEAD)
    if request.method != "POST" or switched(request):
        return people_page(request, plan, InviteForm(initial=request.POST.dict()))
    form = InviteForm(request.POST)
    if not form.is_valid():
        return people_page(request, plan, form, status=422)
    email, role = form.cleaned_data["email"], Role(form.cleaned_data["role"])
    invite = partial(services.invite, request=request, plan=plan, user=user_of(request), email=email, role=role)
    if not invite_or_say(form, invite, already=gettext("This person looks after the plan already. Change their role in the list above.")):
        return people_page(request, plan, form, status=422)
    return see_other("plans:people", plan.id)


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey(recent=True)
def change_role(request: HtmxRequest, plan_id: str, membership_id: str) -> HttpResponse:
    plan = plan_for(user_of(request), plan_id, Role.LEAD)
    form = RoleForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        return redirect("plans:people", plan.id)
    try:
        services.change_role(plan=plan, user=user_of(request), membership_id=membership_id, role=Role(form.cleaned_data["role"]))
    except LastLead:
        return people_page(request, plan, InviteForm(), problem=last_lead(), about=membership_id, status=422)
    return see_other("plans:people", plan.id) if plan.memberships.filter(user=user_of(request), role=Role.LEAD) else see_other("plans:list")


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey(recent=True)
def print_right(request: HtmxRequest, plan_id: str, membership_id: str) -> HttpResponse:
    """By POST it is given or, without `may_print`, ended; a lead's own too, so that the record says so."""
    plan = plan_for(user_of(request), plan_id, Role.LEAD)
    if request.method == "POST":
        may_print = bool(request.POST.get("may_print"))
        services.set_print_right(plan=plan, user=user_of(request), membership_id=membership_id, may_print=may_print)
    return see_other("plans:people", plan.id)


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey(recent=True)
def remove(request: HtmxRequest, plan_id: str, membership_id: str) -> HttpResponse:
    plan = plan_for(user_of(request), plan_id, Role.LEAD)
    membership = get_object_or_404(plan.memberships, id=membership_id)
    if request.method != "POST":
        return asked(
            request,
            plan,
            heading=gettext("Remove %(email)s?") % {"email": membership.user.email},
            lead=gettext("They no longer see this plan. Their account stays, and what they did stays in the list of acts."),
            yes=gettext("Remove them"),
            no=gettext("Keep them"),
            back=reverse("plans:people", args=[plan.id]),
        )
    try:
        services.remove_member(plan=plan, user=user_of(request), membership_id=membership_id)
    except LastLead:
        return people_page(request, plan, InviteForm(), problem=last_lead(), about=membership_id, status=422)
    return see_other("plans:list") if membership.user == user_of(request) else see_other("plans:people", plan.id)


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey(recent=True)
def withdraw(request: HtmxRequest, plan_id: str, invitation_id: str) -> HttpResponse:
    plan = plan_for(user_of(request), plan_id, Role.LEAD)
    if request.method == "POST":
        services.withdraw_invitation(plan=plan, user=user_of(request), invitation_id=invitation_id)
    return see_other("plans:people", plan.id)


@require_http_methods(["GET", "HEAD", "POST"])
def invited(request: HtmxRequest, secret: str) -> HttpResponse:
    """Says nothing about the plan until the address is the invited one; for any other, for all it says, there may be none."""
    if not request.user.is_authenticated:
        return render(request, "accounts/invited_sign_in.html")
    try:
        invitation = services.invitation_for(secret=secret, user=user_of(request))
        if request.method == "POST" and not switched(request):
            return see_other("plans:plan", services.accept(secret=secret, user=user_of(request)).id)
    except Http404:
        about = {"to": reverse("plans:list"), "to_words": gettext("To your plans")}
        return render(request, "accounts/invited_not.html", about, status=404)
    return render(request, "plans/invited.html", {"invitation": invitation})


def people_page(
    request: HtmxRequest, plan: Plan, form: InviteForm, *, problem: str = "", about: str = "", status: int = 200
) -> HttpResponse:
    members = plan.memberships.select_related("user").order_by("user__email")
    context = {"plan": plan, "form": form, "members": members, "waiting": services.PEOPLE.waiting(plan), "roles": Role.choices}
    return render(request, "plans/people.html", context | {"problem": problem, "about": about}, status=status)


def last_lead() -> str:
    return gettext("A plan always has a lead. First make somebody else lead.")
