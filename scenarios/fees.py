"""What fees take in dollars, fund by fund, before retirement. The returns bear them already; this only counts."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenarios.bank import Bank
from scenarios.calibrate import MONTHS
from scenarios.project import MEAN_TIME_IN, SleeveClass, Years
from scenarios.results import Statistic
from scenarios.sleeve import ClassTerms

Array = NDArray[Any]


def middle_half(balance: Array) -> Array:
    """The futures whose balance [path] lies between the 25th and the 75th percentile: their positions."""
    quarter = balance.size // 4
    return np.argsort(balance, kind="stable")[quarter : balance.size - quarter]


def dollars(
    bank: Bank,
    core: Years,
    core_fund: tuple[str, float],
    mix: Sequence[ClassTerms],
    *,
    weights: Array,
    by_year: Array,
    paid_in: Array,
    among: Array,
) -> Mapping[str, Statistic]:
    """Average fee per fund over the futures `among`, summed over the working years, in today's dollars, with its error.

    A year's fee is rate / (1 - rate) of what a fund holds at year end; money paid in bears it for the mean time it was in.
    `weights` [working year] of the sleeve; `by_year` [year][path] balances at the start of each year.
    """
    years, dtype = len(paid_in), core.growth.dtype
    held = [SleeveClass(bank, terms, years) for terms in mix] if weights.any() else []
    key, fee = core_fund
    paid = {name: np.zeros(len(among)) for name in (key, *(terms.key for terms in mix[: len(held)]))}
    growth, value = np.empty((2, bank.paths), dtype)
    for year in range(years):
        balance, flow = by_year[year, among], paid_in[year] / MONTHS * MEAN_TIME_IN
        core_share = np.ones(len(among), dtype)
        for terms, one in zip(mix, held, strict=False):
            one.year(year, growth, value)
            share = np.broadcast_to(one.weight(year) * dtype.type(weights[year]), bank.paths)[among]
            core_share -= share
            paid[terms.key] += share * (balance * growth[among] + flow * value[among]) * _rate(terms.all_in_fee)
        paid[key] += core_share * (balance * core.growth[year, among] + flow * core.paid_in[year, among]) * _rate(fee)
    return {name: _mean(taken) for name, taken in paid.items()}


def total(parts: Sequence[Statistic]) -> Statistic:
    """The sum of fees; their errors are added, since the funds rise and fall together."""
    return Statistic(value=sum(part.value for part in parts), se=sum(part.se for part in parts))


def _rate(fee: float) -> float:
    return fee / (1 - fee)


def _mean(taken: Array) -> Statistic:
    return Statistic(value=float(taken.mean()), se=float(taken.std()) / float(np.sqrt(taken.size)))
