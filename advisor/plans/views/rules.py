"""The rules of a plan: the draft, its publication, and every version since the first."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from advisor.accounts import audit
from advisor.accounts.second_factor import needs_passkey
from advisor.accounts.signing_in import user_of
from advisor.languages import switched
from advisor.plans import services, words
from advisor.plans.access import plan_for
from advisor.plans.asked import asked
from advisor.plans.forms import RulesForm
from advisor.plans.models import Plan, Role
from advisor.plans.overview import Difference, difference
from advisor.plans.rules import usual
from advisor.requests import HtmxRequest, see_other

WRITERS = (Role.LEAD, Role.EDITOR)


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey
def rules(request: HtmxRequest, plan_id: str) -> HttpResponse:
    """The draft, or what holds now as the start of one."""
    plan = plan_for(user_of(request), plan_id, *WRITERS)
    if request.method != "POST":
        now = plan.draft or plan.published
        return rules_page(request, plan, RulesForm.of(now.typed if now else usual()))
    if switched(request):
        return rules_page(request, plan, RulesForm(request.POST, judged=False))
    form = RulesForm(request.POST)
    if not form.is_valid():
        return rules_page(request, plan, form, status=422)
    services.save_draft(plan=plan, user=user_of(request), typed=form.typed())
    return see_other("plans:plan", plan.id)


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey(recent=True)
def publish(request: HtmxRequest, plan_id: str) -> HttpResponse:
    """What changes, in words, and the button; it publishes the draft that the page showed, and no other."""
    plan = plan_for(user_of(request), plan_id, *WRITERS)
    changed = difference(plan.published, plan.draft)
    if changed.after and not words.can_be_used(changed.after.typed):  # saved under an earlier edition; the form says what is wrong
        return redirect("plans:rules", plan.id)
    if request.method != "POST":
        return publish_page(request, plan, changed)
    if not changed.is_any:
        return publish_page(request, plan, changed, status=409)
    try:
        services.publish(plan=plan, user=user_of(request), as_of=request.POST.get("as_of", ""))
    except services.NothingToPublish:  # somebody else was quicker
        return redirect("plans:plan", plan.id)
    except services.DraftChanged:
        return publish_page(request, plan, difference(plan.published, plan.draft), has_moved=True, status=409)
    return see_other("plans:plan", plan.id)


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey
def discard(request: HtmxRequest, plan_id: str) -> HttpResponse:
    plan = plan_for(user_of(request), plan_id, *WRITERS)
    if request.method != "POST":
        return asked(
            request,
            plan,
            heading=gettext("Discard the draft?"),
            lead=gettext("What was typed into it is gone at once. The rules that hold now stay as they are."),
            yes=gettext("Discard it"),
            no=gettext("Keep the draft"),
        )
    services.discard_draft(plan=plan, user=user_of(request))
    return see_other("plans:plan", plan.id)


@require_safe
@needs_passkey
def version(request: HtmxRequest, plan_id: str, number: int) -> HttpResponse:
    plan = plan_for(user_of(request), plan_id)
    found = get_object_or_404(plan.versions, number=number)
    before = plan.versions.filter(number=number - 1).first()
    about = {"plan": plan, "version": found, "rules": words.rules(found.typed), "changed": difference(before, found)}
    return render(request, "plans/version.html", about | {"by": audit.names([found.by])[found.by]})


def rules_page(request: HtmxRequest, plan: Plan, form: RulesForm, *, status: int = 200) -> HttpResponse:
    return render(request, "plans/rules.html", {"plan": plan, "form": form}, status=status)


def publish_page(request: HtmxRequest, plan: Plan, changed: Difference, *, has_moved: bool = False, status: int = 200) -> HttpResponse:
    return render(request, "plans/publish.html", {"plan": plan, "changed": changed, "has_moved": has_moved}, status=status)
