"""One person on one bank: the futures that every part of an answer looks at."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenarios.assumptions import Assumptions
from scenarios.bank import Bank
from scenarios.contributions import schedule
from scenarios.glide_path import core_weights
from scenarios.inputs import Question
from scenarios.project import Balances, Years, core_years, project, sleeve_excess
from scenarios.results import ContributionYear
from scenarios.sleeve import ClassTerms, target_weights
from scenarios.terms import mix

Array = NDArray[Any]


@dataclass(frozen=True, kw_only=True)
class Futures:
    """The question on its bank. `core` and `excess` are the years of the core fund and of the sleeve's mix against it;
    `paid_in` [working year] is what worker and employer pay in, dollars a year."""

    question: Question
    assumptions: Assumptions
    bank: Bank
    contributions: tuple[ContributionYear, ...]
    core: Years
    core_fund: tuple[str, float]
    mix: tuple[ClassTerms, ...]
    excess: Years
    paid_in: Array

    def weights(self, weight: float) -> Array:
        """The sleeve's target share of the account in each plan year."""
        return target_weights(weight, self.question.household, self.question.plan)

    def account(self, weights: Sequence[float], keep: int = 0) -> Balances:
        """Accounts that differ in the sleeve's weight; the first `keep` are kept year by year."""
        targets = np.stack([self.weights(weight) for weight in weights])
        return project(self.core, self.excess, targets, start=self.question.household.balance, paid_in=self.paid_in, keep=keep)

    def holding(self, mix: tuple[ClassTerms, ...]) -> "Futures":
        """The same person on the same futures, with the sleeve's classes on other terms."""
        if mix == self.mix:
            return self
        return replace(self, mix=mix, excess=sleeve_excess(self.bank, self.core, mix, self.question.household.working_years))


def futures_of(question: Question, assumptions: Assumptions, bank: Bank) -> Futures:
    """Put a question on its bank: contributions, the core fund's years and the sleeve's."""
    household, plan = question.household, question.plan
    contributions = schedule(household, plan, assumptions)
    fund = assumptions.core_funds[plan.core]
    left = [household.working_years - year for year in range(household.years)]
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
        excess=sleeve_excess(bank, core, held, household.working_years),
        paid_in=np.array([row.employee + row.employer for row in contributions]),
    )
