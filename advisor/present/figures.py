"""Numbers as people read them. Every rounding for show is in this file; the habits of each language are in `scales`.

A page writes some hundreds of numbers, so those who write one share plain functions (with a `_`) that neither note nor ask Django.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache, wraps
from math import floor, isfinite, log10
from typing import Concatenate, ParamSpec, TypeVar

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, pgettext

from advisor.present.scales import Scale, Unit, scale
from scenarios.results import Statistic

MINUS = "\u2212"
COUNTRY = 1e9  # stated dollars from here on are those of a whole country
SMALL_STEP = 10  # a change is shown to ten dollars; below ten dollars, to one

Value = TypeVar("Value", bound=float)
Terms = ParamSpec("Terms")
Written = TypeVar("Written", str, int)


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A number as it was written, and what it was before."""

    text: str
    value: float


_notes: ContextVar[list[Shown] | None] = ContextVar("notes", default=None)


@contextmanager
def noted() -> Iterator[list[Shown]]:
    """Every number that is written meanwhile, in order: what a report says of its numbers rests on this."""
    notes: list[Shown] = []
    before = _notes.set(notes)
    try:
        yield notes
    finally:
        _notes.reset(before)


def _noting(write: Callable[Concatenate[Value, Terms], Written]) -> Callable[Concatenate[Value, Terms], Written]:
    """Note what a function of this file writes. Those that are noted do not call each other, so each number is noted once."""

    @wraps(write)
    def writing(value: Value, /, *args: Terms.args, **kwargs: Terms.kwargs) -> Written:
        written = write(value, *args, **kwargs)
        notes = _notes.get()
        if notes is not None:
            notes.append(Shown(text=str(written), value=float(value)))
        return written

    return writing


def rounded(value: float) -> float:
    """To two significant figures, to three when the first is a 1: the rounding never moves a number by more than 1 in 40."""
    if value == 0:
        return 0.0
    exponent = floor(log10(abs(value)))
    first_is_one = abs(value) < 2 * 10**exponent
    return float(round(value, 1 - exponent + first_is_one))


def rounded_change(value: float) -> float:
    """A change in dollars: as `rounded`, but no finer than ten dollars; a change below ten dollars to one dollar."""
    if abs(value) < SMALL_STEP:
        return float(round(value))
    return float(round(rounded(value) / SMALL_STEP) * SMALL_STEP)


@_noting
def of_100(share: float) -> int:
    """A chance as whole parts of 100. The model's less / same / more are whole already and add to 100."""
    return round(100 * share)


@_noting
def number(value: float, places: int = 0) -> str:
    """A number with as many decimals as asked."""
    return _number(value, places)


def _number(value: float, places: int = 0) -> str:
    """Every language of the site writes 1,234.5 (`advisor/formats` tells Django so). What is no number is never shown as one."""
    near = round(value, places)
    if not isfinite(near):
        raise ValueError("not a number")
    return (MINUS if near < 0 else "") + f"{Decimal(str(abs(near))):,.{places}f}"


@_noting
def exact(value: float, most_places: int = 4) -> str:
    """A number as it was given: no more decimals than it has."""
    return _exact(value, most_places)


def _exact(value: float, most_places: int = 4) -> str:
    nearest = round(value, most_places)
    places = 0
    while places < most_places and round(value, places) != nearest:
        places += 1
    return _number(value, places)


@_noting
def dollars(value: float) -> str:
    """Dollars that somebody gave: not rounded, cents only when there are some."""
    return _dollars(value)


def _dollars(value: float) -> str:
    text = _exact(abs(value), 2) if float(value).is_integer() else _number(abs(value), 2)
    return (MINUS if value < 0 else "") + scale().dollars % text


@_noting
def stated(value: float) -> str:
    """Dollars that a source states: as `dollars`, but those of a whole country in its units: $9.3 trillion."""
    habit = scale()
    return _in_dollars(value, (*habit.country, *habit.money), habit) if abs(value) >= COUNTRY else _dollars(value)


@_noting
def money(value: float) -> str:
    """Dollars that were worked out: $3,200, $780,000, $1.9 million."""
    habit = scale()
    return _in_dollars(rounded(value), habit.money, habit)


@_noting
def money_short(value: float) -> str:
    """Dollars for axes and tight tables: $2k, $780k, $1.9m."""
    return _in_short_dollars(rounded(value), scale().money_short)


@_noting
def billions(value: float) -> str:
    """Dollars of a whole country: $87 billion, $8.7 trillion. Below its units as `money`."""
    habit = scale()
    return _in_dollars(rounded(value), (*habit.country, *habit.money), habit)


@_noting
def billions_short(value: float) -> str:
    """The same for axes and narrow paper: $87bn, $8.7tn."""
    habit = scale()
    return _in_short_dollars(rounded(value), (*habit.country_short, *habit.money_short))


@_noting
def count(value: float) -> str:
    """How many of a thing, worked out: 750,000; 23 million."""
    return _scaled(rounded(value), scale().money)


@_noting
def change(value: float) -> str:
    """A change in dollars with its sign: −$590, +$920; $0 has none."""
    size, habit = rounded_change(value), scale()
    return ("+" if size > 0 else "") + _in_dollars(size, habit.change, habit)


@_noting
def change_short(value: float) -> str:
    """A change in dollars on an axis: +$2k, −$500."""
    size = rounded(value)
    return ("+" if size > 0 else "") + _in_short_dollars(size, scale().money_short)


@_noting
def change_size(value: float) -> str:
    """A change in dollars without its sign, for sentences that say less or more: $590."""
    habit = scale()
    return _in_dollars(abs(rounded_change(value)), habit.change, habit)


def _in_dollars(value: float, units: Sequence[Unit], habit: Scale) -> str:
    return (MINUS if value < 0 else "") + _scaled(abs(value), units, habit.dollars, habit.unit_dollars)


def _in_short_dollars(value: float, units: Sequence[Unit]) -> str:
    return (MINUS if value < 0 else "") + _scaled(abs(value), units, "$%s", "$%s")


def _scaled(size: float, units: Sequence[Unit], plain: str = "%s", counted: str = "%s") -> str:
    """In the first unit that is not too large, or in digits."""
    for unit in units:
        if size >= max(unit.size, unit.start):
            words = unit.one if unit.one and size == unit.size else unit.words
            return counted % (words % _exact(size / unit.size, 2))
    return plain % _number(size)


def less_or_more(value: float) -> str:
    """A change in dollars for a sentence: "$590 less", "$920 more"."""
    pattern = gettext("%(money)s less") if rounded_change(value) < 0 else gettext("%(money)s more")
    return pattern % {"money": change_size(value)}


def clear_change(statistic: Statistic) -> str:
    """A change, or the words for one that the number of futures cannot tell from zero."""
    return change(statistic.value) if statistic.is_clear else no_clear_difference()


def no_clear_difference() -> str:
    return gettext("no clear difference")


@_noting
def chance(parts: int) -> str:
    """A chance: 52 of 100. Never a percent sign."""
    return gettext("%(parts)s of 100") % {"parts": _number(parts)}


@_noting
def share(value: float) -> str:
    """A share that somebody chose or a source states: 5%, 7.5%, 0.08%."""
    return _exact(value * 100, 3) + "%"


@_noting
def share_about(value: float) -> str:
    """A share that was worked out, to a tenth of a percent: 4.1%, 20%."""
    return _exact(value * 100, 1) + "%"


@_noting
def share_whole(value: float) -> str:
    """A share that was worked out, to a whole percent: 61%."""
    return _number(value * 100) + "%"


@_noting
def rate(value: float) -> str:
    """A yearly growth that was worked out, to two figures: 23%, 7.7%, −5.5%."""
    return _number(value * 100, 0 if abs(value) >= 0.0995 else 1) + "%"


@_noting
def points(value: float) -> str:
    """A gap between two yearly growths: +3.8 points."""
    text = _number(value * 100, 0 if abs(value) >= 0.0995 or round(value, 3) == 0 else 1)
    return pgettext("percentage points", "%(number)s points") % {"number": ("+" if round(value, 3) > 0 else "") + text}


def day(iso: str) -> str:
    """A date given as year, month or day: 2025, Aug 2025, Aug 7, 2025."""
    return _day(iso, get_language() or "en")


@lru_cache(maxsize=1000)  # an edition has some hundred, and a page sixty
def _day(iso: str, language: str) -> str:
    """`language` is the active one."""
    parts = [int(part) for part in iso.split("-")]
    pattern = (scale().year, scale().month, scale().day)[len(parts) - 1]
    return date_format(date(*[*parts, 1, 1][:3]), pattern)
