"""Who may come where, on the whole site: every address, for everybody who comes. An address that stands in no table fails.

The tables of plans, censuses, firms, books and keys stand in the tests of each (tests/*/test_access.py), which also send forms as those
who may, and ask for the passkey again. Here they meet everybody else, and the pages that have no table there.
"""

import os
from collections.abc import Mapping
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from advisor.firms.models import FirmRole
from advisor.plans.models import Role
from tests.api.test_access import NEEDS as ENDPOINTS
from tests.api.test_access import PAGES as OF_KEYS
from tests.clients import test_access as clients
from tests.cohorts.test_access import PRINT_RIGHT
from tests.cohorts.test_access import ROLES as OF_A_WORKFORCE
from tests.firms.test_access import ROLES as OF_A_FIRM
from tests.plans.test_access import ROLES as OF_A_PLAN
from tests.security.addresses import OF_NOBODY, Route, routes
from tests.security.tenants import VISITORS, Tenant, tenant

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bank")]

IN_FULL = "PROOF" in os.environ  # else pages that are open to all are asked for once, and forms sent as some of those who may not

EVERYBODY, SIGNED_IN = set(VISITORS), set(VISITORS) - {"nobody"}
OF_ROLE = {Role.VIEWER: {"viewer", "may print"}, Role.EDITOR: {"editor"}, Role.LEAD: {"lead", "lead of another plan"}}
MAY = {str(role): who for role, who in OF_ROLE.items()} | {PRINT_RIGHT: {"may print"}}
LEADS = {"lead of the firm", "lead of another firm"}
OF_FIRM_ROLE = {FirmRole.LEAD: LEADS, FirmRole.ADVISER: {"adviser", "colleague", "adviser elsewhere"}}
# Pages of nobody's rows, and those that a secret opens for whoever has it.
OPEN = [
    "livez", "readyz", "status", "robots", "api:about", "api:embed", "api-v1:openapi-json", "clients:shared", "cohorts:letter",
    "compare:compare", "plans:enter", "plans:leave",
    *(f"accounts:{name}" for name in ("keep", "sign_in", "code", "passkey", "passkey_options", "sign_out", "deleted")),
    *(f"learn:{name}" for name in ("index", "check", "assumptions", "method", "glossary", "pool", "state_of_play", "topic")),
    *(f"planner:{name}" for name in ("start", "answer", "moves")),
    *(f"reports:{name}" for name in ("request", "status", "again", "file", "verify", "marked")),
]  # fmt: skip
OWN = [
    *(f"accounts:{name}" for name in ("kept", "download", "sign_out_elsewhere", "add_passkey", "add_passkey_options", "second_factor")),
    *(f"accounts:{name}" for name in ("confirm", "confirm_code", "confirm_passkey", "confirm_passkey_options")),
    "plans:list", "firms:firm", "clients:offer", "clients:end_offer",
]  # fmt: skip
OF_ONE_PARTICIPANT = ["accounts:rename", "accounts:delete", "accounts:remove_passkey", "clients:end_consent"]
OF_NOBODY_HERE = ["plans:invited", "firms:invited"]  # for an address that none of those who come here has
NOT_THERE = ["api-v1:api-root", "metrics", "security"]  # the last two: without a token, and where no contact is named
OF_A_WIDGET = ["widget", "delete_widget"]
BY_KEY = {f"api-v1:{name}" for name in ENDPOINTS}

TABLE: Mapping[str, set[str]] = {
    **dict.fromkeys(OPEN, EVERYBODY),
    **dict.fromkeys(OWN, SIGNED_IN),
    **{name: {"participant"} for name in OF_ONE_PARTICIPANT},
    **{name: set() for name in (*OF_NOBODY_HERE, *NOT_THERE, *BY_KEY)},
    **{f"plans:{name}": set().union(*(MAY[role] for role in roles)) for name, roles in OF_A_PLAN.items()},
    **{f"cohorts:{name}": set().union(*(MAY[role] for role in roles)) for name, roles in OF_A_WORKFORCE.items()},
    **{f"firms:{name}": set().union(*(OF_FIRM_ROLE[role] for role in roles)) for name, roles in OF_A_FIRM.items()},
    **{f"api:{name}": LEADS for name in (*OF_KEYS, *OF_A_WIDGET)},
    **{f"clients:{name}": LEADS | OF_FIRM_ROLE[FirmRole.ADVISER] for name in clients.OF_A_BOOK},
    **{f"clients:{name}": {"adviser"} for name in clients.OF_SOMETHING},
}
BY_NAME = {route.name: route for route in routes()}


@pytest.fixture
def alder() -> Tenant:
    """Birch is there too."""
    tenant("birch")
    return tenant("alder")


def test_every_address_of_the_site_stands_in_a_table() -> None:
    assert BY_NAME.keys() == TABLE.keys()


def may(who: str, route: Route) -> bool:
    """People of the other tenant come to a page of that kind only where its address names no row."""
    names_a_row = set(route.parts) - set(OF_NOBODY)
    elsewhere = VISITORS[who].tenant != "alder" and names_a_row and route.name not in (*OPEN, *OWN)
    return who in TABLE[route.name] and not elsewhere


@pytest.mark.parametrize("who", VISITORS)
def test_everybody_comes_where_they_may_and_sees_nothing_of_others(alder: Tenant, who: str) -> None:
    visitor, browser = VISITORS[who], VISITORS[who].browser()
    seen = BY_NAME.values() if who == "nobody" or IN_FULL else [route for name, route in BY_NAME.items() if name not in OPEN]
    found = {route: looked(browser, route.of(alder)) for route in seen}
    assert {route.name: outcome(response) for route, response in found.items()} == {route.name: expected(who, route) for route in seen}
    shown = {route.name: {*visitor.foreign(said(response))} for route, response in found.items()}
    assert {name: foreign for name, foreign in shown.items() if foreign and name not in OPEN} == {}


@pytest.mark.parametrize("who", VISITORS if IN_FULL else ["nobody", "viewer", "colleague"])
def test_a_form_is_taken_from_nobody_who_may_not_see_its_page(alder: Tenant, who: str) -> None:
    visitor, browser = VISITORS[who], VISITORS[who].browser()
    closed = [route for route in BY_NAME.values() if not may(who, route) and route.name not in BY_KEY]
    found = {route: browser.post(route.of(alder), SENT) for route in closed}
    taken = {route.name: outcome(response) for route, response in found.items()}
    assert {name: how for name, how in taken.items() if how != "not by this method"} == {
        name: expected(who, BY_NAME[name]) for name, how in taken.items() if how != "not by this method"
    }
    assert not [*visitor.foreign(" ".join(said(response) for response in found.values()))]


SENT = {"name": "Another", "text": "Another", "email": "new@example.org", "role": "viewer", "confirm": "1"}


def expected(who: str, route: Route) -> str:
    if route.name in BY_KEY:
        return "no key"
    if may(who, route):
        return "in"
    if who != "nobody" or route.name in NOT_THERE:
        return "not there"
    return "in" if route.name in OF_NOBODY_HERE else "sign in"  # an invitation says first that one signs in


def outcome(response: Any) -> str:
    if response.headers.get("Location", "").startswith(f"{reverse('accounts:sign_in')}?"):
        return "sign in"
    return {404: "not there", 401: "no key", 405: "not by this method"}.get(response.status_code, "in")


def looked(browser: Browser, path: str) -> Any:
    """By GET; where a page takes forms alone, by an empty one."""
    response = browser.get(path)
    return browser.post(path) if response.status_code == 405 else response


def said(response: Any) -> str:
    """Headers and body, of a file too."""
    body = response.getvalue().decode(errors="replace")
    return f"{dict(response.headers)} {body}"
