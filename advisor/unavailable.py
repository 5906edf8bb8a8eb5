"""What is shown when something of ours fails: the page that says when to come back, or the one that says that it was our fault.

Neither may ask the database or the session for anything, so both are drawn without the request.
"""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string

from advisor.api.frames import ANY, framed
from advisor.logs import REQUEST_ID
from advisor.middleware import FRAME

AWAY = (OperationalError, InterfaceError)  # not reached, restarted, locked, full: it may be well again in a moment
COME_BACK = 10  # seconds


def failed(request: HttpRequest) -> HttpResponse:
    """Django calls it while it handles what was raised."""
    if isinstance(sys.exc_info()[1], AWAY):
        return away(request)
    return HttpResponse(render_to_string("500.html", {"reference": request.META.get(REQUEST_ID)}), status=500)


def away(request: HttpRequest) -> HttpResponse:
    """What was typed stays on the page, to be sent again. In a frame there is no form: without the database we do not know who may frame
    one. Nor is there a cookie."""
    about: dict[str, object] = {"seconds": COME_BACK, "path": request.path}
    if FRAME.match(request.path_info):
        return framed(_answer("api/embed/away.html", about), ANY)
    if request.method == "POST":
        about |= {"typed": request.POST, "csrf_token": get_token(request)}
    return _answer("503.html", about)


def _answer(template: str, about: dict[str, object]) -> HttpResponse:
    return HttpResponse(render_to_string(template, about), status=503, headers={"Retry-After": str(COME_BACK)})
