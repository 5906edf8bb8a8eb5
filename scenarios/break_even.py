"""The return that a sleeve class must earn so that the sleeve changes nothing, on the same futures."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from math import log, log1p
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenarios import outcomes
from scenarios.assumptions import SLEEVE_CLASSES, typical_growth
from scenarios.calibrate import MONTHS
from scenarios.futures import Futures
from scenarios.market import base_average, log_volatility
from scenarios.results import BreakEven, Statistic
from scenarios.search import find_root
from scenarios.shifted import without_lag
from scenarios.sleeve import ClassTerms
from scenarios.terms import own_fee
from scenarios.years import SleeveClass, Years, sleeve_excess

Array = NDArray[Any]

LOWEST, HIGHEST = -0.5, 1.0  # the bracket of average yearly returns that a search looks in
LIKELY, STEP = 0.1, 0.05  # where a search begins, and how far it looks first
PRECISION, ROUGHLY = 1e-7, 1e-3  # of a return
SLOPE_STEP = 0.005  # of a return, for the slope that turns an error in dollars into one of the return


def break_evens(futures: Futures, baseline: Array) -> Mapping[str, BreakEven]:
    """The break-even of each class held, the others unchanged; nothing without a sleeve. `baseline` [path] is the balance at
    retirement without one."""
    return {terms.key: break_even(futures, terms, baseline) for terms in futures.mix} if futures.question.sleeve.weight else {}


def break_even(futures: Futures, chosen: ClassTerms, baseline: Array) -> BreakEven:
    """The average yearly nominal return, before fee, that `chosen` must earn so that the middle paired difference of balances
    is zero (`median`), or that the worst-5-of-100 averages of both sides are equal (`worst5`)."""
    assumptions, beliefs = futures.assumptions, futures.question.beliefs
    base = base_average(assumptions, beliefs, chosen.key)
    fee = own_fee(beliefs, chosen.key, assumptions.classes[chosen.key].fee.value)
    spread = log_volatility(assumptions, beliefs, chosen.key)
    base_worst = outcomes.worst_mean(baseline)

    def by_average(balance_at: Callable[[float], Array]) -> Callable[[float], Array]:
        return cache(lambda average: balance_at(log((1 + average) / (1 + base)) + log1p(-fee)))

    def middle_gap(balance: Array) -> float:
        return float(np.median(balance - baseline))

    def worst_gap(balance: Array) -> float:
        return outcomes.worst_mean(balance) - base_worst

    sleeve = by_average(_balance_by_shift(futures, chosen))
    rough = None if futures.linear else by_average(_linear_by_shift(replace(futures, bank=without_lag(futures.bank)), chosen))

    def found(gap: Callable[[Array], float], error: Callable[[Array], float]) -> tuple[Statistic | None, float | None]:
        gap_at = cache(lambda average: gap(sleeve(average)))
        if rough is None:
            average = find_root(gap_at, LOWEST, HIGHEST, PRECISION, LIKELY, STEP)
        else:
            guess = find_root(cache(lambda average: gap(rough(average))), LOWEST, HIGHEST, ROUGHLY, LIKELY, STEP)
            average = find_root(gap_at, LOWEST, HIGHEST, PRECISION, guess)
        if average is None or (slope := (gap_at(average + SLOPE_STEP) - gap_at(average)) / SLOPE_STEP) <= 0:
            return None, None  # a return that moves nothing has no break-even either
        typical = typical_growth((1 + average) * (1 - fee) - 1, spread)
        return Statistic(value=average, se=error(sleeve(average)) / slope), typical

    median, median_typical = found(middle_gap, lambda balance: outcomes.middle(balance - baseline).se)
    worst5, worst5_typical = found(worst_gap, lambda balance: outcomes.worst_gap_error(balance, baseline))
    return BreakEven(median=median, median_typical=median_typical, worst5=worst5, worst5_typical=worst5_typical)


def _balance_by_shift(futures: Futures, chosen: ClassTerms) -> Callable[[float], Array]:
    """The balance at retirement [path] as a function of the log shift of one class."""
    if futures.linear:
        return _linear_by_shift(futures, chosen)

    working = futures.working

    def balance_at(shift: float) -> Array:
        moved = working.with_terms(replace(chosen, log_shift=shift))
        balance: Array = moved.at_retirement([futures.question.sleeve.weight])[0]
        return balance

    return balance_at


def _linear_by_shift(futures: Futures, chosen: ClassTerms) -> Callable[[float], Array]:
    """Where each year multiplies the account by one number and adds another: all that does not move is worked out once."""
    bank, core, paid_in = futures.bank, futures.core, futures.paid_in
    years, dtype, row = len(paid_in), core.growth.dtype, SLEEVE_CLASSES.index(chosen.key)
    weights = futures.weights(futures.question.sleeve.weight)
    early = Years(growth=core.growth[:years], paid_in=core.paid_in[:years])
    rest = sleeve_excess(bank, early, [terms for terms in futures.mix if terms.key != chosen.key], years)
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
        balance = np.full(bank.paths, futures.start, dtype)
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
