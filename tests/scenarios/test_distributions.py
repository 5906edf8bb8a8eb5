"""Simulated results against closed forms in the one-regime market: |z| < 4 (trust.md, numbers 20, 21)."""

from math import erf, exp, log, log1p, sqrt
from statistics import NormalDist

import numpy as np
import pytest

from scenarios import outcomes
from scenarios.answer import answer
from scenarios.assumptions import CLASSES, CORE_CLASSES
from scenarios.bank import Bank
from scenarios.editions import load
from scenarios.glide_path import core_weights
from scenarios.inputs import Beliefs, Question
from scenarios.market import resolve
from scenarios.results import Answer, Statistic
from tests.banks import question, small_bank
from tests.plain_market import plain_bank

YEARS, PATHS = 30, 10_000
BELIEFS = Beliefs(model="lognormal", paths=PATHS)
MARKET = resolve(load(), BELIEFS)


@pytest.fixture(scope="module")
def plain() -> Bank:
    """Ten thousand futures take seconds to draw: only for whoever runs these tests, not for whoever collects them."""
    return small_bank(model="lognormal", paths=PATHS, years=80, uncertain=False)


def log_moments(key: str) -> tuple[float, float]:
    """Yearly mean and variance of the real log return."""
    law = MARKET.laws[CLASSES.index(key)]
    return 12 * law.mean[0], 12 * law.sd[0] ** 2


def within(statistic: Statistic, expected: float, errors: float = 4) -> bool:
    """Within so many errors, and what float32 rounds: pairs leave no error at all in the middle of a symmetric market."""
    return abs(statistic.value - expected) < errors * statistic.se + 1e-6 * abs(expected)


@pytest.mark.parametrize("key", ["us_stocks", "bitcoin"])
def test_a_lump_sum_has_lognormal_quantiles_and_shortfall(plain: Bank, key: str) -> None:
    balance = 1_000 * np.prod(plain.growth[:YEARS, CLASSES.index(key)].astype(np.float64), axis=0)
    [found] = outcomes.distributions(balance[None, :])
    mean, variance = log_moments(key)
    mu, s = log(1_000) + YEARS * mean, sqrt(YEARS * variance)
    for name, q in zip(("p5", "p25", "p50", "p75", "p95"), outcomes.PERCENTILES, strict=True):
        assert within(getattr(found, name), exp(mu + s * NormalDist().inv_cdf(q))), name
    edge = NormalDist().inv_cdf(0.05)
    shortfall = exp(mu + s * s / 2) * NormalDist().cdf(edge - s) / 0.05
    assert within(found.worst5_mean, shortfall)


def test_lump_sums_are_lognormal_all_along_the_scale(plain: Bank) -> None:
    """Kolmogorov-Smirnov at the 1 in 10,000 level."""
    mean, variance = log_moments("us_stocks")
    logs = np.sort(np.log(plain.growth[:YEARS, 0].astype(np.float64)).sum(axis=0))
    u = np.array([0.5 * (1 + erf((x - YEARS * mean) / sqrt(2 * YEARS * variance))) for x in logs])
    gap = max(np.abs(u - np.arange(1, PATHS + 1) / PATHS).max(), np.abs(u - np.arange(PATHS) / PATHS).max())
    assert gap < 2.23 / sqrt(PATHS)


def test_the_chance_that_one_class_beats_another_is_the_normal_formula(plain: Bank) -> None:
    a, b = "bitcoin", "us_stocks"
    (mean_a, var_a), (mean_b, var_b) = log_moments(a), log_moments(b)
    spread = var_a + var_b - 2 * load().correlation(a, b) * sqrt(var_a * var_b)
    growth = [np.prod(plain.growth[:YEARS, CLASSES.index(key)].astype(np.float64), axis=0) for key in (a, b)]
    expected = NormalDist().cdf(sqrt(YEARS) * (mean_a - mean_b) / sqrt(spread))
    assert within(outcomes.chance(growth[0] > growth[1]), expected)


def test_balance_mean_and_variance_follow_the_exact_recursion(plain: Bank) -> None:
    """Years are independent here, so E[B] and E[B^2] follow from the yearly moments of growth and money paid in."""
    asked = question(household={"age": 35, "retirement_age": 65, "contribution": 6_000}, plan={"match": []}, beliefs=BELIEFS)
    found = answer(asked.household, asked.plan, asked.sleeve, asked.beliefs, (), bank=plain)
    fee = load().core_funds["target_date_index"].fee.value
    first, second = 45_000.0, 45_000.0**2
    for year in range(30):
        a, p, aa, ap, pp = yearly_moments(np.array(core_weights(load().glide_path, 30 - year)), fee)
        first, second = first * a + 500 * p, second * aa + 2 * first * 500 * ap + 500**2 * pp
    balance = found.baseline.balance
    assert within(balance.mean, first)
    assert within(balance.sd, sqrt(second - first**2))


def yearly_moments(weights: np.ndarray, fee: float) -> tuple[float, float, float, float, float]:
    """E[A], E[P], E[A^2], E[A P], E[P^2] of a year's growth A and value P of $1 a month, from monthly lognormal moments."""
    keep = (1 - fee) ** (1 / 12)
    laws = MARKET.laws[: len(CORE_CLASSES)]
    single = np.array([exp(law.mean[0] + law.sd[0] ** 2 / 2) * keep for law in laws])
    names = CORE_CLASSES
    pair = np.array(
        [
            [single[i] * single[j] * exp(load().correlation(a, b) * laws[i].sd[0] * laws[j].sd[0]) for j, b in enumerate(names)]
            for i, a in enumerate(names)
        ]
    )
    months = range(12)
    e_p = np.array([sum(single[i] ** m for m in months) for i in range(len(names))])
    e_ap = np.array([[sum(pair[i, j] ** m * single[i] ** (12 - m) for m in months) for j in range(len(names))] for i in range(len(names))])
    e_pp = np.array(
        [
            [
                sum(pair[i, j] ** min(m, n) * (single[i] if m > n else single[j]) ** abs(m - n) for m in months for n in months)
                for j in range(len(names))
            ]
            for i in range(len(names))
        ]
    )
    w = weights
    return float(w @ single**12), float(w @ e_p), float(w @ pair**12 @ w), float(w @ e_ap @ w), float(w @ e_pp @ w)


def test_another_seed_gives_the_same_answer_within_its_errors(bank: Bank) -> None:
    asked = question(sleeve={"weight": 0.05})
    one, other = (ask_of(asked, there) for there in (bank, small_bank(seed=2, paths=2_500, years=60)))
    for name in ("p5", "p50", "p95", "worst5_mean"):
        for side in ("baseline", "sleeve", "difference"):
            a, b = (getattr(getattr(found, side).balance, name) for found in (one, other))
            assert abs(a.value - b.value) < 4 * sqrt(a.se**2 + b.se**2), (side, name)


NEAR_RETIREMENT = {"age": 52, "retirement_age": 60, "plan_to_age": 62}
WATCHED = (
    ("baseline", "p5"),
    ("baseline", "p50"),
    ("baseline", "mean"),
    ("sleeve", "worst5_mean"),
    ("difference", "p50"),
    ("difference", "p5"),
)


@pytest.fixture(scope="module")
def repeated() -> list[Answer]:
    """The same question on forty banks of 600 futures, each from another seed."""
    asked = question(household=NEAR_RETIREMENT, sleeve={"weight": 0.05})
    return [ask_of(asked, small_bank(seed=seed, paths=600, years=10)) for seed in range(100, 140)]


def test_stated_errors_are_the_spread_between_seeds(repeated: list[Answer]) -> None:
    """The spread over forty seeds is known to 11 %: the stated error lies within four of these errors, to both sides."""
    for side, name in WATCHED:
        ratio = spread_over_error([getattr(getattr(one, side).balance, name) for one in repeated])
        assert 0.6 < ratio < 1.5, (side, name, ratio)
    for name in ("chance_worse", "chance_worse_10pct", "median_if_worse", "worst5_if_worse"):
        assert 0.6 < spread_over_error([getattr(one.difference, name) for one in repeated]) < 1.5, name


def test_evened_out_futures_agree_with_plain_ones(repeated: list[Answer]) -> None:
    """The same market drawn plainly, without pairs, strata or bridges (a reference written apart, below)."""
    asked = question(household=NEAR_RETIREMENT, sleeve={"weight": 0.05})
    plain = ask_of(asked, plain_bank(seed=3, paths=6_000, years=10))
    for side, name in WATCHED:
        ours = [getattr(getattr(one, side).balance, name) for one in repeated]
        assert agree(ours, getattr(getattr(plain, side).balance, name)), (side, name)
    for name in ("chance_worse", "chance_less", "chance_worse_10pct", "median_if_worse", "worst5_if_worse"):
        if name != "chance_less":  # shown as a whole hundredth
            assert agree([getattr(one.difference, name) for one in repeated], getattr(plain.difference, name)), name


def agree(ours: list[Statistic], plain: Statistic) -> bool:
    values = np.array([one.value for one in ours])
    error = sqrt(values.var(ddof=1) / len(values) + plain.se**2)
    return abs(float(values.mean()) - plain.value) < 4 * error


def ask_of(asked: Question, bank: Bank) -> Answer:
    return answer(asked.household, asked.plan, asked.sleeve, asked.beliefs, (), bank=bank)


def spread_over_error(statistics: list[Statistic]) -> float:
    return float(np.std([one.value for one in statistics], ddof=1) / np.mean([one.se for one in statistics]))


def test_median_growth_shown_beside_an_average_is_the_one_regime_median(plain: Bank) -> None:
    growth = plain.growth[:, CLASSES.index("bitcoin")].astype(np.float64)
    logs = np.log(growth[:YEARS]).sum(axis=0) / YEARS
    asked = question(sleeve={"weight": 0.05}, beliefs=BELIEFS)
    found = answer(asked.household, asked.plan, asked.sleeve, asked.beliefs, (), bank=plain)
    typical = log1p(found.outlook["bitcoin"].typical) - log1p(MARKET.inflation_mean) - log1p(-0.0025)
    assert within(outcomes.middle(logs), typical)
