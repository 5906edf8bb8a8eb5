"""Simulated markets against closed forms: two-sided, |z| < 4 at fixed seeds, with errors from the spread between independent samples."""

import numpy as np
import pytest

from scenarios.assumptions import CLASSES, CRYPTO_CLASSES
from scenarios.bank import NEVER
from scenarios.calibrate import yearly_moment
from scenarios.editions import load
from scenarios.inputs import Beliefs, ClassBelief
from scenarios.market import resolve
from scenarios.monthly import months
from scenarios.outcomes import sampled_error
from scenarios.sampling import SAMPLES
from tests.banks import small_bank

YEARS, PATHS = 6, 10_000


def z(samples: np.ndarray, expected: float) -> float:
    """Standard errors between the mean over all futures and what is expected."""
    return float((samples.mean(dtype=np.float64) - expected) / sampled_error(samples))


@pytest.mark.parametrize("model", ["regimes", "lognormal"])
def test_simulated_mean_and_spread_of_every_class_are_as_stated(model: str) -> None:
    market = resolve(load(), Beliefs(model=model, mean_uncertainty=False))  # type: ignore[arg-type]
    bank = small_bank(model=model, uncertain=False, paths=PATHS, years=YEARS)
    for at, key in enumerate(CLASSES):
        growth = bank.growth[:, at].astype(np.float64)
        alive = np.ones_like(growth, bool)
        if key in CRYPTO_CLASSES:  # a class stays in the statistics up to and with the year of its wipe-out
            alive = np.arange(YEARS)[:, None] <= bank.wiped_out[CRYPTO_CLASSES.index(key)]
        for power in (1, 2):
            expected = yearly_moment(market.laws[at], market.chain, power, market.hazards[at], market.wipeout_left)
            first_year = growth[0] ** power
            assert abs(z(first_year, expected)) < 4, (key, power)
            if alive.all():
                assert abs(z((growth**power).mean(axis=0), expected)) < 4, (key, power)


def test_doubt_about_the_means_leaves_the_one_year_average_as_stated() -> None:
    assumptions = load()
    bank = small_bank(paths=PATHS, years=YEARS)
    for at, key in enumerate(CLASSES):
        expected = (1 + assumptions.average_return(key)) / (1 + assumptions.inflation.mean.value)
        assert abs(z(bank.growth[0, at].astype(np.float64), expected)) < 4, key


def test_doubt_about_the_means_makes_a_path_s_years_move_together() -> None:
    def yearly_covariance(uncertain: bool) -> np.ndarray:
        logs = np.log(small_bank(model="lognormal", uncertain=uncertain, paths=PATHS, years=YEARS).growth[:2, 0].astype(np.float64))
        product: np.ndarray = (logs[0] - logs[0].mean()) * (logs[1] - logs[1].mean())
        return product

    spread = 0.01 / 1.0767  # one point of return, as a share; the cut at two standard deviations leaves 0.7737 of the variance
    assert abs(z(yearly_covariance(True), 0.7737 * spread**2)) < 4
    assert abs(z(yearly_covariance(False), 0.0)) < 4


def test_sample_correlations_are_the_stated_ones() -> None:
    """Without wipe-outs, whose months are not part of the stated moments."""
    safe = {key: ClassBelief(wipeout=0.0) for key in CRYPTO_CLASSES}
    assumptions, beliefs = load(), Beliefs(mean_uncertainty=False, classes=safe)
    market = resolve(assumptions, beliefs)
    calm, stress = market.chain.start
    means = np.array([calm * law.mean[0] + stress * law.mean[1] for law in market.laws])
    seconds = np.array([calm * (law.sd[0] ** 2 + law.mean[0] ** 2) + stress * (law.sd[1] ** 2 + law.mean[1] ** 2) for law in market.laws])
    sds = np.sqrt(seconds - means**2)
    pairs, years = 50, 3
    products = np.zeros((len(CLASSES), len(CLASSES), 2 * SAMPLES * pairs))
    for month in months(market, seed=5, samples=range(SAMPLES), pairs=pairs, years=years):
        score = (np.log(month.growth) - means[:, None]) / sds[:, None]
        products += score[:, None] * score[None]
    products /= 12 * years
    for i, a in enumerate(CLASSES):
        for j, b in enumerate(CLASSES[:i]):
            assert abs(z(products[i, j], assumptions.correlation(a, b))) < 4, (a, b)


def test_stress_takes_its_share_of_months_and_lasts_nine_of_them_on_average() -> None:
    market = resolve(load(), Beliefs())
    start, enter, leave = market.chain.start, market.chain.enter, market.chain.leave
    assert start == (0.85, 0.15)
    assert 1 / leave == pytest.approx(9)
    assert start[0] * enter == pytest.approx(start[1] * leave)  # as many spells begin as end
    assert enter == pytest.approx(0.0196, abs=5e-5)


def test_no_return_is_below_minus_one_hundred_percent() -> None:
    bank = small_bank(paths=PATHS, years=YEARS)
    assert bank.growth.min() > 0
    assert bank.paid_in.min() >= 1  # the last month's dollar is still there


def test_wipeouts_come_at_their_yearly_chance_and_only_once() -> None:
    bank = small_bank(paths=2_000, years=40)
    for row, key in enumerate(CRYPTO_CLASSES):
        lost = bank.wiped_out[row] != NEVER
        assert abs(z(lost.astype(float), 1 - 0.99**40)) < 4, key
        path = int(np.flatnonzero(lost & (bank.wiped_out[row] < 39))[0])
        year = bank.wiped_out[row, path]
        assert (bank.growth[year + 1 :, CLASSES.index(key), path] == 1).all()  # flat afterwards


def test_prices_have_the_stated_mean_spread_and_year_to_year_correlation() -> None:
    stated = load().inflation
    prices = small_bank(paths=PATHS, years=YEARS).prices.astype(np.float64)
    assert abs(z(prices[0], 1 + stated.mean.value)) < 4
    assert abs(z((prices[0] - prices[0].mean()) ** 2, stated.sd.value**2)) < 4
    logs = np.log(prices)
    score = (logs - logs.mean(axis=1, keepdims=True)) / logs.std(axis=1, keepdims=True)
    assert abs(z((score[:-1] * score[1:]).mean(axis=0), stated.autocorrelation.value)) < 4


def test_a_one_regime_market_has_fixed_prices_and_no_wipeouts() -> None:
    bank = small_bank(model="lognormal", paths=500, years=3)
    assert np.ptp(bank.prices) < 1e-6
    assert (bank.wiped_out == NEVER).all()


@pytest.mark.parametrize("model", ["regimes", "lognormal"])
@pytest.mark.parametrize("inflation", [None, 0.08])
def test_the_real_volatility_of_every_law_is_the_nominal_one_over_the_rise_of_prices(model: str, inflation: float | None) -> None:
    """Of survivors, relative to their mean: the stated volatility / (1 + i), over the stated mean (1 + a) / (1 + i)."""
    market = resolve(load(), Beliefs(model=model, inflation=inflation))  # type: ignore[arg-type]
    prices = 1 + market.inflation_mean
    for law, average, stated in zip(market.laws, market.average, market.volatility, strict=True):
        first, second = (yearly_moment(law, market.chain, power) for power in (1, 2))
        real = np.sqrt(second / first**2 - 1) * (1 + average) / prices
        assert real == pytest.approx(stated / prices, abs=1e-9)
