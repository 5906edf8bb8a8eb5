"""What another step would do instead of a sleeve, on the same futures: one more point of pay deferred, or the whole match."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from scenarios import outcomes
from scenarios.assumptions import Assumptions
from scenarios.contributions import HALF_A_CENT, schedule
from scenarios.futures import Futures
from scenarios.inputs import BELOW_ALL, Household, Question
from scenarios.project import Balances
from scenarios.results import ContributionYear, Instead

POINT = 0.01  # of pay

Schedule = tuple[ContributionYear, ...]


def instead(futures: Futures, base: Balances) -> tuple[Instead, ...]:
    """The steps that are open to this person, each with its paired change of the baseline, which is the first policy of `base`.
    Left out: a step that limits or pay leave no room for, and a match that is claimed already."""
    return tuple(_step(futures, base, key, contributions) for key, contributions in _steps(futures))


def _steps(futures: Futures) -> Iterator[tuple[str, Schedule]]:
    now, plan = futures.contributions, futures.question.plan
    more = schedule(one_more_point(futures.question.household), plan, futures.assumptions)
    if _sum(more, "employee") > _sum(now, "employee") + HALF_A_CENT:
        yield "one_more_point", more
    matched = whole_match(futures.question, futures.assumptions)
    if _sum(matched, "employer") > _sum(now, "employer") + HALF_A_CENT:
        yield "unclaimed_match", matched


def whole_match(question: Question, assumptions: Assumptions) -> Schedule:
    """Payments that collect every tier of the match, as far as limits and pay leave room for it."""
    last_tier = max((tier.upto for tier in question.plan.match if tier.rate > 0), default=0.0)
    return schedule(question.household, question.plan, assumptions, least=last_tier)


def one_more_point(household: Household) -> Household:
    """The same worker with one point of pay more as own contribution; an escalation keeps its ceiling."""
    if household.contribution_unit == "share":
        return replace(household, contribution=min(household.contribution + POINT, BELOW_ALL))
    return replace(household, contribution=household.contribution + POINT * household.pay)


def _step(futures: Futures, base: Balances, key: str, contributions: Schedule) -> Instead:
    after = futures.paying(contributions).account([0.0])
    balance, income = outcomes.distributions(
        np.stack([after.at_retirement[0] - base.at_retirement[0], after.income_monthly[0] - base.income_monthly[0]])
    )
    now, then = futures.contributions[0], contributions[0]
    return Instead(key=key, costs=then.employee - now.employee, adds=then.employer - now.employer, balance=balance, income_monthly=income)


def _sum(contributions: Schedule, part: str) -> float:
    return sum(float(getattr(row, part)) for row in contributions)
