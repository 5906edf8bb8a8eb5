"""Whether the money lasts: chances of running short of the goal, by age, for both sides and their paired difference."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenarios import outcomes
from scenarios.accounts import Account
from scenarios.calibrate import MONTHS
from scenarios.futures import Futures
from scenarios.longevity import survival
from scenarios.results import ShortPoint, SocialSecurity, Statistic, ToEnd
from scenarios.set_aside import with_set_aside
from scenarios.social_security import benefits
from scenarios.spending import goal_of, spend, spending_years

Array = NDArray[Any]


@dataclass(frozen=True, kw_only=True)
class Lasting:
    """`short` [policy][path]: the plan year in which the goal first cannot be paid, `years` where it always can. `alive` [plan
    year]: the chance to live to it from retirement, 1 where the goal is to be met to the plan-to age."""

    household_age: int
    first: int
    years: int
    goal: float
    benefits: float
    need: Array
    short: Array
    alive: Array

    def weighed(self, policy: int) -> Array:
        """For each future the chance to be alive when the money runs short, 0 where it never does."""
        weighed: Array = np.append(self.alive, 0.0).astype(np.float32)[self.short[policy]]
        return weighed


def lasting(futures: Futures, retired: Account, social_security: SocialSecurity) -> Lasting:
    """Spend the goal from the accounts at retirement, [policy][path], which stay as they are."""
    household, assumptions = futures.question.household, futures.assumptions
    first, years, goal = household.working_years, futures.core.growth.shape[0], goal_of(household)
    spent = spend(retired.copy(), spending_years(household, assumptions, social_security, years), goal, futures.bank.prices)
    alive = np.ones(years)
    if household.longevity == "life_table":
        alive[first:] = survival(assumptions.law.life, household.age + first, years - first - 1)
    paid = benefits(household, assumptions, social_security, years)[first:]
    return Lasting(
        household_age=household.age,
        first=first,
        years=years,
        goal=goal,
        benefits=float(paid[paid > 0][0]) if paid.any() else 0.0,
        need=np.broadcast_to(spent.need, retired.value.shape),
        short=with_set_aside(spent, futures.core, goal),
        alive=alive,
    )


def to_end(lasting: Lasting, policy: int) -> ToEnd:
    """One side. Futures count by the chance to be alive when they run short, exactly, without further draws."""
    short, weight = lasting.short[policy], lasting.weighed(policy)
    years = range(lasting.first, lasting.years)
    chances = outcomes.chances_by_time(short - lasting.first, lasting.alive[lasting.first :])
    return ToEnd(
        goal_monthly=lasting.goal / MONTHS,
        social_security_monthly=lasting.benefits / MONTHS,
        first_withdrawal_monthly=outcomes.middle(lasting.need[policy] / MONTHS),
        chance_short=outcomes.average(weight),
        age_if_short=_middle_age(lasting.household_age + short, weight),
        by_age=tuple(ShortPoint(age=lasting.household_age + year, chance=chance) for year, chance in zip(years, chances, strict=True)),
    )


def chance_short_difference(lasting: Lasting) -> Statistic:
    """Sleeve minus baseline, future by future."""
    return outcomes.average(lasting.weighed(1) - lasting.weighed(0))


def _middle_age(ages: Array, weight: Array) -> Statistic:
    """The middle of `ages` [path] by weight, and its error by the share of the middle age; zero of nothing."""
    total = float(weight.sum(dtype=np.float64))
    if total == 0:
        return outcomes.NOTHING
    counts = np.bincount(ages, weights=weight)
    age = int(np.searchsorted(np.cumsum(counts), total / 2))
    error = outcomes.sampled_error(weight * ((ages <= age) - 0.5))
    return Statistic(value=float(age), se=float(error) * weight.size / float(counts[age]))
