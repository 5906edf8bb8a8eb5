"""The request as our middleware hands it to views, and the page for one that it refuses."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_htmx.middleware import HtmxDetails


class HtmxRequest(HttpRequest):
    htmx: HtmxDetails


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """In place of Django's own page, whose inline style our Content Security Policy forbids."""
    return render(request, "403.html", status=403)
