"""The same question the plain way: the same market drawn with NumPy's own generator, month by month, every policy carried along.

The yardstick for the annual bank, and one more check on it: its draws are others, its answer must be near.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenarios.assumptions import CLASSES, CORE_CLASSES, CRYPTO_CLASSES, Assumptions
from scenarios.inputs import Question
from scenarios.market import Market, resolve
from tests.twin.contributions import paid_in
from tests.twin.future import core_mix
from tests.twin.rules import Rules
from tests.twin.terms import assets

Array = NDArray[Any]
PERCENTILES = (5, 25, 50, 75, 95)
MEDIAN = 2
BATCHES = 20  # of paths, for errors


@dataclass(frozen=True)
class Estimate:
    """Percentiles, mean, standard deviation and average of the lowest 5 of 100 on the last axis, each with its error."""

    value: Array
    error: Array


@dataclass(frozen=True)
class PlainAnswer:
    """By policy, the first the baseline and the second the choice; `by_age` [age][those two]; `fees` in dollars of the same."""

    balance: Estimate
    income: Estimate
    by_age: Estimate
    balance_change: Estimate
    income_change: Estimate
    chance_worse: Array
    chance_less: Array
    fees: Array


class PlainMarket:
    """Monthly real growth of all classes on all paths: two regimes, wipe-outs of crypto, long-run means that each path draws once."""

    def __init__(self, market: Market, paths: int, seed: int) -> None:
        self._market, self._paths, self._draw = market, paths, np.random.default_rng(seed)
        self._lower = [np.array([[*row, *[0.0] * (len(market.shocks[0]) - len(row))] for row in shocks]) for shocks in market.shocks]
        self._mean = np.array([law.mean for law in market.laws])[:, :, None]
        self._sd = np.array([law.sd for law in market.laws])[:, :, None]
        self._hazard = np.array([market.hazards[CLASSES.index(key)] for key in CRYPTO_CLASSES])[:, :, None]
        self._stress = self._draw.random(paths) < market.chain.stress_share
        shared, own = self._cut_normal((1, paths)), self._cut_normal((len(CLASSES), paths))
        moved = shared * np.array(market.mean_loading)[:, None] + own * np.array(market.mean_own)[:, None]
        self._drift = np.log(1 + moved / (1 + np.array(market.average)[:, None])) / 12
        self.alive = np.ones((len(CRYPTO_CLASSES), paths), bool)

    def month(self) -> Array:
        leaves, enters = self._market.chain.leave, self._market.chain.enter
        chance = self._draw.random(self._paths)
        stress = self._stress = np.where(self._stress, chance >= leaves, chance < enters)
        normal = self._draw.standard_normal((len(CLASSES) + 1, self._paths))
        shocks = np.where(stress, self._lower[1] @ normal, self._lower[0] @ normal)[:-1]
        mean, sd = np.where(stress, self._mean[:, 1], self._mean[:, 0]), np.where(stress, self._sd[:, 1], self._sd[:, 0])
        growth: Array = np.exp(mean + sd * shocks + self._drift)
        ruined = self.alive & (self._draw.random(self.alive.shape) < np.where(stress, self._hazard[:, 1], self._hazard[:, 0]))
        crypto = growth[-len(CRYPTO_CLASSES) :]
        crypto[~self.alive] = 1.0
        crypto[ruined] *= self._market.wipeout_left
        self.alive = self.alive & ~ruined
        return growth

    def _cut_normal(self, shape: tuple[int, int]) -> Array:
        values = self._draw.standard_normal(shape)
        while (outside := np.abs(values) > self._market.mean_truncation).any():
            values[outside] = self._draw.standard_normal(int(outside.sum()))
        return values


class PlainAccounts:
    """What every policy holds, [fund][policy][path]: the core fund, then each asset of the sleeve."""

    def __init__(self, question: Question, edition: Assumptions, weights: Sequence[float], market: PlainMarket) -> None:
        household, plan = question.household, question.plan
        years = range(household.years)
        self._market = market
        rules = [Rules(question, weight) for weight in weights]
        self._weights = np.array([[rule.target(year) for rule in rules] for year in years])
        mixes = [core_mix(edition, household.working_years - year) for year in years]
        self._core = np.array([[mix[key] for key in CORE_CLASSES] for mix in mixes])
        self._assets = assets(question, edition, None, {})
        self._rows = [CLASSES.index(asset.key) for asset in self._assets]
        self._shift = np.exp([asset.shift / 12 for asset in self._assets])
        core_fee = edition.core_funds[plan.core].fee.value
        self._core_keeps = (1 - core_fee) ** (1 / 12)
        self._fees = np.array([core_fee, *(asset.reported_fee for asset in self._assets)])[:, None, None] / 12
        self.fees_paid: Array = np.zeros(())

    def rebalanced(self, total: Array, year: int) -> Array:
        self._targets = self._targets_of(year)
        return total * self._targets

    def grow(self, held: Array, year: int, a_month: float = 0.0) -> None:
        growth = self._market.month()
        self.fees_paid = self.fees_paid + (held[:, :2] * self._fees).sum(axis=0)
        held[0] *= self._core[year] @ growth[: len(CORE_CLASSES)] * self._core_keeps
        for number, row in enumerate(self._rows):
            held[1 + number] *= growth[row] * self._shift[number]
        if a_month:
            held += a_month * self._targets

    def _targets_of(self, year: int) -> Array:
        weight, alive = self._weights[min(year, len(self._weights) - 1)][:, None], self._market.alive
        sleeve = []
        for asset in self._assets:
            lives = alive[CRYPTO_CLASSES.index(asset.key)] if asset.key in CRYPTO_CLASSES else np.ones(alive.shape[1])
            sleeve.append(weight * asset.share * lives)
        return np.array([1 - sum(sleeve), *sleeve])


def plain_answer(question: Question, edition: Assumptions, weights: Sequence[float], paths: int, seed: int) -> PlainAnswer:
    """Policies of these sleeve weights, the first the baseline and the second the choice, from today to the plan-to age."""
    household = question.household
    market = PlainMarket(resolve(edition, question.beliefs), paths, seed)
    accounts = PlainAccounts(question, edition, weights, market)
    total, by_age = np.full((len(weights), paths), household.balance), []
    for year, row in enumerate(paid_in(household, question.plan, edition)):
        held = accounts.rebalanced(total, year)
        for _ in range(12):
            accounts.grow(held, year, row.total / 12)
        total = held.sum(axis=0)
        by_age.append(total[:2])
    fees = accounts.fees_paid.mean(axis=-1)
    income = total / _cost_of_a_dollar_a_month(accounts, range(household.working_years, household.years), total.shape)
    return PlainAnswer(
        balance=_estimate(total), income=_estimate(income), by_age=_estimate(np.array(by_age)),
        balance_change=_estimate(total[1] - total[0]), income_change=_estimate(income - income[0]),
        chance_worse=(total < total[0]).mean(axis=1), chance_less=(income < 0.99 * income[0]).mean(axis=1), fees=fees,
    )  # fmt: skip


def _cost_of_a_dollar_a_month(accounts: PlainAccounts, years: range, shape: tuple[int, ...]) -> Array:
    """At retirement, on each path and policy: what pays $1 at every month's end and then is used up."""
    total, cost = np.ones(shape), np.zeros(shape)
    for year in years:
        held = accounts.rebalanced(total, year)
        for _ in range(12):
            accounts.grow(held, year)
            cost += 1 / held.sum(axis=0)
        total = held.sum(axis=0)
    return cost


def _estimate(values: Array) -> Estimate:
    batches = values.reshape(*values.shape[:-1], BATCHES, -1)
    return Estimate(_statistics(values), _statistics(batches).std(axis=-2) / np.sqrt(BATCHES - 1))


def _statistics(values: Array) -> Array:
    lowest = np.sort(values, axis=-1)[..., : values.shape[-1] // 20].mean(axis=-1)
    return np.stack([*np.percentile(values, PERCENTILES, axis=-1), values.mean(axis=-1), values.std(axis=-1), lowest], axis=-1)
