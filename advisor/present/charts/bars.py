"""Rows of bars on one axis, their values in a column beside them. A bar may stand on a gray part, or be a range with its middle."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from advisor.present.charts.axis import Scale, marked
from advisor.present.charts.pen import BOLD, Drawing, Path, Point, Text, box, circles, diamonds, fitted, length, stems

NAMES = 300  # the most room for names beside the bars
THIN = 8  # height of a range
APART = 2  # between the bars of a row


@dataclass(frozen=True, kw_only=True)
class Bar:
    """From `start` to `end`, for one side. A gray part fills what is `under` its start; `middle` makes it a range with an open mark.

    `words` stand beside it, `short` on narrow paper. `alone`: the chart has this side only, so no mark says which it is.
    """

    start: float = 0.0
    end: float
    words: str
    short: str
    sleeve: bool
    under: float = 0.0
    middle: float | None = None
    alone: bool = False


@dataclass(frozen=True, kw_only=True)
class Row:
    name: str
    detail: str
    bars: Sequence[Bar]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A value that runs through all rows, with its words."""

    value: float
    words: str


@dataclass(frozen=True, kw_only=True)
class Room:
    """The measures that differ between wide and narrow paper. On narrow paper the names stand above their bars,
    so that lines leave out the space between."""

    width: int
    size: float
    name: float
    tall: float
    ticks: int
    narrow: bool
    gap: float = 16  # between rows


WIDE = Room(width=760, size=14, name=16, tall=19, ticks=5, narrow=False)
NARROW = Room(width=340, size=13, name=14, tall=17, ticks=3, narrow=True)
PAPER = Room(width=440, size=12.5, name=13, tall=12, ticks=4, narrow=False, gap=5)  # beside a table
ACROSS = replace(PAPER, width=640)  # above one


def bars(rows: Sequence[Row], tick: Callable[[float], str], room: Room, rule: Rule | None = None) -> Drawing:
    x = _scale(rows, room, rule)
    top = 50.0 if rule else 30.0
    places: list[float] = []  # where the bars of each row begin
    shapes: list[Path | Text] = []
    y = top
    for row in rows:
        first = y + _names_height(row, room)
        places.append(first)
        shapes += [*_named(row, y, room), *_drawn(row.bars, first, x, room)]
        y = first + _height(row, room) + room.gap
    ends = [(first - 4, first + _height(row, room) + 4) for row, first in zip(rows, places, strict=True)]
    frame = _frame(x, tick, top, ends if room.narrow else [(top - 8, y - 8)], room)
    return Drawing(
        width=room.width,
        height=round(y),
        shapes=(*frame, *shapes, *_ruled(rule, ends if room.narrow else [(top - 8, ends[-1][1])], x, room)),
    )


def _scale(rows: Sequence[Row], room: Room, rule: Rule | None) -> Scale:
    """From the column of names (none on narrow paper) to the column of values."""
    every = [bar for row in rows for bar in row.bars]
    values = [0.0, *(value for bar in every for value in (bar.start, bar.end)), *([rule.value] if rule else [])]
    names = max(max(length(row.name, room.name, BOLD), length(row.detail, 13, BOLD)) for row in rows)
    said = max(length(bar.short if room.narrow else bar.words, room.size, BOLD) for bar in every)
    low, high = min(values), max(values)
    left = 18 if room.narrow else min(names, NAMES) + 28
    return Scale(low=low, high=high if high > low else low + 1, start=round(left), end=round(room.width - 2 - said - 12))


def _names_height(row: Row, room: Room) -> float:
    return (22 + (18 if row.detail else 0)) if room.narrow else 0


def _height(row: Row, room: Room) -> float:
    stacked = len(row.bars) * (room.tall + APART)
    return stacked if room.narrow else max(stacked, 38 if row.detail else 0)


def _named(row: Row, y: float, room: Room) -> list[Path | Text]:
    most = room.width if room.narrow else NAMES + 20  # there the marks begin
    words: list[Path | Text] = [Text(x=0, y=y + 15, words=row.name, size=fitted(row.name, room.name, most), weight=600)]
    if row.detail:
        words.append(Text(x=0, y=y + 33, words=row.detail, ink="muted", size=fitted(row.detail, 13, most)))
    return words


def _drawn(row: Sequence[Bar], y: float, x: Scale, room: Room) -> list[Path | Text]:
    """Each bar with its mark before it and its words after it."""
    shapes: list[Path | Text] = []
    for bar in row:
        ink, center = "sleeve" if bar.sleeve else "base", y + room.tall / 2
        at = [(x.start - 10, center)]
        if not bar.alone:
            shapes.append(Path(d=diamonds(at, 5.2) if bar.sleeve else circles(at, 4.2), fill=ink))
        shapes += _range(bar, center, x, ink) if bar.middle is not None else _bar(bar, y, x, room, ink)
        words = bar.short if room.narrow else bar.words
        shapes.append(Text(x=room.width - 2, y=round(center + 5, 1), words=words, ink=ink, size=room.size, anchor="end", weight=600))
        y += room.tall + APART
    return shapes


def _bar(bar: Bar, y: float, x: Scale, room: Room, ink: str) -> list[Path | Text]:
    shapes: list[Path | Text] = []
    if bar.under:
        shapes.append(Path(d=box(x(0) + 0.5, y + 0.5, x(bar.under) - x(0) - 1, room.tall - 1), fill="rule", stroke="control"))
    low, high = sorted((x(bar.start), x(bar.end)))
    return [*shapes, Path(d=box(low, y, max(high - low, 0.8), room.tall), fill=ink)]


def _range(bar: Bar, center: float, x: Scale, ink: str) -> list[Path | Text]:
    low, high = sorted((x(bar.start), x(bar.end)))
    at = [(x(bar.middle or 0.0), center)]
    return [
        Path(d=box(low, center - THIN / 2, max(high - low, 0.8), THIN), fill=ink),
        Path(d=diamonds(at, 7.5) if bar.sleeve else circles(at, 6), fill="page", stroke=ink, width=2.4),
    ]


def _frame(x: Scale, tick: Callable[[float], str], top: float, ends: Sequence[Point], room: Room) -> list[Path | Text]:
    """A thin line at each round value, from end to end, with its words, if it has any, on top."""
    shapes: list[Path | Text] = []
    for value, words in marked(x, tick, room.size, room.ticks):
        at = x(value)
        shapes.append(Path(d=stems(((at, start), (at, end)) for start, end in ends), stroke="rule" if value else "control"))
        if words:
            shapes.append(Text(x=_inside(at, words, room), y=top - 14, words=words, ink="muted", size=room.size, anchor="middle"))
    return shapes


def _ruled(rule: Rule | None, ends: Sequence[Point], x: Scale, room: Room) -> list[Path | Text]:
    """The rule with a rim of paper, from end to end."""
    if rule is None:
        return []
    at = x(rule.value)
    drawn = stems(((at, start), (at, end)) for start, end in ends)
    words = Text(x=_inside(at, rule.words, room), y=14, words=rule.words, size=room.size, anchor="middle", weight=600)
    return [Path(d=drawn, stroke="page", width=5), Path(d=drawn, stroke="ink", width=2), words]


def _inside(at: float, words: str, room: Room) -> float:
    """Where words may stand around a place without leaving the paper."""
    half = length(words, room.size, BOLD) / 2
    return round(min(max(at, half), room.width - half), 1)
