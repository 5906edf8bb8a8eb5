"""The model "history": runs of whole calendar years drawn from 1928 on, all columns together (a stationary bootstrap).

Politis and Romano (1994): each year follows the one before it in history, or with chance 1 / block_years any year, each as
likely; after the last year comes the first. Classes without a long history follow stocks and bonds by regression on their
stated correlations and volatilities, plus noise of their own that correlates as what the regression leaves.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from math import exp, fsum, log

import numpy as np

from scenarios import portable
from scenarios.appraisal import Appraisal
from scenarios.assumptions import CLASSES, CRYPTO_CLASSES, MEASURED_CLASSES, Assumptions
from scenarios.calibrate import MONTHS, cholesky, rounded
from scenarios.inputs import Beliefs
from scenarios.market import Market, Triangle, log_volatility, resolve, stated_correlation, wipeout
from scenarios.monthly import CRYPTO, Month, factored, mean_shift
from scenarios.sampling import Flags, Floats, Streams

FOLLOWING = tuple(key for key in CLASSES if key not in MEASURED_CLASSES)
FOLLOWED = ("us_stocks", "us_bonds")

Correlations = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, kw_only=True)
class History:
    """Constants of the history model, in the order of CLASSES: what a bank is built from and identified by.

    `logs` [class][year of history]: log real growth; of classes without a history, what stocks and bonds explain of it.
    `noise`: Cholesky factor of the covariance of the rest, in the order of FOLLOWING. `prices` [year]: log growth of prices.
    """

    average: tuple[float, ...]
    logs: tuple[tuple[float, ...], ...]
    prices: tuple[float, ...]
    noise: Triangle
    restart: float
    wipeouts: tuple[float, ...]
    wipeout_left: float
    mean_loading: tuple[float, ...]
    mean_own: tuple[float, ...]
    mean_truncation: float
    appraisal: Appraisal | None

    @property
    def constants(self) -> dict[str, object]:
        """All constants as plain values, for the bank's identity."""
        return asdict(self)

    @property
    def expected_log_growth(self) -> tuple[float, ...]:
        """Of a month, for each class."""
        return tuple(rounded(fsum(logs) / len(logs) / MONTHS) for logs in self.logs)


def history_of(assumptions: Assumptions, beliefs: Beliefs) -> History:
    """The history of an edition under these beliefs. Re-centred, every class and prices have the stated averages; if not,
    the classes that were measured, and prices, keep their own."""
    market = resolve(assumptions, beliefs)
    columns = {key: [1 + share for share in series.values.values()] for key, series in assumptions.history.columns.items()}
    wipeouts = {key: wipeout(assumptions, beliefs, key) for key in CLASSES}
    prices = _centred(columns["prices"], 1 + market.inflation_mean if beliefs.recentre else None)
    logs = {}
    for key in MEASURED_CLASSES:
        real = [growth / price for growth, price in zip(columns[key], columns["prices"], strict=True)]
        logs[key] = _centred(real, _real_mean(market, key) if beliefs.recentre else None)
    relation = _Relation(assumptions, beliefs)
    for key in FOLLOWING:
        survivors = _real_mean(market, key) / (1 - (1 - market.wipeout_left) * wipeouts[key])
        logs[key] = relation.explained(key, logs, survivors)
    return History(
        average=market.average,
        logs=tuple(tuple(rounded(value) for value in logs[key]) for key in CLASSES),
        prices=tuple(rounded(value) for value in prices),
        noise=relation.noise(),
        restart=rounded(1 / assumptions.history.block_years.value),
        wipeouts=tuple(wipeouts[key] for key in CRYPTO_CLASSES),
        wipeout_left=market.wipeout_left,
        mean_loading=market.mean_loading,
        mean_own=market.mean_own,
        mean_truncation=market.mean_truncation,
        appraisal=market.appraisal,
    )


def _real_mean(market: Market, key: str) -> float:
    return (1 + market.average[CLASSES.index(key)]) / (1 + market.inflation_mean)


def _centred(growth: Sequence[float], mean: float | None) -> list[float]:
    """Logs of growth factors, all times one factor so that they average `mean`."""
    factor = 1.0 if mean is None else mean * len(growth) / fsum(growth)
    return [log(factor * each) for each in growth]


class _Relation:
    """How the classes without a history hang on stocks and bonds: stated correlations and volatilities of log returns."""

    def __init__(self, assumptions: Assumptions, beliefs: Beliefs) -> None:
        self._spread = {key: log_volatility(assumptions, beliefs, key) for key in CLASSES}
        self._correlation = {a: {b: 1.0 if a == b else stated_correlation(assumptions, beliefs, a, b) for b in CLASSES} for a in CLASSES}

    def _loadings(self, key: str) -> tuple[float, float]:
        """Standardised regression coefficients on stocks and bonds: the 2x2 normal equations, solved by hand."""
        stocks, bonds = (self._correlation[key][other] for other in FOLLOWED)
        between = self._correlation[FOLLOWED[0]][FOLLOWED[1]]
        return (stocks - between * bonds) / (1 - between**2), (bonds - between * stocks) / (1 - between**2)

    def _left(self, a: str, b: str) -> float:
        """Covariance of what the regressions of two classes leave."""
        told = sum(loading * self._correlation[b][other] for loading, other in zip(self._loadings(a), FOLLOWED, strict=True))
        return (self._correlation[a][b] - told) * self._spread[a] * self._spread[b]

    def explained(self, key: str, logs: Mapping[str, Sequence[float]], mean: float) -> list[float]:
        """Log growth of a class by year of history, before its noise, so that it averages `mean` with the noise."""
        told = [0.0] * len(logs[FOLLOWED[0]])
        for other, loading in zip(FOLLOWED, self._loadings(key), strict=True):
            centre = fsum(logs[other]) / len(told)
            told = [
                value + loading * self._spread[key] / self._spread[other] * (each - centre)
                for value, each in zip(told, logs[other], strict=True)
            ]
        level = log(mean) - log(fsum(exp(value) for value in told) / len(told)) - self._left(key, key) / 2
        return [level + value for value in told]

    def noise(self) -> Triangle:
        """Cholesky factor of what is left, by way of its correlations."""
        sd = {key: self._left(key, key) ** 0.5 for key in FOLLOWING}
        left = [[rounded(self._left(a, b) / (sd[a] * sd[b])) if sd[a] and sd[b] else float(a == b) for b in FOLLOWING] for a in FOLLOWING]
        return tuple(
            tuple(rounded(sd[key] * entry) for entry in row) for key, row in zip(FOLLOWING, cholesky(left, FOLLOWING), strict=True)
        )


def months(history: History, *, seed: int, samples: range, pairs: int, years: int) -> Iterator[Month]:
    """Twelve equal months for each year drawn, a wipe-out in the last. Samples as in monthly.py, without antithetic pairs."""
    streams, paths = Streams(seed, samples), 2 * pairs
    logs, prices = np.array(history.logs) / MONTHS, np.array(history.prices) / MONTHS
    noise = np.array(history.noise).T[:, :, None] / MONTHS
    following = [CLASSES.index(key) for key in FOLLOWING]
    shift = mean_shift(history, streams.strata(1 + len(CLASSES), paths)).reshape(len(CLASSES), -1)
    ruin = streams.strata(len(CRYPTO_CLASSES), paths).reshape(len(CRYPTO_CLASSES), -1)
    kept = 1.0 - np.array(history.wipeouts)[:, None]
    survival, alive = np.ones_like(kept), np.ones_like(ruin, dtype=np.bool_)
    at = np.zeros(ruin.shape[1], np.int64)
    for year in range(years):
        fresh, restarts = streams.uniforms(2, paths).reshape(2, -1)
        anywhere = np.floor(fresh * len(prices)).astype(np.int64)
        at = np.where(restarts < history.restart, anywhere, (at + 1) % len(prices)) if year else anywhere
        log_growth = logs[:, at] + shift
        own = portable.inverse_normal(streams.uniforms(len(following), paths))
        log_growth[following] += factored(noise, own.reshape(len(following), -1))
        growth = portable.exp(log_growth)
        growth[CRYPTO][~alive] = 1.0
        survival = survival * kept
        lost = alive & (ruin > survival)
        yield from _equal_months(growth, portable.exp(prices[at]), alive, lost, history.wipeout_left, shift)
        alive = alive & ~lost


def _equal_months(growth: Floats, prices: Floats, alive: Flags, lost: Flags, left: float, shift: Floats) -> Iterator[Month]:
    calm, spared = np.zeros_like(prices, dtype=np.bool_), np.zeros_like(lost)
    for number in range(1, MONTHS + 1):
        if number == MONTHS:
            growth = growth.copy()
            growth[CRYPTO] *= np.where(lost, left, 1.0)
        hit = lost if number == MONTHS else spared
        yield Month(growth=growth, prices=prices, stress=calm, alive=alive, wiped_out=hit, shift=shift)
