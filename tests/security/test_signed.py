"""What the site has signed or sealed and somebody brings back: altered, too old, or used for something else, it counts as none."""

from collections.abc import Iterator

import pytest
from django.core.signing import TimestampSigner
from django.http import HttpResponse
from django.test import Client as Browser
from django.test import RequestFactory
from django.urls import reverse

from advisor.api.models import Widget
from advisor.api.understanding import prove, proven
from advisor.visitor import SALT, Visitor, cookie_name, known, remember
from tests.people import PEOPLE
from tests.security.tenants import NAMES, VISITORS, Tenant, tenant
from tests.visitors import passed_cookie

pytestmark = pytest.mark.django_db

SIGNS = "AaZz09-_:.="


def altered(value: str) -> Iterator[str]:
    """One sign other at each place, each part left out, cut, doubled, and dressed up."""
    for place, sign in enumerate(value):
        yield value[:place] + next(other for other in SIGNS if other != sign) + value[place + 1 :]
    yield from (value[:length] for length in range(0, len(value), 3))
    parts = value.split(":")
    yield from (":".join(parts[:place] + parts[place + 1 :]) for place in range(len(parts)))
    yield from (":".join(reversed(parts)), value * 2, value + "=", " " + value, value.swapcase(), value.replace(":", "\uff1a"))


def visitor_with(value: str) -> Visitor:
    request = RequestFactory().get("/")
    request.COOKIES = {cookie_name(): value}
    return known(request)


def cookie_of(visitor: Visitor) -> str:
    response = HttpResponse()
    remember(response, visitor)
    return str(response.cookies[cookie_name()].value)


def test_an_altered_cookie_is_a_visitor_whom_nobody_knows() -> None:
    whole = Visitor(passed=True, plan="l" * 22, letter="s" * 22)
    value = cookie_of(whole)
    assert visitor_with(value) == whole
    tried = [*altered(value)]
    assert len(tried) > 100
    assert {visitor_with(one) for one in tried} == {Visitor()}


def test_what_was_signed_for_something_else_is_no_cookie() -> None:
    """The same key with another salt: a frame's proof, a session, a plain signer's."""
    proof = prove(Widget(id="w" * 22), {"bitcoin"})
    signed = [TimestampSigner(salt=salt).sign("passed") for salt in ("", SALT, f"{SALT}x", "advisor.api.understanding", "sessions")]
    assert {visitor_with(one) for one in [proof, *signed]} == {Visitor()}


def test_an_altered_proof_in_a_frame_shows_no_check_passed() -> None:
    widget, other = Widget(id="w" * 22), Widget(id="x" * 22)
    proof = prove(widget, {"bitcoin"})
    assert proven(proof, widget) == {"bitcoin"}
    assert {proven(one, widget) for one in altered(proof)} == {frozenset()}
    assert proven(proof, other) == frozenset()
    assert proven(passed_cookie()[1], widget) == proven(proof.replace("bitcoin", "ether"), widget) == frozenset()


def test_with_an_altered_cookie_a_sleeve_is_not_shown_before_the_check() -> None:
    name, value = passed_cookie()
    browser = Browser()
    browser.cookies[name] = value[:-1] + ("A" if value[-1] != "A" else "B")
    page = browser.post(reverse("planner:answer"), PEOPLE["Maya"])
    assert 'name="check_about"' in page.text
    assert "would change" not in page.text


# --- Secrets that open something ---------------------------------------------------------------------------------------


@pytest.fixture
def both() -> tuple[Tenant, Tenant]:
    alder, birch = (tenant(name) for name in NAMES)
    return alder, birch


def test_each_secret_opens_its_own_door_and_no_other(both: tuple[Tenant, Tenant]) -> None:
    """A plan's link, a letter's, a shared answer's, an invitation's, a report's, its mark, a widget's: each at every door."""
    own = both[0].parts
    doors = {
        "plans:enter": own["plans"]["link"], "clients:shared": own["clients"]["secret"], "reports:status": own["reports"]["report_id"],
        "api:embed": own["api"]["widget_id"], "plans:invited": own["plans"]["secret"], "firms:invited": own["firms"]["secret"],
    }  # fmt: skip
    keys = {**doors, "cohorts:letter": own["cohorts"]["secret"], "reports:marked": own["reports"]["mark"], "key": both[0].secret["key"]}
    browser = VISITORS["somebody new"].browser()
    opened = {(door, key) for door in doors for key, secret in keys.items() if browser.get(reverse(door, args=[secret])).status_code == 200}
    for_anybody = {door for door in doors if not door.endswith("invited")}
    assert opened == {(door, door) for door in for_anybody}


def test_a_letter_opens_under_the_link_of_its_own_plan_alone(both: tuple[Tenant, Tenant]) -> None:
    alder, birch = (one.parts["cohorts"] for one in both)
    opened = [
        Browser().get(reverse("cohorts:letter", args=[link, secret])).status_code
        for link, secret in [
            (alder["link"], alder["secret"]), (alder["link"], birch["secret"]), (birch["link"], alder["secret"]),
            (alder["secret"], alder["link"]), (alder["plan_id"], alder["secret"]), (alder["link"], alder["secret"].swapcase()),
        ]
    ]  # fmt: skip
    assert opened == [200, 404, 404, 404, 404, 404]


def test_an_invitation_is_for_its_own_address_and_its_own_kind_of_place(both: tuple[Tenant, Tenant]) -> None:
    alder, _birch = both
    for place, other in (("plans", "firms"), ("firms", "plans")):
        invited = VISITORS["nobody"].__class__(who=f"{place[:-1]}invited")
        secret = alder.parts[place]["secret"]
        assert invited.browser().get(reverse(f"{place}:invited", args=[secret])).status_code == 200
        for who, where in ((invited, other), (VISITORS["lead of another plan"], place), (VISITORS["participant"], place)):
            assert who.browser().get(reverse(f"{where}:invited", args=[secret])).status_code == 404
            assert who.browser().post(reverse(f"{where}:invited", args=[secret])).status_code == 404
