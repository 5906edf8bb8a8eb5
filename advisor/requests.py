"""The request as our middleware hands it to views, the page for one that it refuses, where a form leads on to, and whole pages for htmx."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django_htmx.middleware import HtmxDetails


class HtmxRequest(HttpRequest):
    htmx: HtmxDetails


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
