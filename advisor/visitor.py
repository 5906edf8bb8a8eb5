"""The one cookie that remembers anything of a visitor: that the check of understanding was passed, and the link of the plan whose
rules they use. It is signed and holds no figure."""

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
    """`plan` is the link of a plan as it was opened, or empty."""

    passed: bool = False
    plan: str = ""


def cookie_name() -> str:
    """The prefix makes a browser take it over TLS from this host alone."""
    return "__Host-ballast" if settings.PRODUCTION else "ballast"


def known(request: HttpRequest) -> Visitor:
    """Nobody we know, for a cookie that is too old or that we did not sign."""
    value = request.get_signed_cookie(cookie_name(), default="", salt=SALT, max_age=SECONDS) or ""
    passed, _, plan = value.partition(BETWEEN)
    return Visitor(passed=passed == PASSED, plan=plan)


def remember(response: HttpResponse, visitor: Visitor) -> None:
    """Without anything to remember there is no cookie."""
    if visitor == Visitor():
        response.delete_cookie(cookie_name(), path="/", samesite="Lax")
        return
    response.set_signed_cookie(
        cookie_name(),
        (PASSED if visitor.passed else "") + (BETWEEN + visitor.plan if visitor.plan else ""),
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


def remember_plan(request: HttpRequest, response: HttpResponse, link: str) -> None:
    """Under an empty link: no plan."""
    remember(response, replace(known(request), plan=link))
