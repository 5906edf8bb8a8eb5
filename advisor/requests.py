"""The request as our middleware hands it to views, the address it came to, the page for one that is refused, where a form leads on to, and
what htmx is told."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django_htmx.middleware import HtmxDetails

STOP_POLLING = 286  # htmx's own status: take this fragment, and ask no more


class HtmxRequest(HttpRequest):
    htmx: HtmxDetails


def site_of(request: HttpRequest) -> str:
    """The address of the site, as whoever asks reached it: https://host, without a slash at its end."""
    return f"{request.scheme}://{request.get_host()}"


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """In place of Django's own page, whose inline style our Content Security Policy forbids."""
    return render(request, "403.html", status=403)


def see_other(to: Any, *parts: object) -> HttpResponse:
    """After a form was taken: the page to look at next (as `redirect` takes it), which a browser always asks for by GET."""
    response = redirect(to, *parts)
    response.status_code = 303
    return response


def whole_page(request: HtmxRequest, response: HttpResponse) -> HttpResponse:
    """For htmx: take the main part of this page in place of the fragment that was asked for."""
    if request.htmx:
        response["HX-Retarget"] = response["HX-Reselect"] = "#main"
        response["HX-Reswap"] = "outerHTML show:window:top"
    return response
