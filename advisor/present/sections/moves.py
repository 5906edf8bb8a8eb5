"""What moves the result: each belief at a low and a high setting, the largest move first."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from django.utils.translation import gettext

from advisor.present import names
from advisor.present.charts.bars import ACROSS, NARROW, WIDE, Bar, Row, bars
from advisor.present.charts.pen import Picture
from advisor.present.exhibit import Exhibit
from advisor.present.figures import change, change_short, clear_change, less_or_more, money, number, rate, rounded_change, share
from advisor.present.punctuation import sentences
from advisor.present.tables import Table
from scenarios.results import Answer, Sensitivity, Statistic


def moves(answer: Answer) -> Exhibit:
    """From an answer that was asked for its tornado."""
    with_sleeve = answer.choice.weight > 0
    finding = _finding(answer, with_sleeve)
    rows = [_row(answer, bar, with_sleeve) for bar in answer.tornado]
    return Exhibit(
        heading=gettext("What moves the result"),
        short=gettext("What moves it"),
        finding=finding,
        note=sentences(*_note(answer, with_sleeve)),
        picture=Picture(
            key="moves",
            title=sentences(gettext("What each belief moves, a month."), finding),
            description=gettext("Bars for each belief, from its low to its high setting. An open mark is what you asked for."),
            wide=bars(rows, change_short, WIDE),
            narrow=bars(rows, change_short, NARROW),
            printed=lambda: bars([replace(row, detail="") for row in rows], change_short, ACROSS),
        ),
        table=Table(
            caption=gettext("In dollars a month, at the low and at the high setting"),
            head=(gettext("What"), gettext("Low, high"), gettext("Middle income without"), gettext("The sleeve changes it by"))[
                : 3 + with_sleeve
            ],
            rows=tuple(_cells(bar, with_sleeve) for bar in answer.tornado),
        ),
    )


def _finding(answer: Answer, with_sleeve: bool) -> str:
    """The first bar, which moves most."""
    first = answer.tornado[0]
    words = {"what": names.belief_moved(first.key), "low": _setting(first.key, first.low), "high": _setting(first.key, first.high)}
    if with_sleeve:
        at = gettext("What moves the sleeve’s result most: %(what)s, from %(low)s to %(high)s.") % words
        words = {"low": less_or_more(first.change_at_low.value), "high": less_or_more(first.change_at_high.value)}
        return sentences(at, gettext("Its middle change then goes from %(low)s a month to %(high)s.") % words)
    at = gettext("What moves your income most: %(what)s, from %(low)s to %(high)s.") % words
    words = {"low": money(first.baseline_at_low.value), "high": money(first.baseline_at_high.value)}
    return sentences(at, gettext("The middle income then goes from %(low)s a month to %(high)s.") % words)


def _note(answer: Answer, with_sleeve: bool) -> list[str]:
    asked = {"income": money(answer.baseline.income_monthly.p50.value)}
    notes = [gettext("Circles: how far the middle income without a sleeve moves from %(income)s.") % asked]
    if with_sleeve:
        notes.append(gettext("Diamonds: what the sleeve changes in the middle. Open marks: as you asked."))
    return [*notes, gettext("Average years include inflation and are before fees.")]


def _row(answer: Answer, bar: Sensitivity, with_sleeve: bool) -> Row:
    asked = answer.baseline.income_monthly.p50.value
    ends = bar.baseline_at_low.value - asked, bar.baseline_at_high.value - asked
    drawn = [_bar(ends, 0.0, _ends(ends, [change(end) for end in ends]), sleeve=False)]
    if with_sleeve:
        changes = bar.change_at_low, bar.change_at_high
        ends, words = (changes[0].value, changes[1].value), [_unless_unclear(statistic) for statistic in changes]
        drawn.append(_bar(ends, answer.difference.income_monthly.p50.value, _ends(ends, words), sleeve=True))
    return Row(name=names.first_capital(names.belief_moved(bar.key)), detail=_settings(bar), bars=drawn)


def _bar(ends: tuple[float, float], middle: float, words: str, *, sleeve: bool) -> Bar:
    return Bar(start=ends[0], end=ends[1], middle=middle, words=words, short=words, sleeve=sleeve)


def _unless_unclear(statistic: Statistic) -> str:
    """A change where there is little room."""
    return change(statistic.value) if statistic.is_clear else gettext("unclear")


def _ends(ends: tuple[float, float], words: list[str]) -> str:
    if not any(rounded_change(end) for end in ends):
        return gettext("no change")
    return gettext("%(low)s to %(high)s") % {"low": words[0], "high": words[1]} if words[0] != words[1] else words[0]


def _cells(bar: Sensitivity, with_sleeve: bool) -> tuple[str, ...]:
    cells = (
        names.first_capital(names.belief_moved(bar.key)),
        _settings(bar),
        _pair(bar.baseline_at_low, bar.baseline_at_high, lambda statistic: money(statistic.value)),
    )
    return (*cells, _pair(bar.change_at_low, bar.change_at_high, clear_change)) if with_sleeve else cells


def _pair(low: Statistic, high: Statistic, write: Callable[[Statistic], str]) -> str:
    return gettext("%(low)s, %(high)s") % {"low": write(low), "high": write(high)}


def _settings(bar: Sensitivity) -> str:
    return gettext("%(low)s, %(high)s") % {"low": _setting(bar.key, bar.low), "high": _setting(bar.key, bar.high)}


def _setting(key: str, value: float) -> str:
    return _WRITTEN.get(key.rpartition(".")[2], _switch)(value)


def _switch(value: float) -> str:
    return gettext("on") if value else gettext("off")


_WRITTEN: Mapping[str, Callable[[float], str]] = {
    "return": lambda value: rate(value),
    "fee": lambda value: share(value),
    "pay_growth": lambda value: share(value),
    "plan_to_age": lambda value: number(value),
}
