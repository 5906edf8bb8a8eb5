"""The market's constants -> monthly futures of all classes, real (above prices), some samples at a time.

The members of an antithetic pair share their regimes and have opposite shocks: all that is the same or only mirrored is
worked out once a pair, with e^-x as 1 / e^x.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from statistics import NormalDist
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from scenarios import portable
from scenarios.assumptions import CLASSES, CRYPTO_CLASSES
from scenarios.calibrate import MONTHS, MonthlyInflation, rounded
from scenarios.market import SHOCKS, Market
from scenarios.sampling import SPAN, Flags, Floats, Streams, bridge, by_path, chosen, mirrored, span_sums, switched

CRYPTO = slice(CLASSES.index(CRYPTO_CLASSES[0]), CLASSES.index(CRYPTO_CLASSES[-1]) + 1)


@dataclass(frozen=True, kw_only=True)
class Month:
    """One month of some samples: real growth factors [class][path], the price factor [path], where the market is in stress
    [path], and for crypto classes [crypto class][path] which were alive as the month began and which were wiped out in it.
    `shift`, the same every month, is how far each path's log growth lies from the stated [class][path]."""

    growth: Floats
    prices: Floats
    stress: Flags
    alive: Flags
    wiped_out: Flags
    shift: Floats


def months(market: Market, *, seed: int, samples: range, pairs: int, years: int) -> Iterator[Month]:
    """The futures of some samples of `pairs` antithetic pairs each, paths in the order of samples. A sample's bits depend on
    the seed, its number and `pairs` alone."""
    streams = Streams(seed, samples)
    shift = by_path(mean_shift(market, mirrored(streams.strata(len(SHOCKS), pairs))))
    prices = _Prices(market.inflation, portable.inverse_normal(streams.strata(1, pairs)[0]))
    ruin = _Ruin(market, by_path(mirrored(streams.strata(len(CRYPTO_CLASSES), pairs))))
    shocks, returns = _Shocks(market), _Returns(market, shift)
    for stress, independent in islice(_drawn(market, streams, pairs), years * MONTHS):
        moved = shocks.month(independent, stress)
        growth = returns.growth(moved[:-1], stress)
        everywhere = both(stress)
        alive = ruin.alive
        hit = ruin.month(growth[CRYPTO], everywhere)
        yield Month(growth=growth, prices=prices.month(moved[-1]), stress=everywhere, alive=alive, wiped_out=hit, shift=shift)


def _drawn(market: Market, streams: Streams, pairs: int) -> Iterator[tuple[Flags, Floats]]:
    """Regimes [sample][pair] and independent normals [shock][sample][pair], month after month. The sums over ten years that
    are evened out are weighted by how much more stocks swing in stress."""
    regimes, swing = _regimes(market, streams, pairs), market.laws[0].sd[1] / market.laws[0].sd[0] if market.laws[0].sd[0] else 1.0
    for sums in span_sums(streams, len(SHOCKS), pairs):
        stress = np.stack(list(islice(regimes, SPAN)))
        yield from zip(stress, bridge(streams, sums, np.where(stress, swing, 1.0)), strict=True)


def both(pairs: NDArray[np.bool_]) -> Flags:
    """What holds for pairs [sample][pair], for both their members, [path]."""
    return np.stack([pairs, pairs], axis=-2).reshape(-1)


def _regimes(market: Market, streams: Streams, pairs: int) -> Iterator[Flags]:
    """Which pairs [sample][pair] are in stress, month after month, from the stationary shares on."""
    rank = np.arange(1, pairs + 1)[None, :]
    stress = chosen(rank, market.chain.stress_share, streams.uniforms(1)[0][:, None])
    stayed = stress.astype(np.int16)
    yield stress
    while True:
        if market.chain.stress_share:
            stress = switched(stress, stayed, enter=market.chain.enter, leave=market.chain.leave, start=streams.uniforms(2))
            stayed += stress
        yield stress


class _Returns:
    """Growth factors from correlated shocks: e^(mean + shift) in each state, times e^shock for one member of a pair and
    divided by it for the other."""

    def __init__(self, market: Market, shift: Floats) -> None:
        calm, stress = (portable.exp(np.array([law.mean[state] for law in market.laws])) for state in (0, 1))
        self._calm, self._stress = calm[:, None, None], stress[:, None, None]
        self._shifted = portable.exp(shift)

    def growth(self, shocks: Floats, stress: Flags) -> Floats:
        growth = by_path(_up_and_down(np.where(stress, self._stress, self._calm), portable.exp(shocks)))
        growth *= self._shifted
        return growth


class _Prices:
    """Monthly price factors [path]: an AR(1), from its stationary distribution on, mirrored in the second member."""

    def __init__(self, law: MonthlyInflation, start: Floats) -> None:
        self._law, self._ahead = law, start * float(np.sqrt(law.shock_sd**2 / (1 - law.persistence**2)))
        self._even = float(portable.exp(np.array([law.mean]))[0])

    def month(self, shocks: Floats) -> Floats:
        self._ahead = self._law.persistence * self._ahead + self._law.shock_sd * shocks
        return _up_and_down(self._even, portable.exp(self._ahead)).reshape(-1)


class _Ruin:
    """Wipe-outs of crypto: a path's class is lost in the month in which its chance to have survived falls below a draw made
    at the start, [crypto class][path]. It stays flat afterwards."""

    def __init__(self, market: Market, draws: Floats) -> None:
        self._market, self._draws = market, draws
        self._survival = np.ones_like(draws)
        self.alive: Flags = np.ones_like(draws, dtype=np.bool_)

    def month(self, growth: Floats, stress: Flags) -> Flags:
        """Which are lost in the month; changes the growth of the lost ones in place."""
        calm, hard = (1.0 - np.array([hazard[state] for hazard in self._market.hazards[CRYPTO]])[:, None] for state in (0, 1))
        self._survival *= np.where(stress, hard, calm)
        lost = self.alive & (self._draws > self._survival)
        growth[~self.alive] = 1.0
        growth[lost] *= self._market.wipeout_left
        self.alive = self.alive & ~lost
        return lost


class _Shocks:
    """Monthly shocks of all classes, correlated and scaled as in their state; the price shock keeps its unit variance."""

    def __init__(self, market: Market) -> None:
        self._calm, self._stress = (_factor_columns(market, state) for state in (0, 1))

    def month(self, independent: Floats, stress: Flags) -> Floats:
        """From independent normals to shocks, [shock][sample][pair]."""
        flat = independent.reshape(len(independent), -1)
        shocks = factored(self._calm, flat)
        hard = np.flatnonzero(stress)
        if len(hard):
            shocks[:, hard] = factored(self._stress, flat[:, hard])
        return shocks.reshape(independent.shape)


def _up_and_down(level: Floats | float, up: Floats) -> Floats:
    """level x up for the first members of pairs and level / up for their mirrors, [...][sample][member][pair]."""
    pairs = np.empty((*up.shape[:-1], 2, up.shape[-1]))
    np.multiply(level, up, out=pairs[..., 0, :])
    np.divide(level, up, out=pairs[..., 1, :])
    return pairs


def _factor_columns(market: Market, state: int) -> Floats:
    """The Cholesky factor of a state, its rows times the standard deviations, column by column [column][shock][1]."""
    sds = np.array([*(law.sd[state] for law in market.laws), 1.0])
    columns: Floats = (np.array(market.shocks[state]) * sds[:, None]).T[:, :, None]
    return columns


def factored(columns: Floats, independent: Floats) -> Floats:
    """factor @ independent, column by column in fixed order: a matrix product would round differently on another CPU."""
    shocks: Floats = columns[0] * independent[0]
    part = np.empty_like(shocks)
    for j in range(1, len(columns)):
        np.multiply(columns[j, j:], independent[j], out=part[j:])
        shocks[j:] += part[j:]
    return shocks


class Doubt(Protocol):
    """What says how a path's long-run averages may differ from the stated ones (market.Market)."""

    @property
    def average(self) -> tuple[float, ...]: ...
    @property
    def mean_loading(self) -> tuple[float, ...]: ...
    @property
    def mean_own(self) -> tuple[float, ...]: ...
    @property
    def mean_truncation(self) -> float: ...


def mean_shift(market: Doubt, draws: Floats) -> Floats:
    """Monthly log shift of each class: a path's long-run average is the stated one plus beta x a shared draw plus its own
    draw, normal and cut at `mean_truncation` standard deviations. The one-year average over paths stays as stated."""
    shift = np.zeros((len(CLASSES), *draws.shape[1:]))
    if not any(market.mean_loading):
        return shift
    edge = _normal_cdf(market.mean_truncation)
    cut = portable.inverse_normal((1 - edge) + draws * (2 * edge - 1))
    for index, average in enumerate(market.average):
        moved = cut[0] * market.mean_loading[index] + cut[1 + index] * market.mean_own[index]
        shift[index] = portable.log(1.0 + moved / (1.0 + average)) / MONTHS
    return shift


def _normal_cdf(x: float) -> float:
    """To DECIMALS decimals, so that the C library's last bit does not matter."""
    return rounded(NormalDist().cdf(x))
