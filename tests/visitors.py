"""Somebody who has passed the check of understanding: the cookie that the site would have set."""

from django.http import HttpResponse

from advisor.visitor import Visitor, remember


def passed_cookie() -> tuple[str, str]:
    """Its name and value, signed with the key of this process; the site that tests start has the same."""
    response = HttpResponse()
    remember(response, Visitor(passed=True))
    (cookie,) = response.cookies.values()
    return cookie.key, cookie.value
