"""What a plan year does to each fund, path by path: the core fund, each sleeve class on its terms, and the sleeve against the core.

A year multiplies what is held (`growth`) and turns $1 a month into `paid_in`. Private classes are told in reported values, at
which accounts trade: the same arithmetic then holds for all funds, and reported / economic value says what a holding is worth.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from scenarios.assumptions import CLASSES, CRYPTO_CLASSES, PRIVATE_CLASSES, SLEEVE_CLASSES
from scenarios.bank import Bank
from scenarios.calibrate import MONTHS
from scenarios.sleeve import ClassTerms, year_of_loss

Array = NDArray[Any]

MEAN_TIME_IN = (MONTHS - 1) / 2 / MONTHS  # of a year that a level monthly payment is invested before the year ends: 11/24
TIME_IN_SLOPE = (MONTHS**2 - 1) / 12 / MONTHS**2  # how that mean, weighted by value, moves with log growth: 143/1728


@dataclass(frozen=True, kw_only=True)
class Years:
    """What each year does, arrays [year][path]: `growth` multiplies a balance, `paid_in` is the year-end value of $1 a month."""

    growth: Array
    paid_in: Array

    def on(self, paths: Array, years: range) -> "Years":
        """The same on some of the paths; only `years` of it are told."""
        return replace(self, growth=_part(self.growth, paths, years), paid_in=_part(self.paid_in, paths, years))

    def between(self, paths: slice) -> Self:
        """The same on neighbouring paths, without a copy."""
        return replace(self, **{name: array[:, paths] for name, array in self._by_year()})

    def first(self, years: int) -> Self:
        """The first years alone, without a copy."""
        return replace(self, **{name: array[:years] for name, array in self._by_year()})

    def locked(self) -> Self:
        """The same, not to be written to: it is shared."""
        for _, array in self._by_year():
            array.flags.writeable = False
        return self

    def _by_year(self) -> Iterator[tuple[str, Array]]:
        """Its arrays [year][path], by name."""
        arrays = ((one.name, getattr(self, one.name)) for one in fields(self))
        return ((name, array) for name, array in arrays if isinstance(array, np.ndarray) and array.ndim == 2)


@dataclass(frozen=True, kw_only=True)
class SleeveYears(Years):
    """What a sleeve of weight 1 adds to the core in each year. `given_up` [year][path]: the share of it that was wiped out in
    an earlier year and now is core (None: never). `overstated` [year][path]: how much less than reported $1 of it is worth at
    the year's end (None: nothing)."""

    given_up: Array | None = None
    overstated: Array | None = None


@dataclass(frozen=True, kw_only=True)
class ClassYears(Years):
    """One sleeve class, in reported values. `share` of the sleeve; `last` [path] the year in which it is wiped out (None:
    never); `reported` [year][path] reported / economic value at the year's end (None: always 1); `gate` [year][path] whether
    sales are limited at the year's end (None: never)."""

    share: float
    last: Array | None
    reported: Array | None
    gate: Array | None

    def between(self, paths: slice) -> "ClassYears":
        return replace(super().between(paths), last=None if self.last is None else self.last[paths])

    def on(self, paths: Array, years: range) -> "ClassYears":
        return replace(
            self,
            growth=_part(self.growth, paths, years),
            paid_in=_part(self.paid_in, paths, years),
            last=None if self.last is None else self.last[paths],
            reported=None if self.reported is None else _part(self.reported, paths, years),
            gate=None if self.gate is None else _part(self.gate, paths, years),
        )


def _part(whole: Array, paths: Array, years: range) -> Array:
    part: Array = np.zeros((whole.shape[0], len(paths)), whole.dtype)
    part[years.start : years.stop] = whole[years.start : years.stop][:, paths]
    return part


def core_years(bank: Bank, weights: Array, fee: float) -> Years:
    """The core fund on the bank: `weights` [year][core class] held all year, `fee` a share of assets a year, taken monthly.

    Money paid in bears the fee for the time it was in: 11/24 of a year, and a little more where growth was high (exact to
    third order in log growth).
    """
    years, dtype = weights.shape[0], bank.growth.dtype
    growth, paid_in = np.empty((2, years, bank.paths), dtype)
    keep, part = dtype.type(np.log1p(-fee)), np.empty(bank.paths, dtype)
    for year in range(years):
        held = [(index, dtype.type(weight)) for index, weight in enumerate(weights[year]) if weight > 0]
        for total, classes in ((growth[year], bank.growth[year]), (paid_in[year], bank.paid_in[year])):
            total[:] = 0
            for index, weight in held:
                total += np.multiply(classes[index], weight, out=part)
        if fee:
            np.log(growth[year], out=part)
            part += keep / 2  # halfway between the log growth without and with the fee
            part *= keep * dtype.type(TIME_IN_SLOPE)
            part += keep * dtype.type(MEAN_TIME_IN)
            paid_in[year] *= np.exp(part, out=part)
            growth[year] *= dtype.type(1 - fee)
    return Years(growth=growth, paid_in=paid_in)


class SleeveClass:
    """One sleeve class of the bank on its terms, year by year: the bank's growth moved by the log shift d, G exp(d) and
    H exp(k d + v d^2 / 2), and, for "goes to zero once", a loss in the last month of one working year of each path. Where a
    private class is reported otherwise than it is worth, growth and paid_in are of the reported value."""

    def __init__(self, bank: Bank, terms: ClassTerms, working_years: int) -> None:
        self._bank, self._at, self._row = bank, CLASSES.index(terms.key), SLEEVE_CLASSES.index(terms.key)
        self._shift = bank.growth.dtype.type(terms.log_shift)
        self._factor = np.exp(self._shift)
        self._part = np.empty(bank.paths, bank.growth.dtype)
        self._lost = None if terms.left_by_loss is None or not working_years else year_of_loss(bank.paths, working_years)
        self._left = terms.left_by_loss
        self.share = np.asarray(terms.share, bank.growth.dtype)
        self.last = bank.wiped_out[CRYPTO_CLASSES.index(terms.key)] if terms.key in CRYPTO_CLASSES else None
        if self._lost is not None:
            self.last = self._lost if self.last is None else np.minimum(self.last, self._lost)
        self.reported, self._bought, self.gate = _statements(bank, terms.key)

    def year(self, year: int, growth: Array, paid_in: Array) -> None:
        """Write the class's growth and paid_in [path] of a year into the two arrays."""
        np.multiply(self._bank.growth[year, self._at], self._factor, out=growth)
        np.multiply(self._bank.time_spread[year, self._row], self._shift / 2, out=self._part)
        self._part += self._bank.time_left[year, self._row]
        self._part *= self._shift
        np.exp(self._part, out=paid_in)
        paid_in *= self._bank.paid_in[year, self._at]
        if self._lost is not None and self._left is not None:
            here = self._lost == year
            growth[here] *= self._left
            paid_in[here] = (paid_in[here] - 1) * self._left + 1  # the last month's money came after the fall
        if self.reported is not None and self._bought is not None:
            growth *= self.reported[year]
            if year:
                growth /= self.reported[year - 1]
            paid_in *= self._bought[year]
            paid_in *= self.reported[year]

    def weight(self, year: int) -> Array:
        """Its share of the sleeve in a year, one number or [path]: nothing in the years after it was wiped out."""
        if self.last is None:
            return self.share
        alive: Array = (self.last >= year).astype(self.share.dtype)
        alive *= self.share
        return alive

    def overstated(self, year: int, out: Array) -> Array:
        """How much less than reported $1 of it is worth at the year's end [path]; for a class with reported values."""
        assert self.reported is not None
        np.divide(1, self.reported[year], out=out)
        return np.subtract(1, out, out=out)


def _statements(bank: Bank, key: str) -> tuple[Array | None, Array | None, Array | None]:
    """A class's reported / economic value, the economic value bought at reported prices, and its gate, [year][path]; None
    where the bank reports a class at its value."""
    if key not in PRIVATE_CLASSES or not bank.lagged:
        return None, None, None
    row = PRIVATE_CLASSES.index(key)
    reported = bank.reported[:, row]
    gate = bank.gate[:, row]
    return reported, bank.bought[:, row], gate if gate.any() else None


def class_years(bank: Bank, terms: ClassTerms, *, working_years: int, years: int) -> ClassYears:
    """All plan years of one class."""
    held = SleeveClass(bank, terms, working_years)
    growth, paid_in = np.empty((2, years, bank.paths), bank.growth.dtype)
    for year in range(years):
        held.year(year, growth[year], paid_in[year])
    return ClassYears(growth=growth, paid_in=paid_in, share=terms.share, last=held.last, reported=held.reported, gate=held.gate)


def sleeve_excess(bank: Bank, core: Years, mix: Sequence[ClassTerms], working_years: int) -> SleeveYears:
    """What a sleeve of weight 1 adds to the core in each year. A class that was wiped out leaves its share to the core."""
    growth, paid_in = np.zeros_like(core.growth), np.zeros_like(core.paid_in)
    classes = [SleeveClass(bank, terms, working_years) for terms in mix]
    given_up = np.zeros_like(growth) if any(held.last is not None for held in classes) else None
    overstated = np.zeros_like(growth) if any(held.reported is not None for held in classes) else None
    own_growth, own_paid_in = np.empty((2, bank.paths), core.growth.dtype)
    for held in classes:
        for year in range(core.growth.shape[0]):
            held.year(year, own_growth, own_paid_in)
            weight = held.weight(year)
            for own, all_core, total in ((own_growth, core.growth, growth), (own_paid_in, core.paid_in, paid_in)):
                own -= all_core[year]
                own *= weight
                total[year] += own
            if given_up is not None and held.last is not None:
                given_up[year] += held.share - weight
            if overstated is not None and held.reported is not None:
                overstated[year] += held.share * held.overstated(year, own_growth)
    return SleeveYears(growth=growth, paid_in=paid_in, given_up=given_up, overstated=overstated)
