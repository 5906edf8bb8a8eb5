"""What the proxy lets through, and what it shows when nobody is behind it."""

import json
import re
from base64 import b64encode
from fnmatch import fnmatch
from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import reverse

from advisor.api.door import https_alone
from advisor.receiving import MOST_BYTES

ROOT = Path(__file__).resolve().parents[2]
CADDYFILE = (ROOT / "docker" / "Caddyfile").read_text()
PAGE = (ROOT / "docker" / "unavailable.html").read_text()
(PATTERNS,) = re.findall(r"@files path (.*)", CADDYFILE)

# By the template of its form: each page that takes a file.
PAGES_WITH_FILES = {
    "cohorts/upload.html": reverse("cohorts:upload", args=["plan"]),
    "firms/brand.html": reverse("firms:brand"),
    "reports/verify.html": reverse("reports:verify"),
}


def takes_files(path: str) -> bool:
    return any(fnmatch(path, pattern) for pattern in PATTERNS.split())


def test_every_page_with_a_file_is_known() -> None:
    templates = [path for path in ROOT.glob("templates/**/*.html") if "multipart/form-data" in path.read_text()]
    assert {str(path.relative_to(ROOT / "templates")) for path in templates} == PAGES_WITH_FILES.keys()


@pytest.mark.parametrize("path", [*PAGES_WITH_FILES.values(), "/api/v1/verify"])
def test_a_file_that_the_site_takes_comes_through_in_each_language(path: str) -> None:
    assert takes_files(path)
    assert path.startswith("/api/") or all(takes_files(f"/{language}{path}") for language, _ in settings.LANGUAGES[1:])


@pytest.mark.parametrize(
    "path", [reverse("planner:answer"), reverse("clients:print"), reverse("api:embed", args=["w"]), "/api/v1/answer", "/"]
)
def test_nothing_else_may_be_as_large(path: str) -> None:
    assert not takes_files(path)


def test_the_bounds_fit_those_of_the_site_and_hold_everywhere() -> None:
    assert f"@forms not path {PATTERNS}\n" in CADDYFILE  # so each request has a bound, and one
    bounds = dict(re.findall(r"request_body @(\w+) \{\s+max_size (\d+)MB", CADDYFILE))
    assert int(bounds["files"]) * 1_000_000 > 10 * MOST_BYTES  # far more than the site reads, so that the site says no
    assert int(bounds["forms"]) * 1_000_000 > settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def test_what_is_counted_stays_inside() -> None:
    assert re.search(r"@inside path /metrics /metrics/\*\n\s+respond @inside 404\n", CADDYFILE)


def test_a_program_without_tls_is_told_what_the_site_would_tell_it() -> None:
    plain = CADDYFILE.split("http://{$SITE}")[1].split("\n}\n")[0]
    (said,) = re.findall(r"respond @program `(.*)` 403", plain)
    request = RequestFactory().get("/api/v1/edition")
    with override_settings(SECURE_SSL_REDIRECT=True):
        assert json.loads(said) == json.loads(https_alone(lambda _: HttpResponse())(request).content)


def test_no_log_holds_an_address() -> None:
    assert not re.search(r"^\t+log\b(?! \{\n\t\tformat filter)", CADDYFILE, re.MULTILINE)
    assert re.search(r"fields \{\s+request delete\s+\}", CADDYFILE)


def test_nobody_but_the_proxy_says_who_asks_and_how() -> None:
    assert not re.search(r"trusted_proxies|header_up|X-Forwarded-\w+ ", re.sub(r"#.*", "", CADDYFILE))  # Caddy's own rules hold


def test_who_comes_while_the_web_server_starts_again_waits() -> None:
    assert re.search(r"lb_try_duration \d\ds", CADDYFILE)


def test_the_page_for_when_the_site_is_away_needs_nothing_else() -> None:
    assert not re.search(r"<(?:script|img|link|iframe|form)\b|https?:|url\(|@import| style=| on\w+=", PAGE)
    assert re.findall(r'lang="([^"]+)"', PAGE) == ["en", "es", "zh-Hant", "zh-Hans"]
    (style,) = re.findall(r"<style>(.*?)</style>", PAGE, re.DOTALL)
    assert f"style-src 'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" in CADDYFILE


def test_it_comes_as_an_accident_that_passes() -> None:
    shown = CADDYFILE.split("handle_errors")[1]
    assert "status 503" in shown
    assert re.search(r"Retry-After \d+", shown)
    assert "no-store" in shown
