"""Clients go from one adviser to a colleague, who takes them or not. Until then they stay, and are seen by one of the two alone."""

from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from advisor.accounts.models import Act, User
from advisor.clients import hand_over, retention
from advisor.clients.models import HANDED_FOR, Client, HandOver, Printing
from advisor.firms.models import Firm, FirmMember
from advisor.firms.services import remove_member
from tests.clients.desk import ADVISER, COLLEAGUE, OTHER, client_of, desk, firm, member, report_of, scenario_of

pytestmark = pytest.mark.django_db

GIVE = "clients:hand_over"


@pytest.fixture
def office() -> Firm:
    """With two advisers, and another firm with one."""
    made = firm()
    member(made)
    member(made, COLLEAGUE, "adviser")
    member(firm("Another"), OTHER)
    return made


@pytest.fixture
def maya(office: Firm) -> Client:
    return client_of(adviser())


def adviser() -> User:
    return User.objects.get(email=ADVISER)


def colleague() -> User:
    return User.objects.get(email=COLLEAGUE)


def place(address: str = COLLEAGUE) -> FirmMember:
    return FirmMember.objects.get(user__email=address)


def give(*clients: Client, to: str = COLLEAGUE) -> None:
    found = Client.objects.filter(id__in=[client.id for client in clients])
    hand_over.give(clients=found, user=clients[0].adviser, to=place(to))


def page_of(browser: Browser, client: Client) -> int:
    return browser.get(reverse("clients:client", args=[client.id])).status_code


def answer(browser: Browser, name: str = "given") -> Any:
    return browser.post(reverse(f"clients:{name}"), {"given": list(HandOver.objects.values_list("id", flat=True))})


def test_a_client_stays_with_the_giver_until_taken(maya: Client) -> None:
    scenario_of(maya)
    ana = desk()
    assert ana.post(reverse(GIVE), {"client": maya.id, "to": place().id}).status_code == 303
    luis = desk(COLLEAGUE)
    assert (page_of(ana, maya), page_of(luis, maya)) == (200, 404)
    assert answer(luis).status_code == 303
    assert (page_of(ana, maya), page_of(luis, maya)) == (404, 200)
    assert not HandOver.objects.exists()


def test_the_colleague_sees_the_name_and_no_more_before(maya: Client) -> None:
    scenario_of(maya)
    maya.notes.create(text="Worried about his job")
    Client.objects.update(email="maya@example.com", tags=["near retirement"])
    give(maya)
    luis = desk(COLLEAGUE)
    for path in (reverse("clients:given"), reverse("clients:book")):
        page = luis.get(path).text
        assert "Maya Ortiz" in page
        assert ADVISER in page
        for words in ("Worried", "Five percent", "maya@example.com", "near retirement", maya.id):
            assert words not in page


def test_who_does_not_take_them_leaves_them_where_they_are(maya: Client) -> None:
    give(maya)
    luis = desk(COLLEAGUE)
    answer(luis, "decline")
    assert not HandOver.objects.exists()
    assert Client.objects.get().adviser == adviser()
    assert "Maya Ortiz" not in luis.get(reverse("clients:given")).text


def test_the_giver_takes_a_client_back(maya: Client) -> None:
    give(maya)
    ana = desk()
    assert COLLEAGUE in ana.get(reverse(GIVE)).text
    answer(ana, "take_back")
    assert not HandOver.objects.exists()
    assert page_of(ana, maya) == 200


def test_nobody_answers_for_somebody_else(maya: Client) -> None:
    give(maya)
    member(maya.firm, "third@example.org", "adviser")
    for browser in (desk("third@example.org"), desk(OTHER), desk()):
        for name in ("given", "decline"):
            answer(browser, name)
    answer(desk(COLLEAGUE), "take_back")
    assert HandOver.objects.count() == 1
    assert Client.objects.get().adviser == adviser()


def test_nobody_gives_a_client_of_somebody_else(maya: Client) -> None:
    for address in (COLLEAGUE, OTHER):
        page = desk(address).post(reverse(GIVE), {"client": maya.id, "to": place(ADVISER).id})
        assert page.status_code == 422
        assert "Maya Ortiz" not in page.text
    assert not HandOver.objects.exists()


@pytest.mark.parametrize("to", [OTHER, ADVISER, ""])
def test_clients_go_only_to_a_colleague_of_the_same_firm(maya: Client, to: str) -> None:
    page = desk().post(reverse(GIVE), {"client": maya.id, "to": place(to).id if to else ""})
    assert page.status_code == 422
    assert "Pick a colleague." in page.text
    assert "<title>Error:" in page.text
    assert not HandOver.objects.exists()


def test_what_was_ticked_stays_when_the_colleague_is_missing(maya: Client) -> None:
    client_of(adviser(), "Theo Lin")
    page = desk().post(reverse(GIVE), {"client": maya.id, "to": ""}).text
    assert f'value="{maya.id}" checked' in page
    assert page.count(" checked") == 1


@pytest.mark.parametrize("more", [{}, {"to": "", "switched": "es"}])
def test_what_was_ticked_in_the_book_or_another_language_stands_first_and_is_ticked(maya: Client, more: dict[str, str]) -> None:
    client_of(adviser(), "Aisha Bell")
    page = desk().post(reverse(GIVE), {"client": maya.id} | more)
    assert page.status_code == 200
    assert f'value="{maya.id}" checked' in page.text
    assert page.text.index("Maya Ortiz") < page.text.index("Aisha Bell")
    assert not HandOver.objects.exists()


def test_several_go_at_once_or_all(maya: Client) -> None:
    ana, others = desk(), [client_of(adviser(), f"Client {number}") for number in range(3)]
    ana.post(reverse(GIVE), {"client": [maya.id, others[0].id], "to": place().id})
    assert {one.client for one in HandOver.objects.all()} == {maya, others[0]}
    ana.post(reverse(GIVE), {"every": "on", "to": place().id})
    assert HandOver.objects.count() == 4
    answer(desk(COLLEAGUE))
    assert set(Client.objects.filter(adviser=colleague())) == {maya, *others}


def test_nothing_ticked_gives_nobody(maya: Client) -> None:
    page = desk().post(reverse(GIVE), {"to": place().id})
    assert page.status_code == 422
    assert "Tick a client." in page.text


def test_what_hangs_on_a_client_goes_along_but_not_the_printing(maya: Client) -> None:
    scenario_of(maya)
    maya.notes.create(text="Call in May")
    printing = Printing.objects.create(adviser=adviser())
    report = report_of(maya, printing=printing)
    give(maya)
    hand_over.take(ids=[HandOver.objects.get().id], user=colleague())
    assert (maya.scenarios.count(), maya.notes.count()) == (1, 1)
    report.refresh_from_db()
    assert (report.client.adviser, report.printing) == (colleague(), None)


def test_a_full_book_takes_nobody(maya: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hand_over, "MOST_CLIENTS", 1)
    give(maya, client_of(adviser(), "Theo Lin"))
    page = answer(desk(COLLEAGUE))
    assert page.status_code == 409
    assert "Your book is full." in page.text
    assert Client.objects.filter(adviser=colleague()).count() == 0


def test_whoever_has_left_the_firm_takes_nobody(maya: Client) -> None:
    give(maya)
    luis = desk(COLLEAGUE)
    place().delete()
    assert answer(luis).status_code == 404
    assert Client.objects.get().adviser == adviser()


def test_what_is_given_waits_thirty_days(maya: Client) -> None:
    give(maya)
    HandOver.objects.update(made_at=timezone.now() - HANDED_FOR)
    answer(desk(COLLEAGUE))
    assert Client.objects.get().adviser == adviser()
    retention.erase_expired()
    assert not HandOver.objects.exists()


def test_a_client_who_waits_for_one_can_be_given_to_another(maya: Client) -> None:
    member(maya.firm, "third@example.org", "adviser")
    give(maya)
    give(maya, to="third@example.org")
    assert [one.to.email for one in HandOver.objects.all()] == ["third@example.org"]


def test_acts_say_who_gave_and_who_took_and_no_name(maya: Client) -> None:
    give(maya)
    hand_over.take(ids=[HandOver.objects.get().id], user=colleague())
    done = [(act.action, act.plan, act.about) for act in Act.objects.order_by("id")]
    assert done == [("hand_over_client", maya.firm_id, maya.id), ("take_client", maya.firm_id, maya.id)]
    assert len(set(Act.objects.values_list("actor", flat=True))) == 2


def test_a_lead_sees_no_client_on_the_way_between_two_others(maya: Client) -> None:
    member(maya.firm, "lead@example.org")
    give(maya)
    lead = desk("lead@example.org")
    for name in ("clients:given", GIVE, "clients:book"):
        assert "Maya Ortiz" not in lead.get(reverse(name)).text


def test_the_book_of_one_who_was_removed_is_taken_over_whole(maya: Client) -> None:
    theirs = client_of(colleague(), "Theo Lin")
    give(maya)  # to somebody who goes before saying yes
    remove_member(firm=maya.firm, user=adviser(), member_id=place().id, taking=1)
    assert set(Client.objects.filter(adviser=adviser())) == {maya, theirs}
    assert not HandOver.objects.exists()


def test_a_long_book_shows_a_hundred_and_those_that_were_ticked(maya: Client) -> None:
    Client.objects.bulk_create(Client(firm=maya.firm, adviser=adviser(), name=f"A {number:03}") for number in range(120))
    ana = desk()
    page = ana.post(reverse(GIVE), {"client": maya.id}).text
    assert page.count('name="client"') == 100
    assert "Maya Ortiz" in page
    assert "Only 100 are shown." in page
    ana.post(reverse(GIVE), {"every": "on", "to": place().id})
    luis = desk(COLLEAGUE)
    assert luis.get(reverse("clients:given")).text.count('name="given"') == 100
