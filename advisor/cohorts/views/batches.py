"""A batch of work for a whole census: asked for, watched, stopped, let go on."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from advisor.accounts.second_factor import needs_passkey
from advisor.accounts.signing_in import user_of
from advisor.cohorts import batches
from advisor.cohorts.access import WRITERS, batch_for, census_for
from advisor.cohorts.models import Batch
from advisor.cohorts.shown import shown_batch
from advisor.plans.access import membership_for
from advisor.plans.models import Membership
from advisor.requests import STOP_POLLING, HtmxRequest, see_other


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey
def answer(request: HtmxRequest, plan_id: str, census_id: str) -> HttpResponse:
    census = census_for(user_of(request), plan_id, census_id, *WRITERS)
    if request.method != "POST":
        return redirect("cohorts:workforce", plan_id)
    try:
        started = batches.start(census=census, user=user_of(request), kind=Batch.Kind.ANSWERS)
    except batches.NotPublished:  # the plan's page says so, and how
        return see_other("plans:plan", plan_id)
    return see_other("cohorts:batch", plan_id, started.id)


@require_safe
@needs_passkey
def batch(request: HtmxRequest, plan_id: str, batch_id: str) -> HttpResponse:
    """How far it has come; for htmx only the moving part, and at its end word to load the page once more, with what can be done then."""
    found, own = batch_for(user_of(request), plan_id, batch_id), membership_for(user_of(request), plan_id)
    shown, may_write = shown_batch(found), own.role in WRITERS
    about = {"plan": own.plan, "batch": found, "shown": shown, "may_write": may_write, "may_look": may_look(found, own)}
    if not request.htmx:
        return render(request, "cohorts/batch.html", about)
    if not shown.progress.is_over:
        return render(request, "cohorts/_batch.html", about)
    response = render(request, "cohorts/_batch.html", about, status=STOP_POLLING)
    response["HX-Refresh"] = "true"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey
def stop(request: HtmxRequest, plan_id: str, batch_id: str) -> HttpResponse:
    found = batch_for(user_of(request), plan_id, batch_id, *WRITERS)
    if request.method == "POST":
        batches.stop(batch=found, user=user_of(request))
    return see_other("cohorts:batch", plan_id, batch_id)


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey
def go_on(request: HtmxRequest, plan_id: str, batch_id: str) -> HttpResponse:
    found = batch_for(user_of(request), plan_id, batch_id, *WRITERS)
    if request.method == "POST":
        batches.go_on(batch=found, user=user_of(request))
    return see_other("cohorts:batch", plan_id, batch_id)


def may_look(batch: Batch, own: Membership) -> bool:
    """Whether what the batch has made is shown to this member."""
    match batch.kind:
        case Batch.Kind.LETTERS:
            return own.may_print
        case Batch.Kind.EFFECTS:
            return own.role in WRITERS
    return True
