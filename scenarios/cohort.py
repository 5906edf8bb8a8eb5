"""Everybody of a workforce under one plan, on the same futures: of each person the few figures that an employer counts.

People with as many years to work and to be followed are a vintage: what the funds do in each future, and what an income costs at
retirement, is worked out once for all of them. They go through the years some at a time, each a row of one account, by the operations of
a single answer in its order. So what a person gets is what `answer` says of them alone, to the last bit, in any company.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import fsum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenarios import outcomes
from scenarios.accounts import Calendar, CalendarAccount, annuity
from scenarios.answer import answer, check_against_edition
from scenarios.assumptions import Assumptions
from scenarios.bank import Bank, shared
from scenarios.calibrate import MONTHS
from scenarios.contributions import HALF_A_CENT
from scenarios.editions import load
from scenarios.futures import Futures, futures_of
from scenarios.inputs import Beliefs, Household, PlanRules, Question, Sleeve, check_choice
from scenarios.instead import whole_match
from scenarios.project import ROWS, Paid, work
from scenarios.results import Answer, ContributionYear, Distribution, Statistic
from scenarios.social_security import social_security
from scenarios.spending import final_pay, years_followed
from scenarios.to_end import lasting

Array = NDArray[Any]


@dataclass(frozen=True, kw_only=True)
class Spread:
    """What the lowest 5 of 100 futures, half of them, and all but the highest 5 stay below."""

    low: Statistic
    middle: Statistic
    high: Statistic


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One person of a cohort, in today's dollars and shares; each figure is that of `answer` for this person alone.

    Without a sleeve: `balance` and level `income_monthly` before tax at retirement, `income_replaced` that income as a share of
    final pay, alone and with Social Security (None without pay), `chance_short` the chance that the money runs short of the goal
    before the plan-to age, or under "life_table" while the person lives. Of the first plan year, dollars: what `employee` and
    `employer` pay in, and `unclaimed_match`, what the employer would pay in more if the worker claimed every tier; 0 for who works
    no more. With a sleeve, future by future against the same account without: `income_change`, dollars a month, and `chance_less`,
    how often that is less by more than 1 % (whole hundredths); None without a sleeve.
    """

    balance: Spread
    income_monthly: Spread
    income_replaced: Spread | None
    income_replaced_with_social_security: Spread | None
    chance_short: Statistic
    employee: float
    employer: float
    unclaimed_match: float
    income_change: Spread | None
    chance_less: Statistic | None

    @property
    def on_course(self) -> bool:
        """Whether the middle future meets the income goal: the money runs short in no more than half of all futures."""
        return self.chance_short.value <= 0.5


@dataclass(frozen=True, kw_only=True)
class PlanEffect:
    """What a proposed plan would change for one person, without a sleeve: where they stand `now` and under the `proposed` plan,
    and proposed less now, future by future: income in dollars a month, how often it is less by more than 1 % (whole hundredths), and
    the chance to run short of the goal."""

    now: Standing
    proposed: Standing
    income_change: Spread
    chance_less: Statistic
    chance_short_change: Statistic


@dataclass(frozen=True, kw_only=True)
class Totals:
    """A whole cohort: how many people, how many of them are on course and how many do not claim the whole match; dollars of the first
    plan year as in Standing."""

    people: int
    on_course: int
    not_claiming: int
    employee: float
    employer: float
    unclaimed_match: float


def totals(standings: Sequence[Standing]) -> Totals:
    """Counts and sums of all people."""
    return Totals(
        people=len(standings),
        on_course=sum(standing.on_course for standing in standings),
        not_claiming=sum(standing.unclaimed_match > 0 for standing in standings),
        employee=fsum(standing.employee for standing in standings),
        employer=fsum(standing.employer for standing in standings),
        unclaimed_match=fsum(standing.unclaimed_match for standing in standings),
    )


def cohort(
    people: Sequence[Household], plan: PlanRules, sleeve: Sleeve, beliefs: Beliefs, *, bank: Bank | None = None
) -> tuple[Standing, ...]:
    """Where each person stands, in the order of `people`. Raises InputError for a sleeve or a core fund that cannot be.

    Many people are asked about slice by slice: slices change no figure, and are quickest when a slice holds few vintages (sort by age
    before slicing). A sleeve with bands, pauses or gates in its way is followed person by person through `answer`, which takes
    several times as long. `bank` is opened (and built once) from the folder of banks unless given.
    """
    workplace = _Workplace.of(plan, sleeve, beliefs, bank)
    if people and not workplace.stays_at_targets(people[0]):
        return tuple(_alone(answer(person, plan, sleeve, beliefs, bank=workplace.bank), workplace.assumptions) for person in people)
    order = _by_vintage(people)
    standings = dict(zip(order, map(_standing, workplace.follow(people[place] for place in order)), strict=True))
    return tuple(standings[place] for place in range(len(people)))


def plan_effects(
    people: Sequence[Household],
    plan: PlanRules,
    proposed: PlanRules,
    beliefs: Beliefs,
    *,
    paying: Sequence[Household] | None = None,
    bank: Bank | None = None,
) -> tuple[PlanEffect, ...]:
    """What `proposed` would change for each person against `plan`, on the same futures, without a sleeve, in the order of `people`.

    `paying` are the same people in the same order with what they would then pay in (None: as now). Raises InputError for a core
    fund that cannot be, ValueError if `paying` is of other length.
    """
    then = people if paying is None else paying
    if len(then) != len(people):
        raise ValueError(f"{len(people)} people now, {len(then)} under the proposed plan")
    order, none = _by_vintage(people), Sleeve()
    before = _Workplace.of(plan, none, beliefs, bank)
    after = _Workplace.of(proposed, none, beliefs, before.bank)
    both = zip(before.follow(people[place] for place in order), after.follow(then[place] for place in order), strict=True)
    effects = {place: _effect(*pair) for place, pair in zip(order, both, strict=True)}
    return tuple(effects[place] for place in range(len(people)))


@dataclass(frozen=True, kw_only=True)
class _Followed:
    """One person on the futures, [path], without the sleeve: `balance` and monthly `income` at retirement, `short` the chance to be
    alive when the money runs short (0 where it never does); `sleeve_income` with it. `benefits`: Social Security, dollars a year."""

    futures: Futures
    balance: Array
    income: Array
    sleeve_income: Array | None
    short: Array
    benefits: float


@dataclass(frozen=True, kw_only=True)
class _Workplace:
    """What holds for all people."""

    plan: PlanRules
    sleeve: Sleeve
    beliefs: Beliefs
    assumptions: Assumptions
    bank: Bank

    @staticmethod
    def of(plan: PlanRules, sleeve: Sleeve, beliefs: Beliefs, bank: Bank | None) -> "_Workplace":
        assumptions = load(beliefs.edition)
        check_choice(plan, sleeve)
        check_against_edition(plan, sleeve, beliefs, assumptions)
        return _Workplace(
            plan=plan, sleeve=sleeve, beliefs=beliefs, assumptions=assumptions, bank=shared(beliefs) if bank is None else bank
        )

    def stays_at_targets(self, person: Household) -> bool:
        """Whether accounts never leave their targets, which is the same for all people."""
        return not self.sleeve.weight or self._futures(person).calendar

    def follow(self, people: Iterable[Household]) -> Iterator[_Followed]:
        """Each person in turn. People of one vintage who stand together share its work."""
        for _, alike in groupby(people, lambda person: self._vintage(person)):
            vintage = list(alike)
            first = self._futures(vintage[0])
            kind = first.at_targets([0.0, self.sleeve.weight] if self.sleeve.weight else [0.0])
            costs = annuity(kind.core, kind.sleeve, kind.targets, range(kind.working_years, kind.income_years))
            for low in range(0, len(vintage), ROWS):
                yield from _follow([first.of(person) for person in vintage[low : low + ROWS]], kind, costs)

    def _vintage(self, person: Household) -> tuple[int, int, int]:
        return person.working_years, person.years, years_followed(person, self.bank.years)

    def _futures(self, person: Household) -> Futures:
        question = Question(household=person, plan=self.plan, sleeve=self.sleeve, beliefs=self.beliefs)
        return futures_of(question, self.assumptions, self.bank)


def _by_vintage(people: Sequence[Household]) -> list[int]:
    """Places in `people`, those with the same years beside each other."""
    return sorted(range(len(people)), key=lambda place: (people[place].working_years, people[place].years, people[place].longevity))


def _follow(people: Sequence[Futures], kind: Calendar, costs: Array) -> Iterator[_Followed]:
    """Some people of one vintage; `costs` [policy][path] is what $1 a month until the plan-to age costs at retirement."""
    baseline = _retired(people, kind, 0)
    with_sleeve = _retired(people, kind, 1) if kind.policies > 1 else None
    for row, person in enumerate(people):
        own = slice(row, row + 1)
        roth = baseline.roth[own] if baseline.roth is not None and person.roth_start is not None else None
        paid = social_security(person.question.household, person.assumptions)
        lasts = lasting(person, kind.resume(slice(0, 1), baseline.reported[own], roth), paid)
        yield _Followed(
            futures=person,
            balance=baseline.value[row],
            income=baseline.reported[row] / costs[0],
            sleeve_income=None if with_sleeve is None else with_sleeve.reported[row] / costs[1],
            short=lasts.weighed(0),
            benefits=lasts.benefits,
        )


def _retired(people: Sequence[Futures], kind: Calendar, policy: int) -> CalendarAccount:
    """One policy's account at retirement with a row for each person. Roth money is followed, without the sleeve, if anybody has some."""
    targets = np.repeat(kind.targets[policy : policy + 1], len(people), axis=0)
    start = np.array([[person.start] for person in people])
    total = np.stack([person.paid_in for person in people], axis=1)[..., None]
    if policy or all(person.roth_start is None for person in people):
        account = CalendarAccount(kind.core, kind.sleeve, targets, start)
        work(account, Paid(total=total))
        return account
    roth_start = np.array([[person.roth_start or 0.0] for person in people])
    none = np.zeros(len(total))
    roth = np.stack([none if person.roth_paid_in is None else person.roth_paid_in for person in people], axis=1)[..., None]
    account = CalendarAccount(kind.core, kind.sleeve, targets, start, roth_start)
    work(account, Paid(total=total, roth=roth))
    return account


def _standing(followed: _Followed) -> Standing:
    futures = followed.futures
    balance, income = outcomes.distributions(np.stack([followed.balance, followed.income]))
    pay = final_pay(futures.question.household)
    changed, sleeve_income = None, followed.sleeve_income
    if sleeve_income is not None:
        changed = _change(sleeve_income, followed.income), outcomes.chances_of_income(sleeve_income, followed.income)[0]
    employee, employer, unclaimed = _first_year(futures.question, futures.contributions, futures.assumptions)
    return Standing(
        balance=_spread(balance),
        income_monthly=_spread(income),
        income_replaced=_spread(income.moved(times=MONTHS / pay)) if pay else None,
        income_replaced_with_social_security=_spread(income.moved(times=MONTHS / pay, plus=followed.benefits / pay)) if pay else None,
        chance_short=outcomes.average(followed.short),
        employee=employee,
        employer=employer,
        unclaimed_match=unclaimed,
        income_change=None if changed is None else changed[0],
        chance_less=None if changed is None else changed[1],
    )


def _alone(told: Answer, assumptions: Assumptions) -> Standing:
    """The same of a single answer."""
    side, held = told.baseline, told.choice.weight > 0
    replaced, with_benefits = side.income_replaced, side.income_replaced_with_social_security
    employee, employer, unclaimed = _first_year(told.question, told.contributions, assumptions)
    return Standing(
        balance=_spread(side.balance),
        income_monthly=_spread(side.income_monthly),
        income_replaced=None if replaced is None else _spread(replaced),
        income_replaced_with_social_security=None if with_benefits is None else _spread(with_benefits),
        chance_short=side.to_end.chance_short,
        employee=employee,
        employer=employer,
        unclaimed_match=unclaimed,
        income_change=_spread(told.difference.income_monthly) if held else None,
        chance_less=told.difference.chance_less if held else None,
    )


def _effect(now: _Followed, proposed: _Followed) -> PlanEffect:
    return PlanEffect(
        now=_standing(now),
        proposed=_standing(proposed),
        income_change=_change(proposed.income, now.income),
        chance_less=outcomes.chances_of_income(proposed.income, now.income)[0],
        chance_short_change=outcomes.average(proposed.short - now.short),
    )


def _change(income: Array, base_income: Array) -> Spread:
    return _spread(outcomes.distributions((income - base_income)[None, :])[0])


def _spread(distribution: Distribution) -> Spread:
    return Spread(low=distribution.p5, middle=distribution.p50, high=distribution.p95)


def _first_year(question: Question, contributions: Sequence[ContributionYear], assumptions: Assumptions) -> tuple[float, float, float]:
    """What worker and employer pay in, and the match that is not claimed, dollars."""
    if not contributions:
        return 0.0, 0.0, 0.0
    now, could_be = contributions[0], whole_match(question, assumptions)[0]
    more = could_be.employer - now.employer
    return now.employee, now.employer, more if more > HALF_A_CENT else 0.0
