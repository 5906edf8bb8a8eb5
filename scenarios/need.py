"""What must be withdrawn each year to spend the goal, where nothing but the price level sets futures apart.

Without Roth money the need depends on a future only by its price level, through the thresholds of 26 U.S.C. 86, which are not
indexed. In 1 / price level it is made of straight pieces, found here once for all futures instead of searched for in each.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenarios.tax import Filer

Array = NDArray[Any]


@dataclass(frozen=True, kw_only=True)
class Need:
    """Dollars a year to withdraw, as straight pieces between points: `worth`, the value of a dollar (1 / price level), rising. Where
    the benefits are more than enough `withdrawal` is below zero, so that the piece through zero stays straight."""

    worth: Array
    withdrawal: Array

    def at(self, worth: Array) -> Array:
        """The withdrawal at each value of a dollar; beyond the points it no longer changes."""
        found = np.full_like(worth, max(self.withdrawal[0], 0))
        moves = np.flatnonzero(worth > self.worth[0])  # the longer prices rise, the fewer
        found[moves] = np.maximum(np.interp(worth[moves], self.worth, self.withdrawal), 0)
        return found


def need(filer: Filer, goal: float, benefits: float) -> Need:
    """The need in years without the senior deduction, for benefits of more than nothing.

    The taxed part T of benefits rises from 0 to its most as a dollar loses its value. For each T the brackets say what is to be
    withdrawn, and section 86 says at which value of a dollar exactly T is taxed; both are straight between the points taken.
    """
    half, most = filer.half * benefits, filer.most * benefits
    floors = np.array(filer.floors)
    kept = floors - filer.bracket_tax(floors)
    taxed = np.unique(np.clip([0.0, half, most, *(kept - goal + benefits + filer.deduction)], 0, most))
    for _ in range(2):
        taxed = np.union1d(taxed, _crossings(taxed, *_values(filer, goal, benefits, taxed)))
    drawn = _withdrawal(filer, goal, benefits, taxed)
    plain, steep, full = _values(filer, goal, benefits, taxed)
    until_half = np.maximum(plain, steep)
    worth = np.where(taxed < half, until_half, np.minimum(until_half, full))
    stays = taxed == half  # over a range of values exactly half of the benefits is taxed
    worth, drawn = np.concatenate([worth, until_half[stays]]), np.concatenate([drawn, drawn[stays]])
    order = np.lexsort((-drawn, worth))
    return Need(worth=worth[order], withdrawal=drawn[order])


def _withdrawal(filer: Filer, goal: float, benefits: float, taxed: Array) -> Array:
    """What leaves the goal when `taxed` of the benefits is income."""
    floors = np.array(filer.floors)
    kept = floors - filer.bracket_tax(floors)
    net = goal - benefits - filer.deduction + taxed
    taxable = np.where(net > kept[-1], floors[-1] + (net - kept[-1]) / (1 - filer.rates[-1]), np.interp(net, kept, floors))
    taxable = np.where(net < 0, net, taxable)
    drawn: Array = taxable + filer.deduction - taxed
    return drawn


def _values(filer: Filer, goal: float, benefits: float, taxed: Array) -> tuple[Array, Array, Array]:
    """The values of a dollar at which `taxed` is taxed: below the second threshold, above it, and with half already in full."""
    combined = _withdrawal(filer, goal, benefits, taxed) + benefits / 2
    low, high, extra = filer.half_from, filer.most_from, filer.most - filer.half
    plain = (combined - taxed / filer.half) / low
    steep = (filer.most * combined - taxed) / (filer.half * low + extra * high)
    full = (combined - (taxed - filer.half * benefits) / filer.most) / high
    return plain, steep, full


def _crossings(taxed: Array, plain: Array, steep: Array, full: Array) -> Array:
    """Where between two points one of the lines takes over from another."""
    found = []
    for gap in (plain - steep, np.maximum(plain, steep) - full):
        left, right = gap[:-1], gap[1:]
        at = np.flatnonzero(left * right < 0)
        found.append(taxed[at] + (taxed[at + 1] - taxed[at]) * left[at] / (left[at] - right[at]))
    return np.concatenate(found)
