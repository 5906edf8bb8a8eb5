"""A firm's keys: the secret is shown once and kept as a seal, and each act is recorded."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from advisor.accounts.models import Act, User
from advisor.api.keys import BEGINS, key_of, make_key, today
from advisor.api.models import MOST_KEYS, Key
from advisor.api.scopes import Scope
from advisor.firms.actions import Action
from advisor.firms.models import Firm
from advisor.seals import seal
from tests.api.desk import LEAD, Program, firm, secret
from tests.passkeys import signed_in_with_passkey

pytestmark = pytest.mark.django_db

SECRET = re.compile(r"blst_[\w-]{43}")


@pytest.fixture
def own() -> Firm:
    mail.outbox = []
    return firm()


@pytest.fixture
def lead(own: Firm) -> Client:
    return signed_in_with_passkey(LEAD)


def made(lead: Client, **sent: Any) -> Any:
    return lead.post(reverse("api:keys"), {"name": "Portal", "scopes": ["answer", "verify"]} | sent)


def test_the_secret_is_on_one_page_once_and_opens_what_was_ticked(lead: Client) -> None:
    page = made(lead)
    found = SECRET.findall(page.text)
    assert len(found) == 1
    assert not SECRET.findall(lead.get(reverse("api:keys")).text)
    assert Program(found[0]).get("edition").status_code == 200
    assert Key.objects.get().scopes == ["answer", "verify"]


def test_the_database_holds_a_seal_and_four_letters(lead: Client) -> None:
    page = made(lead)
    opened = SECRET.findall(page.text)[0]
    row = Key.objects.values().get()
    assert row["seal"] == seal(opened)
    assert row["starts"] == opened[len(BEGINS) :][:4]
    assert opened not in str(row)
    assert len(opened) - len(BEGINS) - len(row["starts"]) >= 22  # what is not in sight still has 128 bits


def test_no_two_secrets_are_the_same(own: Firm) -> None:
    assert len({secret(own, name=str(number)) for number in range(5)}) == 5


def test_a_key_is_known_by_its_whole_secret_alone(own: Firm) -> None:
    opened = secret(own)
    assert key_of(opened) == Key.objects.get()
    for other in (opened[:-1], opened + "x", opened.upper(), opened.removeprefix(BEGINS), seal(opened), ""):
        assert key_of(other) is None


def test_only_the_day_of_the_last_use_is_kept(own: Firm, django_assert_num_queries: Any) -> None:
    opened = secret(own)
    assert Key.objects.get().last_used_on is None
    key_of(opened)
    assert Key.objects.get().last_used_on == today()
    with django_assert_num_queries(1):  # no second write on that day
        key_of(opened)


@pytest.mark.parametrize("sent", [{"name": ""}, {"name": "x" * 61}, {"scopes": []}, {"scopes": ["everything"]}])
def test_a_key_without_a_name_or_with_a_scope_that_is_not_there_is_not_made(lead: Client, sent: Any) -> None:
    page = made(lead, **sent)
    assert page.status_code == 422
    assert 'class="error-summary"' in page.text
    assert not Key.objects.exists()


def test_a_firm_has_ten_keys_at_most(own: Firm, lead: Client) -> None:
    for number in range(MOST_KEYS):
        secret(own, name=str(number))
    page = made(lead)
    assert page.status_code == 422
    assert not SECRET.findall(page.text)
    assert Key.objects.count() == MOST_KEYS


def test_another_language_takes_along_what_was_typed_and_makes_no_key(lead: Client) -> None:
    page = lead.post("/es" + reverse("api:keys"), {"name": "Portal", "scopes": ["verify"], "switched": "es"})
    assert page.status_code == 200
    assert 'value="Portal"' in page.text
    assert re.search(r'value="verify" checked', page.text)
    assert not Key.objects.exists()


def test_a_name_is_shown_as_it_is_typed_and_does_nothing(lead: Client) -> None:
    made(lead, name="<b>\u202ePortal</b>")
    page = lead.get(reverse("api:keys")).text
    assert "&lt;b&gt;" in page
    assert "<b>\u202e" not in page


def test_making_and_ending_are_recorded_without_a_name(own: Firm, lead: Client) -> None:
    made(lead)
    key = Key.objects.get()
    asked = lead.get(reverse("api:revoke", args=[key.id]))
    assert "Portal" in asked.text
    assert Key.objects.exists()
    assert lead.post(reverse("api:revoke", args=[key.id])).headers["Location"] == reverse("api:keys")
    assert not Key.objects.exists()
    acts = Act.objects.filter(plan=own.id).order_by("id").values_list("action", "about")
    assert list(acts) == [(Action.MAKE_KEY, key.id), (Action.REVOKE_KEY, key.id)]


def test_the_page_says_what_a_key_may_and_when_it_was_used(own: Firm, lead: Client) -> None:
    _, opened = make_key(firm=own, user=User.objects.get(email=LEAD), name="Night run", scopes=[Scope.REPORTS])
    assert "not used yet" in lead.get(reverse("api:keys")).text
    Program(opened).get("edition")
    page = lead.get(reverse("api:keys")).text
    assert "last used on" in page
    assert "Have reports made" in page
    assert f"blst_{Key.objects.get().starts}…" in page
