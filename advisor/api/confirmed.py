"""No sleeve above zero is answered until its person has passed the check of understanding. Here the caller says that it was passed."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from advisor.api.refused import by_the_model, no
from advisor.learn.check import about
from scenarios.errors import Fault, InputError
from scenarios.inputs import Sleeve

CONFIRMED = "check_passed"


def taken(document: dict[str, Any]) -> object:
    """What the document says of the check, taken out of it."""
    passed = document.pop(CONFIRMED, None)
    if passed is not None and not isinstance(passed, bool):
        raise by_the_model(InputError(Fault(code="not_true_false", key=CONFIRMED, given=passed, accepted="true or false")))
    return passed


def needs_check(request: HttpRequest, sleeves: Iterable[Sleeve], passed: object) -> None:
    """Raises Refused for a sleeve above zero whose check nobody has confirmed: it names where the questions are."""
    held = about(sleeves).split()
    if not held or passed is True:
        return
    where = request.build_absolute_uri(reverse("api-v1:check")) + "?" + "&".join(f"asset={key}" for key in held)
    raise no(
        409,
        "check_not_passed",
        "Ask the person the questions first, then send true.",
        key=CONFIRMED,
        given=passed,
        accepted=f"true, once the person has answered these questions: {where}",
    )
