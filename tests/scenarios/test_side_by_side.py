"""Questions side by side: what each comes to against the first, future by future, and nothing where no future holds both."""

from dataclasses import replace
from typing import Any

import pytest

from scenarios.answer import answer
from scenarios.inputs import Question
from scenarios.results import Answer, Difference
from scenarios.side_by_side import against_first
from tests.banks import question, small_bank

BANK = small_bank(paths=500)


def asked(*, weight: float = 0.0, asset: str = "bitcoin", **household: Any) -> Question:
    return question(household=household, sleeve={"weight": weight, "mix": {asset: 1.0}})


def ask(one: Question) -> Answer:
    return answer(one.household, one.plan, one.sleeve, one.beliefs, bank=BANK)


def against(*questions: Question) -> Difference:
    [found] = against_first(questions, bank=BANK)
    assert found
    return found


def test_a_sleeve_against_none_is_the_answers_own_difference() -> None:
    found, own = against(asked(), asked(weight=0.05)), ask(asked(weight=0.05)).difference
    assert found.income_monthly == own.income_monthly
    assert found.balance == own.balance
    assert (found.chance_less, found.chance_same, found.chance_more) == (own.chance_less, own.chance_same, own.chance_more)


@pytest.mark.parametrize("asset", ["bitcoin", "private_equity"])
def test_the_middle_of_gaps_is_not_the_gap_of_middles_but_the_mean_is(asset: str) -> None:
    one, other = asked(weight=0.05, asset=asset, contribution=0.06), asked(weight=0.1, asset=asset, contribution=0.1)
    gained = ask(other).sleeve.income_monthly.mean.value - ask(one).sleeve.income_monthly.mean.value
    assert against(one, other).income_monthly.mean.value == pytest.approx(gained, rel=1e-4)


def test_more_paid_in_is_more_in_every_future() -> None:
    found = against(asked(contribution=0.06), asked(contribution=0.1))
    assert found.income_monthly.p5.value > 0
    assert found.chance_more.value == 1


def test_the_same_against_itself_is_nothing() -> None:
    found = against(asked(weight=0.05), asked(weight=0.05))
    assert found.income_monthly.sd.value == found.income_monthly.p5.value == found.income_monthly.p95.value == 0
    assert found.chance_same.value == 1


@pytest.mark.parametrize("other", [{"age": 36}, {"retirement_age": 65}, {"plan_to_age": 90}, {"longevity": "life_table"}], ids=str)
def test_other_years_are_not_set_against_each_other(other: dict[str, Any]) -> None:
    assert against_first([asked(), asked(**other)], bank=BANK) == (None,)


def test_each_stands_for_itself() -> None:
    first, later, more = asked(), asked(retirement_age=65), asked(contribution=0.1)
    assert [found is not None for found in against_first([first, later, more, first], bank=BANK)] == [False, True, True]


@pytest.mark.usefixtures("bank")
def test_other_futures_are_not_set_against_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    one = asked(weight=0.05)
    other = replace(one, beliefs=replace(one.beliefs, seed=7))
    opened = {None: BANK, 7: replace(BANK, hash="another")}
    monkeypatch.setattr("scenarios.side_by_side.shared", lambda beliefs: opened[beliefs.seed])
    assert against_first([one, other]) == (None,)
