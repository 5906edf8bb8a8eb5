"""The plan years: balances of any number of sleeve weights on the bank, path by path.

Within a year each class grows on its own and money is paid in by target weight; at year end the account is brought back
to its targets. So a year multiplies a balance by one number per path and adds another, and both are linear in the weight.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenarios.assumptions import CLASSES, CRYPTO_CLASSES, SLEEVE_CLASSES
from scenarios.bank import Bank
from scenarios.calibrate import MONTHS
from scenarios.sleeve import ClassTerms, year_of_loss

Array = NDArray[Any]

MEAN_TIME_IN = (MONTHS - 1) / 2 / MONTHS  # of a year that a level monthly payment is invested before the year ends: 11/24
TIME_IN_SLOPE = (MONTHS**2 - 1) / 12 / MONTHS**2  # how that mean, weighted by value, moves with log growth: 143/1728


@dataclass(frozen=True, kw_only=True)
class Years:
    """What each year does, arrays [year][path]: `growth` multiplies a balance, `paid_in` is the year-end value of $1 a month."""

    growth: Array
    paid_in: Array


def core_years(bank: Bank, weights: Array, fee: float) -> Years:
    """The core fund on the bank: `weights` [year][core class] held all year, `fee` a share of assets a year, taken monthly.

    Money paid in bears the fee for the time it was in: 11/24 of a year, and a little more where growth was high (exact to
    third order in log growth).
    """
    years, dtype = weights.shape[0], bank.growth.dtype
    growth, paid_in = np.empty((2, years, bank.paths), dtype)
    keep, part = dtype.type(np.log1p(-fee)), np.empty(bank.paths, dtype)
    for year in range(years):
        held = [(index, dtype.type(weight)) for index, weight in enumerate(weights[year]) if weight > 0]
        for total, classes in ((growth[year], bank.growth[year]), (paid_in[year], bank.paid_in[year])):
            total[:] = 0
            for index, weight in held:
                total += np.multiply(classes[index], weight, out=part)
        if fee:
            np.log(growth[year], out=part)
            part += keep / 2  # halfway between the log growth without and with the fee
            part *= keep * dtype.type(TIME_IN_SLOPE)
            part += keep * dtype.type(MEAN_TIME_IN)
            paid_in[year] *= np.exp(part, out=part)
            growth[year] *= dtype.type(1 - fee)
    return Years(growth=growth, paid_in=paid_in)


class SleeveClass:
    """One sleeve class of the bank on its terms, year by year: the bank's growth moved by the log shift d, G exp(d) and
    H exp(k d + v d^2 / 2), and, for "goes to zero once", a loss in the last month of one working year of each path."""

    def __init__(self, bank: Bank, terms: ClassTerms, working_years: int) -> None:
        self._bank, self._at, self._row = bank, CLASSES.index(terms.key), SLEEVE_CLASSES.index(terms.key)
        self._shift = bank.growth.dtype.type(terms.log_shift)
        self._factor = np.exp(self._shift)
        self._part = np.empty(bank.paths, bank.growth.dtype)
        self._lost = None if terms.left_by_loss is None or not working_years else year_of_loss(bank.paths, working_years)
        self._left = terms.left_by_loss
        self._share = np.asarray(terms.share, bank.growth.dtype)
        self._last = bank.wiped_out[CRYPTO_CLASSES.index(terms.key)] if terms.key in CRYPTO_CLASSES else None
        if self._lost is not None:
            self._last = self._lost if self._last is None else np.minimum(self._last, self._lost)

    def year(self, year: int, growth: Array, paid_in: Array) -> None:
        """Write the class's growth and paid_in [path] of a year into the two arrays."""
        np.multiply(self._bank.growth[year, self._at], self._factor, out=growth)
        np.multiply(self._bank.time_spread[year, self._row], self._shift / 2, out=self._part)
        self._part += self._bank.time_left[year, self._row]
        self._part *= self._shift
        np.exp(self._part, out=paid_in)
        paid_in *= self._bank.paid_in[year, self._at]
        if self._lost is not None and self._left is not None:
            here = self._lost == year
            growth[here] *= self._left
            paid_in[here] = (paid_in[here] - 1) * self._left + 1  # the last month's money came after the fall

    def weight(self, year: int) -> Array:
        """Its share of the sleeve in a year, one number or [path]: nothing in the years after it was wiped out."""
        if self._last is None:
            return self._share
        alive: Array = (self._last >= year).astype(self._share.dtype)
        alive *= self._share
        return alive


def sleeve_excess(bank: Bank, core: Years, mix: Sequence[ClassTerms], working_years: int) -> Years:
    """What a sleeve of weight 1 adds to the core in each year. A class that was wiped out leaves its share to the core."""
    growth, paid_in = np.zeros_like(core.growth), np.zeros_like(core.paid_in)
    own_growth, own_paid_in = np.empty((2, bank.paths), core.growth.dtype)
    for held in [SleeveClass(bank, terms, working_years) for terms in mix]:
        for year in range(core.growth.shape[0]):
            held.year(year, own_growth, own_paid_in)
            weight = held.weight(year)
            for own, all_core, total in ((own_growth, core.growth, growth), (own_paid_in, core.paid_in, paid_in)):
                own -= all_core[year]
                own *= weight
                total[year] += own
    return Years(growth=growth, paid_in=paid_in)


@dataclass(frozen=True, kw_only=True)
class Balances:
    """`at_retirement` and `income_monthly` [policy][path]; `by_year` [year][policy][path] for the policies asked for, the
    balance at the start of each working year and, last, at retirement. Today's dollars."""

    at_retirement: Array
    income_monthly: Array
    by_year: Array


def project(core: Years, excess: Years, weights: Array, *, start: float, paid_in: Array, keep: int = 0) -> Balances:
    """Balances of policies that differ in the sleeve's weight: `weights` [policy][year]. `paid_in` [working year] is dollars a
    year, in level months. The first `keep` policies are kept year by year.

    The income is level, real and before tax, paid at each month's end until the plan-to age, and leaves nothing: the balance
    divided by the value at retirement of $1 a month on the path's own mix. It knows the path: "could have sustained".
    """
    shape, dtype = (weights.shape[0], core.growth.shape[1]), core.growth.dtype
    balance, by_year = np.full(shape, start, dtype), np.empty((len(paid_in) + 1, keep, shape[1]), dtype)
    _grow(balance, core, excess, weights, paid_in, by_year)
    return Balances(at_retirement=balance, income_monthly=balance / _annuity(core, excess, weights, len(paid_in)), by_year=by_year)


def _grow(balance: Array, core: Years, excess: Years, weights: Array, paid_in: Array, by_year: Array) -> None:
    """Take balances [policy][path] through the working years, in place, keeping the first policies of `by_year`."""
    keep, scratch, working_years = by_year.shape[1], np.empty_like(balance), len(paid_in)
    for year in range(working_years):
        by_year[year] = balance[:keep]
        balance *= _mixed(core.growth[year], excess.growth[year], weights[:, year], scratch)
        if paid_in[year]:
            monthly = balance.dtype.type(paid_in[year] / MONTHS)
            balance += _mixed(core.paid_in[year] * monthly, excess.paid_in[year] * monthly, weights[:, year], scratch)
    by_year[working_years] = balance[:keep]


def _annuity(core: Years, excess: Years, weights: Array, first: int) -> Array:
    """What $1 a month from year `first` on costs at its start [policy][path], from the last year back: (P + cost) / A."""
    cost = np.zeros((weights.shape[0], core.growth.shape[1]), core.growth.dtype)
    scratch = np.empty_like(cost)
    for year in range(core.growth.shape[0] - 1, first - 1, -1):
        cost += _mixed(core.paid_in[year], excess.paid_in[year], weights[:, year], scratch)
        cost /= _mixed(core.growth[year], excess.growth[year], weights[:, year], scratch)
    return cost


def _mixed(core: Array, excess: Array, weights: Array, out: Array) -> Array:
    """core + weight x excess, [policy][path]; exactly the core where the weight is zero."""
    np.multiply(weights[:, None].astype(out.dtype), excess, out=out)
    out += core
    return out
