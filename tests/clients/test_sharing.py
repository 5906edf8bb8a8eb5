"""A link by which a client sees an answer: shown once, sealed, over after a month, ended at any time, and nobody counts who opens it."""

import re
from collections import defaultdict
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.apps import apps
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from advisor.accounts.models import Act, User
from advisor.clients import retention, sharing
from advisor.clients.models import SHARED_FOR, ClientScenario, Share
from advisor.firms.models import Capacity
from advisor.seals import seal
from tests.clients.desk import ADVISER, client_of, desk, firm, member, scenario_of
from tests.plain_words import faults, texts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bank")]

UNKNOWN = "n" * 22


@pytest.fixture
def scenario() -> ClientScenario:
    return scenario_of(client_of(member(firm())))


def at(scenario: ClientScenario, name: str = "share") -> str:
    return reverse(f"clients:{name}", args=[scenario.client_id, scenario.id])


def made(scenario: ClientScenario) -> str:
    """The address of a new link."""
    secret = sharing.share(scenario=scenario, user=scenario.client.adviser)
    return reverse("clients:shared", args=[secret])


def hidden(page: str) -> dict[str, list[str]]:
    form, fields = page[page.index('<form id="shared"') :], defaultdict(list)
    for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form):
        fields[name].append(unescape(value))
    return fields


def all_rows() -> dict[str, list[Any]]:
    return {model.__name__: list(model._default_manager.order_by("pk").values()) for model in apps.get_models(include_auto_created=True)}


def test_a_link_is_shown_once_and_kept_as_its_seal(scenario: ClientScenario) -> None:
    browser = desk()
    page = browser.post(at(scenario)).text
    found = re.search(r"http://testserver(/shared/([\w-]{22})/)", page)
    assert found
    assert browser.get(found[1]).status_code == 200
    assert found[2] not in browser.get(at(scenario)).text
    assert found[2] not in str(all_rows())
    assert Share.objects.get().seal == seal(found[2])


def test_to_look_at_the_page_makes_no_link(scenario: ClientScenario) -> None:
    desk().get(at(scenario))
    assert not Share.objects.exists()


def test_the_client_needs_no_account_and_learns_who_shows_it_in_which_capacity(scenario: ClientScenario) -> None:
    page = Browser().get(made(scenario))
    assert page.status_code == 200
    for words in ("Harbor Advice", ADVISER, str(Capacity.FIDUCIARY.label), "no advice"):
        assert words in page.text
    assert [fault for text in texts(page.text) for fault in faults(text.words, text.level)] == []


def test_the_page_says_nothing_that_the_adviser_wrote_for_themselves(scenario: ClientScenario) -> None:
    scenario.client.notes.create(text="Worried about his job")
    page = Browser().get(made(scenario)).text
    for words in (scenario.name, scenario.client.name, "Worried"):
        assert words not in page


def test_the_way_on_asks_for_the_same_answer(scenario: ClientScenario, client: Browser) -> None:
    page = client.get(made(scenario)).text
    assert f'action="{reverse("planner:answer")}"' in page
    shown = client.post(reverse("planner:answer"), hidden(page))
    assert shown.status_code == 200
    code = re.compile(r"<code>([^<]+)</code>")
    own = client.post(reverse("planner:answer"), scenario.typed)
    assert code.findall(shown.text) == code.findall(own.text) != []


def test_a_sleeve_waits_for_the_check_of_understanding(scenario: ClientScenario, newcomer: Browser) -> None:
    fields = hidden(newcomer.get(made(scenario)).text)
    shown = newcomer.post(reverse("planner:answer"), fields).text
    assert "Six short questions before" in shown
    assert "<code>" not in shown
    without = newcomer.post(reverse("planner:answer"), fields | {"weight": ["0"]}).text
    assert "<code>" in without


def test_ended_expired_and_unknown_links_are_the_same_page(scenario: ClientScenario) -> None:
    ended = made(scenario)
    sharing.end_share(scenario=scenario, user=scenario.client.adviser)
    expired = made(scenario)
    Share.objects.update(made_at=timezone.now() - SHARED_FOR)
    pages = [Browser().get(path) for path in (ended, expired, reverse("clients:shared", args=[UNKNOWN]))]
    assert {page.status_code for page in pages} == {404}
    bodies = [re.sub(r"/shared/[\w-]{22}/", "", page.text) for page in pages]
    assert bodies[0] == bodies[1] == bodies[2]
    assert "Harbor" not in bodies[0]
    assert "This link does not work" in bodies[0]


def test_a_link_works_for_its_whole_time(scenario: ClientScenario) -> None:
    path = made(scenario)
    Share.objects.update(made_at=timezone.now() - SHARED_FOR + timedelta(minutes=1))
    assert Browser().get(path).status_code == 200


def test_a_new_link_ends_the_one_before(scenario: ClientScenario) -> None:
    first, second = made(scenario), made(scenario)
    assert [Browser().get(path).status_code for path in (first, second)] == [404, 200]
    assert Share.objects.count() == 1


def test_the_adviser_ends_it_at_any_time(scenario: ClientScenario) -> None:
    path, browser = made(scenario), desk()
    assert browser.get(at(scenario, "end_share")).status_code == 303
    assert Browser().get(path).status_code == 200  # to look is not to end
    browser.post(at(scenario, "end_share"))
    assert Browser().get(path).status_code == 404
    assert not Share.objects.exists()


def test_acts_say_that_a_link_was_made_and_ended(scenario: ClientScenario) -> None:
    browser = desk()
    browser.post(at(scenario))
    browser.post(at(scenario, "end_share"))
    firm_id = scenario.client.firm_id
    assert list(Act.objects.order_by("id").values_list("action", "plan")) == [("share_answer", firm_id), ("end_share", firm_id)]


def test_nothing_is_written_down_when_it_is_opened(scenario: ClientScenario, client: Browser) -> None:
    path = made(scenario)
    before = all_rows()
    client.get(path)
    client.post(reverse("planner:answer"), hidden(client.get(path).text))
    assert all_rows() == before


def test_the_link_goes_with_its_answer(scenario: ClientScenario) -> None:
    path = made(scenario)
    scenario.delete()
    assert Browser().get(path).status_code == 404


def test_rows_of_links_that_are_over_are_erased(scenario: ClientScenario) -> None:
    made(scenario)
    retention.erase_expired()
    assert Share.objects.exists()
    Share.objects.update(made_at=timezone.now() - SHARED_FOR)
    retention.erase_expired()
    assert not Share.objects.exists()


def test_the_link_names_whoever_has_the_client_now(scenario: ClientScenario) -> None:
    path = made(scenario)
    colleague = member(scenario.client.firm, "luis@example.org", "adviser")
    scenario.client.adviser = colleague
    scenario.client.save()
    page = Browser().get(path).text
    assert colleague.email in page
    assert ADVISER not in page


def test_no_search_engine_keeps_the_page_and_no_address_holds_a_figure(scenario: ClientScenario) -> None:
    path = made(scenario)
    page = Browser().get(path)
    assert '<meta name="robots" content="noindex">' in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert "45,000" in page.text
    assert not re.search(r'(?:href|action)="[^"]*45', page.text)
    assert User.objects.count() == 1
