"""What fees take in dollars, fund by fund, before retirement. The returns bear them already; this only counts."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenarios.bank import Bank
from scenarios.calibrate import MONTHS
from scenarios.project import MEAN_TIME_IN, Years, alive, class_years
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
    years = len(paid_in)
    here = slice(None, years)
    flow = (paid_in / MONTHS * MEAN_TIME_IN)[:, None]
    balance = by_year[here, among]
    core_share = np.ones_like(balance)
    paid = {}
    for terms in mix if weights.any() else ():
        own = class_years(bank, terms, years, years)
        living = alive(bank, terms, years, years)
        share = weights[:, None] * terms.share * (1.0 if living is None else living[:, among])
        core_share = core_share - share
        paid[terms.key] = _total(share * (balance * own.growth[:, among] + flow * own.paid_in[:, among]), terms.all_in_fee)
    key, fee = core_fund
    first = _total(core_share * (balance * core.growth[here, among] + flow * core.paid_in[here, among]), fee)
    return {key: first, **paid}


def total(parts: Sequence[Statistic]) -> Statistic:
    """The sum of fees; their errors are added, since the funds rise and fall together."""
    return Statistic(value=sum(part.value for part in parts), se=sum(part.se for part in parts))


def _total(held: Array, rate: float) -> Statistic:
    taken = held.sum(axis=0, dtype=np.float64) * (rate / (1 - rate))
    return Statistic(value=float(taken.mean()), se=float(taken.std()) / float(np.sqrt(taken.size)))
