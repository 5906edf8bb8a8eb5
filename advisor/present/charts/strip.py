"""Twenty circles, each 5 of 100 futures, by income a month; a line marks the middle."""

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext

from advisor.present.charts.axis import Scale, marked, round_top
from advisor.present.charts.pen import Drawing, Path, Point, Text, circles, line
from advisor.present.figures import money, money_short


def strip(incomes: Sequence[float], middle: float, *, width: int, radius: float, size: float) -> Drawing:
    top = round_top(max(incomes))
    scale = Scale(low=0, high=top, start=12, end=width - 14)
    dots, rows = _stacked([scale(income) for income in incomes], radius)
    floor = rows * _pitch(radius) + 2.4 * size + 6
    marks = [(x, floor - radius - 3 - row * _pitch(radius)) for x, row in dots]
    at = scale(middle)
    right = at < width * 0.7
    return Drawing(
        width=width,
        height=round(floor + 2.2 * size),
        shapes=(
            Path(d=line((scale(0), floor), (scale(top), floor)), stroke="control"),
            *_ticks(scale, floor, size),
            Path(d=circles(marks, radius), fill="base"),
            Path(d=line((at, size + 3), (at, floor)), stroke="ink", width=1.5),
            Text(x=round(at + (7 if right else -7), 1), y=size * 1.3, size=size, weight=600, anchor="start" if right else "end",
                 words=gettext("middle %(money)s") % {"money": money(middle)}),
        ),
    )  # fmt: skip


def _ticks(scale: Scale, floor: float, size: float) -> list[Path | Text]:
    ticks: list[Path | Text] = []
    for value, words in marked(scale, money_short, size, inside=True):
        x = round(scale(value), 1)
        anchor = "start" if value == 0 else "end" if value == scale.high else "middle"
        ticks.append(Path(d=line((x, floor), (x, floor + 5)), stroke="control"))
        ticks.append(Text(x=x, y=round(floor + 5 + size * 1.15, 1), words=words, ink="muted", size=size, anchor=anchor))
    return ticks


def _stacked(places: Sequence[float], radius: float) -> tuple[list[Point], int]:
    """Circles that would touch stand on top of each other, in columns: (place, row), and the number of rows."""
    columns: Counter[int] = Counter()
    dots: list[Point] = []
    for place in sorted(places):
        column = round(place / _pitch(radius))
        dots.append((column * _pitch(radius), columns[column]))
        columns[column] += 1
    return dots, max(columns.values())


def _pitch(radius: float) -> float:
    return 2 * radius + 1.6
