"""The working years of any number of policies, path by path, and the level income that the account then sustains."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenarios.accounts import Account, Kind
from scenarios.calibrate import MONTHS

Array = NDArray[Any]

FALL_YEARS = 10  # before retirement, in which the worst fall is looked for
ROWS = 4  # people of a cohort taken through the years together: their arrays stay in the processor's cache
CELLS = 120_000  # policies x paths taken through the years together, for the same reason and to pay little for each step


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
    near, rest = slice(0, keep), slice(keep, kind.policies)
    account = kind.open(near, watched=True)
    by_year, reported_by_year, units = work(account, paid_in, recorded=True)
    [income] = kind.incomes([(near, account)])
    others = [_ended(part, rest, paid_in) for part in _parts(kind, kind.policies - keep)]
    watch, lagged = account.watch, account.reported is not account.value
    assert watch is not None
    return Balances(
        at_retirement=_joined(account.value, [other.value for other in others]),
        reported_at_retirement=_joined(account.reported, [other.reported for other in others]) if lagged else None,
        income_monthly=_joined(income.monthly, [other.income for other in others]),
        by_year=by_year,
        reported_by_year=reported_by_year,
        highest_weight=watch.highest_weight,
        worst_fall=worst_fall(units),
        gate_met=None if watch.gate_met is None or income.gate_met is None else watch.gate_met | income.gate_met,
        held=watch.held,
        retired=kind.retire(near, account),
    )


def retired(kind: Kind, paid_in: Paid) -> Array:
    """What all policies are worth at retirement, [policy][path], and no more."""
    values = []
    for part in _parts(kind, kind.policies):
        account = part.open(slice(None), watched=False)
        work(account, paid_in)
        values.append(account.value)
    return np.concatenate(values, axis=1)


@dataclass(frozen=True, kw_only=True)
class _Ended:
    """Policies at retirement, [policy][path]."""

    value: Array
    reported: Array
    income: Array


def _ended(kind: Kind, rows: slice, paid_in: Paid) -> _Ended:
    account = kind.open(rows, watched=False)
    work(account, paid_in)
    [income] = kind.incomes([(rows, account)])
    return _Ended(value=account.value, reported=account.reported, income=income.monthly)


def _parts(kind: Kind, policies: int) -> Iterator[Kind]:
    """A kind on neighbouring paths, so few that `policies` go through the years in the processor's cache; nothing for none."""
    count = -(-policies * kind.paths // CELLS)
    edges = [kind.paths * number // count for number in range(count + 1)] if count else []
    return (kind.between(slice(*ends)) for ends in pairwise(edges))


def _joined(near: Array, others: Sequence[Array]) -> Array:
    """The policies looked at closely, and the others from their parts, [policy][path]."""
    return np.concatenate([near, np.concatenate(others, axis=1)]) if others else near


def work(account: Account, paid_in: Paid, recorded: bool = False) -> tuple[Array, Array, Array]:
    """Take an account through the working years: its value and its reported value at the start of each and at the end, and its unit
    value at the start and end of the last FALL_YEARS of them, [year][policy][path] if recorded."""
    years = len(paid_in.total)
    shape = (years + 1 if recorded else 0, *account.value.shape)
    values = np.empty(shape, account.value.dtype)
    reports = values if account.reported is account.value else np.empty_like(values)
    units = np.empty_like(values[-FALL_YEARS - 1 :])
    for year in range(years + 1 if account.value.size else 0):
        if recorded and account.watch is not None:
            values[year] = account.value
            if reports is not values:
                reports[year] = account.reported
            if year >= years + 1 - len(units):
                units[year - years - 1] = account.watch.unit
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
        left = unit / peak if (peak > 0).all() else np.divide(unit, peak, out=np.ones_like(unit), where=peak > 0)
        np.maximum(fall, np.subtract(1, left, out=left), out=fall)
    return fall
