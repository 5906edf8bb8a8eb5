"""What several sleeves would change, on one scale: from the bad to the good case, with an open mark at the middle."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from advisor.present.charts.axis import Scale, round_values
from advisor.present.charts.pen import Drawing, Path, Text, circles, diamonds, line
from advisor.present.figures import change_short


@dataclass(frozen=True, kw_only=True)
class Range:
    """One column; the words stand beside the ends of its line, none where they are empty."""

    letter: str
    name: str
    bad: float
    middle: float
    good: float
    bad_words: str
    good_words: str


@dataclass(frozen=True, kw_only=True)
class Room:
    """The measures that differ between wide and narrow paper: `left` and `right` hold the lines and the words at their ends,
    `words` is the room for those; `row` is the height of a column, `line` where its line lies in it."""

    width: int
    left: float
    right: float
    words: float
    row: float
    line: float
    size: float


WIDE = Room(width=760, left=236, right=760, words=84, row=46, line=24, size=14)
NARROW = Room(width=340, left=0, right=340, words=66, row=58, line=40, size=13)
TOP = 34


def ranges(columns: Sequence[Range], room: Room) -> Drawing:
    floor = TOP + room.row * len(columns) + 4
    low, high = min(0.0, *(column.bad for column in columns)), max(0.0, *(column.good for column in columns))
    x = Scale(low=low, high=max(high, low + 1), start=room.left + room.words, end=room.right - room.words)
    shapes: list[Path | Text] = [*_zero(x, floor, room), *_axis(x, floor, room)]
    for place, column in enumerate(columns):
        shapes += _column(column, x, TOP + room.row * place, room)
    return Drawing(width=room.width, height=round(floor + 30), shapes=tuple(shapes))


def _zero(x: Scale, floor: float, room: Room) -> list[Path | Text]:
    """The line of no change, with the baseline's own mark on top of it."""
    at = round(x(0), 1)
    right = at < (room.left + room.right) / 2
    return [
        Path(d=line((at, TOP - 14), (at, floor)), stroke="base", width=1.5),
        Path(d=circles([(at, TOP - 18)], 5.5), fill="base"),
        Text(x=at + 11 if right else at - 11, y=TOP - 13, words=gettext("without a sleeve"), ink="base", size=room.size, weight=600,
             anchor="start" if right else "end"),
    ]  # fmt: skip


def _axis(x: Scale, floor: float, room: Room) -> list[Path | Text]:
    shapes: list[Path | Text] = [Path(d=line((x.start, floor), (x.end, floor)), stroke="control")]
    for value in round_values(x.low, x.high, 5 if room is WIDE else 3):
        at = round(x(value), 1)
        shapes.append(Path(d=line((at, floor), (at, floor + 5)), stroke="control"))
        words = change_short(value)
        shapes.append(Text(x=at, y=round(floor + 6 + room.size * 1.15, 1), words=words, ink="muted", size=room.size, anchor="middle"))
    return shapes


def _column(column: Range, x: Scale, top: float, room: Room) -> list[Path | Text]:
    y = top + room.line
    bad, good = round(x(column.bad), 1), round(x(column.good), 1)
    name_y = y + 5 if room is WIDE else top + 18
    words = [
        Text(x=0, y=name_y, words=f"{column.letter}  {column.name}", size=room.size + 1, weight=600),
        Text(x=round(bad - 9, 1), y=y + 5, words=column.bad_words, size=room.size, anchor="end", weight=600),
        Text(x=round(good + 9, 1), y=y + 5, words=column.good_words, size=room.size, weight=600),
    ]
    return [
        Path(d=line((bad, y), (good, y)), stroke="sleeve", width=3),
        Path(d=line((bad, y - 7), (bad, y + 7)) + line((good, y - 7), (good, y + 7)), stroke="sleeve", width=2),
        Path(d=diamonds([(x(column.middle), y)], 6.5), fill="page", stroke="sleeve", width=2),
        *(text for text in words if text.words),
    ]
