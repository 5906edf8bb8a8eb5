"""Tracked accounts as a kind: opened, taken over into retirement, and the income that a gated one can sustain."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenarios.accounts import Account, Calendar, Income, annuity, mixed
from scenarios.gates import Funds
from scenarios.tracked import TrackedAccount
from scenarios.trading import Trading
from scenarios.years import SleeveYears

Array = NDArray[Any]

MOST_PASSES = 60  # through retirement, in search of an income: about four are needed in float32


@dataclass(frozen=True, kw_only=True)
class Tracked:
    """Accounts under `rules`. `sleeve` is the mix at its targets: what they are from retirement on, as far as gates allow; None where
    they are followed to retirement alone."""

    funds: Funds
    sleeve: SleeveYears | None
    rules: Trading
    income_years: int
    start: float
    roth: float | None = None

    @property
    def policies(self) -> int:
        return len(self.rules.targets)

    @property
    def _sleeve(self) -> SleeveYears:
        assert self.sleeve is not None
        return self.sleeve

    @property
    def paths(self) -> int:
        return int(self.funds.core.growth.shape[1])

    def between(self, paths: slice) -> "Tracked":
        return replace(
            self, funds=self.funds.between(paths), sleeve=self.sleeve and self.sleeve.between(paths), rules=self.rules.between(paths)
        )

    def open(self, rows: slice, *, watched: bool) -> TrackedAccount:
        roth = self.roth if watched else None
        return TrackedAccount(self.funds, self.rules.of(rows), self.start, roth, watched=watched)

    def incomes(self, accounts: Sequence[tuple[slice, Account]]) -> list[Income]:
        """Without gates in closed form, since the accounts are at their targets; else searched for on copies of them."""
        years = range(self.rules.working_years, self.income_years)
        levels = [account.reported / annuity(self.funds.core, self._sleeve, self.rules.targets[rows], years) for rows, account in accounts]
        if self.funds.gates is None:
            return [Income(monthly=level) for level in levels]
        untouched = [self._untouched(rows, account, years) for rows, account in accounts]
        tracked = [account for _, account in accounts if isinstance(account, TrackedAccount)]
        return lasting(tracked, self.funds, years, levels, untouched)

    def _untouched(self, rows: slice, account: Account, years: range) -> Array:
        """What accounts at their targets would become without payments."""
        value, growth = account.reported.copy(), np.empty_like(account.reported)
        for year in years:
            target = self.rules.targets[rows, year, None]
            value *= mixed(self.funds.core.growth[year], self._sleeve.growth[year], target, growth)
        return value

    def retire(self, rows: slice, account: Account) -> Account:
        """Without gates an account is at its targets from retirement on: the simpler kind then says the same."""
        if self.funds.gates is not None or not isinstance(account, TrackedAccount):
            return account
        kind = Calendar(core=self.funds.core, sleeve=self._sleeve, targets=self.rules.targets, working_years=self.rules.working_years,
                        income_years=self.income_years, start=self.start)  # fmt: skip
        return kind.resume(rows, account.reported, account.roth_reported)


def lasting(
    accounts: Sequence[TrackedAccount], funds: Funds, years: range, guesses: Sequence[Array], untouched: Sequence[Array]
) -> list[Income]:
    """The level incomes that leave nothing after `years`. A guess, the income of an account at its targets, does where no gate
    is met; elsewhere it is searched for. `untouched`: what those accounts would become without payments."""
    ends = [_left(account.copy(), years, guess) for account, guess in zip(accounts, guesses, strict=True)]
    missed = [(np.abs(left) > _nothing(left) * whole).any(axis=0) for (left, _), whole in zip(ends, untouched, strict=True)]
    far = np.flatnonzero(np.logical_or.reduce(missed))
    there, found = funds.on(far, years), []
    for account, guess, whole, (left, met) in zip(accounts, guesses, untouched, ends, strict=True):
        income = guess.copy()
        income[:, far], met_far = _searched(account.on(far, there), years, guess[:, far], left[:, far], whole[:, far])
        if met is not None and met_far is not None:
            met[:, far] = met_far
        found.append(Income(monthly=income, gate_met=met))
    return found


def _searched(account: TrackedAccount, years: range, income: Array, left: Array, untouched: Array) -> tuple[Array, Array | None]:
    """By the secant rule on each path, the first slope being that of an account at its targets, kept inside what is known to be
    enough and too much."""
    met: Array | None = None
    before, left_before = np.zeros_like(income), untouched
    low, high = np.zeros_like(income), np.full_like(income, np.inf)
    for _ in range(MOST_PASSES):
        found = np.abs(left) <= _nothing(income) * untouched
        if found.all():
            break
        low = np.where(left >= 0, np.maximum(low, income), low)
        high = np.where(left < 0, np.minimum(high, income), high)
        step = np.divide(left * (income - before), left_before - left, out=np.zeros_like(left), where=left_before != left)
        within = (income + step > low) & (income + step < high)
        halved = (low + np.minimum(high, 2 * income)) / 2
        before, left_before = np.where(found, before, income), np.where(found, left_before, left)
        income = np.where(found, income, np.where(within, income + step, halved))
        left, met = _left(account.copy(), years, income)
    return income, met


def _left(account: TrackedAccount, years: range, monthly: Array) -> tuple[Array, Array | None]:
    """What is left after years of level withdrawals, and whether a closed gate cut a sale."""
    for year in years:
        account.advance(year, -monthly)
    return account.value, account.gate_met


def _nothing(amounts: Array) -> float:
    """Closer to zero than this share of the money at stake is zero, in the amounts' precision."""
    return float(np.finfo(amounts.dtype).eps ** 0.75)
