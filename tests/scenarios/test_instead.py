"""What another step would do instead of a sleeve."""

from typing import Any

import pytest

from scenarios.answer import answer
from scenarios.inputs import Question
from scenarios.results import Answer, Instead
from tests.banks import question, small_bank

BANK = small_bank(paths=500)
MATCH = [{"rate": 1.0, "upto": 0.03}, {"rate": 0.5, "upto": 0.05}]


def ask(asked: Question) -> Answer:
    return answer(asked.household, asked.plan, asked.sleeve, asked.beliefs, asked.ask, bank=BANK)


def steps(**household: Any) -> dict[str, Instead]:
    found = ask(question(household=household, plan={"match": MATCH}, ask=("instead",)))
    return {step.key: step for step in found.instead}


@pytest.mark.parametrize("household", [{"contribution": 0.06}, {"contribution": 9_000}, {"contribution": 0.05, "roth_share": 0.5}])
def test_one_more_point_is_the_answer_with_one_more_point(household: dict[str, Any]) -> None:
    more = {**household, "contribution": household["contribution"] + (0.01 if household["contribution"] < 1 else 800)}  # 1 % of 80,000
    now, then = (ask(question(household=one, plan={"match": MATCH})) for one in (household, more))
    found = steps(**household)["one_more_point"]
    gained = then.baseline.income_monthly.mean.value - now.baseline.income_monthly.mean.value
    assert found.income_monthly.mean.value == pytest.approx(gained, rel=1e-6)
    assert found.balance.mean.value == pytest.approx(then.baseline.balance.mean.value - now.baseline.balance.mean.value, rel=1e-6)
    assert found.costs == pytest.approx(800)
    assert found.adds == pytest.approx(0)


def test_the_unclaimed_match_collects_every_tier() -> None:
    """3 % of 80,000 is 2,400 and matched in full; the tier to 5 % needs 4,000, for half of 1,600 more."""
    found = steps(contribution=0.03)["unclaimed_match"]
    assert found.costs == pytest.approx(1_600)
    assert found.adds == pytest.approx(800)
    then = ask(question(household={"contribution": 0.05}, plan={"match": MATCH}))
    now = ask(question(household={"contribution": 0.03}, plan={"match": MATCH}))
    gained = then.baseline.balance.mean.value - now.baseline.balance.mean.value
    assert found.balance.mean.value == pytest.approx(gained, rel=1e-6)


@pytest.mark.parametrize(("contribution", "unclaimed"), [(0.0499, True), (0.05, False), (0.08, False), (3_999, True), (4_000, False)])
def test_a_match_that_is_claimed_is_not_offered(contribution: float, unclaimed: bool) -> None:
    assert ("unclaimed_match" in steps(contribution=contribution)) == unclaimed


def test_without_a_match_there_is_none_to_claim() -> None:
    found = ask(question(household={"contribution": 0}, plan={"match": []}, ask=("instead",)))
    assert [step.key for step in found.instead] == ["one_more_point"]


def test_pay_above_the_cap_claims_the_match_of_the_pay_that_counts() -> None:
    """A match counts 360,000 of pay in 2026 and 375,000 in 2027: 5 % is 18,000 and 18,311 of 2026's dollars, not 50,000."""
    assert "unclaimed_match" not in steps(pay=1_000_000, contribution=18_400)
    assert "unclaimed_match" in steps(pay=1_000_000, contribution=18_200)


def test_where_a_limit_leaves_no_room_one_more_point_is_not_offered() -> None:
    assert steps(pay=250_000, contribution=0.15) == {}  # 37,500 a year is above 402(g) at any age, with any catch-up
    assert "one_more_point" in steps(pay=80_000, contribution=0.15)


def test_who_no_longer_works_has_no_other_step() -> None:
    assert steps(age=70, retirement_age=70) == {}


def test_an_escalation_that_collects_the_match_later_leaves_the_early_years_unclaimed() -> None:
    found = steps(contribution=0.03, escalation={"step": 0.01, "ceiling": 0.08})["unclaimed_match"]
    assert found.adds == pytest.approx(800)
    assert 0 < found.balance.p50.value < steps(contribution=0.03)["unclaimed_match"].balance.p50.value
