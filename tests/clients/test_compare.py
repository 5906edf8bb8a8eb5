"""Answers of one client side by side: each with its own plan without a sleeve, and against the first only where years are the same."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from advisor.clients.models import Client, ClientScenario
from advisor.learn.check_questions import drawn
from advisor.planner.forms import PlannerForm
from advisor.present.comparison import Comparison
from advisor.present.side_by_side import Kept, side_by_side
from scenarios import answer as model
from scenarios.answer import answer
from scenarios.side_by_side import against_first
from tests.banks import small_bank
from tests.clients.desk import client_of, desk, firm, member, scenario_of
from tests.clients.test_scenarios import adviser
from tests.people import PEOPLE, question_of
from tests.plain_words import faults, texts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bank")]

LATER = {"retirement_age": "65"}
MORE = {"contribution": "10%"}
NONE = {"weight": "0"}


@pytest.fixture
def maya() -> Client:
    return client_of(member(firm()))


def kept(client: Client, **figures: str) -> ClientScenario:
    """One more of Maya's, with these figures in place of hers."""
    scenario = scenario_of(client, name=f"Answer {client.scenarios.count() + 1}")
    scenario.typed |= figures
    scenario.save()
    return scenario


def address(client: Client) -> str:
    return reverse("clients:compare", args=[client.id])


def compared(client: Client, *scenarios: ClientScenario, browser: Browser | None = None) -> Any:
    return (browser or adviser()).post(address(client), {"scenario": [scenario.id for scenario in scenarios]})


def heads(page: Any) -> list[str]:
    table = page.text[page.text.index("<thead>") : page.text.index("</thead>")]
    return [plain(head) for head in re.findall(r'(?s)<th scope="col"[^>]*>(.*?)</th>', table)]


def rows(page: Any, part: str) -> dict[str, list[str]]:
    """The rows of the table under this heading."""
    for body in re.findall(r"(?s)<tbody>(.*?)</tbody>", page.text):
        heading, *found = re.findall(r"(?s)<tr.*?</tr>", body)
        if plain(heading).startswith(part):
            return {
                plain(cells[0]): [plain(cell) for cell in cells[1:]]
                for cells in (re.findall(r"(?s)<t[hd].*?</t[hd]>", row) for row in found)
            }
    return {}


def plain(markup: str) -> str:
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", markup).split()))


OWN, AGAINST = "Change in income a month", "Income a month against column A"


def test_two_stand_side_by_side_in_the_order_they_were_kept(maya: Client) -> None:
    first, second = kept(maya), kept(maya, **NONE)
    page = compared(maya, second, first)
    assert heads(page) == ["A Answer 1 5% bitcoin Priced like other risky assets", "B Answer 2 No sleeve"]
    assert "Every column is worked out on the same 10,000 futures." in plain(page.text)


def test_a_column_says_what_the_answer_page_says(maya: Client) -> None:
    browser = adviser()
    own = rows(compared(maya, kept(maya), kept(maya, **MORE), browser=browser), OWN)
    full = browser.post(reverse("planner:answer"), PEOPLE["Maya"]).text
    for name in ("Bad case", "Good case"):
        assert re.search(rf"<h3>{name}</h3>\s*<b>(<small>about</small> )?{re.escape(own[name][0])} ", full)


def test_without_a_sleeve_nothing_changes(maya: Client) -> None:
    page = compared(maya, kept(maya), kept(maya, **NONE))
    assert [figures[1] for figures in rows(page, OWN).values()] == ["0 of 100", "100 of 100", "0 of 100", "$0", "$0", "$0"]
    assert {figures[1] for figures in rows(page, "Income a month with the sleeve").values()} == {"–"}


def test_what_is_not_the_same_is_said_and_nothing_else(maya: Client) -> None:
    page = compared(maya, kept(maya), kept(maya, balance="45000", contribution="10 %", match_own="50% of 6%"), kept(maya, weight="2"))
    assert rows(page, "What is not the same") == {
        "What you pay in": ["8%", "10%", "8%"],
        "What your employer adds": [
            "100% of the first 3% and 50% of the next 2%", "50% of the first 6%", "100% of the first 3% and 50% of the next 2%"
        ],
    }  # fmt: skip
    assert rows(compared(maya, kept(maya), kept(maya, weight="2")), "What is not the same") == {}


def test_figures_that_say_something_only_together_stand_together(maya: Client) -> None:
    page = compared(maya, kept(maya), kept(maya, escalation_step="1", escalation_ceiling="12", pause_fall="30", pause_years="2"))
    unlike = rows(page, "What is not the same")
    assert unlike["Your part grows each year by"] == ["0%", "1% Until it is 12%"]
    assert unlike["No new money after a fall of"] == ["–", "30% For how long 2"]


def test_more_paid_in_is_set_against_the_first_future_by_future(maya: Client) -> None:
    page = compared(maya, kept(maya, **NONE), kept(maya, **NONE, **MORE))
    against = rows(page, AGAINST)
    assert against["End with more"] == ["–", "100 of 100"]
    assert against["Bad case"][1].startswith("+$")
    assert rows(page, "What is paid in")["You"] == ["$5,824", "$7,280"]


def test_other_years_stand_beside_the_first_without_a_gap(maya: Client) -> None:
    page = compared(maya, kept(maya), kept(maya, **LATER), kept(maya, weight="2"))
    against = rows(page, AGAINST)
    assert [figures[1] for figures in against.values()] == ["–"] * 6
    assert all(figures[2] != "–" for figures in against.values())
    assert "Column B has other years than A, so no gap to A is shown." in plain(page.text)
    assert rows(page, "Income a month without a sleeve")["From age"] == ["67", "65", "67"]
    assert "each at its own age" in plain(page.text)


def test_without_any_pair_there_is_no_such_part(maya: Client) -> None:
    page = compared(maya, kept(maya), kept(maya, **LATER), kept(maya, age="36"))
    assert rows(page, AGAINST) == {}
    assert "Columns B and C have other years than A, so no gap to A is shown." in plain(page.text)


def test_goals_that_differ_stand_in_a_row_of_their_own(maya: Client) -> None:
    same = rows(compared(maya, kept(maya), kept(maya, weight="2")), "Does the money last?")
    assert [name for name in same if name.startswith("Runs short of $")] == list(same)
    other = rows(compared(maya, kept(maya), kept(maya, income_goal="$4,000")), "Does the money last?")
    assert other["Goal a month"] == ["$4,600 to age 95", "$4,000 to age 95"]
    assert list(other) == ["Goal a month", "Runs short of its goal"]


def test_every_level_says_how_far_it_may_be_off(maya: Client) -> None:
    page = compared(maya, kept(maya), kept(maya, **MORE))
    for part in ("Income a month without a sleeve", "Income a month with the sleeve"):
        for figures in rows(page, part).values():
            assert all(re.fullmatch(r"\$[\d,]+ give or take \$[\d,]+", figure) for figure in figures)


def test_one_is_opened_in_full_from_there(maya: Client) -> None:
    first, browser = kept(maya), adviser()
    page = compared(maya, first, kept(maya, **MORE), browser=browser)
    opens = reverse("clients:open", args=[maya.id, first.id])
    form = re.search(rf'<form[^>]*action="{opens}".*?</form>', page.text, re.DOTALL)
    assert form
    assert 'name="contribution" value="8%"' in form[0]


@pytest.mark.parametrize("count", [0, 1, 5])
def test_two_to_four_are_ticked(maya: Client, count: int) -> None:
    scenarios = [kept(maya, weight=str(place)) for place in range(5)]
    page = compared(maya, *scenarios[:count])
    assert page.status_code == 422
    assert "<title>Error: " in page.text
    assert '<a href="#answers">Tick two, three or four answers.' in page.text
    assert page.text.count(" checked") == count


def test_what_is_the_same_is_worked_out_once(maya: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    worked_out = model.answer_to
    asked: list[Any] = []

    def counted(*question: Any, **also: Any) -> Any:
        asked.append(question)
        return worked_out(*question, **also)

    monkeypatch.setattr(model, "answer_to", counted)
    page = compared(maya, kept(maya), kept(maya), kept(maya, weight="2"))
    assert len(asked) == 2
    assert [figures[1] for figures in rows(page, AGAINST).values()] == ["0 of 100", "100 of 100", "0 of 100", "$0", "$0", "$0"]


def test_with_fewer_than_two_there_is_nothing_to_tick(maya: Client) -> None:
    kept(maya)
    page = adviser().get(address(maya))
    assert "Keep two answers for this client first." in page.text
    assert 'name="scenario"' not in page.text


def test_what_no_longer_can_be_asked_is_not_offered(maya: Client) -> None:
    kept(maya)
    broken = kept(maya, age="old")
    assert broken.id not in adviser().get(address(maya)).text
    assert compared(maya, *maya.scenarios.all()).status_code == 422


def test_who_has_not_passed_the_check_is_asked_first_and_comes_back_to_the_same(maya: Client) -> None:
    browser, scenarios = desk(), [kept(maya), kept(maya, **NONE)]
    check = compared(maya, *scenarios, browser=browser)
    assert 'name="check_then" value="clients:compare"' in check.text
    assert f'name="check_at" value="{maya.id}"' in check.text
    assert 'id="without"' not in check.text  # no figures are carried to go on with
    fields: dict[str, Any] = {"scenario": [scenario.id for scenario in scenarios]}
    fields |= {"check_then": "clients:compare", "check_at": maya.id, "check_about": "bitcoin"}
    right = {f"check_{question.id}": question.right for question in drawn(["bitcoin"], "en")}
    back = browser.post(reverse("learn:check"), fields | right)
    assert (back.status_code, back.headers["Location"]) == (307, address(maya))
    assert heads(compared(maya, *scenarios, browser=browser))[0].startswith("A Answer 1")


def test_without_any_sleeve_nothing_is_checked(maya: Client) -> None:
    assert heads(compared(maya, kept(maya, **NONE), kept(maya, **NONE, **MORE), browser=desk()))


@pytest.mark.parametrize("at", ["", "x", "../" * 7 + "x", "n" * 23, "https://evil.example/x/"])
def test_the_check_leads_nowhere_else(at: str) -> None:
    sent = {"check_then": "clients:compare", "check_at": at, "check_about": "bitcoin"}
    assert Browser().post(reverse("learn:check"), sent).status_code == 400


def test_the_page_is_easy_to_read_and_figures_are_in_no_address(maya: Client) -> None:
    page = compared(maya, kept(maya), kept(maya, **LATER), kept(maya, income_goal="$4,000", weight="10"))
    assert [fault for one in texts(page.text) for fault in faults(one.words, one.level)] == []
    assert "no-store" in page.headers["Cache-Control"]
    for target in re.findall(r'(?:href|action|src)="([^"]*)"', page.text):
        assert not re.search(r"[?]|45,000|Maya", target)
    ids = re.findall(r'\sid="([^"]+)"', page.text)
    assert len(ids) == len(set(ids))


def test_a_name_is_shown_as_it_was_typed_and_never_as_markup(maya: Client) -> None:
    first = kept(maya)
    ClientScenario.objects.filter(id=first.id).update(name="<b>Mine</b>")
    page = compared(maya, first, kept(maya, **NONE))
    assert heads(page)[0].startswith("A <b>Mine</b> 5% bitcoin")
    assert "<b>Mine" not in page.text


def shown(*people: str) -> Comparison:
    questions = [question_of(person) for person in people]
    answers = [answer(one.household, one.plan, one.sleeve, one.beliefs) for one in questions]
    against = (None, *against_first(questions))
    return side_by_side(
        [Kept(name=person, answer=one, against=two) for person, one, two in zip(people, answers, against, strict=True)], [], "en"
    )


@pytest.mark.parametrize("person", PEOPLE)
def test_everybodys_answer_can_stand_beside_mayas(person: str) -> None:
    found = shown("Maya", person)
    for part in found.parts:
        assert all(len(row.cells) == 2 for row in part.rows)
    assert len(found.cards) == 2
    assert "nan" not in str(found.parts)


def test_answers_on_other_futures_are_refused() -> None:
    one = question_of("Maya")
    own, other = (answer(one.household, one.plan, one.sleeve, one.beliefs, bank=bank) for bank in (None, small_bank()))
    with pytest.raises(ValueError, match="not on the same futures"):
        side_by_side([Kept(name="A", answer=own), Kept(name="B", answer=other)], [], "en")


def test_five_answers_are_refused() -> None:
    one = question_of("Maya")
    own = answer(one.household, one.plan, one.sleeve, one.beliefs)
    with pytest.raises(ValueError, match="at most 4 columns"):
        side_by_side([Kept(name=str(place), answer=own) for place in range(5)], [], "en")


def test_a_form_says_its_own_words_of_every_field(maya: Client) -> None:
    """No field of the form breaks the rows of what is not the same."""
    everything = {
        "pay": "80000", "pay_growth": "1", "escalation_step": "1", "escalation_ceiling": "12", "roth_balance": "5000", "roth_share": "50",
        "income_goal": "$4,000", "plan_to_age": "90", "social_security": "none", "claim_age": "66", "filing": "joint", "nonelective": "2",
        "core": "target_date_active", "cap": "12", "cap_bitcoin": "6", "menu": ["bitcoin", "ether"], "ramp_years": "3",
        "rebalance": "band", "band": "3", "over_cap": "stop", "pause_fall": "30", "taper_years": "5", "taper_floor": "1", "gates": "off",
    }  # fmt: skip
    unlike = rows(compared(maya, kept(maya), kept(maya, **everything)), "What is not the same")  # type: ignore[arg-type]
    labels = {str(field.label) for field in PlannerForm()}
    assert unlike.keys() <= labels
    assert unlike["Your goal, to spend"] == ["75%", "$4,000"]
    assert unlike["When the sleeve has moved"] == ["Back to its share each year", "Back only when far from it How far from its share 3%"]
    assert unlike["Assets that the plan allows"][1] == "Bitcoin and ether"
    assert unlike["Social Security"] == ["Our estimate from your pay", "None"]
    assert len(unlike) == 21
