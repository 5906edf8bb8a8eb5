"""The most that a plan's rules can mean for anybody, in dollars of the first plan year: what a sum is rounded by must not rest on who
is in it."""

from scenarios.assumptions import Assumptions
from scenarios.contributions import employer_match, employer_money
from scenarios.inputs import PlanRules
from scenarios.limits import real_limits

Bounds = tuple[float, float]  # the least, 0 or below, and the most


def unclaimed(plan: PlanRules, assumptions: Assumptions) -> Bounds:
    """The whole match on all the pay that the law lets a match count."""
    return 0.0, employer_match(plan.match, 1.0, 1.0) * _pay(assumptions)


def employer_change(now: PlanRules, proposed: PlanRules, assumptions: Assumptions) -> Bounds:
    """Between two ends of tiers both are straight lines of what somebody pays in, so the largest difference is at one of them."""
    ends = (0.0, *(tier.upto for plan in (now, proposed) for tier in plan.match))
    changes = [employer_money(proposed, end, 1.0) - employer_money(now, end, 1.0) for end in ends]
    return min(0.0, *changes) * _pay(assumptions), max(0.0, *changes) * _pay(assumptions)


def _pay(assumptions: Assumptions) -> float:
    return real_limits(assumptions, assumptions.year, 0).compensation_cap
