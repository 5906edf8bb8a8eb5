"""Forms whose hidden fields name somebody else's rows, sent by people who may use the form: nothing of anybody else comes or changes."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from advisor.clients.codes import as_shown, new_code
from advisor.clients.models import HandOver
from advisor.firms.models import FirmMember
from advisor.plans.models import Version
from tests.people import PEOPLE
from tests.security.tenants import NAMES, VISITORS, Tenant, tenant
from tests.security.test_every_address import said
from tests.security.test_swaps import all_rows
from tests.visitors import passed_cookie

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bank")]

Fields = dict[str, Any]
MAYA: Fields = dict(PEOPLE["Maya"])
HOW = {"kind": "full", "paper": "letter", "language": "en"}

# Who sends it, where to, and what: the first tenant is their own, the other one's ids stand in the fields.
SENT: dict[str, tuple[str, str, Callable[[Tenant, Tenant], Fields]]] = {
    "keep for another's client": ("adviser", "clients:keep", lambda a, b: MAYA | {"client": client(b)}),
    "keep for a colleague's": ("colleague", "clients:keep", lambda a, b: MAYA | {"client": client(a)}),
    "hand over another's": ("adviser", "clients:hand_over", lambda a, b: {"client": client(b), "to": colleague(a)}),
    "hand over a colleague's": ("lead of the firm", "clients:hand_over", lambda a, b: {"client": client(a), "to": colleague(a)}),
    "hand over to another firm": ("adviser", "clients:hand_over", lambda a, b: {"client": client(a), "to": colleague(b)}),
    "take what goes to another": ("adviser", "clients:given", lambda a, b: {"given": [given(a), given(b)]}),
    "decline what goes to another": ("adviser", "clients:decline", lambda a, b: {"given": [given(a), given(b)]}),
    "take back what another gave": ("adviser", "clients:take_back", lambda a, b: {"given": [given(a), given(b)]}),
    "compare another's answers": ("adviser", "clients:compare", lambda a, b: {"scenario": [kept(a), kept(b)]}),
    "print another's answers": ("adviser", "clients:print", lambda a, b: {"client": [client(b)], "review": "1"}),
    "print a colleague's answers": ("colleague", "clients:print", lambda a, b: printed(a, kept(a))),
    "print another's with one's own": ("adviser", "clients:print", lambda a, b: printed(a, kept(b))),
    "a report of another's answer": ("adviser", "clients:new_report", lambda a, b: HOW | {"scenario": kept(b)}),
    "a report sent by another page": ("adviser", "clients:new_report", lambda a, b: HOW | {"scenario": kept(a), "once": once(b)}),
    "a report of the site sent by a book's page": ("nobody", "reports:request", lambda a, b: MAYA | {"once": once(b)}),
    "offer another's answers": ("participant", "clients:offer", lambda a, b: {"scenario": [own_kept(b)]}),
    "a code that nobody has": ("adviser", "clients:import", lambda a, b: {"code": as_shown(new_code())}),
    "copy into another's client": ("adviser", "clients:import_copy", lambda a, b: {"code": as_shown(code(a)), "into": client(b)}),
    "publish another's draft": ("lead", "plans:publish", lambda a, b: {"as_of": as_of(b)}),
    "keep under another's name": ("participant", "accounts:keep", lambda a, b: {"age": "x", "scenario": own_kept(b)}),
    "invite into another's plan": ("lead", "plans:people", lambda a, b: {"email": "x", "role": "lead", "plan": plan(b)}),
    "make a key of another firm": ("lead of the firm", "api:keys", lambda a, b: {"name": "", "firm": firm(b), "scopes": ["answer"]}),
}  # fmt: skip


def client(tenant: Tenant) -> str:
    return str(tenant.parts["clients"]["client_id"])


def kept(tenant: Tenant) -> str:
    return str(tenant.parts["clients"]["scenario_id"])


def own_kept(tenant: Tenant) -> str:
    return str(tenant.parts["accounts"]["scenario_id"])


def plan(tenant: Tenant) -> str:
    return str(tenant.parts["plans"]["plan_id"])


def once(tenant: Tenant) -> str:
    return tenant.secret["once"]


def code(tenant: Tenant) -> str:
    return tenant.secret["offer"]


def printed(tenant: Tenant, scenario: str) -> Fields:
    return HOW | {"client": [client(tenant)], "print": "1", f"scenario_{client(tenant)}": scenario}


def colleague(tenant: Tenant) -> str:
    return str(FirmMember.objects.get(user__email=tenant.address("firmdesk")).id)


def firm(tenant: Tenant) -> str:
    return FirmMember.objects.get(user__email=tenant.address("firmdesk")).firm_id


def given(tenant: Tenant) -> str:
    return str(HandOver.objects.get(client__name=tenant.word("hand")).id)


def as_of(tenant: Tenant) -> str:
    """Of the draft, as the page that asks whether to publish it carries it."""
    return Version.objects.get(plan=plan(tenant), number=None).as_of


@pytest.fixture
def both() -> tuple[Tenant, Tenant]:
    alder, birch = (tenant(name) for name in NAMES)
    return alder, birch


def sender(who: str) -> Browser:
    browser = VISITORS[who].browser()
    name, value = passed_cookie()
    browser.cookies[name] = value
    return browser


@pytest.mark.parametrize("case", SENT)
def test_a_field_that_names_somebody_elses_row_reaches_nothing(both: tuple[Tenant, Tenant], case: str) -> None:
    who, route, fields = SENT[case]
    parts = both[0].parts[route.partition(":")[0]]
    needed = {"clients:compare": ["client_id"], "clients:new_report": ["client_id"], "plans:publish": ["plan_id"],
              "plans:people": ["plan_id"]}.get(route, [])  # fmt: skip
    browser, sent, before = sender(who), fields(*both), all_rows()
    response = browser.post(reverse(route, kwargs={part: parts[part] for part in needed}), sent)
    assert response.status_code < 500
    assert not [*VISITORS[who].foreign(said(response))]
    assert all_rows() == before
