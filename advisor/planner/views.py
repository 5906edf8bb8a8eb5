"""The participant: three figures in, one answer out. Figures come by POST, travel as hidden fields and are kept nowhere."""

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from advisor import present
from advisor.answering import answer_to
from advisor.busy import bounded
from advisor.cohorts.links import mark_finished
from advisor.jobs.models import random_id
from advisor.learn.check import about, gate
from advisor.learn.questions import questions_about
from advisor.planner.about_you import THREE
from advisor.planner.asked import asked, asked_afresh
from advisor.planner.forms import PlannerForm
from advisor.planner.question import MOVES, by_edition
from advisor.planner.rail import rail
from advisor.plans.entered import entered, is_lost, page
from advisor.present import names
from advisor.present.figures import dollars, number
from advisor.requests import HtmxRequest, whole_page
from advisor.visitor import has_passed


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HtmxRequest) -> HttpResponse:
    """By POST from the same page in another language: with what was typed, and no word on it yet."""
    form = PlannerForm(plan=entered(request))
    form.initial = {name: request.POST[name] for name in THREE if name in request.POST}
    return page(request, "planner/start.html", opening(form))


@require_http_methods(["GET", "HEAD", "POST"])
@bounded
def answer(request: HtmxRequest) -> HttpResponse:
    """The whole page; for htmx only the result, unless the controls beside it must change too."""
    if request.method != "POST":
        return redirect("planner:start")
    form = asked_afresh(request)
    if (instead := turned_away(request, form)) is not None:
        return instead
    question = form.question()
    edition = by_edition(question)
    controls = rail(form)
    context = {
        "form": form,
        "plan": form.plan,
        "rail": controls,
        "summary": present.summary(
            answer_to(question),
            language(),
            by_edition=answer_to(edition) if edition else None,
            plan=form.plan.source(form.fixed).set_by() if form.plan else None,
        ),
        "questions": questions_about(question.sleeve) if question.sleeve.weight > 0 else (),
        "check_about": about([question.sleeve]),
        "check_offered": not has_passed(request),
        "once": random_id(),
    }
    if request.htmx and form.rail_for == controls.key and not is_lost(request):
        return mark_finished(request, render(request, "planner/_result.html", context | {"fragment": True}))
    return mark_finished(request, whole_page(request, page(request, "planner/answer.html", context)))


@require_http_methods(["GET", "HEAD", "POST"])
@bounded
def moves(request: HtmxRequest) -> HttpResponse:
    """What moves the answer the most, asked for by itself: it costs as much as all the rest of a page."""
    if request.method != "POST":
        return redirect("planner:start")
    form = asked(request)
    if (instead := turned_away(request, form)) is not None:
        return instead
    question = form.question()
    shown = present.moves(answer_to(replace(question, ask=MOVES)), language())
    words = names.with_sleeve(question.sleeve) if question.sleeve.weight > 0 else ""
    context = {"form": form, "exhibit": shown, "words": words}
    return render(request, "planner/_moves.html" if request.htmx else "planner/moves.html", context)


def turned_away(request: HtmxRequest, form: PlannerForm) -> HttpResponse | None:
    """What comes in place of an answer: the page with what is wrong, or the check of understanding; None when neither is due."""
    if not form.is_valid():
        return refused(request, form)
    return gate(request, [form.question().sleeve], "planner:answer")


def language() -> str:
    return get_language() or "en"


def refused(request: HtmxRequest, form: PlannerForm) -> HttpResponse:
    """The page that was sent, with what was typed and what is wrong with it."""
    if form.from_answer_page:
        return whole_page(request, page(request, "planner/answer.html", {"form": form, "plan": form.plan, "rail": rail(form)}, status=422))
    return page(request, "planner/start.html", opening(form), status=422)


def opening(form: PlannerForm) -> dict[str, object]:
    """What the first page says about the figures that nobody has given yet."""
    pay, paths = dollars(form.assumptions.defaults.pay.value), number(form.assumptions.paths)
    return {"form": form, "plan": form.plan, "pay": pay, "paths": paths}
