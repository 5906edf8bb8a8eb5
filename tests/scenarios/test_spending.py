"""Spending to the end: hand computation where nothing is risky, ruin and plenty, two routes to the same chance, tax and age rules."""

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.accounts import Account
from scenarios.answer import answer
from scenarios.bank import Bank
from scenarios.editions import load
from scenarios.futures import Futures, futures_of
from scenarios.inputs import Question
from scenarios.longevity import survival
from scenarios.results import Answer
from scenarios.set_aside import with_set_aside
from scenarios.social_security import social_security
from scenarios.spending import goal_of, spend, spending_years
from scenarios.to_end import lasting
from tests.banks import bank_of, certain, question, small_bank

EDITION = load("2026-11")
ALL_ROTH: dict[str, Any] = {"balance": 0, "roth_balance": 300_000, "contribution": 0, "social_security": "none"}
ENDLESS: dict[str, Any] = {"balance": 1e9, "contribution": 0}
NOTHING: dict[str, Any] = {"balance": 0, "contribution": 0}


def ask(bank: Bank | None = None, sleeve: float = 0.0, **household: Any) -> Answer:
    asked = question(household=household, sleeve={"weight": sleeve})
    return answer(asked.household, asked.plan, asked.sleeve, asked.beliefs, asked.ask, bank=bank or small_bank(paths=300))


@cache
def calm(growth: float = 0.05) -> Bank:
    return bank_of(certain(growth), paths=100, exact=True)


def calm_futures(**household: Any) -> Futures:
    return futures_of(question(beliefs=certain(0.05), household=household), EDITION, calm())


def at_retirement(futures: Futures) -> Account:
    return futures.account([0.0], keep=1).retired


def years_of(futures: Futures) -> Any:
    household = futures.question.household
    return spending_years(household, EDITION, social_security(household, EDITION), futures.years)


# No risk: the same by hand


def by_hand(futures: Futures, balance: float) -> tuple[float, int]:
    """Plain arithmetic for a single person past 75: what is left at the end, and the first plan year that could not be paid."""
    household, prices, aside, first_short = futures.question.household, 1.0, 0.0, futures.years
    paid = 12 * social_security(household, EDITION).monthly
    goal = household.income_goal * household.pay
    for year in range(futures.years):
        growth, paid_in = futures.core.growth[year, 0], futures.core.paid_in[year, 0]
        law = spending_law(2026 + year, prices)
        need = bisect(lambda drawn, law=law: drawn + paid - law(drawn, paid) - goal)
        required = balance / EDITION.law.required.divisors.values[household.age + year]
        if balance > 0:
            drawn = max(need, required)
            more = max(0.0, drawn + paid - law(drawn, paid) - goal)
            balance, aside = balance * growth - drawn / 12 * paid_in, aside * growth + more / 12 * paid_in
            aside, balance = aside + min(balance, 0), max(balance, 0)
        else:
            aside = aside * growth - (goal - paid + law(0, paid)) / 12 * paid_in
        if aside < 0:
            first_short, aside = min(first_short, year), 0.0
        prices *= 1.0239
    return balance, first_short


def spending_law(year: int, prices: float) -> Any:
    """The federal income tax of a single person over 65, written down again: law of 2026 (single, Rev. Proc. 2025-32)."""

    def tax(drawn: float, paid: float) -> float:
        combined, low, high = drawn + paid / 2, 25_000 / prices, 34_000 / prices
        if combined <= low:
            taxed = 0.0
        elif combined <= high:
            taxed = min((combined - low) / 2, paid / 2)
        else:
            taxed = min(0.85 * (combined - high) + min(paid / 2, (high - low) / 2), 0.85 * paid)
        income = drawn + taxed
        senior = max(0.0, 6_000 / prices - 0.06 * max(0.0, income - 75_000 / prices)) if year <= 2028 else 0.0
        taxable = max(0.0, income - 16_100 - 2_050 - senior)
        steps = [(12_400, 0.10), (50_400, 0.12), (105_700, 0.22), (201_775, 0.24), (256_225, 0.32), (640_600, 0.35), (1e15, 0.37)]
        owed, below = 0.0, 0.0
        for top, rate in steps:
            owed += rate * (min(taxable, top) - below) if taxable > below else 0.0
            below = top
        return owed

    return tax


def bisect(kept: Any) -> float:
    low, high = 0.0, 1e7
    if kept(0.0) >= 0:
        return 0.0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if kept(middle) < 0 else (low, middle)
    return high


@pytest.mark.parametrize("balance", [60_000, 150_000, 400_000, 900_000, 3_000_000])
@pytest.mark.parametrize("goal", [0.3, 0.6, 1.1])
def test_without_risk_the_years_are_those_of_a_computation_by_hand(balance: float, goal: float) -> None:
    futures = calm_futures(age=76, retirement_age=76, plan_to_age=99, balance=balance, contribution=0, pay=90_000, income_goal=goal)
    account, expected = at_retirement(futures), by_hand(futures, balance)
    spent = spend(account, years_of(futures), goal_of(futures.question.household), futures.bank.prices)
    assert account.value[0, 0] == pytest.approx(expected[0], rel=1e-9, abs=1e-6)
    assert with_set_aside(spent, futures.core, goal_of(futures.question.household))[0, 0] == expected[1]


def test_a_goal_that_the_money_just_meets_is_met_and_one_dollar_more_is_not() -> None:
    household = ALL_ROTH | {"age": 67, "retirement_age": 67}
    sustained = answer_of(household, income_goal=0.5).baseline.income_monthly.p50.value
    for more, chance in ((-1, 0), (1, 1)):
        found = answer_of(household, income_goal=12 * (sustained + more) / 80_000)
        assert found.baseline.to_end.chance_short.value == chance


def answer_of(household: dict[str, Any], **more: Any) -> Answer:
    asked = question(beliefs=certain(0.05), household=household | more)
    return answer(asked.household, asked.plan, asked.sleeve, asked.beliefs, bank=calm())


# Ruin and plenty


def test_nobody_with_endless_money_runs_short_and_everybody_with_nothing_does() -> None:
    plenty, ruin = (ask(**money, social_security="none").baseline.to_end for money in (ENDLESS, NOTHING))
    assert plenty.chance_short.value == plenty.chance_short.se == 0
    assert ruin.chance_short.value == 1
    assert ruin.chance_short.se == 0
    assert ruin.age_if_short.value == 67
    assert {point.chance.value for point in ruin.by_age} == {1}
    assert {point.chance.value for point in plenty.by_age} == {0}


def test_nobody_whose_social_security_is_enough_runs_short() -> None:
    assert ask(**NOTHING, social_security=10_000.0).baseline.to_end.chance_short.value == 0


def test_nobody_without_a_goal_or_without_pay_runs_short() -> None:
    assert ask(**NOTHING, social_security="none", income_goal=0).baseline.to_end.chance_short.value == 0
    assert ask(**NOTHING, pay=0).baseline.to_end.goal_monthly == 0
    assert ask(**NOTHING, pay=0).baseline.income_replaced is None


# Two routes, and order


@pytest.mark.parametrize("household", [{"age": 35, "roth_balance": 200_000}, {"age": 67, "retirement_age": 67}])
@pytest.mark.parametrize("goal", [0.15, 0.2, 0.25])
def test_without_tax_and_social_security_short_is_an_income_below_the_goal(household: dict[str, Any], goal: float) -> None:
    asked = question(household=ALL_ROTH | household | {"income_goal": goal}, sleeve={"weight": 0.05})
    futures = futures_of(asked, EDITION, small_bank(paths=1000, exact=True))
    accounts = futures.account([0.0, 0.05], keep=2)
    found = lasting(futures, accounts.retired, social_security(asked.household, EDITION))
    below = accounts.income_monthly < goal_of(asked.household) / 12
    assert np.array_equal(found.short < futures.years, below)
    assert 0.02 < below.mean() < 0.98


def test_the_chance_to_run_short_rises_with_the_goal() -> None:
    chances = [ask(balance=200_000, income_goal=goal).baseline.to_end.chance_short.value for goal in (0.4, 0.6, 0.8, 1.2, 2.0)]
    assert chances == sorted(chances)
    assert chances[0] < 0.2 < 0.8 < chances[-1]


def test_short_by_an_age_only_grows_and_ends_in_the_chance() -> None:
    found = ask(balance=150_000).baseline.to_end
    chances = [point.chance.value for point in found.by_age]
    assert chances == sorted(chances)
    assert found.by_age[-1].chance == found.chance_short
    assert [point.age for point in found.by_age] == list(range(67, 95))
    assert 67 < found.age_if_short.value < 95


def test_the_paired_difference_is_the_sleeve_s_chance_less_the_baseline_s() -> None:
    found = ask(sleeve=0.1, balance=150_000)
    change = found.difference.chance_short
    assert change is not None
    assert change.value == pytest.approx(found.sleeve.to_end.chance_short.value - found.baseline.to_end.chance_short.value)
    assert change.se < (found.sleeve.to_end.chance_short.se + found.baseline.to_end.chance_short.se)
    assert ask(sleeve=0.0).difference.chance_short.value == 0  # type: ignore[union-attr]


# Required distributions


def taxless(futures: Futures) -> Any:
    """The years of spending without any tax."""
    return [replace(year, filer=replace(year.filer, rates=(0.0,) * len(year.filer.rates))) for year in years_of(futures)]


@pytest.mark.parametrize("goal", [0.2, 0.5, 0.8])
def test_required_distributions_change_wealth_by_nothing_but_tax(goal: float) -> None:
    household: dict[str, Any] = {
        "age": 70,
        "retirement_age": 70,
        "balance": 500_000,
        "contribution": 0,
        "income_goal": goal,
        "social_security": "none",
    }
    futures = futures_of(question(household=household), EDITION, small_bank(paths=1000, exact=True))
    wanted = goal_of(futures.question.household)

    def short(years: Any) -> Any:
        return with_set_aside(spend(at_retirement(futures), years, wanted, futures.bank.prices), futures.core, wanted)

    shorts = [short(taxless(futures)), short([replace(year, divisor=None) for year in taxless(futures)])]
    assert np.array_equal(*shorts)
    assert (shorts[0] < futures.years).any()


@pytest.mark.parametrize(("age", "first"), [(66, 75), (67, 73), (70, 73), (80, 80)])  # born 1960, 1959, 1956, 1946
def test_distributions_are_required_from_73_or_from_75_for_those_born_in_1960_or_later(age: int, first: int) -> None:
    futures = calm_futures(age=age, retirement_age=age, plan_to_age=95)
    required = [age + year.year for year in years_of(futures) if year.divisor is not None]
    assert required == list(range(first, 95))


def test_nothing_is_required_while_at_work() -> None:
    assert years_of(calm_futures(age=60, retirement_age=78, plan_to_age=95))[0].year == 18


def test_what_was_set_aside_is_spent_before_anybody_is_short() -> None:
    futures = calm_futures(age=76, retirement_age=76, plan_to_age=99, balance=700_000, contribution=0, pay=72_000, income_goal=1.1)
    goal = goal_of(futures.question.household)
    modest = replace(futures.question.household, income_goal=0.6)
    spent = spend(at_retirement(futures), years_of(futures), goal, futures.bank.prices)
    early = spend(at_retirement(futures), years_of(futures)[:8], goal_of(modest), futures.bank.prices)
    assert early.rich.any()
    assert np.all(with_set_aside(spent, futures.core, goal) >= spent.short)


# Roth, early withdrawals, the years before Social Security


def test_roth_money_is_not_taxed() -> None:
    found = ask(**ALL_ROTH, age=67, retirement_age=67).baseline.to_end
    assert found.first_withdrawal_monthly.value == pytest.approx(0.75 * 80_000 / 12, rel=1e-6)


def test_the_more_is_roth_the_less_is_withdrawn_and_the_later_it_is_short() -> None:
    kept: dict[str, Any] = {"age": 67, "retirement_age": 67, "contribution": 0, "social_security": "none", "income_goal": 1.0}
    found = [ask(**kept, balance=1_600_000 - roth, roth_balance=roth).baseline.to_end for roth in (0, 800_000, 1_600_000)]
    first = [each.first_withdrawal_monthly.value for each in found]
    assert first[0] > first[1] > first[2] == pytest.approx(80_000 / 12)
    assert found[0].chance_short.value > found[2].chance_short.value


def test_who_stops_before_55_pays_ten_percent_more_until_59() -> None:
    for stops, penalties in ((54, 6 * [0.1]), (55, [])):
        years = years_of(calm_futures(age=50, retirement_age=stops))
        assert [year.penalty for year in years if year.penalty] == penalties
    # single, under 65, no Social Security yet: 60,000 = W - 10 % W - tax; taxable W - 16,100 in 22 %: tax = 5,800 + 22 % (W - 66,500)
    early = ask(age=53, retirement_age=54, balance=500_000).baseline.to_end.first_withdrawal_monthly.value
    assert early == pytest.approx((60_000 + 5_800 - 0.22 * 66_500) / (1 - 0.10 - 0.22) / 12)
    # without the 10 % less is needed, in the 12 % bracket: 60,000 = W - 1,240 - 12 % (W - 28,500)
    later = ask(age=54, retirement_age=55, balance=500_000).baseline.to_end.first_withdrawal_monthly.value
    assert later == pytest.approx((60_000 + 1_240 - 0.12 * 28_500) / (1 - 0.12) / 12)


def test_the_years_before_the_claim_are_bridged_by_the_account() -> None:
    years = years_of(calm_futures(age=60, retirement_age=62, claim_age=65, social_security=2_000.0))
    assert [year.benefits for year in years[:5]] == [0, 0, 0, 24_000, 24_000]


def test_what_the_trustees_expect_to_be_payable_is_less() -> None:
    full, cut = (ask(balance=150_000, social_security_payable=payable).baseline.to_end for payable in ("full", "trustees"))
    assert cut.social_security_monthly == pytest.approx(0.78 * full.social_security_monthly)
    assert cut.chance_short.value > full.chance_short.value


def test_joint_filers_keep_more_of_a_withdrawal_than_a_single_one() -> None:
    first = {
        filing: ask(balance=500_000, filing=filing).baseline.to_end.first_withdrawal_monthly.value
        for filing in ("single", "joint", "head_of_household")
    }
    assert first["joint"] < first["head_of_household"] < first["single"]


# The goal, and the share of pay replaced


def test_the_goal_is_a_share_of_the_last_year_s_pay_or_of_this_year_s_when_retired() -> None:
    assert ask(age=65, retirement_age=67, pay_growth=0.02).baseline.to_end.goal_monthly == pytest.approx(0.75 * 80_000 * 1.02 / 12)
    assert ask(age=70, retirement_age=70, pay_growth=0.02).baseline.to_end.goal_monthly == pytest.approx(0.75 * 80_000 / 12)


def test_income_replaced_is_the_income_over_final_pay_with_social_security_on_top() -> None:
    found = ask(social_security=2_000.0).baseline
    assert found.income_replaced is not None
    assert found.income_replaced_with_social_security is not None
    for name in ("p5", "p50", "p95", "mean", "worst5_mean"):
        income = getattr(found.income_monthly, name)
        assert getattr(found.income_replaced, name).value == pytest.approx(12 * income.value / 80_000)
        assert getattr(found.income_replaced_with_social_security, name).value == pytest.approx(12 * (income.value + 2_000) / 80_000)
        assert getattr(found.income_replaced_with_social_security, name).se == pytest.approx(12 * income.se / 80_000)
    assert found.income_replaced.sd == found.income_replaced_with_social_security.sd


# For life


def test_for_life_a_certain_shortfall_counts_by_the_chance_to_live_to_it() -> None:
    found = ask(**NOTHING, age=67, retirement_age=67, claim_age=70, social_security=9_000.0, longevity="life_table").baseline.to_end
    assert found.chance_short.value == 1  # short at once, before the claim: everybody is alive
    # 100,000 without growth or tax, 24,000 a year: four years are paid, the fifth is not, at 71
    roth: dict[str, Any] = ALL_ROTH | {
        "age": 67,
        "retirement_age": 67,
        "roth_balance": 100_000,
        "income_goal": 0.3,
        "longevity": "life_table",
    }
    asked = question(beliefs=certain(0.0239), household=roth)
    found = answer(
        asked.household, asked.plan, asked.sleeve, asked.beliefs, bank=bank_of(certain(0.0239), paths=100, exact=True)
    ).baseline.to_end
    assert found.age_if_short.value == 71
    assert found.chance_short.value == pytest.approx(survival(EDITION.law.life, 67, 4)[4], rel=1e-6)


def test_for_life_spending_is_followed_to_110_and_nobody_with_endless_money_is_short() -> None:
    found = ask(**ENDLESS, longevity="life_table").baseline.to_end
    assert found.by_age[-1].age == 109
    assert found.chance_short.value == 0
    young = ask(**ENDLESS, age=20, longevity="life_table").baseline.to_end
    assert young.by_age[-1].age == 99  # the bank has 80 years


def test_for_life_the_income_still_ends_at_the_plan_to_age() -> None:
    assert ask(longevity="life_table").baseline.income_monthly == ask().baseline.income_monthly


# Whatever is asked


@settings(max_examples=40)
@given(
    age=st.integers(18, 95), work=st.integers(0, 30), balance=st.floats(0, 1e7), roth=st.floats(0, 1e7), pay=st.floats(0, 1e6),
    goal=st.floats(0, 2), share=st.sampled_from([0.0, 0.3, 1.0]), filing=st.sampled_from(["single", "joint", "head_of_household"]),
    longevity=st.sampled_from(["fixed", "life_table"]), claim=st.integers(62, 70), weight=st.sampled_from([0.0, 0.1]),
)  # fmt: skip
def test_every_valid_question_has_finite_chances(
    age: int,
    work: int,
    balance: float,
    roth: float,
    pay: float,
    goal: float,
    share: float,
    filing: str,
    longevity: str,
    claim: int,
    weight: float,
) -> None:
    household: dict[str, Any] = {
        "age": age, "retirement_age": min(age + work, 96), "plan_to_age": 98, "balance": balance, "roth_balance": roth, "pay": pay,
        "income_goal": goal, "roth_share": share, "filing": filing, "longevity": longevity, "claim_age": claim,
    }  # fmt: skip
    found = ask(small_bank(paths=100), weight, **household)
    for side in (found.baseline, found.sleeve):
        for stated in (side.to_end.chance_short, *(point.chance for point in side.to_end.by_age)):
            assert 0 <= stated.value <= 1
            assert 0 <= stated.se < 1
        assert np.isfinite(side.to_end.first_withdrawal_monthly.value)
        assert side.to_end.first_withdrawal_monthly.value >= 0


def test_the_same_question_gives_the_same_end() -> None:
    asked: Question = question(household={"roth_share": 0.5})
    first, second = (answer(asked.household, asked.plan, asked.sleeve, asked.beliefs, bank=small_bank(paths=300)) for _ in range(2))
    assert first.baseline.to_end == second.baseline.to_end
