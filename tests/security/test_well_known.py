"""Where to report a weakness, and what search engines may show."""

from datetime import timedelta

import pytest
from django.core.checks import Tags, run_checks
from django.test import Client as Browser
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from pytest_django import Settings

from advisor.searching import PAGES
from tests.security.addresses import routes
from tests.security.tenants import tenant
from tests.security.test_every_address import looked

pytestmark = pytest.mark.django_db

SECURITY, ROBOTS = "/.well-known/security.txt", "/robots.txt"
OPENED_BY_A_SECRET = ["/p/", "/report/", "/shared/", "/v/", "/embed/", "/invitations/", "/firm/invitations/"]


def fields(text: str) -> dict[str, str]:
    return dict(line.split(": ", 1) for line in text.splitlines())


def test_security_txt_says_whom_to_tell_for_how_long_and_where(settings: Settings) -> None:
    settings.SECURITY_CONTACT, settings.SECURITY_POLICY = ["mailto:security@example.org"], "https://example.org/policy"
    response = Browser().get(SECURITY, secure=True)
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    said = fields(response.text)
    assert said["Contact"] == "mailto:security@example.org"
    assert said["Policy"] == "https://example.org/policy"
    assert said["Preferred-Languages"] == "en"
    assert said["Canonical"] == f"https://testserver{SECURITY}"
    expires = parse_datetime(said["Expires"])
    assert expires
    assert timedelta(days=30) < expires - timezone.now() < timedelta(days=365)


def test_without_a_contact_there_is_no_security_txt(settings: Settings) -> None:
    settings.SECURITY_CONTACT = []
    assert Browser().get(SECURITY).status_code == 404


@pytest.mark.parametrize(("name", "given"), [("SECURITY_CONTACT", "security@example.org"), ("SECURITY_POLICY", "example.org/policy")])
def test_a_contact_that_nobody_could_use_is_refused_by_name(settings: Settings, name: str, given: str) -> None:
    assert run_checks(tags=[Tags.security]) == []
    setattr(settings, name, [given] if name == "SECURITY_CONTACT" else given)
    (found,) = run_checks(tags=[Tags.security])
    assert found.is_serious()
    assert found.msg.startswith(f"{name} is “{given}”. It must begin with ")


def test_robots_may_read_what_is_for_everybody_and_nothing_else() -> None:
    lines = Browser().get(ROBOTS).text.splitlines()
    assert lines[:2] == ["User-agent: *", "Disallow: /"]
    allowed = [line.removeprefix("Allow: ") for line in lines[2:]]
    assert {"/$", "/es/$", "/learn/", "/zh-hant/method/$", "/static/"} <= set(allowed)
    assert not [path for path in allowed if path.startswith(tuple(OPENED_BY_A_SECRET))]


@pytest.mark.usefixtures("bank")
def test_only_pages_for_everybody_may_be_shown_by_a_search_engine() -> None:
    alder = tenant("alder")
    browser, told = Browser(), {}
    for route in routes():
        response = looked(browser, route.of(alder))
        response.getvalue()  # read to its end, a file is closed
        told[route.name] = response.headers.get("X-Robots-Tag")
    assert {name for name, tag in told.items() if tag is None} == set(PAGES)
    assert {tag for tag in told.values() if tag} == {"noindex, nofollow"}
    assert browser.get("/no/such/page/").headers["X-Robots-Tag"] == "noindex, nofollow"
