"""Spending the goal from retirement on, year by year and path by path: tax, Social Security, required distributions.

Each year the account pays what, with Social Security and after federal tax, is the goal. Pre-tax and Roth money are drawn in
proportion to what they hold. From its age the law's minimum is taken from the pre-tax part; what that leaves above the goal is
set aside outside the plan (set_aside.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenarios.accounts import Account
from scenarios.assumptions import Assumptions
from scenarios.calibrate import MONTHS
from scenarios.inputs import Household
from scenarios.longevity import LAST_AGE
from scenarios.need import Need, need
from scenarios.results import SocialSecurity
from scenarios.social_security import benefits, born
from scenarios.tax import Filer, filer, needed

Array = NDArray[Any]


@dataclass(frozen=True, kw_only=True)
class SpendingYear:
    """One plan year of retirement: Social Security in dollars a year, the tax law, the early-withdrawal tax on pre-tax money,
    and what the pre-tax balance is divided by for the required distribution (None: none is required)."""

    year: int
    benefits: float
    filer: Filer
    penalty: float
    divisor: float | None


@dataclass(frozen=True, kw_only=True)
class Draw:
    """What is taken out in a year, dollars, each one number, [path] or [policy][path]: in all, the Roth part of it, what the goal
    needs before tax, and whether more than that was required of the pre-tax part (None: nothing is required)."""

    total: Array
    roth: Array | float
    need: Array
    required: Array | None = None
    rich: Array | bool = False


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A year with required distributions, kept for what is set aside: `worth` of a dollar against the law's thresholds [path];
    [policy][path]: what was `required`, whether the account was `empty` at the year's start, and what it still `owed` at the
    end (0 or more)."""

    year: SpendingYear
    worth: Array
    required: Array
    empty: Array
    owed: Array


@dataclass(frozen=True, kw_only=True)
class Spent:
    """`short` [policy][path]: the plan year in which the account first could not pay, one past the last where it always could.
    `need` [path], [policy][path] or one number: the first year's withdrawal before tax that the goal needs, dollars. `rich`
    [policy][path]: whether more than the need was ever required."""

    short: Array
    need: Array
    rich: Array
    entries: tuple[Entry, ...]


def goal_of(household: Household) -> float:
    """Dollars to be spent a year in retirement: the share asked for of final pay, or of this year's when already retired."""
    return household.income_goal * final_pay(household)


def final_pay(household: Household) -> float:
    """Pay of the last working year, in today's dollars."""
    return float(household.pay * (1 + household.pay_growth) ** max(household.working_years - 1, 0))


def years_followed(household: Household, bank_years: int) -> int:
    """Plan years that spending is followed: to the plan-to age, or for life to 110 as far as the bank reaches."""
    if household.longevity == "fixed":
        return household.years
    return max(household.years, min(LAST_AGE - household.age, bank_years))


def spending_years(household: Household, assumptions: Assumptions, social_security: SocialSecurity, years: int) -> tuple[SpendingYear, ...]:
    """The years of retirement until plan year `years`."""
    paid = benefits(household, assumptions, social_security, years)
    return tuple(_year(household, assumptions, year, float(paid[year])) for year in range(household.working_years, years))


def _year(household: Household, assumptions: Assumptions, year: int, paid: float) -> SpendingYear:
    law, age = assumptions.law, household.age + year
    later = born(household, assumptions) >= law.required.later_born_from.value
    first_required = law.required.later_first_age.value if later else law.required.first_age.value
    early = household.retirement_age < law.early.separation_age.value and age < law.early.until_age.value
    return SpendingYear(
        year=year,
        benefits=paid,
        filer=filer(law.tax, assumptions.year + year, household.filing, age),
        penalty=law.early.rate.value if early else 0.0,
        divisor=law.required.divisors.at(age) if age >= first_required else None,
    )


def spend(account: Account, years: Sequence[SpendingYear], goal: float, prices: Array) -> Spent:
    """Take an account through retirement; it is used up by it. `prices` [plan year][path] are yearly price factors."""
    worth = (1 / np.multiply.reduce(prices[: years[0].year], axis=0)).astype(account.value.dtype)
    last = years[-1].year + 1
    short, rich = np.full(account.value.shape, last, np.int16), np.zeros(account.value.shape, bool)
    drawing, entries, first = _Drawing(goal), [], None
    for year in years:
        draw, empty = drawing.of(year, account, worth), None if year.divisor is None else account.value <= 0
        first = draw.need if first is None else first
        account.advance(year.year, draw.total / -MONTHS, draw.roth / -MONTHS)
        owed = None if year.divisor is None else np.maximum(-account.value, 0)
        below = account.settle()
        if below.any():
            np.copyto(short, year.year, where=below & (short == last))
        if draw.required is not None and empty is not None and owed is not None:
            rich |= draw.rich
            entries.append(Entry(year=year, worth=worth, required=draw.required, empty=empty, owed=owed))
        worth = worth / prices[year.year]
    assert first is not None
    return Spent(short=short, need=first, rich=rich, entries=tuple(entries))


class _Drawing:
    """Finds each year's withdrawal; remembers what holds for the next year too."""

    def __init__(self, goal: float) -> None:
        self._goal = goal
        self._known: dict[tuple[Filer, float, float], Need | Array] = {}
        self._last: Array | None = None

    def of(self, year: SpendingYear, account: Account, worth: Array) -> Draw:
        if account.roth is not None:
            return self._of_both(year, account, account.roth, worth)
        need = self._need(year, worth).astype(worth.dtype)
        if year.divisor is None:
            return Draw(total=need, roth=0.0, need=need)
        required = account.reported / worth.dtype.type(year.divisor)
        return Draw(total=np.maximum(required, need), roth=0.0, need=need, required=required, rich=required > need)

    def _need(self, year: SpendingYear, worth: Array) -> Array:
        """Without Roth money it is the same for all futures at one price level."""
        if year.filer.senior:
            return needed(year.filer, self._goal, year.benefits, 1 / worth)
        key = (year.filer, year.benefits, year.penalty)
        if key not in self._known:
            self._known[key] = (
                need(year.filer, self._goal, year.benefits) if year.benefits else needed(year.filer, self._goal, penalty=year.penalty)
            )
        known = self._known[key]
        return known.at(worth) if isinstance(known, Need) else known

    def _of_both(self, year: SpendingYear, account: Account, roth: Array, worth: Array) -> Draw:
        """Pre-tax and Roth in proportion; of the Roth part less where the required distribution already pays for more."""
        share = np.divide(roth, account.value, out=np.zeros_like(roth), where=account.value > 0).astype(np.float64)
        total = needed(
            year.filer, self._goal, year.benefits, 1 / worth, roth_share=share, penalty=year.penalty, guess=self._last
        )  # fmt: skip
        self._last = total
        if year.divisor is None:
            return Draw(total=total, roth=total * share, need=total)
        required = account.reported * (1 - share) / year.divisor
        rich = required > total * (1 - share)
        left = required + year.benefits - year.filer.tax(required, year.benefits, 1 / worth)
        from_roth = np.where(rich, np.maximum(self._goal - left, 0), total * share)
        return Draw(total=np.where(rich, required + from_roth, total), roth=from_roth, need=total, required=required, rich=rich)
