"""Length of life by the period table, and a balance as an income for life."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from scenarios.editions import load
from scenarios.figure import Series
from scenarios.inputs import Household
from scenarios.longevity import lifetime_income, survival

EDITION = load("2026-11")


def saver(age: int = 40, balance: float = 100_000, roth: float = 0) -> Household:
    return Household(
        age=age, balance=balance, roth_balance=roth, contribution=0.0, contribution_unit="share", pay=0, retirement_age=max(67, age)
    )  # fmt: skip


def test_survival_is_half_of_men_s_and_half_of_women_s() -> None:
    table = EDITION.law.life
    men, women = 1 - table.male.at(67), 1 - table.female.at(67)
    assert survival(table, 67, 2)[:2] == pytest.approx([1, (men + women) / 2])
    assert survival(table, 67, 2)[2] == pytest.approx((men * (1 - table.male.at(68)) + women * (1 - table.female.at(68))) / 2)


def test_nobody_outlives_the_table() -> None:
    alive = survival(EDITION.law.life, 67, 60)
    assert alive[0] == 1
    assert np.all(np.diff(alive) <= 0)
    assert alive[-1] == 0


def test_one_who_lives_exactly_one_more_year_is_paid_the_balance_in_twelve_parts_with_interest() -> None:
    # everybody dies in the year after 67, evenly: of 12 payments at the month's start (1 - m/12) are made
    certain = {age: 1.0 if age == 67 else 0.0 for age in range(68)}
    life = replace(
        EDITION.law.life,
        male=Series(values=certain, last=EDITION.law.life.male.last),
        female=Series(values=certain, last=EDITION.law.life.female.last),
    )
    edition = replace(EDITION, law=replace(EDITION.law, life=life))
    paid = sum((1 - month / 12) * 1.042 ** (-month / 12) for month in range(12))
    assert lifetime_income(saver(), edition).single == pytest.approx(100_000 / paid)


def test_without_interest_the_income_is_the_balance_over_the_months_to_live() -> None:
    rule = EDITION.law.lifetime_income
    free = replace(EDITION, law=replace(EDITION.law, lifetime_income=replace(rule, rate=replace(rule.rate, value=0.0))))
    years = survival(EDITION.law.life, 67, 53)
    months = sum(12 * (now + later) / 2 + (now - later) / 2 for now, later in pairwise(years))
    assert lifetime_income(saver(), free).single == pytest.approx(100_000 / months)


def test_two_lives_are_paid_less_a_month_than_one_and_older_ones_more() -> None:
    young, old = lifetime_income(saver(40), EDITION), lifetime_income(saver(75), EDITION)
    assert young.joint < young.single < old.single
    assert young == lifetime_income(saver(67), EDITION)


def test_roth_and_pre_tax_money_count_alike() -> None:
    assert lifetime_income(saver(balance=30_000, roth=70_000), EDITION) == lifetime_income(saver(), EDITION)


def test_of_two_who_live_one_more_year_the_survivor_keeps_all_of_it() -> None:
    # both die evenly in the year after 67: at the start of month m both are dead with chance (m/12)^2
    certain = {age: 1.0 if age == 67 else 0.0 for age in range(68)}
    life = replace(
        EDITION.law.life,
        male=Series(values=certain, last=EDITION.law.life.male.last),
        female=Series(values=certain, last=EDITION.law.life.female.last),
    )
    edition = replace(EDITION, law=replace(EDITION.law, life=life))
    paid = sum((1 - (month / 12) ** 2) * 1.042 ** (-month / 12) for month in range(12))
    found = lifetime_income(saver(), edition)
    assert found.joint == pytest.approx(100_000 / paid)
    assert found.rate == 0.042


@pytest.mark.parametrize(("age", "single", "joint"), [(40, 711.60, 587.75), (80, 1187.84, 912.47)])
def test_a_hundred_thousand_dollars_pay_for_life_what_is_on_record(age: int, single: float, joint: float) -> None:
    found = lifetime_income(saver(age), EDITION)
    assert [found.single, found.joint] == pytest.approx([single, joint], abs=0.005)
