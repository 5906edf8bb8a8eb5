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
    held = {terms: SleeveClass(bank, terms, years) for terms in mix} if weights.any() else {}
    core_paid, paid = np.zeros(bank.paths, dtype), {terms.key: np.zeros(bank.paths, dtype) for terms in held}
    growth, value = np.empty((2, bank.paths), dtype)
    for year in range(years):
        flow = dtype.type(paid_in[year] / MONTHS * MEAN_TIME_IN)
        core_share = np.ones(bank.paths, dtype)
        for terms, one in held.items():
            one.year(year, growth, value)
            share = one.weight(year) * dtype.type(weights[year])
            core_share -= share
            paid[terms.key] += share * (by_year[year] * growth + flow * value)
        core_paid += core_share * (by_year[year] * core.growth[year] + flow * core.paid_in[year])
    key, fee = core_fund
    return {key: _mean(core_paid[among], fee), **{terms.key: _mean(paid[terms.key][among], terms.all_in_fee) for terms in held}}


def total(parts: Sequence[Statistic]) -> Statistic:
    """The sum of fees; their errors are added, since the funds rise and fall together."""
    return Statistic(value=sum(part.value for part in parts), se=sum(part.se for part in parts))


def _mean(held: Array, fee: float) -> Statistic:
    """The fee on what was held [path], a sum over years of year-end dollars."""
    taken = held.astype(np.float64) * (fee / (1 - fee))
    return Statistic(value=float(taken.mean()), se=float(taken.std()) / float(np.sqrt(taken.size)))
