"""Searches on the same futures: the return that a sleeve class must earn so that the sleeve changes nothing."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from math import log, log1p, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenarios.assumptions import SLEEVE_CLASSES, typical_growth
from scenarios.bank import Bank
from scenarios.calibrate import MONTHS
from scenarios.outcomes import TAIL, middle, worst_mean
from scenarios.project import SleeveClass, Years, sleeve_excess
from scenarios.results import BreakEven, Statistic
from scenarios.sleeve import ClassTerms

Array = NDArray[Any]

LOWEST, HIGHEST = -0.5, 1.0  # the bracket of average yearly returns that a search looks in
PRECISION = 1e-5  # of a return
SLOPE_STEP = 0.005  # of a return, for the slope that turns an error in dollars into one of the return


def break_even(
    bank: Bank,
    core: Years,
    mix: Sequence[ClassTerms],
    chosen: ClassTerms,
    *,
    base_average: float,
    fee: float,
    log_volatility: float,
    weights: Array,
    start: float,
    paid_in: Array,
    baseline: Array,
) -> BreakEven:
    """The average yearly nominal return, before `fee`, that `chosen` must earn so that the middle paired difference of
    balances is zero (`median`), or that the worst-5-of-100 averages of both sides are equal (`worst5`).

    The other classes of the mix stay as they are. `weights` [working year], `baseline` [path] the balance without a sleeve.
    """
    balance_at = _balance_by_shift(bank, core, mix, chosen, weights, start, paid_in)

    @cache
    def sleeve(average: float) -> Array:
        return balance_at(log((1 + average) / (1 + base_average)) + log1p(-fee))

    def middle_gap(average: float) -> float:
        return float(np.median(sleeve(average) - baseline))

    base_worst = worst_mean(baseline)

    def worst_gap(average: float) -> float:
        return worst_mean(sleeve(average)) - base_worst

    def found(gap: Callable[[float], float], error: Callable[[float], float]) -> tuple[Statistic | None, float | None]:
        average = find_root(gap, LOWEST, HIGHEST)
        slope = 0.0 if average is None else (gap(average + SLOPE_STEP) - gap(average)) / SLOPE_STEP
        if average is None or slope <= 0:  # a return that moves nothing has no break-even
            return None, None
        typical = typical_growth((1 + average) * (1 - fee) - 1, log_volatility)
        return Statistic(value=average, se=error(average) / slope), typical

    median, median_typical = found(middle_gap, lambda average: middle(sleeve(average) - baseline).se)
    worst5, worst5_typical = found(worst_gap, lambda average: _worst_gap_error(sleeve(average), baseline))
    return BreakEven(median=median, median_typical=median_typical, worst5=worst5, worst5_typical=worst5_typical)


def find_root(function: Callable[[float], float], low: float, high: float) -> float | None:
    """Where an increasing function crosses zero between low and high, to PRECISION (Illinois rule); None if it does not."""
    at_low, at_high = function(low), function(high)
    if at_low > 0 or at_high < 0 or at_low == at_high:
        return None
    kept = 0
    while high - low > PRECISION:
        guess = (low * at_high - high * at_low) / (at_high - at_low) if at_high > at_low else (low + high) / 2
        guess = min(max(guess, low + PRECISION / 2), high - PRECISION / 2)
        value = function(guess)
        if value < 0:
            low, at_low = guess, value
            at_high = at_high / 2 if kept == 1 else at_high
            kept = 1
        else:
            high, at_high = guess, value
            at_low = at_low / 2 if kept == -1 else at_low
            kept = -1
    return high


def _balance_by_shift(
    bank: Bank, core: Years, mix: Sequence[ClassTerms], chosen: ClassTerms, weights: Array, start: float, paid_in: Array
) -> Callable[[float], Array]:
    """The balance at retirement as a function of the log shift of one class; all that does not move is worked out once."""
    years, dtype, row = len(paid_in), core.growth.dtype, SLEEVE_CLASSES.index(chosen.key)
    early = Years(growth=core.growth[:years], paid_in=core.paid_in[:years])
    rest = sleeve_excess(bank, early, [terms for terms in mix if terms.key != chosen.key], years)
    held = SleeveClass(bank, replace(chosen, log_shift=0.0), years)
    fixed, moved = (Years(growth=np.empty_like(early.growth), paid_in=np.empty_like(early.paid_in)) for _ in range(2))
    flow = (paid_in / MONTHS).astype(dtype)
    for year in range(years):
        held.year(year, moved.growth[year], moved.paid_in[year])
        weight = dtype.type(weights[year])
        own = held.weight(year) * weight
        moved.growth[year] *= own
        moved.paid_in[year] *= own * flow[year]
        fixed.growth[year] = early.growth[year] * (1 - own) + weight * rest.growth[year]
        fixed.paid_in[year] = (early.paid_in[year] * (1 - own) + weight * rest.paid_in[year]) * flow[year]
    time_left, time_spread = bank.time_left[:years, row], bank.time_spread[:years, row]
    part = np.empty(bank.paths, dtype)

    def balance_at(shift: float) -> Array:
        d = dtype.type(shift)
        factor = np.exp(d)
        balance = np.full(bank.paths, start, dtype)
        for year in range(years):
            np.multiply(moved.growth[year], factor, out=part)
            np.add(part, fixed.growth[year], out=part)
            np.multiply(balance, part, out=balance)
            if flow[year]:
                np.multiply(time_spread[year], d / 2, out=part)
                np.add(part, time_left[year], out=part)
                np.multiply(part, d, out=part)
                np.exp(part, out=part)
                np.multiply(part, moved.paid_in[year], out=part)
                np.add(part, fixed.paid_in[year], out=part)
                np.add(balance, part, out=balance)
        return balance

    return balance_at


def _worst_gap_error(sleeve: Array, baseline: Array) -> float:
    """Standard error of the difference of two worst-5 averages on the same futures, by their influence functions."""
    influence = _influence(sleeve) - _influence(baseline)
    return float(influence.std(dtype=np.float64)) / sqrt(influence.size)


def _influence(values: Array) -> Array:
    edge = np.quantile(values, TAIL)
    influence: Array = edge - np.maximum(edge - values, 0) / TAIL
    return influence
