"""Accounts that may leave their targets: every fund is held apart, in reported values, and traded at the year's end."""

from collections.abc import Sequence
from copy import copy
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenarios.accounts import Watch
from scenarios.gates import Funds, Gates, Held
from scenarios.trading import Trading, above_caps, held_back, sum_of
from scenarios.years import MEAN_TIME_IN, ClassYears

Array = NDArray[Any]


class TrackedAccount:
    """An account under any rules of a plan (see Account). `holdings` [fund] of [policy][path], reported, the core first."""

    def __init__(self, funds: Funds, rules: Trading, start: float, roth: float | None = None, *, watched: bool) -> None:
        self._set(funds)
        self._rules = rules
        shape, dtype = (rules.targets.shape[0], funds.core.growth.shape[1]), funds.core.growth.dtype
        self._total, self._part = np.full(shape, start, dtype), np.empty(shape, dtype)
        self.holdings, self._spare = ([np.empty(shape, dtype) for _ in range(len(self._classes) + 1)] for _ in range(2))
        self._aim(0, self._total, self.holdings[1:])
        self._core_takes_the_rest(self.holdings)
        self._stopped: Sequence[Array | None] = [None] * len(self._classes)
        self._year = -1
        self._value: Array | None = None
        self._roth = None if roth is None else np.full(shape, roth, dtype)
        self.gate_met = np.zeros(shape, np.bool_) if watched and funds.gates is not None else None
        self.watch = self._watched() if watched else None
        self._unit = np.ones(shape, dtype) if watched else None

    def _set(self, funds: Funds) -> None:
        self._core, self._classes, self._gates = funds.core, funds.classes, funds.gates

    def _watched(self) -> Watch:
        return Watch(
            unit=np.ones_like(self._part),
            highest_weight=np.broadcast_to(self._rules.targets[:, :1], self._part.shape).copy(),
            held=np.zeros((len(self.holdings), *self._part.shape), self._part.dtype),
            gate_met=self.gate_met,
        )

    @property
    def reported(self) -> Array:
        return self._total

    @property
    def value(self) -> Array:
        if self._at_value:
            return self._total
        if self._value is None and self._year < 0:
            self._value = self._total.copy()  # what is put in, not the sum of its rounded parts
        elif self._value is None:
            self._value = self.holdings[0].copy()
            for one, fund in zip(self._classes, self.holdings[1:], strict=True):
                self._value += fund if one.reported is None else fund / one.reported[self._year]
        return self._value

    @property
    def roth(self) -> Array | None:
        return self._roth if self._roth is None or self._at_value else self._roth * self._worth()

    @property
    def roth_reported(self) -> Array | None:
        return self._roth

    @property
    def _at_value(self) -> bool:
        return all(one.reported is None for one in self._classes)

    def advance(self, year: int, monthly: Array | float, roth_monthly: Array | float = 0.0) -> None:
        growth = self._growth(year) if self.watch is not None or self._roth is not None else None
        for fund, years in zip(self.holdings, (self._core, *self._classes), strict=True):
            fund *= years.growth[year]
        if growth is not None:
            self._follow(year, growth, monthly, roth_monthly)
        self._pay(self.holdings, year, monthly)
        self._sum()
        if self.watch is not None:
            sleeve = self._total - self.holdings[0]
            share = np.divide(sleeve, self._total, out=np.zeros_like(sleeve), where=self._total > 0)
            np.maximum(self.watch.highest_weight, share, out=self.watch.highest_weight)
        self._trade(year)
        self._year, self._value = year, None
        if self.watch is not None and self._unit is not None:
            np.multiply(self._unit, self._worth(), out=self.watch.unit)

    def _sum(self) -> None:
        total = self.holdings[0]
        for fund in self.holdings[1:]:
            total = np.add(total, fund, out=self._total)

    def _share(self, one: ClassYears, year: int) -> Array:
        """The class's share of the sleeve in a plan year, a number or [path]: nothing once it was wiped out."""
        share = self._part.dtype.type(one.share)
        return np.asarray(share) if one.last is None else (one.last >= year) * share

    def _aim(self, year: int, total: Array, wanted: Sequence[Array]) -> None:
        """What each class should hold of `total` in a plan year."""
        for one, want in zip(self._classes, wanted, strict=True):
            np.multiply(self._rules.targets[:, year, None] * self._part.dtype.type(one.share), total, out=want)
            if one.last is not None:
                want *= (one.last >= year).astype(want.dtype)

    def _core_takes_the_rest(self, funds: Sequence[Array]) -> None:
        rest = self._total
        for fund in funds[1:]:
            rest = np.subtract(rest, fund, out=funds[0])

    def _pay(self, funds: Sequence[Array], year: int, monthly: Array | float) -> None:
        """Add the year-end value of payments to `funds`: by target weight, what is stopped or paused to the core; what is taken
        comes from the core, or by target weight where the target is nothing but sleeve."""
        amount = np.asarray(monthly, self._part.dtype)
        paid_in, target = self._core.paid_in[year], self._rules.targets[:, year, None]
        np.add(funds[0], np.multiply(paid_in, amount, out=self._part if amount.ndim == 2 else None), out=funds[0])
        level = amount.ndim == 0 and amount > 0
        if not level and (amount <= 0).all() and (target < 1).all():
            return
        paid = None if level else np.where((amount > 0) | (target >= 1), amount, 0)
        for one, fund, stopped, paused in zip(self._classes, funds[1:], self._stopped, self._rules.paused, strict=True):
            share = self._share(one, year)
            if level:
                share = share * amount
            if paused is not None and year < self._rules.working_years:
                share = share * ~paused[year]
            for into, price, act in ((fund, one.paid_in[year], np.add), (funds[0], paid_in, np.subtract)):
                part = np.multiply(target, share * price, out=self._part)
                if paid is not None:
                    part *= paid
                if stopped is not None:
                    np.copyto(part, 0, where=stopped)
                act(into, part, out=into)

    def _follow(self, year: int, growth: Array, monthly: Array | float, roth_monthly: Array | float) -> None:
        """Take the unit value, the Roth part and the dollars that bear fees through the year; holdings have grown, and no more."""
        if self._roth is not None:
            self._roth *= growth
            self._roth += sum_of(self._flows(year, roth_monthly))
        if self.watch is None or self.watch.held is None or self._unit is None:
            return
        self._unit *= growth
        for held, fund, flow in zip(self.watch.held, self.holdings, self._flows(year, monthly), strict=True):
            held += fund
            held += flow * held.dtype.type(MEAN_TIME_IN)

    def _flows(self, year: int, monthly: Array | float) -> list[Array]:
        flows = [np.zeros_like(fund) for fund in self.holdings]
        self._pay(flows, year, monthly)
        return flows

    def _shares(self, year: int) -> list[Array]:
        """What part of the account each class is when a plan year starts; at its targets where it holds nothing."""
        target = self._rules.targets[:, min(year, self._rules.targets.shape[1] - 1), None]
        aimed = [np.zeros_like(self._part) + target * self._share(one, year) for one in self._classes]
        return [
            np.divide(fund, self._total, out=share, where=self._total > 0) for fund, share in zip(self.holdings[1:], aimed, strict=True)
        ]

    def _growth(self, year: int) -> Array:
        """What the year does to a dollar that is in the account at its start, without payments."""
        core = self._core.growth[year]
        growth: Array = np.zeros_like(self._part) + core
        for one, share in zip(self._classes, self._shares(year), strict=True):
            growth += share * (one.growth[year] - core)
        return growth

    def _worth(self) -> Array:
        """Economic over reported value of the account."""
        worth = np.ones_like(self._part)
        if self._at_value or self._year < 0:
            return worth
        for one, share in zip(self._classes, self._shares(self._year + 1), strict=True):
            if one.reported is not None:
                worth -= share * (1 - 1 / one.reported[self._year])
        return worth

    def _trade(self, year: int) -> None:
        """Bring the year's end to what the rules want at the start of the next year, as far as they allow."""
        rules, next_year = self._rules, min(year + 1, self._rules.targets.shape[1] - 1)
        working, wanted = year + 1 < rules.working_years, self._spare[1:]
        self._aim(next_year, self._total, wanted)
        if working and rules.plan.rebalance != "yearly":
            held_back(rules, self._living(next_year), wanted, self._total, next_year)
        if working:
            for fund, want, paused in zip(self.holdings[1:], wanted, rules.paused, strict=True):
                if paused is not None:
                    np.minimum(want, fund, out=want, where=paused[next_year])
        held = self._gates.hold(year, self.holdings[1:], wanted, self.gate_met) if self._gates else None
        self._core_takes_the_rest(self._spare)
        self.holdings, self._spare = self._spare, self.holdings
        if self._gates and held:
            self._leave_gates(self._gates, year, held)
        self._stopped = [None] * len(wanted)
        if working and rules.plan.over_cap == "stop":
            self._stopped = above_caps(rules, self.holdings[1:], self._total, next_year)

    def _living(self, year: int) -> list[Array]:
        """What is held of the classes that are not wiped out when a plan year starts."""
        return [
            fund if one.last is None else fund * (one.last >= year).astype(fund.dtype)
            for one, fund in zip(self._classes, self.holdings[1:], strict=True)
        ]  # fmt: skip

    def _leave_gates(self, gates: Gates, year: int, held: Held) -> None:
        """Pay what the core could not; who is forced out at less than the reported value loses some of the total."""
        if not gates.relieve(year, held, self.holdings[0], self.holdings[1:]):
            return
        after = sum(np.take(fund, held.paths, axis=1) for fund in self.holdings)
        if self._roth is not None:
            before = np.take(self._total, held.paths, axis=1)
            self._roth[:, held.paths] *= np.divide(after, before, out=np.ones_like(before), where=before > 0)
        self._total[:, held.paths] = after

    def settle(self) -> Array:
        below: Array = self.value < 0
        if below.any():
            for part in (*self.holdings, self._total, self._roth):
                if part is not None:
                    np.copyto(part, 0, where=below)
            self._value = None
        return below

    def on(self, paths: Array, funds: Funds) -> "TrackedAccount":
        """An independent copy in retirement, on some of the paths, whose `funds` are given; not watched, no Roth part."""
        part = copy(self)
        part._set(funds)
        part.holdings = [fund[:, paths] for fund in self.holdings]
        part._spare = [np.empty_like(fund) for fund in part.holdings]
        part._total, part._part, part._value = self._total[:, paths], np.empty_like(part.holdings[0]), None
        part._roth, part.watch, part._unit = None, None, None
        part.gate_met = None if self.gate_met is None else np.zeros_like(self.gate_met[:, paths])
        return part

    def copy(self) -> "TrackedAccount":
        twin = copy(self)
        twin.holdings, twin._spare = [fund.copy() for fund in self.holdings], [np.empty_like(fund) for fund in self.holdings]
        twin._total, twin._part, twin._value = self._total.copy(), np.empty_like(self._part), None
        twin._roth = None if self._roth is None else self._roth.copy()
        twin.watch, twin._unit = None, None
        twin.gate_met = None if self.gate_met is None else np.zeros_like(self.gate_met)
        return twin
