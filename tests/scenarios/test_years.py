"""What a plan year does to a class, by hand: reported values, a view's log shift, and a loss in one year."""

from dataclasses import replace
from math import exp

import numpy as np
import pytest

from scenarios.assumptions import CLASSES, PRIVATE_CLASSES, SLEEVE_CLASSES
from scenarios.sleeve import ClassTerms, year_of_loss
from scenarios.years import MEAN_TIME_IN, TIME_IN_SLOPE, SleeveClass, class_years, core_years
from tests.banks import small_bank

PATHS, YEARS, KEY = 100, 3, "private_credit"
AT, ROW, PRIVATE_ROW = CLASSES.index(KEY), SLEEVE_CLASSES.index(KEY), PRIVATE_CLASSES.index(KEY)
DRAWN = small_bank(paths=PATHS, years=YEARS, exact=True)
REPORTED, BOUGHT = np.ones_like(DRAWN.reported), np.ones_like(DRAWN.bought)
REPORTED[:, PRIVATE_ROW] = np.array([1.25, 0.8, 1.5])[:, None]
BOUGHT[:, PRIVATE_ROW] = np.array([0.9, 1.1, 0.7])[:, None]
BANK = replace(DRAWN, reported=REPORTED, bought=BOUGHT)
RISES = [1.25, 0.8 / 1.25, 1.5 / 0.8]  # of reported over economic value: from 1 to 1.25, to 0.8, to 1.5
PRICES = [0.9 * 1.25, 1.1 * 0.8, 0.7 * 1.5]  # bought x reported


@pytest.mark.parametrize("shift", [0.0, -0.03, 0.2])
def test_a_private_class_grows_and_is_bought_in_reported_values(shift: float) -> None:
    found = class_years(BANK, ClassTerms(key=KEY, share=1.0, log_shift=shift, all_in_fee=0.0), working_years=YEARS, years=YEARS)
    for year in range(YEARS):
        growth = BANK.growth[year, AT] * exp(shift)
        left, spread = BANK.time_left[year, ROW], BANK.time_spread[year, ROW]
        paid_in = BANK.paid_in[year, AT] * np.exp(left * shift + spread * shift**2 / 2)
        assert found.growth[year] == pytest.approx(growth * RISES[year], rel=1e-12)
        assert found.paid_in[year] == pytest.approx(paid_in * PRICES[year], rel=1e-12)


def test_what_is_lost_once_is_lost_in_its_year_and_the_last_month_s_money_is_not() -> None:
    terms = ClassTerms(key=KEY, share=0.4, log_shift=0.0, all_in_fee=0.0, left_by_loss=0.25)
    found, lost = class_years(BANK, terms, working_years=2, years=YEARS), year_of_loss(PATHS, 2)
    assert set(lost) == {0, 1}
    assert found.last is not None
    assert np.array_equal(found.last, lost)
    for year in range(YEARS):
        growth, paid_in = BANK.growth[year, AT], BANK.paid_in[year, AT]
        here = lost == year
        assert found.growth[year] == pytest.approx(np.where(here, 0.25, 1) * growth * RISES[year], rel=1e-12)
        assert found.paid_in[year] == pytest.approx(np.where(here, 0.25 * (paid_in - 1) + 1, paid_in) * PRICES[year], rel=1e-12)


def test_a_lost_class_has_its_share_to_the_year_of_its_loss_and_none_after() -> None:
    terms = ClassTerms(key=KEY, share=0.4, log_shift=0.0, all_in_fee=0.0, left_by_loss=0.25)
    lost, held = year_of_loss(PATHS, 2), SleeveClass(BANK, terms, 2)
    for year, alive in ((0, np.ones(PATHS)), (1, lost == 1), (2, np.zeros(PATHS))):
        assert held.weight(year) == pytest.approx(0.4 * alive)


def test_a_statement_of_1_25_for_1_is_a_fifth_too_much() -> None:
    held, out = SleeveClass(BANK, ClassTerms(key=KEY, share=1.0, log_shift=0.0, all_in_fee=0.0), YEARS), np.empty(PATHS)
    assert held.overstated(0, out) == pytest.approx(0.2)  # 1 - 1 / 1.25
    assert held.overstated(1, out) == pytest.approx(-0.25)  # 1 - 1 / 0.8


def test_a_level_payment_is_in_for_eleven_months_of_twenty_four_and_longer_where_growth_was_high() -> None:
    """Twelve payments at the months' ends, each worth g^(time in): the mean time in, weighted by value, and its slope at g = 1."""
    assert MEAN_TIME_IN == 11 / 24
    times = [month / 12 for month in range(12)]
    assert sum(times) / 12 == pytest.approx(MEAN_TIME_IN)
    assert sum(time**2 for time in times) / 12 - MEAN_TIME_IN**2 == pytest.approx(TIME_IN_SLOPE) == pytest.approx(143 / 1728)


@pytest.mark.parametrize("fee", [0.0, 0.0008, 0.02])
def test_money_paid_in_bears_the_fee_for_the_time_it_was_in(fee: float) -> None:
    """Even growth: $1 a month grows by (g (1 - fee)) ^ (1/12) a month, and without a fee by g ^ (1/12)."""
    growth = np.array([[0.9], [1.0], [1.1]])
    monthly = growth ** (1 / 12)
    paid_in = sum(monthly**month for month in range(12))
    bank = replace(
        DRAWN,
        growth=np.repeat(growth[:, None, :], len(CLASSES), axis=1),
        paid_in=np.repeat(np.asarray(paid_in)[:, None, :], len(CLASSES), axis=1),
    )
    found = core_years(bank, np.full((3, 5), 0.2), fee)
    after = (growth * (1 - fee)) ** (1 / 12)
    assert found.growth == pytest.approx(growth * (1 - fee), rel=1e-12)
    assert found.paid_in == pytest.approx(np.asarray(sum(after**month for month in range(12))), rel=5e-7 * max(fee / 0.02, 1e-6))
