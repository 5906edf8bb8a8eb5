"""Headers that Django does not set itself; and frames on foreign pages and the API, which know no cookie."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

NOT_NEEDED = ("accelerometer", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope", "microphone", "payment", "usb")
COOKIELESS = re.compile(r"/(?:(?:[a-z-]+/)?embed|api/v1)/")  # frames in each language


def headers(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Nothing made for one person is kept by a browser or a proxy; static files bring their own Cache-Control."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", ", ".join(f"{name}=()" for name in NOT_NEEDED))
        return response

    return respond


def cookieless_frames(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A frame or a program never learns of a cookie, whatever is sent: nobody is signed in there, and nothing is set or differs by one."""

    def respond(request: HttpRequest) -> HttpResponse:
        if not COOKIELESS.match(request.path_info):
            return get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        response = get_response(request)
        del response.headers["Vary"]  # our sessions would say: by the cookie
        return response

    return respond
