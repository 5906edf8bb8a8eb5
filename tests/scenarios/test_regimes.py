"""The regimes judged: what history since 1970 shows of US stocks must not be odd among futures of the same length.

History is one draw. So each figure of it is compared with the same figure in many futures of 668 months: at least 1 of 50 of
them must lie further out, to each side.
"""

import tomllib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from scenarios.assumptions import CLASSES
from scenarios.editions import load
from scenarios.inputs import Beliefs
from scenarios.market import resolve
from scenarios.monthly import months
from scenarios.sampling import SAMPLES

HISTORY = tomllib.loads((Path(__file__).parent / "cases" / "us_stocks_monthly.toml").read_text(encoding="utf-8"))
PAIRS, YEARS = 6, 56


@pytest.fixture(scope="module")
def logs() -> np.ndarray:
    """Nominal monthly log returns of US stocks, [month][future]."""
    market = resolve(load(), Beliefs(mean_uncertainty=False))
    drawn = months(market, seed=9, samples=range(SAMPLES), pairs=PAIRS, years=YEARS)
    return np.array([np.log(month.growth[0] * month.prices) for month in drawn])[: HISTORY["months"]]


def moment(logs: np.ndarray, power: int) -> np.ndarray:
    """Standardised central moment of every future."""
    centred = logs - logs.mean(axis=0)
    found: np.ndarray = (centred**power).mean(axis=0) / (centred**2).mean(axis=0) ** (power / 2)
    return found


def autocorrelation(values: np.ndarray) -> np.ndarray:
    centred = values - values.mean(axis=0)
    found: np.ndarray = (centred[1:] * centred[:-1]).sum(axis=0) / (centred**2).sum(axis=0)
    return found


def worst_fall(logs: np.ndarray) -> np.ndarray:
    level = np.vstack([np.zeros((1, logs.shape[1])), np.cumsum(logs, axis=0)])
    found: np.ndarray = 1 - np.exp((level - np.maximum.accumulate(level, axis=0)).min(axis=0))
    return found


FIGURES: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "log_sd": lambda logs: logs.std(axis=0),
    "log_skew": lambda logs: moment(logs, 3),
    "log_excess_kurtosis": lambda logs: moment(logs, 4) - 3,
    "autocorrelation": autocorrelation,
    "yearly_autocorrelation": lambda logs: autocorrelation(logs[:660].reshape(55, 12, -1).sum(axis=1)),
    "worst_fall": worst_fall,
    "worst_month": lambda logs: np.expm1(logs.min(axis=0)),
}


@pytest.mark.parametrize("name", FIGURES)
def test_history_would_not_be_odd_among_the_futures(logs: np.ndarray, name: str) -> None:
    among = FIGURES[name](logs)
    share_below = float((among < HISTORY[name]).mean())
    assert 0.02 < share_below < 0.98, (share_below, float(np.median(among)))


def test_returns_do_not_trend(logs: np.ndarray) -> None:
    """A wider gap between the means of calm and stress would give history's skew, and returns that follow each other."""
    assert abs(float(np.median(autocorrelation(logs)))) < 0.03
    assert abs(float(np.median(FIGURES["yearly_autocorrelation"](logs)))) < 0.05


def test_thirty_years_hold_falls_as_the_design_says(logs: np.ndarray) -> None:
    """model.md: 28 / 44 / 65 % (lowest tenth, middle, highest tenth); history since 1946 about 46 %."""
    assert np.quantile(worst_fall(logs[:360]), [0.1, 0.5, 0.9]) == pytest.approx([0.28, 0.44, 0.65], abs=0.025)


def test_stocks_move_together_more_in_stress() -> None:
    """US and other stocks correlated by 0.88 from 1999 to 2024, with two long falls in it; over all time by less."""
    market = resolve(load(), Beliefs(mean_uncertainty=False))
    drawn = list(months(market, seed=9, samples=range(SAMPLES), pairs=PAIRS, years=10))
    stress = np.array([month.stress for month in drawn])
    us, other, bonds = (np.log([month.growth[CLASSES.index(key)] for month in drawn]) for key in ("us_stocks", "non_us_stocks", "us_bonds"))
    calm_pair, stress_pair = (float(np.corrcoef(us[where], other[where])[0, 1]) for where in (~stress, stress))
    assert calm_pair < load().correlation("us_stocks", "non_us_stocks") < stress_pair
    assert stress_pair == pytest.approx(0.87, abs=0.02)
    assert abs(np.corrcoef(us[stress], bonds[stress])[0, 1] - np.corrcoef(us[~stress], bonds[~stress])[0, 1]) < 0.05
