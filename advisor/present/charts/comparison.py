"""What several sleeves would change, on one scale: from the bad to the good case, with an open mark at the middle."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext

from advisor.present.charts.axis import Scale, marked
from advisor.present.charts.pen import BOLD, Drawing, Path, Text, circles, diamonds, fitted, length, line
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
GAP = 9  # between a line and its words


def ranges(columns: Sequence[Range], room: Room) -> Drawing:
    floor = TOP + room.row * len(columns) + 4
    x = _scale(columns, room)
    shapes: list[Path | Text] = [*_zero(x, floor, room), *_axis(x, floor, room)]
    for place, column in enumerate(columns):
        shapes += _column(column, x, TOP + room.row * place, room)
    return Drawing(width=room.width, height=round(floor + 30), shapes=tuple(shapes))


def _scale(columns: Sequence[Range], room: Room) -> Scale:
    """With more room at its ends where the words need it."""
    low, high = min(0.0, *(column.bad for column in columns)), max(0.0, *(column.good for column in columns))
    x = Scale(low=low, high=max(high, low + 1), start=room.left + room.words, end=room.right - room.words)
    before = min(x(column.bad) - GAP - length(column.bad_words, room.size, BOLD) for column in columns)
    after = max(x(column.good) + GAP + length(column.good_words, room.size, BOLD) for column in columns)
    return replace(x, start=x.start + max(0, room.left - before), end=x.end - max(0, after - room.right))


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
    for value, words in marked(x, change_short, room.size, 5 if room is WIDE else 3):
        at = round(x(value), 1)
        shapes.append(Path(d=line((at, floor), (at, floor + 5)), stroke="control"))
        shapes.append(Text(x=at, y=round(floor + 6 + room.size * 1.15, 1), words=words, ink="muted", size=room.size, anchor="middle"))
    return shapes


def _column(column: Range, x: Scale, top: float, room: Room) -> list[Path | Text]:
    y = top + room.line
    bad, good = round(x(column.bad), 1), round(x(column.good), 1)
    name_y = y + 5 if room is WIDE else top + 18
    name = f"{column.letter}  {column.name}"
    words = [
        Text(x=0, y=name_y, words=name, size=fitted(name, room.size + 1, room.left or room.width), weight=600),
        Text(x=round(bad - GAP, 1), y=y + 5, words=column.bad_words, size=room.size, anchor="end", weight=600),
        Text(x=round(good + GAP, 1), y=y + 5, words=column.good_words, size=room.size, weight=600),
    ]
    return [
        Path(d=line((bad, y), (good, y)), stroke="sleeve", width=3),
        Path(d=line((bad, y - 7), (bad, y + 7)) + line((good, y - 7), (good, y + 7)), stroke="sleeve", width=2),
        Path(d=diamonds([(x(column.middle), y)], 6.5), fill="page", stroke="sleeve", width=2),
        *(text for text in words if text.words),
    ]
