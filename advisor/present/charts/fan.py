"""Balance by age. Without the sleeve: two bands and a solid middle. With it: dashed lines. At the end, 20 marks for each."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from advisor.present.charts.axis import Scale, round_values, spread
from advisor.present.charts.pen import Drawing, Path, Text, area, circles, diamonds, line
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


def fan(without: Band, with_sleeve: Band | None, room: Room) -> Drawing:
    floor, top = room.height - 38, 14
    highest = max([*without.marks, without.p95[-1], *(with_sleeve.marks if with_sleeve else ()), *(with_sleeve.p95[-1:] if with_sleeve else ())])
    x = Scale(low=without.ages[0], high=without.ages[-1], start=room.left, end=room.right)
    y = Scale(low=0, high=max(highest, 1), start=floor, end=top)

    def path(ages: Sequence[int], values: Sequence[float]) -> list[tuple[float, float]]:
        return [(x(age), y(value)) for age, value in zip(ages, values, strict=True)]

    shapes = _frame(x, y, room)
    shapes.append(Path(d=area(path(without.ages, without.p95), path(without.ages, without.p5)), fill="soft"))
    shapes.append(Path(d=area(path(without.ages, without.p75), path(without.ages, without.p25)), fill="mid"))
    shapes.append(Path(d=line(*path(without.ages, without.p50)), stroke="base", width=3))
    if with_sleeve:
        for values, dash, width in ((with_sleeve.p5, "5 4", 2), (with_sleeve.p50, "9 4", 2.6), (with_sleeve.p95, "5 4", 2)):
            shapes.append(Path(d=line(*path(with_sleeve.ages, values)), stroke="sleeve", width=width, dash=dash))
    gap = 4.7 * room.mark
    shapes.append(Path(d=circles([(room.right + gap, y(value)) for value in without.marks], room.mark), fill="base"))
    if with_sleeve:
        shapes.append(Path(d=diamonds([(room.right + 2.1 * gap, y(value)) for value in with_sleeve.marks], room.mark * 1.28), fill="sleeve"))
    return Drawing(width=room.width, height=room.height, shapes=(*shapes, *_labels(without, with_sleeve, y, room)))


def _frame(x: Scale, y: Scale, room: Room) -> list[Path | Text]:
    shapes: list[Path | Text] = []
    for value in round_values(0, y.high):
        at = y(value)
        shapes.append(Path(d=line((room.left, at), (room.right, at)), stroke="rule" if value else "control"))
        shapes.append(Text(x=room.left - 8, y=round(at + 5, 1), words=money_short(value), ink="muted", size=room.size, anchor="end"))
    years = x.high - x.low
    every = 10 if years > 14 else 5 if years > 7 else 2
    between = [age for age in range(int(x.low) + 1, int(x.high)) if age % every == 5 % every and age - x.low > years / 7 and x.high - age > years / 9]
    for age in (int(x.low), *between, int(x.high)):
        words = gettext("age %(age)s") % {"age": number(age)} if age == x.low else number(age)
        shapes.append(Text(x=round(x(age), 1), y=room.height - 16, words=words, ink="muted", size=room.size, anchor="start" if age == x.low else "middle"))
    return shapes


def _labels(without: Band, with_sleeve: Band | None, y: Scale, room: Room) -> list[Path | Text]:
    """The words strong, middle and weak at their heights; on wide paper with the balances."""
    at = room.right + (37 if room.names and with_sleeve else 48 if with_sleeve else 30)
    rows = 1 if room.names else 3 if with_sleeve else 2
    ends = ((gettext("strong"), "p95"), (gettext("middle"), "p50"), (gettext("weak"), "p5"))
    tall = 17 * rows
    heights = spread([y(getattr(without, key)[-1]) for _, key in ends], tall + 4, 16, room.height - 30 - tall + 17)
    shapes: list[Path | Text] = []
    for (name, key), height in zip(ends, heights, strict=True):
        shapes.append(Text(x=at, y=round(height, 1), words=name, size=room.size, weight=600))
        if not room.names:
            shapes.append(_balance(at, height + 17, gettext("%(money)s without"), getattr(without, key)[-1], "base"))
            if with_sleeve:
                shapes.append(_balance(at, height + 33, gettext("%(money)s with"), getattr(with_sleeve, key)[-1], "sleeve"))
    return shapes


def _balance(x: float, y: float, pattern: str, value: float, ink: str) -> Text:
    return Text(x=x, y=round(y, 1), words=pattern % {"money": money_short(value)}, ink=ink, size=13)
