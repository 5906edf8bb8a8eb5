"""An answer is kept for a client, asks the same again, and is renamed, duplicated and deleted; within limits that are said."""

import re
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client as Browser
from django.urls import reverse

from advisor.accounts.carried import Carried, NotUnderstood
from advisor.accounts.models import Act, User
from advisor.clients import scenarios, services
from advisor.clients.models import Client, ClientScenario
from advisor.firms.actions import BookAction
from advisor.planner.forms import PlannerForm
from tests.clients.desk import client_of, desk, firm, member, scenario_of
from tests.passkeys import signed_in
from tests.people import PEOPLE, question_of, sent
from tests.visitors import passed_cookie

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bank")]

KEEP = "/clients/keep/"
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


@pytest.fixture
def ana() -> User:
    return member(firm())


@pytest.fixture
def maya(ana: User) -> Client:
    return client_of(ana)


@pytest.fixture
def browser(ana: User) -> Browser:
    return adviser()


def adviser() -> Browser:
    browser = desk()
    name, value = passed_cookie()
    browser.cookies[name] = value
    return browser


def figures(person: str = "Maya", **more: Any) -> dict[str, Any]:
    return dict(sent(person).lists()) | more


def of(name: str, scenario: ClientScenario) -> str:
    return reverse(f"clients:{name}", args=[scenario.client_id, scenario.id])


def page_of(client: Client) -> str:
    return reverse("clients:client", args=[client.id])


def hidden(page: Any, action: str) -> QueryDict:
    """The hidden fields of the page's form that goes to this address."""
    form = re.search(rf'<form[^>]*action="{re.escape(action)}".*?</form>', page.text, re.DOTALL)
    assert form, action
    fields = QueryDict(mutable=True)
    for name, text in HIDDEN.findall(form[0]):
        if name != "csrfmiddlewaretoken":
            fields.appendlist(name, text)
    return fields


def names(client: Client) -> list[str]:
    return sorted(client.scenarios.values_list("name", flat=True))


def keep(browser: Browser, client: Client, person: str = "Maya", **more: Any) -> Any:
    return browser.post(KEEP, figures(person, client=client.id, **more))


def test_an_answer_is_kept_for_the_client_who_is_picked(browser: Browser, maya: Client) -> None:
    page = browser.post(KEEP, figures())
    assert "If it is empty: 5% bitcoin" in page.text
    assert f'name="client" value="{maya.id}"' in page.text
    assert not maya.scenarios.exists()
    response = browser.post(KEEP, dict(hidden(page, KEEP).lists()) | {"client": maya.id, "name": " As  it is "})
    assert response.headers["Location"] == page_of(maya)
    assert names(maya) == ["As it is"]
    assert Act.objects.get().action == BookAction.KEEP


def test_an_answer_is_kept_for_a_new_client(browser: Browser, ana: User) -> None:
    response = browser.post(KEEP, figures(new="1", new_client="Theo Lin"))
    client = Client.objects.get()
    assert response.headers["Location"] == page_of(client)
    assert (client.name, client.adviser, names(client)) == ("Theo Lin", ana, ["5% bitcoin"])


def test_a_new_client_needs_a_name_and_the_figures_stay(browser: Browser) -> None:
    page = browser.post(KEEP, figures(new="1", new_client=" "))
    assert page.status_code == 422
    assert '<a href="#new_client">Type a name.' in page.text
    assert hidden(page, KEEP)["balance"] == "$45,000"
    assert not Client.objects.exists()


def test_without_room_for_a_client_neither_client_nor_answer_is_kept(browser: Browser, maya: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(services, "MOST_CLIENTS", 1)
    page = browser.post(KEEP, figures(new="1", new_client="Theo Lin"))
    assert page.status_code == 409
    assert hidden(page, KEEP)["balance"] == "$45,000"
    assert (Client.objects.count(), ClientScenario.objects.count()) == (1, 0)


def test_the_search_of_that_page_carries_the_figures_on(browser: Browser, ana: User, maya: Client) -> None:
    client_of(ana, "Theo Lin")
    page = browser.post(KEEP, figures(words="theo", name="Mine"))
    assert re.findall(r"<h3>(.*?)</h3>", page.text) == ["Theo Lin"]
    assert hidden(page, KEEP)["balance"] == "$45,000"
    assert 'name="name" value="Mine"' in page.text
    assert page.text.count('name="name"') == 1


@pytest.mark.parametrize("person", PEOPLE)
def test_what_is_kept_asks_the_same_question_again(browser: Browser, maya: Client, person: str) -> None:
    """Through the page: the hidden fields of the form that opens it are those of the answer page."""
    keep(browser, maya, person)
    scenario = maya.scenarios.get()
    assert scenarios.question(scenario) == question_of(person)
    again = PlannerForm(hidden(browser.get(page_of(maya)), of("open", scenario)))
    asked = PlannerForm(sent(person))
    assert again.is_valid(), again.errors
    assert list(again.all_hidden()) == list(asked.all_hidden())


def test_opening_leads_to_the_answer_and_the_page_knows_for_whom(browser: Browser, maya: Client) -> None:
    keep(browser, maya)
    scenario = maya.scenarios.get()
    fields = hidden(browser.get(page_of(maya)), of("open", scenario))
    response = browser.post(of("open", scenario), dict(fields.lists()), follow=True)
    assert response.redirect_chain == [(reverse("planner:answer"), 307)]
    assert "What a 5% bitcoin sleeve would change" in response.text
    assert "For Maya Ortiz" in response.text
    assert "Keep for Maya Ortiz" in response.text


def test_a_new_answer_is_for_the_client_until_it_is_kept(browser: Browser, maya: Client) -> None:
    assert browser.post(reverse("clients:new_answer", args=[maya.id])).headers["Location"] == reverse("planner:start")
    assert "For Maya Ortiz" in browser.get(reverse("planner:start")).text
    answer = browser.post(reverse("planner:answer"), figures())
    assert f'formaction="{KEEP}" name="client" value="{maya.id}"' in answer.text
    keep(browser, maya)
    assert "For Maya Ortiz" not in browser.get(reverse("planner:start")).text


def test_who_works_for_a_client_can_leave_it(browser: Browser, maya: Client) -> None:
    browser.post(reverse("clients:new_answer", args=[maya.id]))
    assert browser.post(reverse("clients:end_answer", args=[maya.id])).headers["Location"] == page_of(maya)
    assert "For Maya Ortiz" not in browser.get(reverse("planner:start")).text


def test_to_open_an_address_without_a_form_starts_nothing(browser: Browser, maya: Client) -> None:
    scenario = scenario_of(maya)
    for address in (reverse("clients:new_answer", args=[maya.id]), of("open", scenario)):
        assert browser.get(address).headers["Location"] == page_of(maya)
    assert "For Maya Ortiz" not in browser.get(reverse("planner:start")).text


def test_a_client_who_was_handed_over_is_no_longer_in_mind(browser: Browser, maya: Client) -> None:
    browser.post(reverse("clients:new_answer", args=[maya.id]))
    Client.objects.update(adviser=member(maya.firm, "luis@example.org", "adviser"))
    assert "Maya Ortiz" not in browser.get(reverse("planner:start")).text


def test_only_an_adviser_who_has_used_a_passkey_is_offered_to_keep(browser: Browser, maya: Client) -> None:
    def offered(one: Browser) -> bool:
        name, value = passed_cookie()
        one.cookies[name] = value
        return "Keep for a client" in one.post(reverse("planner:answer"), figures()).text

    assert offered(browser)
    assert not offered(signed_in("ana@example.org"))
    assert not offered(desk("nobody@example.com"))
    assert not offered(Browser())


def test_figures_that_cannot_be_read_are_not_kept(browser: Browser, maya: Client) -> None:
    assert keep(browser, maya, age="old").status_code == 422
    assert browser.get(KEEP, figures()).headers["Location"] == reverse("clients:book")
    assert browser.post(KEEP, {"client": maya.id}).headers["Location"] == reverse("clients:book")
    assert not maya.scenarios.exists()


def test_a_second_click_keeps_nothing_more_and_a_taken_name_gets_a_number(browser: Browser, maya: Client) -> None:
    keep(browser, maya, name="Mine")
    keep(browser, maya, name="Mine")
    assert names(maya) == ["Mine"]
    keep(browser, maya, "Theo", name="Mine")
    assert names(maya) == ["Mine", "Mine (2)"]


def test_a_long_name_is_cut(browser: Browser, maya: Client) -> None:
    keep(browser, maya, name="m" * 200)
    keep(browser, maya, "Theo", name="m" * 200)
    assert [len(name) for name in names(maya)] == [80, 80]


def test_there_is_room_for_so_many_and_the_next_is_not_lost(browser: Browser, maya: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scenarios, "MOST_SCENARIOS", 1)
    keep(browser, maya)
    page = keep(browser, maya, "Theo")
    assert page.status_code == 409
    assert "There is no room for more answers for Maya Ortiz." in page.text
    assert hidden(page, KEEP)["age"] == "24"
    duplicate = browser.post(of("duplicate", maya.scenarios.get()), {"name": "Again"})
    assert duplicate.status_code == 409
    assert "There is no room for more answers for Maya Ortiz." in duplicate.text
    assert names(maya) == ["5% bitcoin"]


def test_the_page_says_what_each_holds_and_no_sum_of_money(browser: Browser, maya: Client) -> None:
    keep(browser, maya, name="Mine")
    page = browser.get(page_of(maya)).text
    said = re.sub(r"<[^>]*>", " ", page)
    for words in ("Mine", "5% bitcoin", "kept on"):
        assert words in said
    assert "45,000" not in said


def test_an_answer_of_an_earlier_edition_says_so(browser: Browser, maya: Client) -> None:
    scenario = scenario_of(maya)
    ClientScenario.objects.filter(id=scenario.id).update(edition="2025-11")
    assert "Our assumptions have changed since then." in browser.get(page_of(maya)).text


def test_what_no_longer_can_be_asked_opens_with_something_to_correct(browser: Browser, maya: Client) -> None:
    scenario = scenario_of(maya)
    scenario.typed |= {"age": "old"}
    scenario.save()
    assert "It opens with something to correct." in browser.get(page_of(maya)).text
    with pytest.raises(NotUnderstood):
        scenarios.question(scenario)


def test_renaming(browser: Browser, maya: Client) -> None:
    scenario, _ = scenario_of(maya, name="Mine"), scenario_of(maya, "Theo", "Yours")
    assert 'value="Mine"' in browser.get(of("rename", scenario)).text
    assert browser.post(of("rename", scenario), {"name": " Our  plan "}).status_code == 303
    assert names(maya) == ["Our plan", "Yours"]
    browser.post(of("rename", scenario), {"name": "Yours"})
    assert names(maya) == ["Yours", "Yours (2)"]


@pytest.mark.parametrize("address", ["rename", "duplicate"])
@pytest.mark.parametrize(("name", "said"), [("", "Type a name."), ("m" * 81, "Type a shorter name")])
def test_a_name_that_cannot_be_is_said_where_it_was_typed(browser: Browser, maya: Client, address: str, name: str, said: str) -> None:
    page = browser.post(of(address, scenario_of(maya)), {"name": name})
    assert page.status_code == 422
    assert f'<a href="#name">{said}' in page.text
    assert names(maya) == ["Five percent"]


def test_a_duplicate_asks_the_same_and_goes_with_the_consent_of_the_first(browser: Browser, maya: Client) -> None:
    scenario = scenario_of(maya, by_participant=True)
    browser.post(of("duplicate", scenario), {"name": "Five percent"})
    copy = maya.scenarios.get(name="Five percent (2)")
    assert (copy.typed, copy.edition, copy.by_participant) == (scenario.typed, scenario.edition, True)


def test_deleting_asks_first(browser: Browser, maya: Client) -> None:
    scenario = scenario_of(maya)
    assert "Delete “Five percent”?" in browser.get(of("delete_scenario", scenario)).text
    assert names(maya) == ["Five percent"]
    assert browser.post(of("delete_scenario", scenario)).status_code == 303
    assert names(maya) == []


def test_what_a_participant_shares_is_kept_apart_from_what_the_adviser_typed(maya: Client) -> None:
    wanted = Carried(typed=dict(PEOPLE["Maya"]), edition="2026-11", name="Mine", words="5% bitcoin")
    own = scenarios.keep_for(client=maya, carried=wanted)
    shared = scenarios.keep_for(client=maya, carried=wanted, by_participant=True)
    assert [own.by_participant, shared.by_participant] == [False, True]
    assert names(maya) == ["Mine", "Mine (2)"]


def test_the_plan_of_a_link_stays_with_what_is_kept(browser: Browser, maya: Client) -> None:
    """A kept answer holds the rules under which it was asked, as texts."""
    from tests.plan_states import OWN, lead, published, started

    hr = lead()
    plan = started(hr)
    published(hr, plan, OWN | {"check_required": "off"})
    browser.post(reverse("plans:enter", args=[plan.link]))
    keep(browser, maya, weight="2")
    assert maya.scenarios.get().typed["cap_bitcoin"] == OWN["cap_bitcoin"]
