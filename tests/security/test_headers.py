"""Every kind of answer under the settings of production, over TLS: what Mozilla's Observatory scores, and what ASVS asks of headers.

The site was scored by the Observatory itself too, behind a real proxy: docs/security.md says how, and the grade. The browser tests hold
that no page breaks its own policy (tests/browser/conftest.py: a complaint in the console fails a test).
"""

import re
import runpy
from collections.abc import Iterator, Mapping
from http.cookies import Morsel
from pathlib import Path
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from pytest_django import Settings

from tests.api.desk import Program
from tests.house.test_settings import PRODUCTION
from tests.security.tenants import VISITORS, tenant

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bank")]

ROOT = Path(__file__).resolve().parents[2]
OF_PRODUCTION = ("ALLOWED_HOSTS", "CONTENT_SECURITY", "CSRF_", "PRODUCTION", "SECURE_", "SESSION_", "X_FRAME")
YEAR = 31_536_000  # seconds: ASVS 3.4.1; the Observatory asks for half of it
HOST = "example.org"
FRAMES = {"frame", "frame that is gone"}
PRIVATE_REFERRER = {"no-referrer", "same-origin"}  # of those that the Observatory takes, the ones that tell no other site anything


@pytest.fixture(autouse=True)
def production(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """What advisor/settings.py says with PRODUCTION set, of all that headers depend on."""
    for name, value in PRODUCTION.items():
        monkeypatch.setenv(name, value)
    said = runpy.run_path(str(ROOT / "advisor" / "settings.py"))
    for name, value in said.items():
        if name.startswith(OF_PRODUCTION):
            setattr(settings, name, value)
    settings.SECURITY_CONTACT = ["mailto:security@example.org"]


def https(browser: Browser) -> Browser:
    browser.defaults |= {"HTTP_X_FORWARDED_PROTO": "https", "SERVER_NAME": HOST, "HTTP_HOST": HOST, "HTTP_REFERER": f"https://{HOST}/"}
    return browser


def kinds() -> Iterator[tuple[str, Any]]:
    """One answer of each kind."""
    alder = tenant("alder")
    anybody, lead, adviser = https(Browser()), https(VISITORS["lead"].browser()), https(VISITORS["adviser"].browser())
    start = anybody.get("/")
    (sheet,), (script, *_) = re.findall(r'href="(/static/css/site[^"]+)"', start.text), re.findall(r'src="(/static/[^"]+\.js)"', start.text)
    guarded, program = https(Browser(enforce_csrf_checks=True)), Program(alder.secret["key"])
    program.client = https(program.client)
    plan, book, report = alder.parts["plans"], alder.parts["clients"], alder.parts["reports"]["report_id"]
    yield "page", start
    yield "page in another language", anybody.get("/es/")
    yield "page with a form that was sent", anybody.post(reverse("planner:answer"), {"age": "much"})
    yield "page of somebody signed in", lead.get(reverse("plans:plan", args=[plan["plan_id"]]))
    yield "sign-in, which begins a session", anybody.post(reverse("accounts:sign_in"), {"email": "new@example.org"})
    yield "redirect", anybody.get(reverse("planner:answer"))
    yield "redirect to sign in", anybody.get(reverse("accounts:kept"))
    yield "entered by a plan's link", anybody.post(reverse("plans:enter", args=[plan["link"]]))
    yield "not there", anybody.get("/no/such/page/")
    yield "not by this method", anybody.get(reverse("accounts:passkey_options"))
    yield "forged", guarded.post(reverse("planner:answer"), {"age": "35"})
    yield "style", anybody.get(sheet)
    yield "script", anybody.get(script)
    yield "missing static file", anybody.get("/static/css/none.css")
    yield "picture of the site", anybody.get("/favicon.ico")
    yield "PDF", anybody.get(reverse("reports:file", args=[report]))
    yield "PDF of a book", adviser.get(reverse("clients:report_file", args=[book["client_id"], book["report_id"]]))
    yield "zip", adviser.get(reverse("clients:print_files", args=[book["printing_id"]]))
    yield "logo", adviser.get(reverse("firms:logo"))
    yield "QR code", lead.get(reverse("plans:qr", args=[plan["plan_id"]]))
    yield "table", lead.get(reverse("cohorts:template", args=[plan["plan_id"]]))
    yield "what is held", lead.get(reverse("accounts:download"))
    yield "API", program.get("edition")
    yield "API without a key", https(Browser()).get("/api/v1/edition")
    yield "API, nothing there", https(Browser()).get("/api/v1/none")
    yield "frame", anybody.get(reverse("api:embed", args=[alder.parts["api"]["widget_id"]]))
    yield "frame that is gone", anybody.get(reverse("api:embed", args=["n" * 22]))
    yield "health", anybody.get("/livez")
    yield "readiness", anybody.get("/readyz")
    yield "robots", anybody.get("/robots.txt")
    yield "security", anybody.get("/.well-known/security.txt")


def directives(response: Any) -> dict[str, list[str]]:
    policy = response.headers["Content-Security-Policy"]
    return {name: values for name, *values in (part.split() for part in policy.split("; "))}


def test_every_kind_of_answer_keeps_every_rule() -> None:
    broken, cookies = {}, set()
    for kind, response in kinds():
        broken[kind] = [*faults(kind, response)]
        cookies |= response.cookies.keys()
    assert {kind: found for kind, found in broken.items() if found} == {}
    assert cookies == {"__Host-csrftoken", "__Host-session", "__Host-ballast"}  # forged forms; a session; what is known of a visitor


def faults(kind: str, response: Any) -> Iterator[str]:
    response.getvalue()  # read to its end, a file is closed
    if response.status_code >= 500:
        yield f"status {response.status_code}"
    headers = response.headers
    yield from policy_faults(kind, directives(response))
    yield from transport_faults(headers)
    if headers.get("X-Content-Type-Options") != "nosniff":
        yield "types may be guessed"
    if headers.get("Referrer-Policy") not in PRIVATE_REFERRER:
        yield "another site may learn an address"
    if headers.get("Cross-Origin-Resource-Policy") != "same-origin" and kind not in FRAMES:
        yield "another site may load it"
    if headers.get("Cross-Origin-Opener-Policy") != "same-origin":
        yield "another site's window may reach it"
    if "html" in headers["Content-Type"] and kind not in FRAMES and headers.get("X-Frame-Options") != "DENY":
        yield "older browsers may frame it"
    yield from (f"{name} is there" for name in headers if name.lower().startswith("access-control-"))
    yield from (f"{name} tells of the machinery" for name in ("Server", "X-Powered-By") if name in headers)
    if "Content-Type" not in headers:
        yield "no type"
    yield from (fault for cookie in response.cookies.values() for fault in cookie_faults(cookie))


def policy_faults(kind: str, policy: Mapping[str, list[str]]) -> Iterator[str]:
    """`default-src 'none'` covers object-src; a frame's ancestors are the only outside address there may be."""
    if policy.get("default-src") != ["'none'"] or policy.get("base-uri") != ["'none'"]:
        yield f"policy {policy}"
    allowed = {value for name, values in policy.items() for value in values if name != "frame-ancestors"}
    yield from (f"{value} in the policy" for value in allowed - {"'self'", "'none'"})
    if kind not in FRAMES and policy.get("frame-ancestors") != ["'none'"]:
        yield "may be framed"
    if "form-action" not in policy and "sandbox" not in policy:
        yield "forms may go elsewhere"


def transport_faults(headers: Mapping[str, str]) -> Iterator[str]:
    said = headers.get("Strict-Transport-Security", "")
    seconds = re.search(r"max-age=(\d+)", said)
    if not seconds or int(seconds[1]) < YEAR or "includeSubDomains" not in said or "preload" not in said:
        yield f"HSTS {said}"


def cookie_faults(cookie: "Morsel[str]") -> Iterator[str]:
    flags = (cookie.key.startswith("__Host-"), cookie["secure"], cookie["httponly"], cookie["samesite"] in ("Lax", "Strict"))
    if not all(flags) or cookie["path"] != "/" or cookie["domain"]:
        yield f"cookie {cookie.OutputString()}"


def test_without_tls_every_page_leads_to_the_same_address_over_tls() -> None:
    for path in ("/", "/es/learn/", "/static/css/none.css", "/robots.txt"):
        response = Browser(SERVER_NAME=HOST).get(path)
        assert (response.status_code, response.headers["Location"]) == (301, f"https://{HOST}{path}")


def test_a_program_without_tls_is_refused_not_led_on() -> None:
    """It would go on sending its key in the clear and never notice."""
    for path in ("/api/v1/edition", "/api/v1/no/such/thing"):
        response = Browser(SERVER_NAME=HOST).get(path, headers={"Authorization": "Bearer blst_anything"})
        assert (response.status_code, response.json()["errors"][0]["code"]) == (403, "not_https")
        assert "Location" not in response.headers


def test_another_origin_is_told_nothing_it_could_use() -> None:
    browser = https(Browser(headers={"Origin": "https://evil.example"}))
    for path in ("/", "/api/v1/edition", "/readyz"):
        for response in (browser.get(path), browser.options(path, headers={"Access-Control-Request-Method": "GET"})):
            assert not [name for name in response.headers if name.lower().startswith("access-control-")]


def test_a_host_that_is_not_ours_is_refused() -> None:
    browser = https(Browser())
    browser.defaults["HTTP_HOST"] = "evil.example"
    assert browser.get("/").status_code == 400
