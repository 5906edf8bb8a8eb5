"""One person on one bank: the futures that every part of an answer looks at."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenarios import fees
from scenarios.accounts import Calendar, Kind
from scenarios.assumptions import PRIVATE_CLASSES, Assumptions
from scenarios.bank import Bank
from scenarios.contributions import schedule
from scenarios.gates import Funds, Gates
from scenarios.glide_path import core_weights
from scenarios.inputs import Household, Question
from scenarios.kept import Kept
from scenarios.project import Balances, Paid, project, retired
from scenarios.results import ContributionYear, Statistic
from scenarios.sleeve import ClassTerms, target_weights
from scenarios.spending import years_followed
from scenarios.sustained import Tracked
from scenarios.terms import mix
from scenarios.trading import trading
from scenarios.years import ClassYears, SleeveYears, Years, class_years, core_years, sleeve_excess

Array = NDArray[Any]


@dataclass(frozen=True, kw_only=True)
class Futures:
    """The question on its bank. `core` is the years of the core fund and `vintage` what decides them, `mix` the sleeve's classes and
    what holding them means; `contributions` has one entry for each working year. `asked`: whether the mix is the question's own, under
    whichever view."""

    question: Question
    assumptions: Assumptions
    bank: Bank
    contributions: tuple[ContributionYear, ...]
    core: Years
    vintage: Hashable
    core_fund: tuple[str, float]
    mix: tuple[ClassTerms, ...]
    asked: bool = True

    @property
    def start(self) -> float:
        """The whole account now, pre-tax and Roth."""
        return self.question.household.balance + self.question.household.roth_balance

    @cached_property
    def paid_in(self) -> Array:
        """What worker and employer pay in, dollars a year [working year]."""
        return np.array([row.employee + row.employer for row in self.contributions])

    @cached_property
    def roth_paid_in(self) -> Array | None:
        """The Roth part of what is paid in, dollars a year [working year]; None without one."""
        roth = np.array([row.roth for row in self.contributions])
        return roth if roth.any() else None

    @property
    def years(self) -> int:
        """Plan years that are followed: to the plan-to age, or beyond it where lives may last longer."""
        return int(self.core.growth.shape[0])

    @property
    def lagged(self) -> bool:
        """Whether a class is held whose reported value is not its worth."""
        return self.bank.lagged and any(terms.key in PRIVATE_CLASSES for terms in self.mix)

    @property
    def calendar(self) -> bool:
        """Whether the account is always brought to its targets at a year's end: no band, no pause, no gate in the way."""
        plan = self.question.plan
        return plan.rebalance == "yearly" and plan.pause is None and not (plan.gates and self.lagged and self.bank.gate.any())

    @property
    def linear(self) -> bool:
        """Whether the balance at retirement is linear in start and payments, by what the funds do each year alone."""
        return self.calendar and not self.lagged

    @cached_property
    def excess(self) -> SleeveYears:
        """What the sleeve's mix adds to the core. For the mix that is asked about it is kept with the bank: whoever moves a weight or
        an amount on the page asks for it again."""
        working = self.question.household.working_years
        if not self.asked:
            return sleeve_excess(self.bank, self.core, self.mix, working)
        return self.bank.sleeve_years.of(self._place, lambda: sleeve_excess(self.bank, self.core, self.mix, working).locked())

    @property
    def _place(self) -> Hashable:
        """What decides the years of core and sleeve on this bank."""
        return self.vintage, self.years, self.question.household.working_years, self.mix

    @cached_property
    def funds(self) -> Funds:
        """What each year does to every fund held apart, and the gates in their way."""
        limit = self.assumptions.private.gate_sale_limit.value
        classes = tuple(self._class_years(terms) for terms in self.mix)
        gates = Gates.of(classes, limit, range(self.years)) if self.question.plan.gates else None
        return Funds(core=self.core, classes=classes, gates=gates)

    def _class_years(self, terms: ClassTerms) -> ClassYears:
        return class_years(self.bank, terms, working_years=self.question.household.working_years, years=self.years)

    def weights(self, weight: float) -> Array:
        """The sleeve's target share of the account in each plan year."""
        household = self.question.household
        return target_weights(weight, household, self.question.plan, years_followed(household, self.bank.years))

    def account(self, weights: Sequence[float], keep: int = 0) -> Balances:
        """Accounts that differ in the sleeve's weight; the first `keep` are looked at closely."""
        return project(self._kind(weights), Paid(total=self.paid_in, roth=self.roth_paid_in), keep)

    def at_retirement(self, weights: Sequence[float]) -> Array:
        """What account() says under this name, [policy][path], without all that it works out beside it."""
        return retired(self.working._kind(weights, retire=False), Paid(total=self.paid_in))

    @cached_property
    def working(self) -> "Futures":
        """The working years alone, with what was worked out for all years."""
        years = self.question.household.working_years
        part = replace(self, core=self.core.first(years))
        vars(part).update((name, vars(self)[name].first(years)) for name in ("excess", "funds") if name in vars(self))
        return part

    def _kind(self, weights: Sequence[float], retire: bool = True) -> Kind:
        return self.at_targets(weights) if self.calendar or not any(weights) else self._tracked(weights, retire)

    def fees(self, accounts: Balances, policy: int, weight: float, among: Array) -> Mapping[str, Statistic]:
        """What fees take of one of the accounts looked at closely, fund by fund, over the futures `among`."""
        mix = self.mix if weight else ()
        if accounts.held is not None:
            held = list(accounts.held[: len(mix) + 1, policy])
        else:
            by_year, targets = accounts.reported_by_year[:, policy], self.weights(weight)
            held = fees.held_at_targets(self.bank, self.core, mix, weights=targets, by_year=by_year, paid_in=self.paid_in)
        return fees.dollars(self.core_fund, mix, held, among)

    def at_targets(self, weights: Sequence[float]) -> Calendar:
        """Accounts that are brought to their targets at every year's end."""
        household = self.question.household
        return Calendar(
            core=self.core,
            sleeve=self.excess,
            targets=np.stack([self.weights(weight) for weight in weights]),
            working_years=household.working_years,
            income_years=household.years,
            start=self.start,
            roth=self.roth_start,
            costs=self.bank.income_costs if self.asked else Kept(1),
            place=self._place,
        )

    def _tracked(self, weights: Sequence[float], retire: bool = True) -> Tracked:
        plan, household, classes = self.question.plan, self.question.household, self.funds.classes
        return Tracked(
            funds=self.funds,
            sleeve=self.excess if retire else None,
            rules=trading(plan, household, self.mix, classes, weights=weights, years=years_followed(household, self.bank.years)),
            income_years=household.years,
            start=self.start,
            roth=self.roth_start,
        )

    @property
    def roth_start(self) -> float | None:
        """The Roth account now; None where no Roth money is followed."""
        balance = self.question.household.roth_balance
        return balance if balance or self.roth_paid_in is not None else None

    def holding(self, mix: tuple[ClassTerms, ...], *, asked: bool = False) -> "Futures":
        """The same person on the same futures, with the sleeve's classes on other terms."""
        return self if mix == self.mix else replace(self, mix=mix, asked=asked and self.asked)

    def with_terms(self, terms: ClassTerms) -> "Futures":
        """The same with one class of the mix on other terms; what the years do to the other classes is not worked out again."""
        at = [held.key for held in self.mix].index(terms.key)
        changed = self.holding((*self.mix[:at], terms, *self.mix[at + 1 :]))
        if changed is not self:
            classes = (*self.funds.classes[:at], self._class_years(terms), *self.funds.classes[at + 1 :])
            vars(changed)["funds"] = replace(self.funds, classes=classes)
        return changed

    def without_gates(self) -> "Futures":
        """The same person where private funds can always be sold."""
        return replace(self, question=replace(self.question, plan=replace(self.question.plan, gates=False)))

    def of(self, household: Household) -> "Futures":
        """Another person with as many years to work and to be followed: what the funds do is the same."""
        question = replace(self.question, household=household)
        return replace(self, question=question, contributions=schedule(household, question.plan, self.assumptions))

    def paying(self, contributions: tuple[ContributionYear, ...]) -> "Futures":
        """The same person on the same futures, with other payments."""
        return replace(self, contributions=contributions)


def futures_of(question: Question, assumptions: Assumptions, bank: Bank) -> Futures:
    """Put a question on its bank: contributions, the core fund's years and the sleeve's."""
    household, plan = question.household, question.plan
    contributions = schedule(household, plan, assumptions)
    fund = assumptions.core_funds[plan.core]
    left = [household.working_years - year for year in range(years_followed(household, bank.years))]
    weights = np.array([core_weights(assumptions.glide_path, years) for years in left])
    vintage = weights.tobytes(), fund.fee.value
    core = bank.core_years.of(vintage, lambda: core_years(bank, weights, fund.fee.value).locked())
    held = mix(assumptions, question, None)
    return Futures(
        question=question,
        assumptions=assumptions,
        bank=bank,
        contributions=contributions,
        core=core,
        vintage=vintage,
        core_fund=(fund.key, fund.fee.value),
        mix=held,
    )
