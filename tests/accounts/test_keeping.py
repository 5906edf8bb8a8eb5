"""Figures are kept by the form that carries them: at once for whoever is signed in, else after the code, and once in any case."""

import re
from collections.abc import Mapping
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client, RequestFactory
from django.urls import reverse

from advisor.accounts import services
from advisor.accounts.carried import carried
from advisor.accounts.models import LONGEST_NAME, Scenario, Session, User
from advisor.planner.forms import PlannerForm
from tests.accounts.conftest import ADDRESS, FIGURES, OTHERS, Response, SignIn, digits, other_than, user
from tests.people import PEOPLE, sent

pytestmark = pytest.mark.django_db

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


Fields = dict[str, list[str]]


def hidden(page: Response, action: str) -> Fields:
    """The hidden fields of the page's form that goes to this address."""
    form = re.search(rf'<form[^>]*action="{re.escape(action)}".*?</form>', page.text, re.DOTALL)
    assert form, action
    fields: Fields = {}
    for name, text in HIDDEN.findall(form[0]):
        if name != "csrfmiddlewaretoken":
            fields.setdefault(name, []).append(text)
    return fields


def form_of(fields: Fields) -> PlannerForm:
    data = QueryDict(mutable=True)
    for name, texts in fields.items():
        data.setlist(name, texts)
    return PlannerForm(data)


def names() -> list[str]:
    return sorted(Scenario.objects.values_list("name", flat=True))


def keep(browser: Client, figures: Mapping[str, Any] = FIGURES, **more: str) -> Response:
    return browser.post(reverse("accounts:keep"), {**figures, **more})


def test_whoever_is_signed_in_keeps_at_once(maya: Client) -> None:
    response = keep(maya, name="With bitcoin")
    assert (response.status_code, response.headers["Location"]) == (303, reverse("accounts:kept"))
    kept = Scenario.objects.get()
    assert (kept.owner, kept.name) == (user(), "With bitcoin")
    assert kept.typed["balance"] == "$45,000"
    assert "csrfmiddlewaretoken" not in kept.typed


def test_without_a_name_it_is_called_after_its_sleeve(maya: Client) -> None:
    keep(maya)
    keep(maya, OTHERS)
    assert names() == ["5% bitcoin", "No sleeve"]


@pytest.mark.parametrize("person", PEOPLE)
def test_what_is_kept_asks_the_same_question_again(maya: Client, person: str) -> None:
    """Through the page: the hidden fields of the list are those of the answer page."""
    asked = PlannerForm(sent(person))
    assert asked.is_valid()
    keep(maya, dict(sent(person).lists()))
    again = form_of(hidden(maya.get(reverse("accounts:kept")), reverse("planner:answer")))
    assert again.is_valid(), again.errors
    assert again.question() == asked.question()
    assert list(again.all_hidden()) == list(asked.all_hidden())


def test_the_list_says_what_and_when_and_no_sum_of_money(maya: Client) -> None:
    keep(maya, name="Mine")
    page = maya.get(reverse("accounts:kept")).text
    said = re.sub(r"<[^>]*>", " ", page)
    assert "Mine" in said
    assert "5% bitcoin" in said
    assert "kept on" in said
    assert "45,000" in page
    assert "45,000" not in said


def test_signed_out_the_figures_travel_through_both_steps_and_are_kept_after_the_right_code(client: Client) -> None:
    first = keep(client, name="Mine")
    assert "5% bitcoin" in first.text
    form = hidden(first, reverse("accounts:sign_in"))
    assert form["balance"] == ["$45,000"]
    second = client.post(reverse("accounts:sign_in"), form | {"email": [ADDRESS]})
    form = hidden(second, reverse("accounts:code"))
    assert form["balance"] == ["$45,000"]
    third = client.post(reverse("accounts:code"), form | {"code": [other_than(digits())]})
    assert third.status_code == 422
    assert not Scenario.objects.exists()
    form = hidden(third, reverse("accounts:code"))
    last = client.post(reverse("accounts:code"), form | {"code": [digits()]})
    assert (last.status_code, last.headers["Location"]) == (303, reverse("accounts:kept"))
    assert names() == ["Mine"]
    assert list(PlannerForm(sent("Maya")).all_hidden()) == list(
        form_of(hidden(client.get(reverse("accounts:kept")), reverse("planner:answer"))).all_hidden()
    )


@pytest.mark.parametrize("lost", ["a code too old", "an address mistyped", "another address", "too many codes"])
def test_the_figures_are_not_lost_on_the_way(client: Client, lost: str) -> None:
    form = hidden(keep(client), reverse("accounts:sign_in"))
    if lost == "a code too old":
        page = client.post(reverse("accounts:code"), form | {"email": [ADDRESS], "code": ["123456"]})
    elif lost == "an address mistyped":
        page = client.post(reverse("accounts:sign_in"), form | {"email": ["maya@"]})
    elif lost == "another address":
        page = client.post(reverse("accounts:sign_in"), form)
    else:
        pages = [client.post(reverse("accounts:sign_in"), form | {"email": [ADDRESS]}) for _ in range(4)]
        page = pages[-1]
        assert page.status_code == 429
    assert hidden(page, reverse("accounts:sign_in")) == form


def test_no_figure_is_in_a_session_before_or_after(client: Client) -> None:
    form = hidden(keep(client), reverse("accounts:sign_in"))
    client.post(reverse("accounts:sign_in"), form | {"email": [ADDRESS]})
    assert "45,000" not in str(Session.objects.get().get_decoded())
    client.post(reverse("accounts:code"), form | {"email": [ADDRESS], "code": [digits()]})
    assert names() == ["5% bitcoin"]
    assert "45,000" not in str(Session.objects.get().get_decoded())


@pytest.mark.usefixtures("bank")
def test_whoever_does_not_sign_in_leaves_nothing(newcomer: Client) -> None:
    newcomer.get(reverse("planner:start"))
    newcomer.post(reverse("planner:answer"), OTHERS)
    newcomer.post(reverse("planner:answer"), FIGURES)
    keep(newcomer)
    newcomer.get(reverse("accounts:sign_in"))
    newcomer.get(reverse("accounts:kept"))
    assert "session" not in newcomer.cookies
    assert [model.objects.count() for model in (Session, User, Scenario)] == [0, 0, 0]


def test_a_second_click_keeps_nothing_more(maya: Client) -> None:
    assert keep(maya, name="Mine").headers["Location"] == keep(maya, name="Mine").headers["Location"]
    assert names() == ["Mine"]


def test_a_second_click_on_the_code_keeps_nothing_more(client: Client) -> None:
    form = hidden(keep(client), reverse("accounts:sign_in")) | {"email": [ADDRESS]}
    client.post(reverse("accounts:sign_in"), form)
    form |= {"code": [digits()]}
    for _ in range(2):
        assert client.post(reverse("accounts:code"), form).headers["Location"] == reverse("accounts:kept")
    assert names() == ["5% bitcoin"]


@pytest.mark.django_db(transaction=True)
def test_clicks_at_the_same_moment_keep_one(sign_in: SignIn) -> None:
    sign_in()
    owner, wanted = user(), carried(RequestFactory().post("/keep/", sent("Maya").dict()))
    assert wanted
    together = Barrier(4)

    def click() -> None:
        together.wait()
        services.keep(owner, wanted)
        connection.close()

    clicks = [Thread(target=click) for _ in range(4)]
    for thread in clicks:
        thread.start()
    for thread in clicks:
        thread.join()
    assert names() == ["5% bitcoin"]


def test_a_taken_name_gets_a_number(maya: Client) -> None:
    keep(maya, name="Mine")
    keep(maya, OTHERS, name="Mine")
    keep(maya, PEOPLE["Raymond"], name="Mine")
    assert names() == ["Mine", "Mine (2)", "Mine (3)"]


def test_a_long_name_is_cut_and_still_numbered(maya: Client) -> None:
    keep(maya, name="m" * 200)
    keep(maya, OTHERS, name="m" * 200)
    assert [len(name) for name in names()] == [LONGEST_NAME, LONGEST_NAME]
    assert [name for name in names() if name.endswith(" (2)")]


def test_two_people_may_use_the_same_name(maya: Client, sign_in: SignIn) -> None:
    keep(maya, name="Mine")
    keep(sign_in("theo@example.org"), name="Mine")
    assert names() == ["Mine", "Mine"]


def test_a_name_is_shown_as_it_was_typed_and_never_as_markup(maya: Client) -> None:
    keep(maya, name="<b>Mine</b>")
    assert "<b>Mine" not in maya.get(reverse("accounts:kept")).text
    assert "&lt;b&gt;Mine" in maya.get(reverse("accounts:kept")).text


@pytest.mark.parametrize("name", ["accounts:keep", "accounts:sign_in", "accounts:code"])
def test_figures_that_cannot_be_read_are_not_kept(maya: Client, client: Client, name: str) -> None:
    for browser in (maya, client):
        response = browser.post(reverse(name), {**FIGURES, "age": "old", "email": ADDRESS})
        assert response.status_code == 422
        assert "Nothing was kept" in response.text
    assert not Scenario.objects.exists()


def test_there_is_room_for_fifty_and_the_next_is_not_lost(maya: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MOST", 1)
    keep(maya, OTHERS)
    page = keep(maya)
    assert page.status_code == 409
    assert names() == ["No sleeve"]
    form = hidden(page, reverse("accounts:keep"))
    Scenario.objects.all().delete()
    maya.post(reverse("accounts:keep"), form)
    assert names() == ["5% bitcoin"]


def test_renaming(maya: Client) -> None:
    keep(maya, name="Mine")
    keep(maya, OTHERS, name="Yours")
    address = reverse("accounts:rename", args=[Scenario.objects.get(name="Mine").id])
    assert 'value="Mine"' in maya.get(address).text
    assert maya.post(address, {"name": "  Our   plan "}).status_code == 303
    assert names() == ["Our plan", "Yours"]
    maya.post(address, {"name": "Yours"})
    assert names() == ["Yours", "Yours (2)"]
    maya.post(address, {"name": "Yours (2)"})
    assert names() == ["Yours", "Yours (2)"]


@pytest.mark.parametrize(("name", "said"), [("", "Type a name."), ("   ", "Type a name."), ("m" * 61, "Type a shorter name")])
def test_a_name_that_cannot_be_is_said_where_it_was_typed(maya: Client, name: str, said: str) -> None:
    keep(maya, name="Mine")
    page = maya.post(reverse("accounts:rename", args=[Scenario.objects.get().id]), {"name": name})
    assert page.status_code == 422
    assert f'<a href="#name">{said}' in page.text
    assert "<title>Error:" in page.text
    assert names() == ["Mine"]


def test_deleting_asks_first(maya: Client) -> None:
    keep(maya)
    address = reverse("accounts:delete", args=[Scenario.objects.get().id])
    assert "cannot be undone" in maya.get(address).text
    assert names() == ["5% bitcoin"]
    assert maya.post(address).status_code == 303
    assert names() == []


@pytest.mark.parametrize("name", ["accounts:rename", "accounts:delete"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_somebody_else_keeps_is_not_there(maya: Client, client: Client, sign_in: SignIn, name: str, method: str) -> None:
    keep(maya, name="Mine")
    address = reverse(name, args=[Scenario.objects.get().id])
    theo = sign_in("theo@example.org")
    assert getattr(theo, method)(address, {"name": "Not mine"}).status_code == 404
    assert "Mine" not in theo.get(reverse("accounts:kept")).text
    assert getattr(client, method)(address).status_code == 302  # to the page for signing in
    assert names() == ["Mine"]


def test_figures_in_an_address_are_not_kept(maya: Client) -> None:
    assert maya.get(reverse("accounts:keep"), FIGURES).headers["Location"] == reverse("planner:start")
    assert not Scenario.objects.exists()
