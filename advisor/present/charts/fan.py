"""Balance by age. Without the sleeve: two bands and a solid middle. With it: dashed lines. At the end, 20 marks for each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext

from advisor.present.charts.axis import Scale, longest, round_values, spread
from advisor.present.charts.pen import Drawing, Path, Point, Text, area, circles, diamonds, length, line
from advisor.present.figures import money_short, number


@dataclass(frozen=True, kw_only=True)
class Band:
    """One side by age: weak (5 of 100 lower), lower and upper quarter, middle, strong (5 of 100 higher)."""

    ages: Sequence[int]
    p5: Sequence[float]
    p25: Sequence[float]
    p50: Sequence[float]
    p75: Sequence[float]
    p95: Sequence[float]
    marks: Sequence[float]


@dataclass(frozen=True, kw_only=True)
class Room:
    """The measures that differ between wide and narrow paper."""

    width: int
    height: int
    left: float
    right: float
    size: float
    mark: float
    names: bool


WIDE = Room(width=760, height=390, left=58, right=590, size=14, mark=3.4, names=False)
NARROW = Room(width=340, height=330, left=50, right=252, size=13, mark=2.7, names=True)
PAPER = replace(NARROW, height=262, mark=2.4)


def fan(without: Band, with_sleeve: Band | None, room: Room) -> Drawing:
    bands = [without] if with_sleeve is None else [without, with_sleeve]
    y = Scale(low=0, high=max(1, *(value for band in bands for value in (*band.marks, band.p95[-1]))), start=room.height - 38, end=14)
    room = replace(room, left=max(room.left, round(12 + longest(round_values(0, y.high), money_short, room.size))))
    x = Scale(low=without.ages[0], high=without.ages[-1], start=room.left, end=room.right)
    shapes = [*_frame(x, y, room), *_bands(without, x, y)]
    if with_sleeve:
        shapes += _dashes(with_sleeve, x, y)
    return Drawing(width=room.width, height=room.height, shapes=(*shapes, *_marks(bands, y, room), *_labels(bands, y, room)))


def _frame(x: Scale, y: Scale, room: Room) -> list[Path | Text]:
    shapes: list[Path | Text] = []
    for value in round_values(0, y.high):
        at = y(value)
        shapes.append(Path(d=line((room.left, at), (room.right, at)), stroke="rule" if value else "control"))
        shapes.append(Text(x=room.left - 8, y=round(at + 5, 1), words=money_short(value), ink="muted", size=room.size, anchor="end"))
    first, *others = _ages(round(x.low), round(x.high))
    named = gettext("age %(age)s") % {"age": number(first)}
    shapes.append(Text(x=round(x(first), 1), y=room.height - 16, words=named, ink="muted", size=room.size))
    for age in others:
        words = number(age)
        if x(age) - length(words, room.size) / 2 > x(first) + length(named, room.size) + 3:
            shapes.append(Text(x=round(x(age), 1), y=room.height - 16, words=words, ink="muted", size=room.size, anchor="middle"))
    return shapes


def _ages(first: int, last: int) -> list[int]:
    """The first age, the last, and round ages between that do not crowd them."""
    years = last - first
    every = 10 if years > 14 else 5 if years > 7 else 2
    between = range(first + 1 + years // 4, last - years // 9)
    return [first, *(age for age in between if age % every == 0), last]


def _bands(band: Band, x: Scale, y: Scale) -> list[Path | Text]:
    return [
        Path(d=area(_points(band, band.p95, x, y), _points(band, band.p5, x, y)), fill="soft"),
        Path(d=area(_points(band, band.p75, x, y), _points(band, band.p25, x, y)), fill="mid"),
        Path(d=line(*_points(band, band.p50, x, y)), stroke="base", width=3),
    ]


def _dashes(band: Band, x: Scale, y: Scale) -> list[Path | Text]:
    drawn = ((band.p5, "5 4", 2), (band.p50, "9 4", 2.6), (band.p95, "5 4", 2))
    return [Path(d=line(*_points(band, values, x, y)), stroke="sleeve", width=width, dash=dash) for values, dash, width in drawn]


def _points(band: Band, values: Sequence[float], x: Scale, y: Scale) -> list[Point]:
    return [(x(age), y(value)) for age, value in zip(band.ages, values, strict=True)]


def _marks(bands: Sequence[Band], y: Scale, room: Room) -> list[Path | Text]:
    """Twenty circles for the baseline, and beside them twenty diamonds for the sleeve."""
    gap = 4.7 * room.mark
    shapes: list[Path | Text] = [Path(d=circles([(room.right + gap, y(value)) for value in bands[0].marks], room.mark), fill="base")]
    for band in bands[1:]:
        shapes.append(Path(d=diamonds([(room.right + 2.1 * gap, y(value)) for value in band.marks], room.mark * 1.28), fill="sleeve"))
    return shapes


def _labels(bands: Sequence[Band], y: Scale, room: Room) -> list[Path | Text]:
    """The words strong, middle and weak at their heights; on wide paper with the balances."""
    rows = [("%(money)s", "base")]
    if len(bands) > 1:
        rows = [(gettext("%(money)s without"), "base"), (gettext("%(money)s with"), "sleeve")]
    if room.names:
        rows = []
    at = room.right + 4.7 * room.mark * (0.9 + len(bands)) + 4
    tall = 18 + 16 * len(rows)
    ends = ((gettext("strong"), "p95"), (gettext("middle"), "p50"), (gettext("weak"), "p5"))
    heights = spread([y(getattr(bands[0], key)[-1]) for _, key in ends], tall + 3, 16, room.height - 28 - 16 * len(rows))
    shapes: list[Path | Text] = []
    for (name, key), height in zip(ends, heights, strict=True):
        shapes.append(Text(x=round(at, 1), y=round(height, 1), words=name, size=room.size, weight=600))
        for n, ((pattern, ink), band) in enumerate(zip(rows, bands, strict=False)):
            words = pattern % {"money": money_short(getattr(band, key)[-1])}
            shapes.append(Text(x=round(at, 1), y=round(height + 17 + 16 * n, 1), words=words, ink=ink, size=13))
    return shapes
