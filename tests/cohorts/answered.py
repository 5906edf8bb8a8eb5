"""A census whose batch is finished, with made-up figures: for what is done with answers, not for the answers themselves."""

import random
from typing import Any

from django.utils import timezone

from advisor.cohorts import figures
from advisor.cohorts.models import Batch, Census, Invited, Person, Result
from scenarios.cohort import PlanEffect, Spread, Standing
from scenarios.results import Statistic


def standing(
    *, short: float = 0.4, unclaimed: float = 0.0, replaced: float = 0.6, income: float = 3000.0, employer: float = 1500.0
) -> Standing:
    return Standing(
        balance=_about(income * 200),
        income_monthly=_about(income),
        income_replaced=_about(replaced / 2),
        income_replaced_with_social_security=_about(replaced),
        chance_short=Statistic(value=short, se=0.005),
        employee=3000.0,
        employer=employer,
        unclaimed_match=unclaimed,
        income_change=None,
        chance_less=None,
    )


def effect(now: Standing, proposed: Standing, se: float = 1.0) -> PlanEffect:
    change = proposed.income_monthly.middle.value - now.income_monthly.middle.value
    return PlanEffect(
        now=now,
        proposed=proposed,
        income_change=_about(change, se),
        chance_less=Statistic(value=float(change < 0), se=0.01),
        chance_short_change=Statistic(value=0.0, se=0.01),
    )


def by_chance(chance: random.Random) -> Standing:
    return standing(
        short=chance.random(),
        unclaimed=chance.choice((0.0, 0.0, 0.0, 900.0, 2400.0)),
        replaced=chance.uniform(0.3, 1.1),
        income=chance.uniform(800, 7000),
        employer=chance.uniform(0, 6000),
    )


def answered(census: Census, *, seed: int = 3, version: int = 1, rules: Any = None) -> Batch:
    chance = random.Random(seed)
    return finished(census, {person: figures.kept(by_chance(chance)) for person in in_order(census)}, version=version, rules=rules)


def tried(census: Census, *, proposed: Any, seed: int = 3, version: int = 1, rules: Any = None) -> Batch:
    """Under a draft that brings three in four some more, and costs the employer as much."""
    chance, found = random.Random(seed), {}
    for person in in_order(census):
        now, more = by_chance(chance), chance.choice((0.0, 20.0, 60.0, 150.0))
        income, employer = now.income_monthly.middle.value + more, now.employer + 10 * more
        then = standing(short=now.chance_short.value * 0.8, unclaimed=now.unclaimed_match, income=income, employer=employer)
        found[person] = figures.kept_effect(effect(now, then))
    return finished(census, found, kind=Batch.Kind.EFFECTS, version=version, rules=rules, proposed=proposed)


def finished(
    census: Census,
    kept: dict[Person, Any],
    *,
    kind: str = Batch.Kind.ANSWERS,
    version: int = 1,
    rules: Any = None,
    proposed: Any = None,
) -> Batch:
    published = census.plan.versions.get(number=version).typed if rules is None else rules
    batch = Batch.objects.create(
        census=census, kind=kind, version=version, rules=published, proposed=proposed, finished_at=timezone.now(), by=""
    )
    Result.objects.bulk_create(Result(batch=batch, person=person, figures=told) for person, told in kept.items())
    return batch


def invited(census: Census, *, letters: int, opened: int, finished: int) -> None:
    Invited.objects.bulk_create(
        Invited(census=census, seal=f"{census.id} {number}", opened=number < opened, finished=number < finished)
        for number in range(letters)
    )


def in_order(census: Census) -> list[Person]:
    return list(census.people.order_by("place"))


def _about(value: float, se: float = 1.0) -> Spread:
    low, middle, high = (Statistic(value=value * times, se=se) for times in (0.5, 1.0, 2.0))
    return Spread(low=low, middle=middle, high=high)
