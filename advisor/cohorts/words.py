"""What may be shown of a workforce, in words: each fact once, for its page and for the file of figures."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext

from advisor.cohorts.dashboard import Letters, Workforce
from advisor.cohorts.disclosure import Range
from advisor.cohorts.effect import Effect
from advisor.present.figures import change, dollars, number
from advisor.present.tables import Table


@dataclass(frozen=True, kw_only=True)
class Fact:
    """`shown` is its number in words; `low` and `high` are the same as numbers, None where there is no end."""

    name: str
    shown: str
    unit: str
    low: float | None
    high: float | None


def standing(told: Workforce) -> tuple[Fact, ...]:
    return _known(
        _of_100(gettext("are on course for their income goal"), told.on_course),
        _of_100(gettext("do not get the full match"), told.not_claiming),
        _a_year(gettext("of match is not claimed"), told.unclaimed),
        _of_100(gettext("hold a sleeve today"), told.holding),
    )


def letters(told: Letters) -> tuple[Fact, ...]:
    return _known(
        _of_100(gettext("opened the link in their letter"), told.opened),
        _of_100(gettext("went on to an answer"), told.finished),
    )


def changes(told: Effect) -> tuple[Fact, ...]:
    return _known(
        _of_100(gettext("clearly get more income"), told.more),
        _of_100(gettext("clearly get less income"), told.less),
        _a_month(gettext("is the middle person’s change"), told.change),
        _a_month(gettext("is the most that one in ten get"), told.change_of_tenth),
        _a_year(gettext("is what the employer pays in more"), told.cost_change),
    )


def now_and_then(told: Effect) -> Table:
    """What stands under both sets of rules."""
    rows = (
        (gettext("On course, of 100 people"), told.on_course_now, told.on_course_then, number),
        (gettext("Match not claimed, a year"), told.unclaimed_now, told.unclaimed_then, dollars),
    )
    return Table(
        caption=gettext("All people under both sets of rules"),
        head=(gettext("What is counted"), gettext("Rules now"), gettext("With the draft")),
        rows=tuple((name, between(now, write), between(then, write)) for name, now, then, write in rows if now and then),
    )


def between(shown: Range, write: Callable[[float], str]) -> str:
    if shown.low is None:
        return gettext("under %(high)s") % {"high": write(shown.high or 0.0)}
    if shown.high is None:
        return gettext("%(low)s or more") % {"low": write(shown.low)}
    return gettext("%(low)s to %(high)s") % {"low": write(shown.low), "high": write(shown.high)}


def _known(*facts: Fact | None) -> tuple[Fact, ...]:
    return tuple(fact for fact in facts if fact)


def _of_100(name: str, shown: Range | None) -> Fact | None:
    return _ranged(name, shown, number, gettext("of 100 people")) if shown else None


def _a_year(name: str, shown: Range | None) -> Fact | None:
    return _ranged(name, shown, dollars, gettext("a year")) if shown else None


def _ranged(name: str, shown: Range, write: Callable[[float], str], unit: str) -> Fact:
    return Fact(name=name, shown=between(shown, write), unit=unit, low=shown.low, high=shown.high)


def _a_month(name: str, value: float | None) -> Fact | None:
    return None if value is None else Fact(name=name, shown=change(value), unit=gettext("a month"), low=value, high=value)
