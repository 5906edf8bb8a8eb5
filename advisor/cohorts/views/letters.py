"""The letters of a census, for who has the print right: a form that has them made, what was made, and the files."""

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_safe

from advisor.accounts import audit
from advisor.accounts.second_factor import needs_passkey
from advisor.accounts.signing_in import user_of
from advisor.cohorts import batches, printing
from advisor.cohorts.access import batch_for, census_for, printing_plan_for
from advisor.cohorts.letters_form import LettersForm
from advisor.cohorts.models import Batch, Census
from advisor.cohorts.shown import shown_batch
from advisor.jobs.files import opened
from advisor.jobs.models import Job
from advisor.languages import switched
from advisor.plans.actions import Action
from advisor.requests import HtmxRequest, see_other


@require_http_methods(["GET", "HEAD", "POST"])
@needs_passkey(recent=True)
def letters(request: HtmxRequest, plan_id: str, census_id: str) -> HttpResponse:
    """By POST they are made, with figures only where all answers are there under the rules that hold now."""
    printing_plan_for(user_of(request), plan_id)
    census = census_for(user_of(request), plan_id, census_id)
    answers = printing.answers_of(census)
    if request.method != "POST":
        initial = {"language": get_language(), "figures": "on" if answers else "off"}
        return letters_page(request, census, LettersForm(initial=initial))
    if switched(request):
        return letters_page(request, census, LettersForm(initial=request.POST.dict()))
    form = LettersForm(request.POST)
    if form.is_valid() and form.with_figures and not answers:
        form.add_error("figures", gettext("First have the answers made under the rules that hold now."))
    if not form.is_valid():
        return letters_page(request, census, form, status=422)
    try:
        printing.start(
            census=census,
            user=user_of(request),
            answers=answers if form.with_figures else None,
            order=form.cleaned_data["order"],
            language=form.cleaned_data["language"],
            address=request.build_absolute_uri("/"),
        )
    except batches.NotPublished:
        form.add_error("figures", gettext("First publish the rules of the plan."))
        return letters_page(request, census, form, status=422)
    return see_other("cohorts:letters", plan_id, census_id)


@require_safe
@needs_passkey(recent=True)
def part(request: HtmxRequest, plan_id: str, batch_id: str, number: int) -> FileResponse:
    plan = printing_plan_for(user_of(request), plan_id)
    batch = batch_for(user_of(request), plan_id, batch_id)
    jobs = Job.objects.filter(slice__batch=batch, slice__batch__kind=Batch.Kind.LETTERS)
    found = opened(get_object_or_404(jobs, slice__number=number))
    audit.record(user_of(request), Action.GET_LETTERS, plan=plan.id, about=batch.id)
    response = FileResponse(found, as_attachment=True, filename=f"letters-{number}.zip", content_type="application/zip")
    response["Cache-Control"] = "no-store"
    return response


def letters_page(request: HtmxRequest, census: Census, form: LettersForm, *, status: int = 200) -> HttpResponse:
    running = printing.running_of(census)
    about = {
        "plan": census.plan,
        "form": form,
        "answers": printing.answers_of(census),
        "work": printing.work_of(census),
        "made": printing.made_of(census),
        "batch": running,
        "shown": shown_batch(running) if running else None,
    }
    return render(request, "cohorts/letters.html", about, status=status)
