"""Whether an answer's numbers are those that the model gives to its question."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext_noop
from ninja import Router

from advisor.api.bounds import bounded_question
from advisor.api.described import endpoint
from advisor.api.door import in_turn
from advisor.api.received import FILE, JSON, PDF, document, kind
from advisor.api.received import content as read
from advisor.api.refused import by_the_model, no, placed, said
from advisor.api.scopes import Scope
from advisor.api.shapes import TEXT, content, ref
from advisor.reports.checking import checked
from scenarios import __version__
from scenarios.errors import InputError, NotAnAnswer
from scenarios.verify import LISTED, Deviation, Verdict, verify

router = Router()

NO_ANSWER = "This is no answer of this model, or not a whole one."


@router.post(
    "/verify",
    **endpoint(
        "verify",
        gettext_noop("Verify an answer or a report"),
        scope=Scope.VERIFY,
        takes=content(ref("ToVerify")) | {PDF: {"schema": TEXT | {"format": "binary"}}},
        gives=content(ref("Verdict")),
    ),
)
@in_turn
def verify_either(request: HttpRequest) -> HttpResponse:
    try:
        is_pdf = kind(request, JSON, PDF) == PDF
        return JsonResponse(told(checked(read(request, FILE)) if is_pdf else of_answer(document(request, FILE))))
    except InputError as error:
        raise by_the_model(placed(error, "question")) from error
    except NotAnAnswer as error:
        raise no(422, error.reason, NO_ANSWER, accepted="an answer or a report of this model") from error


def of_answer(stated: dict[str, Any]) -> Verdict:
    question = stated.get("question")
    if not isinstance(question, dict) or isinstance(stated.get("schema"), bool):  # true would count as 1
        raise NotAnAnswer(NO_ANSWER)
    return verify(stated, question=bounded_question(question))[0]


def told(verdict: Verdict) -> dict[str, Any]:
    return {
        "same": verdict.same,
        "run": said(verdict.run),
        "made_by": said(verdict.made_by),
        "engine": __version__,
        "compared": verdict.compared,
        "differ": len(verdict.deviations),
        "differences": listed(verdict.deviations),
        "altered": len(verdict.altered),
        "alterations": listed(verdict.altered),
    }


def listed(found: Iterable[Deviation]) -> list[dict[str, Any]]:
    return [{"where": said(one.where), "stated": said(one.stated), "found": said(one.found)} for one in [*found][:LISTED]]
