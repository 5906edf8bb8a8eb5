"""Pay -> the money that worker and employer pay in, within every IRS limit."""

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.assumptions import MatchTier
from scenarios.contributions import employer_match, schedule, wanted_deferral
from scenarios.editions import load
from scenarios.inputs import Escalation, Household, PlanRules
from scenarios.limits import real_limits
from scenarios.results import ContributionYear

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "contributions.toml").read_text(encoding="utf-8"))
SAFE_HARBOR = (MatchTier(rate=1.0, upto=0.03), MatchTier(rate=0.5, upto=0.05))
EDITION = load("2026-11")


def worker(
    age: int = 35,
    pay: float = 80_000,
    contribution: float = 0.08,
    pay_growth: float = 0.0,
    escalation: tuple[float, float] = (0.0, 0.0),
    roth_share: float = 0.0,
) -> Household:
    """Someone who works until 67, or for two more years."""
    unit: Literal["share", "dollars"] = "share" if contribution < 1 else "dollars"
    step, ceiling = escalation
    return Household(
        age=age, balance=0, contribution=contribution, contribution_unit=unit, pay=pay, pay_growth=pay_growth,
        retirement_age=max(67, age + 2), escalation=Escalation(step=step, ceiling=ceiling), roth_share=roth_share,
    )  # fmt: skip


def plan(*tiers: MatchTier, nonelective: float = 0.0) -> PlanRules:
    return PlanRules(match=tiers, nonelective=nonelective)


def paid_in(case: dict[str, Any]) -> ContributionYear:
    keys = ("age", "pay", "contribution", "pay_growth", "escalation", "roth_share")
    household = worker(**{key: case[key] for key in keys if key in case})
    tiers = [MatchTier(rate=rate, upto=upto) for rate, upto in case["match"]]
    edition = replace(EDITION, year=case.get("edition_year", 2026))
    t: int = case.get("t", 0)
    return schedule(household, plan(*tiers, nonelective=case.get("nonelective", 0.0)), edition)[t]


@pytest.mark.parametrize("name", CASES)
def test_money_paid_in(name: str) -> None:
    paid, expect = paid_in(CASES[name]), CASES[name]["expect"]
    assert paid.employee == pytest.approx(expect["employee"], abs=0.005)
    assert paid.catch_up == pytest.approx(expect.get("catch_up", 0), abs=0.005)
    assert paid.roth == pytest.approx(expect.get("roth", 0), abs=0.005)
    assert paid.employer == pytest.approx(expect.get("employer", 0), abs=0.005)
    assert paid.limited_by == expect.get("limited_by")


def test_every_limit_is_met_in_some_case() -> None:
    assert {case["expect"].get("limited_by") for case in CASES.values()} == {None, "pay", "402(g)", "415(c)", "401(a)(17)"}


def test_there_is_one_entry_for_each_year_of_work() -> None:
    years = schedule(worker(age=35), plan(), EDITION)
    assert [(year.age, year.year) for year in years] == [(35 + t, 2026 + t) for t in range(32)]


def test_the_last_entry_is_the_year_before_retirement() -> None:
    household = replace(worker(age=65), retirement_age=66)
    assert [year.age for year in schedule(household, plan(), EDITION)] == [65]


def test_a_retired_person_pays_nothing_in() -> None:
    household = replace(worker(age=67), retirement_age=67)
    assert schedule(household, plan(), EDITION) == ()


def test_pay_is_shown_with_its_growth() -> None:
    years = schedule(worker(pay=80_000, pay_growth=0.01), plan(), EDITION)
    assert [round(year.pay, 2) for year in years[:3]] == [80_000, 80_800, 81_608]


@given(
    age=st.integers(18, 80),
    pay=st.floats(0, 1_000_000),
    share=st.floats(0, 0.9999),
    rates=st.lists(st.floats(0, 10), min_size=1, max_size=3),
    nonelective=st.floats(0, 0.25),
    t=st.integers(0, 1),
)
def test_no_limit_is_ever_passed(age: int, pay: float, share: float, rates: list[float], nonelective: float, t: int) -> None:
    tiers = tuple(MatchTier(rate=rate, upto=0.04 * (number + 1)) for number, rate in enumerate(rates))
    household = worker(age=age, pay=pay, contribution=share)
    paid = schedule(household, plan(*tiers, nonelective=nonelective), EDITION)[t]
    limits = real_limits(EDITION, paid.year, paid.age)
    cent = 1e-6 * max(1.0, pay)
    assert (paid.catch_up if pay > 200_000 and paid.year >= 2026 else 0) - cent <= paid.roth <= paid.employee
    assert 0 <= paid.catch_up <= min(paid.employee, limits.catch_up) + cent
    assert paid.employee <= min(wanted_deferral(household, paid.pay, t), paid.pay) + cent
    assert paid.employee - paid.catch_up <= limits.elective_deferral + cent
    counted = min(paid.pay, limits.compensation_cap)
    assert 0 <= paid.employer <= employer_match(tiers, paid.employee, counted) + nonelective * counted + cent
    assert paid.employee - paid.catch_up + paid.employer <= min(limits.annual_additions, paid.pay) + cent


@given(pay=st.floats(0, 1_000_000), share=st.floats(0, 0.9999), age=st.integers(18, 66))
def test_a_limit_is_named_when_money_was_cut_and_only_then(pay: float, share: float, age: int) -> None:
    household = worker(age=age, pay=pay, contribution=share)
    paid = schedule(household, plan(*SAFE_HARBOR), EDITION)[0]
    own_part = wanted_deferral(household, pay, 0) - paid.employee
    employer_part = employer_match(SAFE_HARBOR, paid.employee, pay) - paid.employer
    if paid.limited_by is None:
        assert max(own_part, employer_part) <= 0.01 + 1e-9  # two cuts of half a cent
    else:
        assert max(own_part, employer_part) > 0.005 - 1e-9


@given(low=st.floats(0, 0.3), more=st.floats(0, 0.3))
def test_paying_in_more_never_brings_less_in_all(low: float, more: float) -> None:
    less, greater = (schedule(worker(contribution=share), plan(*SAFE_HARBOR), EDITION)[0] for share in (low, low + more))
    assert greater.employee + greater.employer >= less.employee + less.employer - 1e-9


workers = st.builds(worker, age=st.integers(18, 66), pay=st.floats(0, 1_000_000), contribution=st.floats(0, 0.9999))
shares = st.floats(0, 0.25)


@given(age=st.integers(18, 66), pay=st.floats(0, 200_000), share=st.floats(0, 0.1))
def test_a_non_elective_share_of_zero_changes_nothing_to_the_bit(age: int, pay: float, share: float) -> None:
    household = worker(age=age, pay=pay, contribution=share)
    for year in schedule(household, plan(*SAFE_HARBOR, nonelective=0.0), EDITION):
        assert year.employer == employer_match(SAFE_HARBOR, year.employee, year.pay)


@given(household=workers, low=shares, high=shares)
def test_a_larger_non_elective_share_never_brings_less_and_leaves_the_worker_s_part(household: Household, low: float, high: float) -> None:
    low, high = sorted((low, high))
    less, more = (schedule(household, plan(*SAFE_HARBOR, nonelective=share), EDITION) for share in (low, high))
    for one, other in zip(less, more, strict=True):
        assert other.employer >= one.employer - 1e-9 * max(1.0, one.pay)
        assert other.employee == one.employee


@given(age=st.integers(18, 66), pay=st.floats(0, 1_000_000), share=shares)
def test_a_non_elective_share_is_paid_to_who_pays_nothing_in(age: int, pay: float, share: float) -> None:
    paid = schedule(worker(age=age, pay=pay, contribution=0), plan(*SAFE_HARBOR, nonelective=share), EDITION)[0]
    assert paid.employee == paid.catch_up == 0
    assert paid.employer == pytest.approx(min(share * min(pay, 360_000), 72_000), abs=1e-6)


@given(household=workers, share=shares)
def test_a_non_elective_share_leaves_the_match_alone_unless_a_limit_cuts(household: Household, share: float) -> None:
    without, paid = (schedule(household, plan(*SAFE_HARBOR, nonelective=one), EDITION)[0] for one in (0.0, share))
    if "415(c)" not in (without.limited_by, paid.limited_by) and paid.limited_by not in ("pay", "402(g)"):
        assert paid.employer - without.employer == pytest.approx(share * min(paid.pay, 360_000), abs=0.011)
