"""What a plan's rules make of a year's end: how much of each sleeve class is wanted, and what may not be bought or sold.

Judged on reported values, since that is what a statement says and what accounts trade at.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenarios.inputs import Household, PlanRules
from scenarios.sleeve import ClassTerms, caps, target_weights
from scenarios.years import ClassYears

Array = NDArray[Any]

NO_CAP = 2.0  # of the account: more than any class can be


@dataclass(frozen=True, kw_only=True)
class Trading:
    """The rules in numbers, for policies that differ in the sleeve's weight.

    `targets`, `caps` [policy][year] of the whole sleeve, `asset_caps` [class][policy] of each class. `paused` [class]
    [year][path]: no money goes in (None: never). From the end of the last working year on the rules are: to the target, as
    far as a closed gate allows.
    """

    plan: PlanRules
    targets: Array
    caps: Array
    asset_caps: Array
    paused: tuple[Array | None, ...]
    working_years: int

    def of(self, rows: slice) -> "Trading":
        """The rules of some of the policies."""
        return replace(self, targets=self.targets[rows], caps=self.caps[rows], asset_caps=self.asset_caps[:, rows])

    def between(self, paths: slice) -> "Trading":
        """The rules on neighbouring paths."""
        return replace(self, paused=tuple(None if waits is None else waits[:, paths] for waits in self.paused))


def trading(
    plan: PlanRules,
    household: Household,
    mix: Sequence[ClassTerms],
    classes: Sequence[ClassYears],
    *,
    weights: Sequence[float],
    years: int,
) -> Trading:
    """The rules of a plan for weights of the sleeve. A class above its own cap by a sweep's weight is its own cap."""
    own = [[max(plan.asset_caps.get(terms.key, NO_CAP), weight * terms.share) for weight in weights] for terms in mix]
    dtype = classes[0].growth.dtype
    return Trading(
        plan=plan,
        targets=np.stack([target_weights(weight, household, plan, years) for weight in weights]).astype(dtype),
        caps=np.stack([caps(weight, household, plan, years) for weight in weights]).astype(dtype),
        asset_caps=np.array(own, dtype).reshape(len(mix), len(weights)),
        paused=tuple(None if plan.pause is None else paused(one.growth, plan.pause.fall, plan.pause.years) for one in classes),
        working_years=household.working_years,
    )


def paused(growth: Array, fall: float, years: int) -> Array:
    """The plan years [year][path] in which no new money goes in: the `years` after each year that fell by `fall` or more."""
    fell = growth <= 1 - fall
    waits = np.zeros_like(fell)
    for after in range(1, years + 1):
        waits[after:] |= fell[:-after]
    return waits


def held_back(rules: Trading, living: Sequence[Array], wanted: Sequence[Array], total: Array, year: int) -> None:
    """Turn `wanted` [class], what the targets of plan year `year` ask for, into what the rules ask for where an account is
    not simply brought to its targets: within the band, or never, each class stays as it is; what is above a cap is sold."""
    plan, cap = rules.plan, rules.caps[:, year, None]
    sleeve, target = sum_of(living), sum_of(wanted)
    if plan.rebalance == "band":
        stays = np.abs(sleeve - target) <= plan.band * total + (_edge(total) - total)
        if plan.over_cap == "sell":
            for above in above_caps(rules, living, total, year):
                stays &= ~above
        for one, want in zip(living, wanted, strict=True):
            np.copyto(want, one, where=stays)
        return
    scale = np.ones_like(total)
    if plan.over_cap == "sell":
        np.divide(cap * total, sleeve, out=scale, where=sleeve > cap * _edge(total))
    for own, one, want in zip(rules.asset_caps, living, wanted, strict=True):
        np.multiply(one, scale, out=want)
        if plan.over_cap == "sell":
            np.minimum(want, own[:, None] * total, out=want)


def above_caps(rules: Trading, holdings: Sequence[Array], total: Array, year: int) -> list[Array]:
    """For each class whether it, or the sleeve, stands above its cap of a plan year [policy][path], by more than rounding."""
    edge = _edge(total)
    sleeve = sum_of(holdings) > rules.caps[:, year, None] * edge
    return [sleeve | (one > own[:, None] * edge) for own, one in zip(rules.asset_caps, holdings, strict=True)]


def _edge(total: Array) -> Array:
    """The whole account and what rounding may add to it: a sleeve that is all of it is not above a cap of all of it."""
    edge: Array = total * (1 + 8 * np.finfo(total.dtype).eps)
    return edge


def sum_of(parts: Sequence[Array]) -> Array:
    total: Array = parts[0].copy()
    for part in parts[1:]:
        total += part
    return total
