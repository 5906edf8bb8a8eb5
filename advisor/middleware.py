"""A name for each request; how long it took; headers that Django does not set itself; addresses that know no cookie."""

import re
import secrets
import time
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse
from structlog.contextvars import bound_contextvars

from advisor import metrics
from advisor.logs import REQUEST_ID

NOT_NEEDED = ("accelerometer", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope", "microphone", "payment", "usb")
FRAME = re.compile(r"/(?:[a-z-]+/)?embed/")  # in each language
COOKIELESS = re.compile(rf"{FRAME.pattern}|/(?:[a-z-]+/)?status/$|/api/v1/")
SLOW = 1.0  # seconds

log = structlog.get_logger(__name__)

Respond = Callable[[HttpRequest], HttpResponse]


def named(get_response: Respond) -> Respond:
    """A random name in each record that is logged while the request is served, in a header of the answer, and on the page for an
    accident. One that came with the request is not looked at: it could say anything."""

    def respond(request: HttpRequest) -> HttpResponse:
        name = request.META[REQUEST_ID] = secrets.token_hex(6)
        with bound_contextvars(request_id=name):
            response = get_response(request)
        response.headers["X-Request-Id"] = name
        return response

    return respond


def timed(get_response: Respond) -> Respond:
    """There is no log of who looked at what, since addresses are secrets. Every request is counted; only slow ones are told, by route."""

    def respond(request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = get_response(request)
        seconds = time.perf_counter() - began
        match, method, status = request.resolver_match, request.method or "", response.status_code
        metrics.request_served(route=match.view_name if match else "none", method=method, status=status, seconds=seconds)
        if seconds > SLOW:
            route = match.route if match else None
            log.warning("slow request", method=method, route=route, status=status, milliseconds=round(seconds * 1000))
        return response

    return respond


def headers(get_response: Respond) -> Respond:
    """Nothing made for one person is kept by a browser or a proxy; static files bring their own Cache-Control."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", ", ".join(f"{name}=()" for name in NOT_NEEDED))
        return response

    return respond


def cookieless_frames(get_response: Respond) -> Respond:
    """A frame or a program never learns of a cookie, whatever is sent: nobody is signed in there, and nothing is set or differs by one.
    Nor does the page that says what works: it must not ask the database who is there."""

    def respond(request: HttpRequest) -> HttpResponse:
        if not COOKIELESS.match(request.path_info):
            return get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        response = get_response(request)
        del response.headers["Vary"]  # our sessions would say: by the cookie
        return response

    return respond
