"""Accounts that go: an adviser's, with a book or without, and that of somebody who shared answers. Nothing of them stays anywhere."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.core import mail
from django.test import Client as Browser
from django.urls import reverse

from advisor.accounts.guarded import is_guarded
from advisor.accounts.leaving import MustStay, last_steps, reasons
from advisor.accounts.models import Act, Scenario, User
from advisor.clients import consent, hand_over, sharing
from advisor.clients.models import Client, ClientScenario, HandOver, Offer, Printing
from advisor.firms.models import Firm, FirmInvitation, FirmMember, FirmRole
from advisor.firms.services import delete_firm, remove_member
from advisor.jobs.models import Job
from advisor.reports.models import Report
from tests.clients.desk import ADVISER, COLLEAGUE, OTHER, client_of, desk, firm, member, report_of, scenario_of
from tests.passkeys import signed_in
from tests.people import PEOPLE
from tests.plain_words import faults, texts

pytestmark = pytest.mark.django_db

MAYA = "maya@example.com"


def traces(*words: str) -> Iterator[str]:
    """Every place, in all tables and all files of the home, that holds one of the words."""
    for model in apps.get_models(include_auto_created=True):
        for row in model._default_manager.all():
            held = {field.attname: getattr(row, field.attname) for field in model._meta.concrete_fields}
            text = f"{held} {row.get_decoded() if isinstance(row, AbstractBaseSession) else ''}"
            yield from (f"{model.__name__}: {word}" for word in words if word in text)
    for path in Path(settings.HOME).rglob("*"):
        if path.is_file() and "sqlite3" not in path.name and path.stat().st_size < 1_000_000:
            yield from (f"{path}: {word}" for word in words if word.encode() in path.read_bytes())


def rows() -> set[str]:
    """Tables that hold anything."""
    return {model.__name__ for model in apps.get_models(include_auto_created=True) if model._default_manager.exists()}


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is done once a transaction is safe is done now: the one of a test never is."""
    monkeypatch.setattr("django.db.transaction.on_commit", lambda done, **also: done())
    monkeypatch.setattr("advisor.jobs.services.publish", lambda *jobs: True)
    for left in Path(settings.FILES).iterdir():  # by a test before, whose rows went without them
        left.unlink()


@pytest.fixture
def maya() -> User:
    user = User.objects.with_address(MAYA)
    Scenario.objects.create(owner=user, name="With bitcoin", typed=dict(PEOPLE["Maya"]), edition="2026-11")
    return user


def shared_by(maya: User, adviser: User) -> Client:
    return consent.accept(code=consent.offer(user=maya, scenarios=list(maya.scenarios.all())), user=adviser, client=None, name="M. Ortiz")


def full_book(adviser: User) -> Client:
    """A client with everything that can hang on one."""
    client = client_of(adviser, email="client@example.com", tags=["near retirement"])
    client.notes.create(text="Worried about his job")
    sharing.share(scenario=scenario_of(client), user=adviser)
    report_of(client, printing=Printing.objects.create(adviser=adviser))
    return client


def delete(browser: Browser) -> Any:
    browser.post(reverse("accounts:confirm", args=["delete"]))
    return browser.post(reverse("accounts:confirm_code", args=["delete"]), {"code": str(mail.outbox[-1].body)[:6]})


def test_an_adviser_with_a_firm_of_their_own_leaves_nothing(maya: User) -> None:
    browser = desk()
    adviser = member(firm())
    client = full_book(adviser)
    shared_by(maya, adviser)
    FirmInvitation.objects.create(firm=adviser.firm_member.firm, email=COLLEAGUE, role=FirmRole.ADVISER, by="")
    FirmInvitation.objects.create(firm=firm("Another"), email=ADVISER, role=FirmRole.ADVISER, by="")
    random_id, actor = adviser.id, adviser.actor.id
    words = (ADVISER, random_id, "Harbor Advice", "Maya Ortiz", "client@example.com", "near retirement", "Worried", COLLEAGUE, client.id)
    assert {trace.split(": ")[1] for trace in traces(*words)} == set(words)
    assert delete(browser).headers["Location"] == reverse("accounts:deleted")
    assert set(traces(*words)) <= {f"Act: {client.id}"}  # an id, of a row that is gone
    assert set(traces(actor)) == {f"Act: {actor}"}
    assert not {"Client", "Note", "ClientScenario", "Share", "ClientReport", "Printing", "Report", "Job", "FirmMember"} & rows()
    assert [path.name for path in Path(settings.FILES).iterdir()] == []
    assert Scenario.objects.get().owner == maya  # what was copied is Maya's own still


def test_somebody_who_shared_answers_leaves_nothing_behind_in_a_book(maya: User) -> None:
    adviser = member(firm())
    client = shared_by(maya, adviser)
    report_of(client, by_participant=True)
    own = scenario_of(client, "Theo", name="Typed by Ana")
    client.notes.create(text="Call in May")
    browser = signed_in(MAYA)
    consent.offer(user=maya, scenarios=list(maya.scenarios.all()))
    random_id = maya.id
    assert {trace.split(":")[0] for trace in traces(random_id)} >= {"User", "Scenario", "Client", "Offer"}
    delete(browser)
    assert list(traces(MAYA, random_id, "45,000", "With bitcoin")) == []
    assert list(ClientScenario.objects.all()) == [own]
    assert (client.notes.count(), Report.objects.count(), Job.objects.count(), Offer.objects.count()) == (1, 0, 0, 0)
    assert [path.name for path in Path(settings.FILES).iterdir()] == []
    assert Client.objects.get().agreed_at is None


@pytest.fixture
def office() -> Firm:
    made = firm()
    member(made)
    member(made, COLLEAGUE)
    return made


def test_an_adviser_with_colleagues_hands_clients_over_first(office: Firm) -> None:
    browser, adviser = desk(), User.objects.get(email=ADVISER)
    full_book(adviser)
    page = browser.get(reverse("accounts:confirm", args=["delete"]))
    assert page.status_code == 409
    assert "You have clients at “Harbor Advice”. First hand them over" in page.text
    assert [fault for text in texts(page.text) for fault in faults(text.words, text.level)] == []
    with pytest.raises(MustStay):
        last_steps(adviser)
    hand_over.give(clients=Client.objects.all(), user=adviser, to=FirmMember.objects.get(user__email=COLLEAGUE))
    assert reasons(adviser)  # given is not taken
    hand_over.take(ids=[HandOver.objects.get().id], user=User.objects.get(email=COLLEAGUE))
    assert not reasons(adviser)
    random_id = adviser.id
    assert delete(browser).headers["Location"] == reverse("accounts:deleted")
    assert list(traces(ADVISER, random_id)) == []
    client = Client.objects.get()
    assert (client.adviser.email, client.scenarios.count(), client.notes.count(), client.reports.count()) == (COLLEAGUE, 1, 1, 1)
    assert Act.objects.filter(action="leave_firm", plan=office.id).count() == 1


def test_the_only_lead_of_a_firm_stays_until_somebody_else_leads(office: Firm) -> None:
    FirmMember.objects.filter(user__email=COLLEAGUE).update(role=FirmRole.ADVISER)
    adviser = User.objects.get(email=ADVISER)
    assert reasons(adviser) == ["You are the only lead of “Harbor Advice”. First make somebody else lead."]
    with pytest.raises(MustStay):
        last_steps(adviser)
    assert FirmMember.objects.count() == 2
    FirmMember.objects.filter(user__email=COLLEAGUE).update(role=FirmRole.LEAD)
    assert not reasons(adviser)


def test_who_has_no_firm_and_no_consent_may_go_as_before(office: Firm) -> None:
    assert not reasons(User.objects.with_address(OTHER))


def test_a_hand_over_to_somebody_who_goes_stays_with_the_giver(office: Firm) -> None:
    adviser, colleague = User.objects.get(email=ADVISER), User.objects.get(email=COLLEAGUE)
    client = client_of(adviser)
    hand_over.give(clients=Client.objects.all(), user=adviser, to=colleague.firm_member)
    delete(signed_in(COLLEAGUE))
    assert not HandOver.objects.exists()
    assert Client.objects.get() == client


def test_a_firm_that_is_deleted_takes_books_and_files_along(maya: User) -> None:
    adviser = member(firm())
    full_book(adviser)
    shared_by(maya, adviser)
    delete_firm(firm=adviser.firm_member.firm, user=adviser)
    assert not {"Firm", "FirmMember", "Client", "Note", "ClientScenario", "Share", "ClientReport", "Report", "Job"} & rows()
    assert [path.name for path in Path(settings.FILES).iterdir()] == []
    assert not consent.consents(maya).exists()


def test_nobody_is_removed_while_their_clients_would_be_seen_by_nobody(office: Firm) -> None:
    adviser, colleague = User.objects.get(email=ADVISER), User.objects.get(email=COLLEAGUE)
    full_book(adviser)
    remove_member(firm=office, user=colleague, member_id=adviser.firm_member.id, taking=1)
    client = Client.objects.get()
    assert client.adviser == colleague
    assert client.reports.get().printing is None


@pytest.mark.parametrize("role", FirmRole)
def test_passkeys_of_whoever_belongs_to_a_firm_are_guarded(role: FirmRole) -> None:
    assert not is_guarded(User.objects.with_address(OTHER))
    assert is_guarded(member(firm(), role=role))


def test_an_adviser_takes_along_all_that_is_held(maya: User) -> None:
    browser, adviser = desk(), member(firm())
    full_book(adviser)
    shared_by(maya, adviser)
    held = json.loads(browser.get(reverse("accounts:download")).content)
    assert held["firm"]["name"] == "Harbor Advice"
    assert held["firm"]["role"] == "lead"
    copied, own = held["clients"]
    assert (own["name"], own["address"], own["tags"]) == ("Maya Ortiz", "client@example.com", ["near retirement"])
    assert own["notes"][0]["text"] == "Worried about his job"
    assert own["answers"][0]["typed"]["balance"] == "$45,000"
    assert own["reports"][0]["of"] == "Five percent"
    assert copied["answers"][0]["copied"]


def test_who_shares_takes_along_which_advisers_have_copies(maya: User) -> None:
    shared_by(maya, member(firm()))
    consent.offer(user=maya, scenarios=list(maya.scenarios.all()))
    held = json.loads(signed_in(MAYA).get(reverse("accounts:download")).content)
    assert (held["firm"], held["clients"]) == (None, [])
    assert [(one["firm"], one["adviser"]) for one in held["advisers with copies"]] == [("Harbor Advice", ADVISER)]
    assert [one["answers"] for one in held["codes for advisers"]] == [["With bitcoin"]]
