"""The annual bank against a plain monthly one: every month's growth is kept, and a year's figures are worked out payment by payment."""

from dataclasses import dataclass
from itertools import islice
from math import prod

import numpy as np
import pytest

from scenarios.assumptions import CLASSES, CRYPTO_CLASSES, SLEEVE_CLASSES
from scenarios.bank import NEVER, Bank, build
from scenarios.editions import load
from scenarios.inputs import Beliefs, ClassBelief
from scenarios.market import Market, resolve
from scenarios.monthly import Month, mean_shift, months
from scenarios.sampling import SAMPLES

SEED, YEARS, PATHS = 7, 6, 100
LIKELY_RUIN = Beliefs(classes={"bitcoin": ClassBelief(wipeout=0.2), "ether": ClassBelief(wipeout=0.3)})
CLOSE_IN_FLOAT32 = 3e-7
CLOSE_IN_FLOAT64 = 1e-12


@dataclass(frozen=True)
class PlainYear:
    """One class on one path in one year."""

    growth: float
    paid_in: float
    time_left: float
    time_spread: float


@pytest.fixture(scope="module")
def market() -> Market:
    return resolve(load(), LIKELY_RUIN)


@pytest.mark.parametrize(("kind", "close"), [(np.float32, CLOSE_IN_FLOAT32), (np.float64, CLOSE_IN_FLOAT64)])
def test_the_annual_bank_equals_the_plain_monthly_one(market: Market, kind: type, close: float) -> None:
    bank = build(market, seed=SEED, paths=PATHS, years=YEARS, dtype=kind)
    same(bank, range(PATHS), list(months(market, seed=SEED, samples=range(SAMPLES), pairs=1, years=YEARS)), close)


@pytest.mark.parametrize("sample", [0, 7, SAMPLES - 1])
def test_a_sample_stands_in_its_place_whoever_draws_it(market: Market, sample: int) -> None:
    bank = build(market, seed=SEED, paths=4 * SAMPLES, years=2)
    alone = list(months(market, seed=SEED, samples=range(sample, sample + 1), pairs=2, years=2))
    same(bank, range(4 * sample, 4 * sample + 4), alone, CLOSE_IN_FLOAT32)


def test_ruin_is_met_early_late_and_never(market: Market) -> None:
    """So that the two tests above have seen what they judge."""
    wiped_out = build(market, seed=SEED, paths=PATHS, years=YEARS).wiped_out
    assert (wiped_out == NEVER).any() and (wiped_out == 0).any() and (wiped_out == YEARS - 1).any()


def same(bank: Bank, paths: range, futures: list[Month], close: float) -> None:
    first_sleeve = len(CLASSES) - len(SLEEVE_CLASSES)
    for place, path in enumerate(paths):
        for year in range(bank.years):
            these = list(islice(futures, year * 12, year * 12 + 12))
            assert bank.prices[year, path] == pytest.approx(prod(float(month.prices[place]) for month in these), rel=close)
            for index, key in enumerate(CLASSES):
                plain = plain_year(key, index, place, these)
                assert bank.growth[year, index, path] == pytest.approx(plain.growth, rel=close)
                assert bank.paid_in[year, index, path] == pytest.approx(plain.paid_in, rel=close)
                if key in SLEEVE_CLASSES:
                    assert bank.time_left[year, index - first_sleeve, path] == pytest.approx(plain.time_left, rel=close)
                    assert bank.time_spread[year, index - first_sleeve, path] == pytest.approx(plain.time_spread, rel=close, abs=close)
        for row in range(len(CRYPTO_CLASSES)):
            hits = [number // 12 for number, month in enumerate(futures) if month.wiped_out[row, place]]
            assert bank.wiped_out[row, path] == (hits[0] if hits else NEVER)


def plain_year(key: str, index: int, path: int, year: list[Month]) -> PlainYear:
    """Twelve payments of $1 at month ends, each followed through the months after it."""
    growths = [float(month.growth[index, path]) for month in year]
    living = [bool(month.alive[CRYPTO_CLASSES.index(key), path]) if key in CRYPTO_CLASSES else True for month in year]
    values = [prod(growths[paid + 1 :]) for paid in range(12)]
    invested = [sum(living[paid + 1 :]) / 12 for paid in range(12)]
    mean = sum(value * time for value, time in zip(values, invested, strict=True)) / sum(values)
    spread = sum(value * (time - mean) ** 2 for value, time in zip(values, invested, strict=True)) / sum(values)
    return PlainYear(prod(growths), sum(values), mean, spread)


@pytest.mark.parametrize("uncertain", [False, True])
def test_without_doubt_no_path_is_shifted_and_with_doubt_all_classes_of_a_path_are(uncertain: bool) -> None:
    draws = np.full((1 + len(CLASSES), 1, 2), 0.9)
    shift = mean_shift(resolve(load(), Beliefs(mean_uncertainty=uncertain)), draws)
    assert shift.shape == (len(CLASSES), 1, 2)
    assert (shift[CLASSES.index("us_stocks")] > 0).all() if uncertain else (shift == 0).all()
