"""What sleeves of other sizes would change: bad, middle and good case by weight; gray beyond the plan's cap."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from django.utils.translation import gettext

from advisor.present.charts.axis import Scale, longest, round_values, spread
from advisor.present.charts.pen import Drawing, Path, Text, box, diamonds, line
from advisor.present.figures import change, change_short, share


@dataclass(frozen=True, kw_only=True)
class Size:
    """A sleeve of this weight and what it changes a month in the bad, the middle and the good case."""

    weight: float
    bad: float
    middle: float
    good: float


@dataclass(frozen=True, kw_only=True)
class Room:
    """The measures that differ between wide and narrow paper."""

    width: int
    height: int
    left: float
    right: float
    size: float
    narrow: bool


WIDE = Room(width=760, height=380, left=72, right=664, size=14, narrow=False)
NARROW = Room(width=340, height=350, left=60, right=290, size=13, narrow=True)
PAPER = replace(NARROW, height=280)
TOP = 10


def sweep(sizes: Sequence[Size], chosen: Size, cap: float, middle_words: str, room: Room) -> Drawing:
    """`middle_words` stands for the chosen middle: a number, or that there is no clear difference."""
    floor = room.height - 34
    low, high = min(0, *(size.bad for size in sizes)), max(0, *(size.good for size in sizes))
    y = Scale(low=low, high=max(high, low + 1), start=floor - 8, end=TOP + 26)
    room = replace(room, left=max(room.left, round(8 + longest(round_values(y.low, y.high, 6), change_short, room.size))))
    x = Scale(low=0, high=sizes[-1].weight, start=room.left, end=room.right)
    shapes = [
        *_beyond(x, cap, floor),
        *_frame(x, y, room),
        *_cap(x, cap, floor, room),
        *_lines(x, y, sizes, cap),
        *_chosen(x, y, chosen, middle_words, floor, room),
        *_names(y, sizes[-1], room),
    ]
    return Drawing(width=room.width, height=room.height, shapes=tuple(shapes))


def _beyond(x: Scale, cap: float, floor: float) -> list[Path | Text]:
    return [Path(d=box(x(cap), TOP, x.end - x(cap), floor - TOP), fill="rule", opacity=0.45)] if cap < x.high else []


def _frame(x: Scale, y: Scale, room: Room) -> list[Path | Text]:
    shapes: list[Path | Text] = []
    for value in round_values(y.low, y.high, 6):
        at = y(value)
        shapes.append(Path(d=line((room.left, at), (room.right, at)), stroke="rule" if value else "base", width=1 if value else 2))
        shapes.append(Text(x=room.left - 8, y=round(at + 5, 1), words=change_short(value), ink="muted", size=room.size, anchor="end"))
    for weight in round_values(0, x.high, 4):
        at = round(x(weight), 1)
        shapes.append(Text(x=at, y=room.height - 12, words=share(weight), ink="muted", size=room.size, anchor="middle"))
    return shapes


def _cap(x: Scale, cap: float, floor: float, room: Room) -> list[Path | Text]:
    """The rule at the cap, with its words in the gray beyond it while there is room for them."""
    if cap > x.high:
        return []
    at, beyond = x(cap), x(cap) < (room.left + room.right) / 2 + 1
    words = gettext("cap %(share)s") if room.narrow else gettext("plan’s cap %(share)s")
    x_words, anchor = (at + 7, "start") if beyond else (at - 7, "end")
    return [
        Path(d=line((at, TOP), (at, floor)), stroke="ink", width=2),
        Text(x=round(x_words, 1), y=floor - 8, words=words % {"share": share(cap)}, size=room.size, anchor=anchor, weight=600),
    ]


def _lines(x: Scale, y: Scale, sizes: Sequence[Size], cap: float) -> list[Path | Text]:
    shapes: list[Path | Text] = []
    for key, dash, width in (("bad", "5 4", 2.2), ("middle", "9 4", 2.8), ("good", "5 4", 2.2)):
        points = [(size.weight, getattr(size, key)) for size in sizes]
        at_cap = _on(points, cap)
        within = [point for point in points if point[0] < cap] + at_cap
        beyond = at_cap + [point for point in points if point[0] > cap]
        for part, ink in ((within, "sleeve"), (beyond, "control")):
            if len(part) > 1:
                shapes.append(Path(d=line(*((x(weight), y(value)) for weight, value in part)), stroke=ink, width=width, dash=dash))
    return shapes


def _chosen(x: Scale, y: Scale, chosen: Size, middle_words: str, floor: float, room: Room) -> list[Path | Text]:
    """Diamonds at the chosen weight, and its three figures at the top, where no line comes near them."""
    at = x(chosen.weight)
    right = at < room.left + (room.right - room.left) * 0.55
    rows = [change(chosen.good), middle_words, change(chosen.bad)]
    if not room.narrow:
        rows = [f"{name} {row}" for name, row in zip((gettext("good"), gettext("middle"), gettext("bad")), rows, strict=True)]
    title = gettext("your %(share)s") % {"share": share(chosen.weight)}
    x_words, anchor = (at + 8, "start") if right else (at - 8, "end")
    return [
        Path(d=line((at, floor), (at, TOP)), stroke="ink", dash="2 3"),
        Path(d=diamonds([(at, y(value)) for value in (chosen.good, chosen.middle, chosen.bad)], 5.5), fill="sleeve"),
        *(
            Text(x=round(x_words, 1), y=TOP + 12 + 18 * n, words=words, ink="sleeve" if n else "ink", size=12.5 if room.narrow else 14,
                 anchor=anchor, weight=600)
            for n, words in enumerate((title, *rows))
        ),
    ]  # fmt: skip


def _names(y: Scale, last: Size, room: Room) -> list[Path | Text]:
    heights = spread([y(last.good) + 5, y(last.middle) + 5, y(last.bad) + 5], 18, 18, room.height - 36)
    names = (
        (gettext("good"), gettext("middle"), gettext("bad"))
        if room.narrow
        else (gettext("good case"), gettext("middle"), gettext("bad case"))
    )
    return [
        Text(x=room.right + 8, y=round(height, 1), words=name, size=room.size, weight=600)
        for name, height in zip(names, heights, strict=True)
    ]


def _on(points: list[tuple[float, float]], cap: float) -> list[tuple[float, float]]:
    """The point at the cap, on the straight line between its neighbors."""
    for (a, low), (b, high) in pairwise(points):
        if a <= cap <= b:
            return [(cap, low + (high - low) * (cap - a) / (b - a))]
    return []
