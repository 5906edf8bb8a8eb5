"""Headers that Django does not set itself."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

NOT_NEEDED = ("accelerometer", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope", "microphone", "payment", "usb")


def headers(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Nothing made for one person is kept by a browser or a proxy; static files bring their own Cache-Control."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", ", ".join(f"{name}=()" for name in NOT_NEEDED))
        return response

    return respond
