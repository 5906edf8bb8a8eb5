"""Searches on the same futures: the return that a sleeve class must earn so that the sleeve changes nothing."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import log, log1p, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenarios.assumptions import SLEEVE_CLASSES, typical_growth
from scenarios.bank import Bank
from scenarios.calibrate import MONTHS
from scenarios.outcomes import TAIL, middle, worst_mean
from scenarios.project import Years, alive, class_years, sleeve_excess
from scenarios.results import BreakEven, Statistic
from scenarios.sleeve import ClassTerms

Array = NDArray[Any]

LOWEST, HIGHEST = -0.5, 1.0  # the bracket of average yearly returns that a search looks in
PRECISION = 1e-5  # of a return
SLOPE_STEP = 0.005  # of a return, to each side, for the slope that turns an error in dollars into one of the return


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

    def sleeve(average: float) -> Array:
        return balance_at(log((1 + average) / (1 + base_average)) + log1p(-fee))

    base_worst = worst_mean(baseline)
    median = find_root(lambda average: float(np.median(sleeve(average) - baseline)), LOWEST, HIGHEST)
    worst5 = find_root(lambda average: worst_mean(sleeve(average)) - base_worst, LOWEST, HIGHEST)
    return BreakEven(
        median=None
        if median is None
        else Statistic(
            value=median, se=_error(middle(sleeve(median) - baseline).se, lambda a: float(np.median(sleeve(a) - baseline)), median)
        ),
        median_typical=None if median is None else _net_typical(median, fee, log_volatility),
        worst5=None
        if worst5 is None
        else Statistic(value=worst5, se=_error(_worst_gap_error(sleeve(worst5), baseline), lambda a: worst_mean(sleeve(a)), worst5)),
        worst5_typical=None if worst5 is None else _net_typical(worst5, fee, log_volatility),
    )


def find_root(function: Callable[[float], float], low: float, high: float) -> float | None:
    """Where an increasing function crosses zero between low and high, to PRECISION (Illinois rule); None if it does not."""
    at_low, at_high = function(low), function(high)
    if at_low > 0 or at_high < 0:
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
    return (low + high) / 2


def _balance_by_shift(
    bank: Bank, core: Years, mix: Sequence[ClassTerms], chosen: ClassTerms, weights: Array, start: float, paid_in: Array
) -> Callable[[float], Array]:
    """The balance at retirement as a function of the log shift of one class; all that does not move is worked out once."""
    years, dtype = len(paid_in), core.growth.dtype
    early = Years(growth=core.growth[:years], paid_in=core.paid_in[:years])
    rest = sleeve_excess(bank, early, [terms for terms in mix if terms.key != chosen.key], years)
    still = class_years(bank, replace(chosen, log_shift=0.0), years, years)
    here = alive(bank, chosen, years, years)
    weight = weights[:years, None].astype(dtype)
    own = weight * dtype.type(chosen.share) if here is None else weight * here * dtype.type(chosen.share)
    flow = (paid_in / MONTHS).astype(dtype)[:, None]
    fixed = Years(
        growth=early.growth * (1 - own) + weight * rest.growth, paid_in=flow * (early.paid_in * (1 - own) + weight * rest.paid_in)
    )
    moved = Years(growth=own * still.growth, paid_in=flow * (own * still.paid_in))
    row = SLEEVE_CLASSES.index(chosen.key)
    time_left, time_spread = bank.time_left[:years, row], bank.time_spread[:years, row]

    def balance_at(shift: float) -> Array:
        d = dtype.type(shift)
        growth = fixed.growth + moved.growth * np.exp(d)
        paid = fixed.paid_in + moved.paid_in * np.exp(time_left * d + time_spread * (d * d / 2))
        balance = np.full(bank.paths, start, dtype)
        for year in range(years):
            balance *= growth[year]
            balance += paid[year]
        return balance

    return balance_at


def _error(dollars: float, function: Callable[[float], float], at: float) -> float:
    slope = (function(at + SLOPE_STEP) - function(at - SLOPE_STEP)) / (2 * SLOPE_STEP)
    return dollars / slope if slope > 0 else 0.0


def _worst_gap_error(sleeve: Array, baseline: Array) -> float:
    """Standard error of the difference of two worst-5 averages on the same futures, by their influence functions."""
    influence = _influence(sleeve) - _influence(baseline)
    return float(influence.std(dtype=np.float64)) / sqrt(influence.size)


def _influence(values: Array) -> Array:
    edge = np.quantile(values, TAIL)
    influence: Array = edge - np.maximum(edge - values, 0) / TAIL
    return influence


def _net_typical(average: float, fee: float, log_volatility: float) -> float:
    return typical_growth((1 + average) * (1 - fee) - 1, log_volatility)
