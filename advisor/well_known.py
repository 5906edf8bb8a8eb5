"""What programs ask a site for: where to report a weakness (security.txt), and which pages a search engine may know (robots.txt)."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation

from advisor.searching import PAGES

TEXT = "text/plain; charset=utf-8"
GOOD_FOR = timedelta(days=90)  # RFC 9116 asks for less than a year


def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116. Not there where the operator has not said who answers (SECURITY_CONTACT)."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    lines = [
        *(f"Contact: {contact}" for contact in settings.SECURITY_CONTACT),
        f"Expires: {expires(timezone.now()):%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en",
        f"Canonical: {request.build_absolute_uri(request.path)}",
        *([f"Policy: {settings.SECURITY_POLICY}"] if settings.SECURITY_POLICY else []),
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type=TEXT)


def expires(now: datetime) -> datetime:
    """The same for a day, so that whoever compares two copies finds no difference."""
    return now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0) + GOOD_FOR


def robots_txt(request: HttpRequest) -> HttpResponse:
    """All that is not for everybody is closed, without a list of what there is."""
    lines = ["User-agent: *", "Disallow: /", "Allow: /static/", *(f"Allow: {path}" for path in _open_paths())]
    return HttpResponse("\n".join(lines) + "\n", content_type=TEXT)


def _open_paths() -> list[str]:
    """In each language; a dollar sign ends one that others stand below."""
    paths = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            paths += [reverse(name) + ("" if name == "learn:index" else "$") for name in PAGES if name != "learn:topic"]
    return paths
