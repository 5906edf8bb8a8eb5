"""The plan years: balances of any number of sleeve weights on the bank, path by path.

Within a year each class grows on its own and money is paid in by target weight; at year end the account is brought back
to its targets. So a year multiplies a balance by one number per path and adds another, and both are linear in the weight.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenarios.assumptions import CLASSES, CORE_CLASSES, CRYPTO_CLASSES, SLEEVE_CLASSES
from scenarios.bank import NEVER, Bank
from scenarios.calibrate import MONTHS
from scenarios.sleeve import ClassTerms, year_of_loss

Array = NDArray[Any]

LAST_MONTH_LEFT = 0.01  # of its value: what "goes to zero once" leaves, as in the bank's own wipe-outs
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
    for year in range(years):
        held = [index for index in range(len(CORE_CLASSES)) if weights[year, index] > 0]
        _weighted(bank.growth[year], weights[year], held, out=growth[year])
        _weighted(bank.paid_in[year], weights[year], held, out=paid_in[year])
    if fee:
        keep = np.log1p(-fee)
        halfway = np.log(growth) + dtype.type(keep / 2)  # of log growth, between without and with the fee
        paid_in *= np.exp(dtype.type(keep) * (dtype.type(MEAN_TIME_IN) + dtype.type(TIME_IN_SLOPE) * halfway))
        growth *= dtype.type(1 - fee)
    return Years(growth=growth, paid_in=paid_in)


def class_years(bank: Bank, terms: ClassTerms, years: int, working_years: int) -> Years:
    """One sleeve class on its terms: the bank's growth moved by the log shift d, G exp(d) and H exp(k d + v d^2 / 2)."""
    index = CLASSES.index(terms.key)
    growth, paid_in = bank.growth[:years, index], bank.paid_in[:years, index]
    if terms.log_shift:
        row, d = SLEEVE_CLASSES.index(terms.key), growth.dtype.type(terms.log_shift)
        growth = growth * np.exp(d)
        paid_in = paid_in * np.exp(bank.time_left[:years, row] * d + bank.time_spread[:years, row] * (d * d / 2))
    if terms.wiped_out_once and working_years:
        growth, paid_in = growth.copy(), paid_in.copy()
        lost, path = year_of_loss(bank.paths, working_years), np.arange(bank.paths)
        growth[lost, path] *= LAST_MONTH_LEFT
        paid_in[lost, path] = (paid_in[lost, path] - 1) * LAST_MONTH_LEFT + 1  # the last month's money came after the fall
    return Years(growth=growth, paid_in=paid_in)


def alive(bank: Bank, terms: ClassTerms, years: int, working_years: int) -> Array | None:
    """1 in years [year][path] in which the class may still be held, 0 after it was wiped out; None if it never is."""
    last = np.full(bank.paths, NEVER, np.int16)
    if terms.key in CRYPTO_CLASSES:
        last = np.minimum(last, bank.wiped_out[CRYPTO_CLASSES.index(terms.key)])
    if terms.wiped_out_once and working_years:
        last = np.minimum(last, year_of_loss(bank.paths, working_years))
    if last.min() >= years:
        return None
    return (np.arange(years)[:, None] <= last).astype(bank.growth.dtype)


def sleeve_excess(bank: Bank, core: Years, mix: Sequence[ClassTerms], working_years: int) -> Years:
    """What a sleeve of weight 1 adds to the core in each year. A class that was wiped out leaves its share to the core."""
    years = core.growth.shape[0]
    growth, paid_in = np.zeros_like(core.growth), np.zeros_like(core.paid_in)
    for terms in mix:
        own = class_years(bank, terms, years, working_years)
        share = growth.dtype.type(terms.share)
        here = alive(bank, terms, years, working_years)
        weight = share if here is None else here * share
        growth += weight * (own.growth - core.growth)
        paid_in += weight * (own.paid_in - core.paid_in)
    return Years(growth=growth, paid_in=paid_in)


@dataclass(frozen=True, kw_only=True)
class Balances:
    """`at_retirement` and `income_monthly` [policy][path]; `by_year` [year][policy][path] for the policies asked for, the
    balance at the start of each working year and, last, at retirement. Today's dollars."""

    at_retirement: Array
    income_monthly: Array | None
    by_year: Array


def project(core: Years, excess: Years, weights: Array, *, start: float, paid_in: Array, keep: int = 0, income: bool = True) -> Balances:
    """Balances of policies that differ in the sleeve's weight: `weights` [policy][year]. `paid_in` [working year] is dollars a
    year, in level months. The first `keep` policies are kept year by year.

    The income is level, real and before tax, paid at each month's end until the plan-to age, and leaves nothing: the balance
    divided by the value at retirement of $1 a month on the path's own mix. It knows the path: "could have sustained".
    """
    policies, paths = weights.shape[0], core.growth.shape[1]
    dtype, working_years = core.growth.dtype, len(paid_in)
    targets = weights.astype(dtype)
    balance = np.full((policies, paths), start, dtype)
    by_year = np.empty((working_years + 1, keep, paths), dtype)
    scratch = np.empty_like(balance)
    for year in range(working_years):
        by_year[year] = balance[:keep]
        balance *= _mixed(core.growth[year], excess.growth[year], targets[:, year], scratch)
        if paid_in[year]:
            flow = _mixed(core.paid_in[year], excess.paid_in[year], targets[:, year], scratch)
            flow *= dtype.type(paid_in[year] / MONTHS)
            balance += flow
    by_year[working_years] = balance[:keep]
    return Balances(
        at_retirement=balance, income_monthly=_income(balance, core, excess, targets, working_years) if income else None, by_year=by_year
    )


def _income(balance: Array, core: Years, excess: Years, targets: Array, first: int) -> Array:
    cost = np.zeros_like(balance)  # at retirement, of $1 a month
    grown = np.ones_like(balance)
    scratch = np.empty_like(balance)
    for year in range(first, core.growth.shape[0]):
        grown *= _mixed(core.growth[year], excess.growth[year], targets[:, year], scratch)
        flow = _mixed(core.paid_in[year], excess.paid_in[year], targets[:, year], scratch)
        flow /= grown
        cost += flow
    return np.divide(balance, cost, out=cost)


def _mixed(core: Array, excess: Array, weights: Array, out: Array) -> Array:
    """core + weight x excess, [policy][path]; exactly the core where the weight is zero."""
    np.multiply(weights[:, None], excess, out=out)
    out += core
    return out


def _weighted(classes: Array, weights: Array, held: list[int], out: Array) -> None:
    out[:] = 0
    for index in held:
        out += classes[index] * out.dtype.type(weights[index])
