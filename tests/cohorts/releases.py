"""Made-up workforces, and what is shown of them at many times: people join, leave and change one by one, and rules change."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from advisor.cohorts import bounds, dashboard, effect
from advisor.cohorts.dashboard import Rules
from advisor.cohorts.models import Person
from advisor.plans.rules import usual
from scenarios.cohort import PlanEffect, Standing
from scenarios.editions import load
from tests.cohorts import answered
from tests.cohorts.derive import Release, Row


@dataclass(frozen=True, kw_only=True)
class Worker:
    """`row` goes up each time that something changes."""

    name: str
    row: int = 0
    age: int
    short: float
    unclaimed: float
    replaced: float
    income: float
    holds: bool


@cache
def usual_rules() -> Rules:
    return Rules.of(usual())


@dataclass
class Workforce:
    """`share` of all people are on course, about. By `rules` it is answered."""

    chance: random.Random
    share: float
    rules: Rules = field(default_factory=usual_rules)
    workers: list[Worker] = field(default_factory=list)
    joined: int = 0

    @property
    def most(self) -> float:
        return bounds.unclaimed(self.rules.plan, load())[1]

    def join(self) -> None:
        self.joined += 1
        self.workers.append(self.worker(f"E{self.joined:06d}", 0))

    def leave(self) -> None:
        self.workers.pop(self.chance.randrange(len(self.workers)))

    def change(self) -> None:
        place = self.chance.randrange(len(self.workers))
        old = self.workers[place]
        self.workers[place] = self.worker(old.name, old.row + 1)

    def worker(self, name: str, row: int) -> Worker:
        chance = self.chance
        return Worker(
            name=name,
            row=row,
            age=round(min(max(chance.gauss(42, 14), 19), 72)),
            short=0.3 if chance.random() < self.share else 0.7,
            unclaimed=0.0 if chance.random() < 0.7 else chance.uniform(50, self.most),
            replaced=chance.lognormvariate(-0.4, 0.35),
            income=chance.lognormvariate(8, 0.5),
            holds=chance.random() < 0.1,
        )

    def shown(self) -> Release:
        """Everything that page and file give out now."""
        people = sorted(self.workers, key=lambda worker: worker.name)
        told = dashboard.told([person(one) for one in people], [standing(one) for one in people], self.rules)
        return Release(ages={row(one): one.age for one in people}, told=told, most=self.most)


def started(chance: random.Random, people: int) -> Workforce:
    workforce = Workforce(chance=chance, share=chance.choice((0.03, 0.1, 0.3, 0.5, 0.7, 0.9, 0.97)))
    for _ in range(people):
        workforce.join()
    return workforce


def one_by_one(workforce: Workforce, times: int) -> Iterator[Release]:
    """Shown anew after each single change."""
    yield workforce.shown()
    acts: Sequence[Callable[[], None]] = (workforce.join, workforce.leave, workforce.change)
    for _ in range(times):
        workforce.chance.choice(acts)()
        yield workforce.shown()


def leaving(workforce: Workforce, times: int) -> Iterator[Release]:
    """One after the other, and nobody comes: those on course first, as if somebody had wanted to find out."""
    workforce.workers.sort(key=lambda worker: -worker.short)
    yield workforce.shown()
    for _ in range(times):
        workforce.workers.pop()
        yield workforce.shown()


def versions(workforce: Workforce, affected: int) -> tuple[list[Standing], list[PlanEffect]]:
    """Where people stand under other rules that change something for so many of them, and what changes."""
    people = sorted(workforce.workers, key=lambda worker: worker.name)
    for place in workforce.chance.sample(range(len(people)), affected):
        old = people[place]
        better = workforce.chance.random() < 0.8
        people[place] = replace(old, short=0.2 if better else 0.8, income=old.income * (1.2 if better else 0.8))
    before = [standing(one) for one in sorted(workforce.workers, key=lambda worker: worker.name)]
    after = [standing(one) for one in people]
    return after, [answered.effect(now, then) for now, then in zip(before, after, strict=True)]


def effect_of(workforce: Workforce, effects: Sequence[PlanEffect], version: int) -> effect.Effect:
    """Of rules that have another text and mean the same, since what they do is made up."""
    people = sorted(workforce.workers, key=lambda worker: worker.name)
    return effect.told([person(one) for one in people], effects, workforce.rules, replace(workforce.rules, text=str(version)))


@cache
def person(worker: Worker) -> Person:
    return Person(reference=worker.name, household={"age": worker.age, "row": worker.row}, sleeve_share=0.05 if worker.holds else 0.0)


@cache
def standing(worker: Worker) -> Standing:
    return answered.standing(short=worker.short, unclaimed=worker.unclaimed, replaced=worker.replaced, income=worker.income)


def row(worker: Worker) -> Row:
    return worker.name, worker.row
