"""Money taken out this year: the 10 % and the income tax of it, by hand, and what it would have become."""

from typing import Any

import pytest

from scenarios.answer import answer
from scenarios.results import EarlyWithdrawal
from tests.banks import bank_of, certain, question

CALM = bank_of(certain(0.05), paths=100, exact=True)


def taken(**household: Any) -> EarlyWithdrawal:
    asked = question(beliefs=certain(0.05), household=household, ask=("early_withdrawal",))
    found = answer(asked.household, asked.plan, asked.sleeve, asked.beliefs, asked.ask, bank=CALM).early_withdrawal
    assert found is not None
    return found


CASES: list[tuple[dict[str, Any], float, float, float]] = [  # household, amount, penalty, income tax
    # 80,000 less 6,400 into the account; taxable 73,600 - 16,100 = 57,500: all 10,000 in 22 %
    ({}, 10_000, 1_000, 2_200),
    # all Roth: 80,000 is taxed, still 22 %
    ({"roth_share": 1.0}, 10_000, 1_000, 2_200),
    # joint: taxable 41,400 in 12 %
    ({"filing": "joint"}, 10_000, 1_000, 1_200),
    # 62,000 - 4,960 - 16,100 = 40,940: 9,460 in 12 %, 540 in 22 %
    ({"pay": 62_000}, 10_000, 1_000, 1_135.20 + 118.80),
    # no more than there is, and none of the Roth account
    ({"balance": 3_000, "roth_balance": 50_000}, 3_000, 300, 660),
    ({"balance": 0}, 0, 0, 0),
    # 59 1/2 is reached at the end of the year in which 59 is
    ({"age": 59}, 10_000, 1_000, 2_200),
    ({"age": 60}, 10_000, 0, 2_200),
    # separated from work: at 55 or later no 10 %; no pay, so nothing is taxed below 16,100
    ({"age": 55, "retirement_age": 55}, 10_000, 0, 0),
    ({"age": 54, "retirement_age": 54}, 10_000, 1_000, 0),
    # retired at 64 with 24,000 of benefits: 10,000 + 12,000 is below 25,000, nothing is taxed
    ({"age": 64, "retirement_age": 64, "claim_age": 62, "social_security": 2_000.0}, 10_000, 0, 0),
]


@pytest.mark.parametrize(("household", "amount", "penalty", "income_tax"), CASES)
def test_what_tax_takes_of_it(household: dict[str, Any], amount: float, penalty: float, income_tax: float) -> None:
    found = taken(**household)
    assert (found.amount, found.penalty) == (amount, penalty)
    assert found.income_tax == pytest.approx(income_tax)
    assert found.left == pytest.approx(amount - penalty - income_tax)


def test_what_is_missing_at_retirement_is_the_amount_grown_by_the_core_fund() -> None:
    real = 1.05 / 1.0239 * (1 - 0.0008)
    found = taken(age=57)
    assert found.missing_at_retirement.value == pytest.approx(10_000 * real**10)
    assert found.missing_at_retirement.se == 0
    assert taken(age=67, retirement_age=67).missing_at_retirement.value == 10_000


def test_the_cases_without_the_ten_percent_are_named() -> None:
    assert {"separation_at_55", "disability", "death", "medical_costs", "court_order"} <= set(taken().exceptions)


def test_it_is_told_only_when_asked() -> None:
    asked = question(beliefs=certain(0.05))
    assert answer(asked.household, asked.plan, asked.sleeve, asked.beliefs, bank=CALM).early_withdrawal is None


def test_what_goes_into_a_roth_account_is_taxed_first_and_the_withdrawal_after_it() -> None:
    """62,000 all taxed, less 16,100, is 45,900: 4,500 more in 12 %, 5,500 in 22 %."""
    assert taken(pay=62_000, roth_share=1.0).income_tax == pytest.approx(540 + 1_210)
    assert taken(pay=62_000, roth_share=0.5).income_tax == pytest.approx(0.12 * (50_400 - 43_420) + 0.22 * (53_420 - 50_400))
