"""The one shape in which the API says no, whatever the reason: {"errors": [{code, key, given, accepted, message}]}."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from django.http import HttpRequest, JsonResponse

from advisor.api.shapes import TEXT, Shape, listed, table
from scenarios.errors import Fault, InputError

LONGEST = 200  # letters of what was given that are said again

ERRORS: Shape = table(errors=listed(table(code=TEXT, key=TEXT, given={}, accepted=TEXT, message=TEXT), minItems=1))
MEANINGS: Mapping[int, str] = {
    400: "Not JSON, or too deep",
    401: "No key, or none that works",
    403: "The key may not do this, or it came by http",
    404: "Not here",
    405: "Not by this method",
    409: "Not yet: the check was not passed, or the file is not ready",
    413: "Too large",
    415: "Of another type",
    422: "The model cannot answer this: each fault by its key",
    429: "Too many requests; Retry-After says when to come back",
    500: "An accident on our side",
    503: "A part of the site does not answer; Retry-After says when to come back",
}


@dataclass(frozen=True, kw_only=True)
class Problem:
    """`key` is the path of what is wrong in the document, empty where it is not about a part of it."""

    code: str
    message: str
    key: str = ""
    given: Any = None
    accepted: str = ""


@dataclass(kw_only=True)
class Refused(Exception):
    """Raised anywhere in a request: it is what the caller gets."""

    status: int
    problems: tuple[Problem, ...]
    headers: Mapping[str, str] = field(default_factory=dict)


def no(status: int, code: str, message: str, *, headers: Mapping[str, str] | None = None, **about: Any) -> Refused:
    return Refused(status=status, problems=(Problem(code=code, message=message, **about),), headers=headers or {})


def by_the_model(error: InputError) -> Refused:
    return Refused(status=422, problems=tuple(_problem(fault) for fault in error.faults))


def placed(error: InputError, within: str) -> InputError:
    """What is wrong with a question, by its path `within` the document that was sent."""
    return InputError(*(replace(fault, key=f"{within}.{fault.key}") for fault in error.faults))


def _problem(fault: Fault) -> Problem:
    given = said(fault.given)
    message = f"{fault.key}: got {given!r}; accepted: {fault.accepted}"
    return Problem(code=fault.code, key=fault.key, given=given, accepted=fault.accepted, message=message)


def said(given: object) -> object:
    """What was given, as JSON can say it: whole if it is short."""
    if given is None or isinstance(given, bool) or (isinstance(given, (int, float)) and math.isfinite(given)):
        return given
    text = given if isinstance(given, str) else str(given)
    return text if len(text) <= LONGEST else text[: LONGEST - 3] + "..."


def answered(request: HttpRequest, refused: Refused) -> JsonResponse:
    return JsonResponse(document(refused.problems), status=refused.status, headers=dict(refused.headers))


def document(problems: Iterable[Problem]) -> dict[str, Any]:
    return {"errors": [asdict(problem) for problem in problems]}
