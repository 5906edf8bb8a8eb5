"""What one side says of the years to the end."""

import pytest

from scenarios.answer import answer
from tests.banks import question, small_bank


def benefits_told(**household: object) -> float:
    asked = question(household={"age": 66, "retirement_age": 67, **household})
    found = answer(asked.household, asked.plan, asked.sleeve, asked.beliefs, asked.ask, bank=small_bank(paths=100))
    assert found.baseline.to_end is not None
    return found.baseline.to_end.social_security_monthly


def test_no_benefits_are_told_as_exactly_nothing() -> None:
    assert benefits_told(social_security="none") == 0


@pytest.mark.parametrize(("age", "told"), [(64, 1_500), (63, 1_170)])  # 70 in 2032, the last year paid in full, or in 2033 at 78 %
def test_benefits_are_told_as_first_paid_not_as_while_waiting_nor_as_cut_later(age: int, told: float) -> None:
    assert benefits_told(age=age, claim_age=70, social_security=1_500, social_security_payable="trustees") == pytest.approx(told)


def test_benefits_of_a_few_cents_are_told_too() -> None:
    assert benefits_told(claim_age=67, social_security=0.05) == pytest.approx(0.05)
