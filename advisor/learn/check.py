"""The check of understanding, asked once before a sleeve is first shown. Wrong answers teach; nobody is locked out.

Its page carries everything that was sent, so that the way on is the same request again.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language

from advisor.languages import SWITCHED, switched
from advisor.learn.attempt import Attempt, first, sent, unjudged
from advisor.learn.check_questions import CheckQuestion, drawn
from advisor.plans.entered import entered
from advisor.requests import HtmxRequest, whole_page
from advisor.visitor import DAYS, has_passed, known, remember_passed
from scenarios.assumptions import SLEEVE_CLASSES
from scenarios.inputs import Sleeve

THENS = ("planner:answer", "compare:compare", "reports:request", "clients:print")  # the pages that the check may lead on to
PLACED = ("clients:compare", "clients:new_report")  # those with an id or a secret in their address
THEN, AT, ABOUT, LESSONS, OFFERED = "check_then", "check_at", "check_about", "check_lessons", "check_offered"
PLACE = re.compile(r"[\w-]{22}", re.ASCII)  # as random_id() makes them
SIZE = ("weight", "weight_before", "slide", "slide_before", "rail_for")  # what says how large a sleeve is


@dataclass(frozen=True, kw_only=True)
class Way:
    """Where the check leads on to."""

    then: str
    at: str

    @property
    def address(self) -> str:
        return reverse(self.then, args=[self.at] if self.at else [])


def gate(request: HtmxRequest, sleeves: Iterable[Sleeve], then: str, at: str = "") -> HttpResponse | None:
    """The check, in place of a page that would show a sleeve to somebody who has not passed; else None.

    `then` is the page itself, one of THENS, or one of PLACED with what it has in its address. Once all is right, the same POST goes
    there again. A plan may leave the check to people: then the answer offers it.
    """
    held = about(sleeves)
    if not held or has_passed(request):
        return None
    plan = entered(request)
    if plan and not plan.check_required:
        return None
    return whole_page(request, page(request, first(questions_on(held)), held, Way(then=then, at=at)))


def about(sleeves: Iterable[Sleeve]) -> str:
    """The assets of all sleeves above zero, in one order, as a field of a form; empty without such a sleeve."""
    held = {key for sleeve in sleeves if sleeve.weight > 0 for key, part in sleeve.mix.items() if part > 0}
    return " ".join(key for key in SLEEVE_CLASSES if key in held)


def judge(request: HtmxRequest) -> HttpResponse:
    """A round of answers: what is missing, or the lessons, or the way on. Or, for somebody who asks to see them, only the lessons
    or only the questions."""
    way, held = sent_way(request.POST), request.POST.get(ABOUT, "")
    if way is None or not held or not set(held.split()) <= set(SLEEVE_CLASSES):
        return render(request, "learn/check_refused.html", status=400)
    if LESSONS in request.POST:
        return render(request, "learn/check_lessons.html", context(request, held, way) | {"questions": questions_on(held)})
    if OFFERED in request.POST:
        return page(request, first(questions_on(held)), held, way)
    if switched(request):
        return page(request, unjudged(questions_on(held), request.POST), held, way)
    attempt = sent(questions_on(held), request.POST)
    if not attempt.passed:
        return page(request, attempt, held, way)
    response = redirect(way.address, preserve_request=True)
    remember_passed(request, response)
    return response


def sent_way(data: QueryDict) -> Way | None:
    """None for what no form of ours has sent."""
    way = Way(then=data.get(THEN, ""), at=data.get(AT, ""))
    ours = way.then in PLACED and PLACE.fullmatch(way.at) if way.at else way.then in THENS
    return way if ours else None


def page(request: HtmxRequest, attempt: Attempt, held: str, way: Way) -> HttpResponse:
    given = context(request, held, way) | {"attempt": attempt, "days": DAYS, "uses_plan": bool(known(request).plan)}
    return render(request, "learn/check.html", given, status=422 if attempt.missing else 200)


def questions_on(held: str) -> tuple[CheckQuestion, ...]:
    return drawn(held.split(), get_language() or "en")


def context(request: HtmxRequest, held: str, way: Way) -> dict[str, object]:
    """What every page of the check carries on; `without` are the figures with no sleeve, where figures are carried at all."""
    carried = list(carried_by(request.POST))
    return {
        "about": held,
        "then": way.then,
        "at": way.at,
        "address": way.address,
        "carried": carried,
        "without": [*((name, text) for name, text in carried if name not in SIZE), ("weight", "0")] if "age" in request.POST else [],
    }


def carried_by(data: QueryDict) -> Iterator[tuple[str, str]]:
    """All that was sent, untouched and in order, but for what belongs to the check and to this one form."""
    for name, texts in data.lists():
        if name not in ("csrfmiddlewaretoken", SWITCHED) and not name.startswith("check_"):
            yield from ((name, text) for text in texts)
