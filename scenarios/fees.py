"""What fees take in dollars, fund by fund, before retirement. The returns bear them already; this only counts.

A year's fee is rate / (1 - rate) of what a fund holds at the year's end; money paid in bears it for the mean time it was in.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenarios import outcomes
from scenarios.bank import Bank
from scenarios.calibrate import MONTHS
from scenarios.results import Statistic
from scenarios.sleeve import ClassTerms
from scenarios.years import MEAN_TIME_IN, SleeveClass, Years

Array = NDArray[Any]


def middle_half(balance: Array) -> Array:
    """Whether a future's balance [path] lies between the 25th and the 75th percentile, bool [path]."""
    quarter, ordered = balance.size // 4, np.sort(balance)
    among: Array = (balance >= ordered[quarter]) & (balance <= ordered[balance.size - quarter - 1])
    if np.count_nonzero(among) > balance.size - 2 * quarter:  # futures on an edge that are alike: the first ones of them below
        among = np.zeros(balance.size, np.bool_)
        among[np.argsort(balance, kind="stable")[quarter : balance.size - quarter]] = True
    return among


def dollars(core_fund: tuple[str, float], mix: Sequence[ClassTerms], held: Sequence[Array], among: Array) -> Mapping[str, Statistic]:
    """Average fee per fund over the futures `among`, summed over the working years, today's dollars.

    `held` [fund][path], the core first: year-end dollars that bear the fee, summed over the years.
    """
    rates = dict([core_fund, *((terms.key, terms.all_in_fee) for terms in mix)])
    return {
        key: outcomes.mean_among(part.astype(np.float64) * (rate / (1 - rate)), among)
        for (key, rate), part in zip(rates.items(), held, strict=True)
    }


def held_at_targets(bank: Bank, core: Years, mix: Sequence[ClassTerms], *, weights: Array, by_year: Array, paid_in: Array) -> list[Array]:
    """What an account at its targets holds for fees [fund][path]. `weights` of the sleeve and `paid_in` dollars [working year];
    `by_year` [year][path] reported balances at the start of each year."""
    years, dtype = len(paid_in), core.growth.dtype
    classes = [SleeveClass(bank, terms, years) for terms in mix]
    core_held, held = np.zeros(bank.paths, dtype), [np.zeros(bank.paths, dtype) for _ in mix]
    growth, value, core_share = np.empty((3, bank.paths), dtype)
    for year in range(years):
        flow = dtype.type(paid_in[year] / MONTHS * MEAN_TIME_IN)
        core_share[:] = 1
        for one, total in zip(classes, held, strict=True):
            one.year(year, growth, value)
            share = one.weight(year) * dtype.type(weights[year])
            core_share -= share
            growth *= by_year[year]
            growth += np.multiply(value, flow, out=value)
            total += np.multiply(growth, share, out=growth)
        np.multiply(by_year[year], core.growth[year], out=growth)
        growth += np.multiply(core.paid_in[year], flow, out=value)
        core_held += np.multiply(growth, core_share, out=growth) if mix else growth
    return [core_held, *held]


def total(parts: Sequence[Statistic]) -> Statistic:
    """The sum of fees; their errors are added, since the funds rise and fall together."""
    return Statistic(value=sum(part.value for part in parts), se=sum(part.se for part in parts))
