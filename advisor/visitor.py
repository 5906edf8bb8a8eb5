"""The one cookie that remembers anything of a visitor: that the check of understanding was passed, the link of the plan whose rules
they use, and the secret of the letter they came by until their first answer is shown. It is signed and holds no figure."""

from dataclasses import dataclass, replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse

DAYS = 180
PASSED = "passed"
BETWEEN = "."  # stands in no link
SALT = "advisor.visitor"
SECONDS = DAYS * 24 * 3600


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """`plan` is the link of a plan as it was opened, or empty; `letter` the secret of a letter under it, or empty."""

    passed: bool = False
    plan: str = ""
    letter: str = ""


def cookie_name() -> str:
    """The prefix makes a browser take it over TLS from this host alone."""
    return "__Host-ballast" if settings.PRODUCTION else "ballast"


def known(request: HttpRequest) -> Visitor:
    """Nobody we know, for a cookie that is too old or that we did not sign."""
    value = request.get_signed_cookie(cookie_name(), default="", salt=SALT, max_age=SECONDS) or ""
    passed, plan, letter, *_ = (*value.split(BETWEEN), "", "", "")
    return Visitor(passed=passed == PASSED, plan=plan, letter=letter)


def remember(response: HttpResponse, visitor: Visitor) -> None:
    """Without anything to remember there is no cookie."""
    if visitor == Visitor():
        response.delete_cookie(cookie_name(), path="/", samesite="Lax")
        return
    response.set_signed_cookie(
        cookie_name(),
        BETWEEN.join((PASSED if visitor.passed else "", visitor.plan, visitor.letter)).rstrip(BETWEEN),
        salt=SALT,
        max_age=SECONDS,
        path="/",
        httponly=True,
        samesite="Lax",
        secure=settings.PRODUCTION,
    )


def has_passed(request: HttpRequest) -> bool:
    return known(request).passed


def remember_passed(request: HttpRequest, response: HttpResponse) -> None:
    remember(response, replace(known(request), passed=True))


def remember_plan(request: HttpRequest, response: HttpResponse, link: str, *, letter: str = "") -> None:
    """Under an empty link: no plan."""
    remember(response, replace(known(request), plan=link, letter=letter))


def forget_letter(request: HttpRequest, response: HttpResponse) -> None:
    remember(response, replace(known(request), letter=""))
