"""Accounts: many policies (weights of the sleeve) on many paths, taken through one plan year at a time. Today's dollars.

One interface, two kinds. CalendarAccount, here, is brought to its targets at every year's end, so that a year multiplies it
by one number per path; TrackedAccount (tracked.py) holds every fund apart, for rules that let the account leave its targets.
"""

from collections.abc import Hashable, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from scenarios.kept import Kept
from scenarios.years import SleeveYears, Years

Array = NDArray[Any]


class Account(Protocol):
    """Arrays [policy][path], overwritten by `advance`. `value` is economic, `reported` what a statement says (the same array
    where nothing is held at a reported value), `roth` the Roth part of value, None without one: both parts hold the same funds."""

    @property
    def value(self) -> Array: ...

    @property
    def reported(self) -> Array: ...

    @property
    def roth(self) -> Array | None: ...

    @property
    def watch(self) -> "Watch | None": ...

    def advance(self, year: int, monthly: Array | float, roth_monthly: Array | float = 0.0) -> None:
        """Grow through plan year `year` with level payments at each month's end, then trade at the year's end.

        `monthly` above 0 is paid in by target weight; below 0 it is taken from the core, and from the sleeve where the target
        is nothing but sleeve. `roth_monthly` is the Roth part of it. May leave a value below zero: what could not be paid.
        """

    def settle(self) -> Array:
        """Set negative values to zero and say which were negative, bool [policy][path]."""

    def copy(self) -> Self:
        """An independent copy, which is not watched."""


@dataclass(frozen=True, kw_only=True)
class Income:
    """The level real income before tax, [policy][path], paid at each month's end until the plan-to age, that leaves nothing.
    It knows the path: "could have sustained". `gate_met`: whether a closed gate then cut a sale, None without gates."""

    monthly: Array
    gate_met: Array | None = None


class Kind(Protocol):
    """One kind of account for `policies` policies."""

    @property
    def policies(self) -> int: ...

    @property
    def paths(self) -> int: ...

    def between(self, paths: slice) -> Self:
        """The same on neighbouring paths."""

    def open(self, rows: slice, *, watched: bool) -> Account:
        """The accounts of some policies at the start."""

    def incomes(self, accounts: Sequence[tuple[slice, Account]]) -> list[Income]:
        """What accounts of some policies each can pay from retirement on; they are left as they are."""

    def retire(self, rows: slice, account: Account) -> Account:
        """The accounts as they go into retirement: of the simplest kind that says the same."""


@dataclass(kw_only=True)
class Watch:
    """What is followed year by year where an account is looked at closely, [policy][path]: `unit`, the economic value of what
    a dollar of the start became, without payments; `highest_weight`, the largest share of the account, by statements, that
    the sleeve reached at a year's end before trading; `held` [fund][policy][path], year-end dollars held for fees, summed over
    years (None where it follows from the balances); `gate_met`, whether a closed gate cut a sale (None without gates)."""

    unit: Array
    highest_weight: Array
    held: Array | None = None
    gate_met: Array | None = None


class CalendarAccount:
    """An account at its target weights [policy][year] at the start of every year: linear in its balance and payments."""

    def __init__(
        self,
        core: Years,
        sleeve: SleeveYears,
        targets: Array,
        start: Array | float,
        roth: Array | float | None = None,
        *,
        watched: bool = False,
    ) -> None:
        self._core, self._sleeve = core, sleeve
        self._targets = targets.astype(core.growth.dtype)
        self.reported = self._filled(start)
        self._rate = np.empty_like(self.reported)
        self.value = self.reported if sleeve.overstated is None else self.reported.copy()
        self._roth = None if roth is None else self._filled(roth)
        self.roth = self._roth if self._roth is None or sleeve.overstated is None else self._roth.copy()
        self.watch = Watch(unit=self._filled(1.0), highest_weight=self._filled(self._targets[:, :1])) if watched else None
        self._unit = self._filled(1.0) if watched else None

    def _filled(self, value: Array | float) -> Array:
        filled: Array = np.empty((self._targets.shape[0], self._core.growth.shape[1]), self._core.growth.dtype)
        filled[:] = value
        return filled

    def advance(self, year: int, monthly: Array | float, roth_monthly: Array | float = 0.0) -> None:
        target, balance = self._targets[:, year, None], self.reported
        core_part = self._core_part(year, monthly) if self.watch else None
        growth = mixed(self._core.growth[year], self._sleeve.growth[year], target, self._rate)
        balance *= growth
        if self._unit is not None:
            self._unit *= growth
        if self._roth is not None:
            self._roth *= growth
            if not _is_nothing(roth_monthly):
                self._roth += self._payments(year, roth_monthly, target)
        if not _is_nothing(monthly):
            balance += self._payments(year, monthly, target)
        self.appraise(year)
        if self.watch is not None and core_part is not None:
            share = np.divide(core_part, balance, out=core_part) if (balance > 0).all() else _share_of(core_part, balance)
            np.maximum(self.watch.highest_weight, np.subtract(1, share, out=share), out=self.watch.highest_weight)

    def _payments(self, year: int, monthly: Array | float, target: Array) -> Array:
        """The year-end value [policy][path] of payments; where nothing is core, what is taken comes from the sleeve."""
        core, sleeve = self._core.paid_in[year], self._sleeve.paid_in[year]
        amount = self._rate.dtype.type(monthly) if isinstance(monthly, float) else np.asarray(monthly, self._rate.dtype)
        if amount.shape[-1:] in ((), (1,)) and (amount >= 0).all():  # one number for all futures of a policy
            return mixed(core * amount, sleeve * amount, target, self._rate)
        if (amount <= 0).all() and (self._targets[:, year] < 1).all():
            np.multiply(core, amount, out=self._rate)
            return self._rate
        by_target = np.broadcast_to((amount >= 0) | (target >= 1), self._rate.shape)
        paid = np.where(by_target, mixed(core, sleeve, target, self._rate), core)
        np.multiply(paid, amount, out=self._rate)
        return self._rate

    def _core_part(self, year: int, monthly: Array | float) -> Array:
        """What the core fund holds at the year's end before trading, [policy][path]."""
        given_up, target = self._sleeve.given_up, self._targets[:, year, None]
        held: Array = self.reported * self._core.growth[year]
        if not _is_nothing(monthly):
            held += np.asarray(monthly, held.dtype) * self._core.paid_in[year]
        share = np.multiply(target, 1 if given_up is None else 1 - given_up[year], out=self._rate if given_up is not None else None)
        held *= np.subtract(1, share, out=share)
        return held

    def appraise(self, year: int) -> None:
        """Economic values at the year's end, at next year's targets."""
        if self._unit is not None and self.watch is not None:
            self.watch.unit[:] = self._unit
        if self._sleeve.overstated is None:
            return
        target = self._targets[:, min(year + 1, self._targets.shape[1] - 1), None]
        worth = np.multiply(target, self._sleeve.overstated[year], out=self._rate)
        np.subtract(1, worth, out=worth)
        np.multiply(self.reported, worth, out=self.value)
        if self.roth is not None and self._roth is not None:
            np.multiply(self._roth, worth, out=self.roth)
        if self.watch is not None:
            self.watch.unit *= worth

    def settle(self) -> Array:
        below: Array = self.value < 0
        if self.value is self.reported and self._roth is None:
            np.maximum(self.reported, 0, out=self.reported)
        elif below.any():
            for part in (self.value, self.reported, self._roth, self.roth):
                if part is not None:
                    np.copyto(part, 0, where=below)
        return below

    def copy(self) -> "CalendarAccount":
        twin = copy(self)
        twin.reported, twin._rate, twin.watch, twin._unit = self.reported.copy(), np.empty_like(self._rate), None, None
        twin.value = twin.reported if self.value is self.reported else self.value.copy()
        twin._roth = None if self._roth is None else self._roth.copy()
        twin.roth = twin._roth if self.roth is self._roth else self.roth.copy()  # type: ignore[union-attr]
        return twin


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """Accounts brought to their targets [policy][year] at every year's end. `start` dollars, `roth` of them Roth (None: no
    Roth part is followed). The income is to last until `income_years` are over; the funds may be followed longer. `costs`: what an
    income of $1 a month has cost lately, by what decides it: the `place` of these years on these paths, targets and years."""

    core: Years
    sleeve: SleeveYears
    targets: Array
    working_years: int
    income_years: int
    start: float
    roth: float | None = None
    costs: Kept[Array] = field(default_factory=partial(Kept, 1), repr=False, compare=False)
    place: Hashable = None

    @property
    def policies(self) -> int:
        return len(self.targets)

    @property
    def paths(self) -> int:
        return int(self.core.growth.shape[1])

    def between(self, paths: slice) -> "Calendar":
        place = (self.place, paths.start, paths.stop)
        return replace(self, core=self.core.between(paths), sleeve=self.sleeve.between(paths), place=place)

    def open(self, rows: slice, *, watched: bool) -> CalendarAccount:
        return CalendarAccount(self.core, self.sleeve, self.targets[rows], self.start, self.roth if watched else None, watched=watched)

    def incomes(self, accounts: Sequence[tuple[slice, Account]]) -> list[Income]:
        return [Income(monthly=account.reported / self.cost(rows)) for rows, account in accounts]

    def cost(self, rows: slice) -> Array:
        """What $1 a month until the plan-to age costs some policies at retirement, [policy][path]."""
        targets, years = self.targets[rows], range(self.working_years, self.income_years)
        key = self.place, targets[:, years.start :].tobytes(), years
        return self.costs.of(key, lambda: annuity(self.core, self.sleeve, targets, years))

    def retire(self, rows: slice, account: Account) -> Account:
        return account

    def resume(self, rows: slice, reported: Array, roth: Array | None) -> CalendarAccount:
        """The accounts of some policies at retirement, from what statements then say."""
        account = CalendarAccount(self.core, self.sleeve, self.targets[rows], reported, roth, watched=False)
        if self.working_years:
            account.appraise(self.working_years - 1)
        return account


def _share_of(part: Array, whole: Array) -> Array:
    """1 where there is nothing."""
    share: Array = np.divide(part, whole, out=np.ones_like(whole), where=whole > 0)
    return share


def _is_nothing(monthly: Array | float) -> bool:
    return isinstance(monthly, float) and monthly == 0


def annuity(core: Years, sleeve: SleeveYears, targets: Array, years: range) -> Array:
    """What $1 a month over `years` costs at their start [policy][path] with calendar rebalancing, from the last year back:
    (P + cost) / A, where P is of the core, or of the sleeve where nothing is core. In reported dollars."""
    targets = targets.astype(core.growth.dtype)
    cost = np.zeros((targets.shape[0], core.growth.shape[1]), core.growth.dtype)
    rate, sleeve_only = np.empty_like(cost), targets >= 1
    for year in reversed(years):
        growth = mixed(core.growth[year], sleeve.growth[year], targets[:, year, None], rate)
        if not sleeve_only[:, year].any():
            cost += core.paid_in[year]
        else:
            paid_in = mixed(core.paid_in[year], sleeve.paid_in[year], targets[:, year, None], np.empty_like(cost))
            cost += np.where(sleeve_only[:, year, None], paid_in, core.paid_in[year])
        cost /= growth
    return cost


def mixed(core: Array, excess: Array, target: Array, out: Array) -> Array:
    """core + target x excess, [policy][path]; exactly the core where the target is zero."""
    np.multiply(target, excess, out=out)
    out += core
    return out
