"""The working years of any number of policies, path by path, and the level income that the account then sustains."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenarios.accounts import Account, Kind
from scenarios.calibrate import MONTHS

Array = NDArray[Any]

FALL_YEARS = 10  # before retirement, in which the worst fall is looked for
ROWS = 4  # policies taken through the years together: their arrays stay in the processor's cache


@dataclass(frozen=True, kw_only=True)
class Paid:
    """Level payments of each working year, dollars a year, [year], or of a person in each policy's place, [year][person][1];
    `roth` is the Roth part of `total`, None without one."""

    total: Array
    roth: Array | None = None


@dataclass(frozen=True, kw_only=True)
class Balances:
    """Policies on the bank, today's dollars; the first `keep` are looked at closely.

    `at_retirement` (economic), `reported_at_retirement` (None where statements say the same) and `income_monthly`
    [policy][path]; `by_year`, `reported_by_year` [year][keep][path], at the start of each working year and, last, at
    retirement. [keep][path]: `highest_weight`, the largest share of the account that the sleeve reached at a year's end
    before trading, by statements; `worst_fall`, the largest fall of the unit value from a peak within ten years before
    retirement; `gate_met`, whether a closed gate cut a sale up to the plan-to age (None without gates). `held`
    [fund][keep][path]: see Watch. `retired`: the account of the first `keep` at retirement.
    """

    at_retirement: Array
    reported_at_retirement: Array | None
    income_monthly: Array
    by_year: Array
    reported_by_year: Array
    highest_weight: Array
    worst_fall: Array
    gate_met: Array | None
    held: Array | None
    retired: Account


def project(kind: Kind, paid_in: Paid, keep: int = 0) -> Balances:
    """All policies of a kind through the working years; the first `keep` are looked at closely."""
    account = kind.open(slice(0, keep), watched=True)
    by_year, reported_by_year, units = work(account, paid_in, recorded=True)
    accounts: list[tuple[slice, Account]] = [(slice(0, keep), account)]
    for low in range(keep, kind.policies, ROWS):
        rows = slice(low, min(low + ROWS, kind.policies))
        accounts.append((rows, kind.open(rows, watched=False)))
        work(accounts[-1][1], paid_in)
    incomes = kind.incomes(accounts)
    values, reports = [other.value for _, other in accounts], [other.reported for _, other in accounts]
    watch = account.watch
    assert watch is not None
    lagged = any(value is not report for value, report in zip(values, reports, strict=True))
    return Balances(
        at_retirement=np.concatenate(values),
        reported_at_retirement=np.concatenate(reports) if lagged else None,
        income_monthly=np.concatenate([income.monthly for income in incomes]),
        by_year=by_year,
        reported_by_year=reported_by_year,
        highest_weight=watch.highest_weight,
        worst_fall=worst_fall(units[-FALL_YEARS - 1 :]),
        gate_met=None if watch.gate_met is None or incomes[0].gate_met is None else watch.gate_met | incomes[0].gate_met,
        held=watch.held,
        retired=kind.retire(slice(0, keep), account),
    )


def retired(kind: Kind, paid_in: Paid) -> Array:
    """What all policies are worth at retirement, [policy][path], and no more."""
    values = []
    for low in range(0, kind.policies, ROWS):
        account = kind.open(slice(low, min(low + ROWS, kind.policies)), watched=False)
        work(account, paid_in)
        values.append(account.value)
    return np.concatenate(values)


def work(account: Account, paid_in: Paid, recorded: bool = False) -> tuple[Array, Array, Array]:
    """Take an account through the working years: its value, its reported value and its unit value at the start of each and at
    the end, [year][policy][path] if recorded."""
    years = len(paid_in.total)
    shape = (years + 1 if recorded else 0, *account.value.shape)
    values = np.empty(shape, account.value.dtype)
    reports = values if account.reported is account.value else np.empty_like(values)
    units = np.ones_like(values)
    for year in range(years + 1):
        if recorded and account.watch is not None:
            values[year], reports[year], units[year] = account.value, account.reported, account.watch.unit
        if year < years:
            roth = 0.0 if paid_in.roth is None else paid_in.roth[year] / MONTHS
            account.advance(year, paid_in.total[year] / MONTHS, roth)
    return values, reports, units


def worst_fall(units: Array) -> Array:
    """The largest fall of unit values [year][...] from a peak before, as a positive share of the peak."""
    fall: Array = np.zeros_like(units[0])
    peak = np.zeros_like(units[0])
    for unit in units:
        np.maximum(peak, unit, out=peak)
        np.maximum(fall, 1 - np.divide(unit, peak, out=np.ones_like(unit), where=peak > 0), out=fall)
    return fall
