"""One person on one bank: the futures that every part of an answer looks at."""

from collections.abc import Mapping, Sequence
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
from scenarios.project import Balances, Paid, project, retired
from scenarios.results import ContributionYear, Statistic
from scenarios.sleeve import ClassTerms, target_weights
from scenarios.spending import years_followed
from scenarios.sustained import Tracked
from scenarios.terms import mix
from scenarios.trading import trading
from scenarios.years import SleeveYears, Years, class_years, core_years, sleeve_excess

Array = NDArray[Any]


@dataclass(frozen=True, kw_only=True)
class Futures:
    """The question on its bank. `core` is the years of the core fund, `mix` the sleeve's classes and what holding them means;
    `contributions` has one entry for each working year."""

    question: Question
    assumptions: Assumptions
    bank: Bank
    contributions: tuple[ContributionYear, ...]
    core: Years
    core_fund: tuple[str, float]
    mix: tuple[ClassTerms, ...]

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
        """What the sleeve's mix adds to the core."""
        return sleeve_excess(self.bank, self.core, self.mix, self.question.household.working_years)

    @cached_property
    def funds(self) -> Funds:
        """What each year does to every fund held apart, and the gates in their way."""
        working, limit = self.question.household.working_years, self.assumptions.private.gate_sale_limit.value
        classes = tuple(class_years(self.bank, terms, working_years=working, years=self.years) for terms in self.mix)
        gates = Gates.of(classes, limit, range(self.years)) if self.question.plan.gates else None
        return Funds(core=self.core, classes=classes, gates=gates)

    def weights(self, weight: float) -> Array:
        """The sleeve's target share of the account in each plan year."""
        household = self.question.household
        return target_weights(weight, household, self.question.plan, years_followed(household, self.bank.years))

    def account(self, weights: Sequence[float], keep: int = 0) -> Balances:
        """Accounts that differ in the sleeve's weight; the first `keep` are looked at closely."""
        return project(self._kind(weights), Paid(total=self.paid_in, roth=self.roth_paid_in), keep)

    def at_retirement(self, weights: Sequence[float]) -> Array:
        """What account() says under this name, [policy][path], without all that it works out beside it."""
        return retired(self._working._kind(weights), Paid(total=self.paid_in))

    @cached_property
    def _working(self) -> "Futures":
        """The working years alone."""
        years = self.question.household.working_years
        return replace(self, core=Years(growth=self.core.growth[:years], paid_in=self.core.paid_in[:years]))

    def _kind(self, weights: Sequence[float]) -> Kind:
        return self.at_targets(weights) if self.calendar or not any(weights) else self._tracked(weights)

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
        )

    def _tracked(self, weights: Sequence[float]) -> Tracked:
        plan, household, classes = self.question.plan, self.question.household, self.funds.classes
        return Tracked(
            funds=self.funds,
            sleeve=self.excess,
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

    def holding(self, mix: tuple[ClassTerms, ...]) -> "Futures":
        """The same person on the same futures, with the sleeve's classes on other terms."""
        return self if mix == self.mix else replace(self, mix=mix)

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
    core = core_years(bank, np.array([core_weights(assumptions.glide_path, years) for years in left]), fund.fee.value)
    held = mix(assumptions, question, None)
    return Futures(
        question=question,
        assumptions=assumptions,
        bank=bank,
        contributions=contributions,
        core=core,
        core_fund=(fund.key, fund.fee.value),
        mix=held,
    )
