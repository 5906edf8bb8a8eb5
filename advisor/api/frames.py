"""The headers of a page that stands in a frame on a foreign one."""

from collections.abc import Sequence

from csp.constants import HEADER
from csp.utils import build_policy
from django.http import HttpResponse

ANY = ("*",)


def framed(response: HttpResponse, by: Sequence[str]) -> HttpResponse:
    """May be framed by pages of these origins and by no other. The policy is else the one of the site.

    X-Frame-Options knows no list of origins and would refuse them all. The two rules about other origins let the frame stand on pages
    that are isolated from others as well.
    """
    response.xframe_options_exempt = True  # read by Django's own middleware
    response.headers[HEADER] = build_policy(replace={"frame-ancestors": list(by)})
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Cross-Origin-Embedder-Policy"] = "require-corp"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
