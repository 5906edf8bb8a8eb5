"""Required distributions above the need: taxed, kept outside the plan in the core fund, and spent once the account is empty.

This matters only for futures in which the account runs out after more than the need was required; the others are left alone.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenarios.calibrate import MONTHS
from scenarios.spending import Entry, Spent
from scenarios.years import Years

Array = NDArray[Any]


def with_set_aside(spent: Spent, core: Years, goal: float) -> Array:
    """`spent.short`, later where what was set aside could pay for longer."""
    if not spent.entries:
        return spent.short
    short, last = spent.short.copy(), spent.entries[-1].year.year + 1
    where = np.nonzero(spent.rich & (short < last))
    aside, late = np.zeros(where[0].size), np.full(where[0].size, last, short.dtype)
    for entry in spent.entries:
        growth, paid_in = core.growth[entry.year.year, where[1]], core.paid_in[entry.year.year, where[1]]
        aside = aside * growth + _flow(entry, goal, where) / MONTHS * paid_in
        empty = entry.empty[where]
        aside -= np.where(empty, 0, entry.owed[where])
        late = np.where((aside < 0) & (late == last), entry.year.year, late)
        aside = np.maximum(aside, 0)
    short[where] = late
    return short


def _flow(entry: Entry, goal: float, where: tuple[Array, ...]) -> Array:
    """Dollars of the year that are set aside, or below 0, taken from it for what Social Security alone does not pay."""
    year, required = entry.year, entry.required[where]
    left = required + year.benefits - year.filer.tax(required, year.benefits, 1 / entry.worth[where[1]])
    flow: Array = np.where(entry.empty[where], np.minimum(left - goal, 0), np.maximum(left - goal, 0))
    return flow
