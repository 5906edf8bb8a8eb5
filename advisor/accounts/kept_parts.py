"""What other parts of the site show on the page of what somebody has kept. They add to this list; accounts know none of them."""

from collections.abc import Callable

from django.http import HttpRequest
from django.utils.safestring import SafeString

PARTS: list[Callable[[HttpRequest], SafeString]] = []  # sections of the page, rendered; empty for nothing to show


def parts(request: HttpRequest) -> list[SafeString]:
    return [part(request) for part in PARTS]
