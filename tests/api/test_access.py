"""Who may come where: every page of keys, for everybody; and every endpoint, by each kind of key."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from advisor.accounts.models import Act, User
from advisor.accounts.second_factor import RECENT
from advisor.api.keys import revoke_key
from advisor.api.models import Key, KeyReport
from advisor.api.scopes import Scope
from advisor.api.urls import api
from advisor.firms.models import Firm, FirmMember, FirmRole
from advisor.firms.services import delete_firm
from advisor.jobs.models import Job
from tests.api.desk import LEAD, THEO, Program, codes, firm, secret
from tests.passkeys import let_pass, signed_in, signed_in_with_passkey

pytestmark = pytest.mark.django_db

ADVISER, OTHER, NOBODY = "adviser@example.org", "other@example.org", "nobody@example.org"
PAGES = ("keys", "revoke")
SENT = {"name": "Portal", "scopes": ["answer"]}


@pytest.fixture
def own() -> Firm:
    """With an adviser and a key; and there is another firm."""
    mail.outbox = []
    made = firm()
    FirmMember.objects.create(firm=made, user=User.objects.with_address(ADVISER), role=FirmRole.ADVISER)
    secret(made)
    firm(OTHER, "Another")
    return made


def address(name: str, of: Firm) -> str:
    return reverse(f"api:{name}", args=[of.keys.first().id] if name == "revoke" else [])  # type: ignore[union-attr]


def both(browser: Client, path: str) -> list[Any]:
    return [browser.get(path), browser.post(path, SENT)]


@pytest.mark.parametrize("name", PAGES)
def test_nobody_comes_in_who_is_not_signed_in(own: Firm, client: Client, name: str) -> None:
    for response in both(client, address(name, own)):
        assert (response.status_code, response.headers["Location"].partition("?")[0]) == (302, reverse("accounts:sign_in"))


@pytest.mark.parametrize("name", PAGES)
def test_the_code_in_the_mail_does_not_let_a_lead_in(own: Firm, name: str) -> None:
    for response in both(signed_in(LEAD), address(name, own)):
        assert (response.status_code, response.headers["Location"]) == (302, reverse("accounts:second_factor"))
    assert own.keys.count() == 1


@pytest.mark.parametrize("name", PAGES)
def test_a_passkey_of_some_time_ago_is_asked_for_again(own: Firm, name: str) -> None:
    browser = signed_in_with_passkey(LEAD)
    let_pass(browser, RECENT + 1)
    for response in both(browser, address(name, own)):
        assert (response.status_code, response.headers["Location"]) == (302, reverse("accounts:second_factor"))
    assert own.keys.count() == 1


@pytest.mark.parametrize("who", [ADVISER, NOBODY])
@pytest.mark.parametrize("name", PAGES)
def test_keys_are_not_there_for_who_does_not_lead_the_firm(own: Firm, name: str, who: str) -> None:
    before = Act.objects.count()
    assert {response.status_code for response in both(signed_in_with_passkey(who), address(name, own))} == {404}
    assert (own.keys.count(), Act.objects.count()) == (1, before)


def test_the_lead_of_another_firm_neither_sees_nor_ends_a_key(own: Firm) -> None:
    browser = signed_in_with_passkey(OTHER)
    assert "Portal" not in browser.get(address("keys", own)).text
    assert {response.status_code for response in both(browser, address("revoke", own))} == {404}
    assert own.keys.count() == 1


def test_the_lead_comes_in(own: Firm) -> None:
    browser = signed_in_with_passkey(LEAD)
    assert [response.status_code for response in both(browser, address("keys", own))] == [200, 200]
    assert [response.status_code for response in both(browser, address("revoke", own))] == [200, 303]


# --- Endpoints: what each kind of key gets -----------------------------------------------------------------------------

NEEDS = {"answer": "answer", "compare": "answer", "verify": "verify", "reports": "reports", "job": "reports", "job_file": "reports",
         "edition": None, "check": None}  # fmt: skip


def operations() -> list[tuple[str, str, str]]:
    """Name, method and path of each."""
    paths = api.get_openapi_schema()["paths"]
    return [(found["operationId"], method, path) for path, methods in paths.items() for method, found in methods.items()]


def asked(by: Program, method: str, path: str) -> Any:
    path = path.removeprefix("/api/v1/").replace("{job_id}", "n" * 22)
    return by.post(path, {}) if method == "post" else by.get(path)


def test_every_endpoint_has_a_row() -> None:
    assert {name for name, *_ in operations()} == NEEDS.keys()


@pytest.mark.parametrize("key", ["", "blst_", "blst_" + "x" * 43, "x" * 50, "blst_" + "y" * 5000, "blst_\xe4"])
def test_without_a_key_that_works_everything_is_refused(own: Firm, key: str) -> None:
    for _, method, path in operations():
        refused = asked(Program(key), method, path)
        assert (refused.status_code, codes(refused)) == (401, [("no_key", "Authorization")])
        assert refused.headers["WWW-Authenticate"] == "Bearer"


def test_a_session_or_another_scheme_opens_nothing(own: Firm) -> None:
    browser = signed_in_with_passkey(LEAD)
    opened = secret(own)
    for headers in ({}, {"Authorization": f"Basic {opened}"}, {"Authorization": opened}, {"X-Api-Key": opened}):
        assert browser.get("/api/v1/edition", headers=headers).status_code == 401
    assert browser.get(f"/api/v1/edition?key={opened}").status_code == 401


def test_no_cookie_is_looked_at(own: Firm, django_assert_num_queries: Any) -> None:
    browser = signed_in_with_passkey(LEAD)
    with django_assert_num_queries(0):
        found = browser.get("/api/v1/openapi.json")
    assert found.status_code == 200
    assert "Cookie" not in found.headers.get("Vary", "")


@pytest.mark.parametrize("scope", Scope)
def test_a_key_does_only_what_its_scopes_allow(own: Firm, scope: Scope) -> None:
    by = Program(secret(own, scope))
    for name, method, path in operations():
        found = asked(by, method, path)
        if NEEDS[name] in (None, scope):
            assert found.status_code != 403, name
        else:
            assert (found.status_code, codes(found)) == (403, [("scope_missing", "")]), name


@pytest.mark.usefixtures("bank")
def test_a_key_that_was_ended_opens_nothing_from_the_next_request_on(own: Firm) -> None:
    by = Program(secret(own))
    assert by.post("answer", THEO).status_code == 200
    revoke_key(firm=own, user=User.objects.get(email=LEAD), key_id=own.keys.last().id)  # type: ignore[union-attr]
    assert by.post("answer", THEO).status_code == 401


def test_keys_and_reports_go_with_the_firm(own: Firm) -> None:
    by = Program(secret(own))
    assert by.post("reports", {"question": THEO}).status_code == 202
    own.members.filter(role=FirmRole.ADVISER).delete()
    delete_firm(firm=own, user=User.objects.get(email=LEAD))
    assert by.get("edition").status_code == 401
    assert not Key.objects.exists()
    assert not KeyReport.objects.exists()
    assert not Job.objects.exists()


def test_a_report_is_found_by_keys_of_the_same_firm_alone(own: Firm) -> None:
    made = Program(secret(own)).post("reports", {"question": THEO}).json()
    stranger = Program(secret(Firm.objects.get(name="Another")))
    for path in (f"jobs/{made['id']}", f"jobs/{made['id']}/file"):
        found, absent = stranger.get(path), stranger.get(path.replace(made["id"], "n" * 22))
        assert (found.status_code, found.content) == (absent.status_code, absent.content)
        assert found.status_code == 404
    assert Program(secret(own)).get(f"jobs/{made['id']}").json()["state"] == Job.State.QUEUED


def test_a_report_of_the_site_is_not_found_by_a_key(own: Firm) -> None:
    from advisor.reports.services import request_report
    from tests.people import question_of

    report = request_report(question=question_of("Theo"), language="en")
    assert Program(secret(own)).get(f"jobs/{report.id}").status_code == 404
