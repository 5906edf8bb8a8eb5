"""The same question the plain way: NumPy, month by month, every policy carried along. The yardstick for the annual bank.

One regime and level inflation, so that its draws are the simplest there are. Its answer is near ours, not equal to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenarios.assumptions import CLASSES, CORE_CLASSES, Assumptions
from scenarios.inputs import Question
from tests.twin import average_return, core_mix, log_volatility, paid_in, sleeve_weight

Array = NDArray[Any]
PERCENTILES = (5, 25, 50, 75, 95)


@dataclass(frozen=True)
class PlainAnswer:
    """Statistics along the last axis: percentiles, mean, standard deviation, average of the lowest 5 of 100."""

    balance: Array
    income: Array
    by_age: Array
    balance_change: Array
    income_change: Array
    chance_worse: Array
    chance_less: Array


class PlainMarket:
    """Monthly real growth of all classes: one lognormal law for every month."""

    def __init__(self, edition: Assumptions, paths: int, seed: int) -> None:
        spread = np.array([log_volatility(edition, key) for key in CLASSES])
        inflation = edition.inflation.mean.value
        drift = np.array([log((1 + _average(edition, key)) / (1 + inflation)) for key in CLASSES]) - spread**2 / 2
        self._lower = np.linalg.cholesky(np.array([[edition.correlation(a, b) for b in CLASSES] for a in CLASSES]))
        self._drift, self._spread = drift[:, None] / 12, spread[:, None] / sqrt(12)
        self._draw, self._paths = np.random.default_rng(seed), paths

    def month(self) -> Array:
        shocks = self._lower @ self._draw.standard_normal((len(CLASSES), self._paths))
        return np.exp(self._drift + self._spread * shocks)


class PlainAccounts:
    """Core and sleeve of every policy [policy][path], by the glide path and the sleeve's targets."""

    def __init__(self, question: Question, edition: Assumptions, weights: Sequence[float], paths: int) -> None:
        household, plan = question.household, question.plan
        self._targets = np.array([[sleeve_weight(household, plan, weight, year) for weight in weights] for year in range(household.years)])
        left = [household.working_years - year for year in range(household.years)]
        self._mixes = np.array([[core_mix(edition, years)[key] for key in CORE_CLASSES] for years in left])
        self._core_keeps = (1 - edition.core_funds[plan.core].fee.value) ** (1 / 12)
        self._held = [(CLASSES.index(key), share, (1 - edition.classes[key].fee.value) ** (1 / 12)) for key, share in question.sleeve.mix.items()]
        self._shape = (len(weights), paths)

    def open(self, amount: float, year: int) -> tuple[Array, Array]:
        return self.rebalanced(np.full(self._shape, amount), year)

    def rebalanced(self, total: Array, year: int) -> tuple[Array, Array]:
        target = self._targets[min(year, len(self._targets) - 1)][:, None]
        return total * (1 - target), total * target

    def grow(self, core: Array, sleeve: Array, growth: Array, year: int, a_month: float = 0.0) -> None:
        target = self._targets[year][:, None]
        core *= self._mixes[year] @ growth[: len(CORE_CLASSES)] * self._core_keeps
        sleeve *= sum(growth[row] * share * keeps for row, share, keeps in self._held)
        core += a_month * (1 - target)
        sleeve += a_month * target


def plain_answer(question: Question, edition: Assumptions, weights: Sequence[float], paths: int, seed: int) -> PlainAnswer:
    """Policies of these sleeve weights, the first the baseline and the second the choice, from today to the plan-to age."""
    household = question.household
    market, accounts = PlainMarket(edition, paths, seed), PlainAccounts(question, edition, weights, paths)
    total, by_age = np.full((len(weights), paths), household.balance), []
    for year, row in enumerate(paid_in(household, question.plan, edition)):
        core, sleeve = accounts.rebalanced(total, year)
        for _ in range(12):
            accounts.grow(core, sleeve, market.month(), year, row.total / 12)
        total = core + sleeve
        by_age.append(total[:2])
    income = total / _cost_of_a_dollar_a_month(market, accounts, range(household.working_years, household.years))
    return PlainAnswer(
        balance=_statistics(total), income=_statistics(income), by_age=_statistics(np.array(by_age)),
        balance_change=_statistics(total[1] - total[0]), income_change=_statistics(income - income[0]),
        chance_worse=(total < total[0]).mean(axis=1), chance_less=(income < 0.99 * income[0]).mean(axis=1),
    )  # fmt: skip


def _cost_of_a_dollar_a_month(market: PlainMarket, accounts: PlainAccounts, years: range) -> Array:
    """At retirement, on each path and policy: what pays $1 at every month's end and then is used up."""
    core, sleeve = accounts.open(1.0, years.start)
    cost = np.zeros_like(core)
    for year in years:
        for _ in range(12):
            accounts.grow(core, sleeve, market.month(), year)
            cost += 1 / (core + sleeve)
        core, sleeve = accounts.rebalanced(core + sleeve, year + 1)
    return cost


def _statistics(values: Array) -> Array:
    lowest = np.sort(values, axis=-1)[..., : values.shape[-1] // 20].mean(axis=-1)
    return np.stack([*np.percentile(values, PERCENTILES, axis=-1), values.mean(axis=-1), values.std(axis=-1), lowest], axis=-1)


def _average(edition: Assumptions, key: str) -> float:
    stated = edition.classes[key].average_return
    return stated.value if key in CORE_CLASSES and stated else average_return(edition, key, "neutral")
