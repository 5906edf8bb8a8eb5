"""What the model answers by itself: a question, up to four on the same futures, its edition, and the questions of the check."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext_noop
from ninja import Router

from advisor.answering import answer_to
from advisor.api.bounds import bounded_question
from advisor.api.confirmed import needs_check, taken
from advisor.api.described import endpoint
from advisor.api.door import in_turn
from advisor.api.other_shapes import MOST_COMPARED
from advisor.api.received import document
from advisor.api.refused import by_the_model, placed
from advisor.api.scopes import Scope
from advisor.api.shapes import Shape, content, listed, one_of, ref
from advisor.learn.check_questions import drawn
from scenarios.answer_document import SCHEMA, answer_document
from scenarios.assumptions import SLEEVE_CLASSES
from scenarios.edition_text import as_document
from scenarios.editions import load
from scenarios.errors import Fault, InputError
from scenarios.inputs import Question

router = Router()

LANGUAGES = [code for code, _ in settings.LANGUAGES]
ASSETS: Shape = listed(one_of(*SLEEVE_CLASSES), minItems=1)
ASSET: Shape = {"in": "query", "name": "asset", "required": True, "schema": ASSETS, "style": "form", "explode": True}
LANGUAGE: Shape = {"in": "query", "name": "language", "required": False, "schema": one_of(*LANGUAGES)}


@router.post(
    "/answer",
    **endpoint(
        "answer",
        gettext_noop("Answer one question"),
        scope=Scope.ANSWER,
        takes=content(ref("Asked")),
        gives=content(ref("Answer")),
        refuses=(409,),
    ),
)
@in_turn
def answer(request: HttpRequest) -> HttpResponse:
    asked = document(request)
    passed = taken(asked)
    try:
        question = bounded_question(asked)
        needs_check(request, [question.sleeve], passed)
        return JsonResponse(answered(question))
    except InputError as error:
        raise by_the_model(error) from error


@router.post(
    "/compare",
    **endpoint(
        "compare",
        gettext_noop("Answer up to four questions on the same futures"),
        scope=Scope.ANSWER,
        takes=content(ref("Comparison")),
        gives=content(ref("Answers")),
        refuses=(409,),
    ),
)
@in_turn
def compare(request: HttpRequest) -> HttpResponse:
    asked = document(request)
    passed = taken(asked)
    try:
        questions = compared(asked)
        needs_check(request, [question.sleeve for question in questions], passed)
        return JsonResponse({"schema": SCHEMA, "answers": [answered(question) for question in questions]})
    except InputError as error:
        raise by_the_model(error) from error


@router.get("/edition", **endpoint("edition", gettext_noop("The assumptions with their sources"), gives=content(ref("Edition"))))
@in_turn
def edition(request: HttpRequest) -> HttpResponse:
    return JsonResponse(as_document(load()))


@router.get(
    "/check",
    **endpoint(
        "check",
        gettext_noop("The questions that a person answers before a sleeve is shown"),
        gives=content(ref("Check")),
        refuses=(422,),
        parameters=(ASSET, LANGUAGE),
    ),
)
@in_turn
def check(request: HttpRequest) -> HttpResponse:
    assets, language = request.GET.getlist("asset"), request.GET.get("language", settings.LANGUAGE_CODE)
    wrong: list[tuple[str, str, Sequence[str]]] = [("asset", key, SLEEVE_CLASSES) for key in assets or [""] if key not in SLEEVE_CLASSES]
    wrong += [("language", language, LANGUAGES)] if language not in LANGUAGES else []
    if wrong:
        faults = (Fault(code="unknown", key=key, given=given, accepted=", ".join(known)) for key, given, known in wrong)
        raise by_the_model(InputError(*faults))
    shown = ("id", "asked", "answers", "right", "dated")
    questions = [{key: value for key, value in asdict(question).items() if key in shown} for question in drawn(assets, language)]
    return JsonResponse({"assets": assets, "language": language, "questions": questions})


def answered(question: Question) -> dict[str, Any]:
    """By the one door, as `python -m scenarios answer --json` prints it."""
    return answer_document(answer_to(question))


def compared(asked: dict[str, Any]) -> list[Question]:
    """Raises InputError with the faults of all questions, each with its place in the list."""
    given = asked.get("questions")
    others = [key for key in asked if key != "questions"]
    faults = [Fault(code="unknown_key", key=key, given=asked[key], accepted="questions, check_passed") for key in others]
    if not isinstance(given, list) or not 1 <= len(given) <= MOST_COMPARED:
        faults.append(Fault(code="not_a_list", key="questions", given=given, accepted=f"a list of 1 to {MOST_COMPARED} questions"))
        raise InputError(*faults)
    questions = []
    for number, one in enumerate(given):
        try:
            questions.append(alone(bounded_question(one)))
        except InputError as error:
            faults += placed(error, f"questions[{number}]").faults
    if faults:
        raise InputError(*faults)
    return questions


def alone(question: Question) -> Question:
    """A comparison has nothing asked beside its answers."""
    if question.ask:
        raise InputError(Fault(code="not_offered", key="ask", given=list(question.ask), accepted="nothing: ask one question for it"))
    return question
