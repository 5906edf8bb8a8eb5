"""The one cookie that remembers anything of a visitor: that the check of understanding was passed. It is signed and holds no figure."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

DAYS = 180
PASSED = "passed"
SALT = "advisor.visitor"
SECONDS = DAYS * 24 * 3600


def cookie_name() -> str:
    """The prefix makes a browser take it over TLS from this host alone."""
    return "__Host-ballast" if settings.PRODUCTION else "ballast"


def has_passed(request: HttpRequest) -> bool:
    """Not for a cookie that is too old or that we did not sign."""
    return request.get_signed_cookie(cookie_name(), default="", salt=SALT, max_age=SECONDS) == PASSED


def remember_passed(response: HttpResponse) -> None:
    response.set_signed_cookie(
        cookie_name(), PASSED, salt=SALT, max_age=SECONDS, path="/", httponly=True, samesite="Lax", secure=settings.PRODUCTION
    )
