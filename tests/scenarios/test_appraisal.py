"""Reported values of private assets: Geltner's moments, the gate, and what money buys at reported prices."""

from math import exp, log

import numpy as np
import pytest

from scenarios.annual import PRIVATE
from scenarios.appraisal import Appraisal, Reported
from scenarios.assumptions import CLASSES, PRIVATE_CLASSES
from scenarios.editions import load
from scenarios.inputs import Beliefs
from scenarios.market import resolve
from scenarios.monthly import months
from scenarios.outcomes import sampled_error
from scenarios.sampling import SAMPLES
from tests.banks import bank_of, small_bank

LAW = Appraisal(weight=0.4, gate_above=1.05)
QUARTERS, WARM_UP = 80, 20


def reported_returns(economic: np.ndarray, drift: float) -> np.ndarray:
    """Quarterly reported log returns [quarter][path] from economic ones that come in three equal months."""
    reported, levels = Reported(LAW, np.full((1, economic.shape[1]), drift / 3)), [np.zeros(economic.shape[1])]
    for number, quarter in enumerate(economic):
        for _ in range(3):
            reported.month(np.exp(quarter / 3)[None])
        levels.append(economic[: number + 1].sum(axis=0) + np.log(reported.ratio[0]))
    return np.diff(levels, axis=0)


def independent(paths: int = 5_000) -> np.ndarray:
    return 0.02 + 0.1 * np.random.default_rng(11).standard_normal((QUARTERS, paths))


def test_reported_returns_have_geltner_s_variance_and_autocorrelation() -> None:
    """Weight a: variance a / (2 - a) of the economic one, autocorrelation 1 - a from quarter to quarter."""
    late = reported_returns(independent(), drift=0.02)[WARM_UP:] - 0.02
    for products, expected in ((late**2, 0.4 / 1.6 * 0.01), (late[1:] * late[:-1], 0.6 * 0.4 / 1.6 * 0.01)):
        by_path = products.mean(axis=0)
        assert abs(by_path.mean() - expected) < 4 * by_path.std(ddof=1) / np.sqrt(by_path.size)


def test_economic_returns_can_be_read_back_from_reported_ones() -> None:
    """(r - drift - 0.6 (r before - drift)) / 0.4 + drift: Geltner's desmoothing, exact from the first quarter on."""
    economic = independent(paths=3)
    reported = reported_returns(economic, drift=0.02) - 0.02
    before = np.vstack([np.zeros((1, 3)), reported[:-1]])
    assert np.allclose((reported - 0.6 * before) / 0.4 + 0.02, economic, atol=1e-10)


def test_a_fall_is_reported_step_by_step() -> None:
    """Halved at once in the first month of a quarter, nothing expected. In logs 0.6 of the fall is missing at its end, then 0.36."""
    reported = Reported(LAW, np.zeros((1, 1)))
    seen = []
    for month in range(6):
        reported.month(np.array([[0.5 if month == 0 else 1.0]]))
        seen.append(float(reported.ratio[0, 0]))
    assert seen == pytest.approx([2, 2, 2**0.6, 2**0.6, 2**0.6, 2**0.36])


def test_the_price_between_appraisals_is_carried_by_what_is_expected() -> None:
    reported = Reported(LAW, np.full((1, 1), 0.01))
    for _ in range(12):
        reported.month(np.array([[exp(0.01)]]))
        assert reported.ratio[0, 0] == pytest.approx(1, abs=1e-12)


def test_a_constant_shift_of_growth_leaves_the_ratio() -> None:
    growth = np.exp(0.05 * np.random.default_rng(3).standard_normal((24, 1, 50)))
    plain, moved = Reported(LAW, np.zeros((1, 50))), Reported(LAW, np.full((1, 50), log(1.01)))
    for month in growth:
        plain.month(month)
        moved.month(month * 1.01)
    assert np.allclose(plain.ratio, moved.ratio, rtol=1e-12)


def test_the_gate_closes_in_stress_alone_and_only_above_its_edge() -> None:
    reported = Reported(LAW, np.zeros((1, 4)))
    reported.ratio = np.array([[1.0501, 1.0501, 1.0499, 1.0499]])
    assert reported.gate(np.array([True, False, True, False])).tolist() == [[True, False, False, False]]


def test_ratios_average_about_one_and_log_ratios_zero() -> None:
    bank = small_bank(paths=5_000, years=20)
    assert bank.lagged
    for row, key in enumerate(PRIVATE_CLASSES):
        logs = np.log(bank.reported[5:, row].astype(np.float64)).mean(axis=0)
        assert abs(logs.mean() / sampled_error(logs)) < 4, key
        assert abs(bank.reported[:, row].mean() - 1) < 0.005, key
        assert abs(bank.bought[:, row].mean() - 1) < 0.005, key


def test_gates_close_as_often_and_as_long_as_the_design_says() -> None:
    """model.md: about 6 % of quarters, spells of about two; 44 of 100 people meet one at a year's end in ten years."""
    market = resolve(load(), Beliefs())
    assert market.appraisal is not None
    expected = np.array([[sum(share * mean for share, mean in zip(market.chain.start, law.mean, strict=True))] for law in market.laws])
    closed, reported = [], None
    for number, month in enumerate(months(market, seed=2, samples=range(SAMPLES), pairs=20, years=15), start=1):
        reported = reported or Reported(market.appraisal, (expected + month.shift)[PRIVATE])
        reported.month(month.growth[PRIVATE])
        if number % 3 == 0:
            closed.append(reported.gate(month.stress))
    quarters = np.array(closed)[20:]
    begun = quarters[1:] & ~quarters[:-1]
    assert 0.045 < quarters.mean() < 0.075
    assert 1.6 < quarters[1:].sum() / begun.sum() < 2.6
    met = small_bank(paths=5_000, years=20).gate[:10].any(axis=0).mean(axis=-1)
    assert (met > 0.34).all() and (met < 0.50).all()
    assert 0.40 < met.mean() < 0.48


def test_money_buys_at_reported_prices() -> None:
    """A dollar a month buys 1 / ratio of economic value; what that is worth at the year's end, over plain money paid in."""
    market = resolve(load(), Beliefs())
    assert market.appraisal is not None
    bank = bank_of(Beliefs(), paths=100, years=2, exact=True)
    expected = np.array([[sum(share * mean for share, mean in zip(market.chain.start, law.mean, strict=True))] for law in market.laws])
    reported, value, plain = None, np.zeros((len(PRIVATE_CLASSES), 100)), np.zeros((len(PRIVATE_CLASSES), 100))
    for number, month in enumerate(months(market, seed=1, samples=range(SAMPLES), pairs=1, years=2), start=1):
        growth = month.growth[PRIVATE]
        reported = reported or Reported(market.appraisal, (expected + month.shift)[PRIVATE])
        reported.month(growth)
        value, plain = value * growth + 1 / reported.ratio, plain * growth + 1
        if number % 12 == 0:
            assert np.allclose(bank.bought[number // 12 - 1], value / plain, rtol=1e-12)
            assert np.allclose(bank.reported[number // 12 - 1], reported.ratio, rtol=1e-12)
            assert np.array_equal(bank.gate[number // 12 - 1], reported.gate(month.stress))
            value, plain = np.zeros_like(value), np.zeros_like(plain)


@pytest.mark.parametrize(
    ("model", "smoothing", "lagged"),
    [("regimes", None, True), ("regimes", False, False), ("lognormal", None, False), ("lognormal", True, True)],
)
def test_smoothing_is_part_of_the_regimes_unless_said_otherwise(model: str, smoothing: bool | None, lagged: bool) -> None:
    bank = bank_of(Beliefs(model=model, smoothing=smoothing), paths=100, years=2)  # type: ignore[arg-type]
    assert bank.lagged == lagged
    assert bank.reported.shape == bank.bought.shape == bank.gate.shape == (2, len(PRIVATE_CLASSES), 100)
    if not lagged:
        assert (bank.reported == 1).all() and (bank.bought == 1).all() and not bank.gate.any()


def test_smoothing_moves_no_economic_value() -> None:
    with_it, without = (bank_of(Beliefs(smoothing=smoothing), paths=100, years=3) for smoothing in (True, False))
    assert np.array_equal(with_it.growth, without.growth) and np.array_equal(with_it.paid_in, without.paid_in)
    assert len(CLASSES) == with_it.mean_shift.shape[0]
