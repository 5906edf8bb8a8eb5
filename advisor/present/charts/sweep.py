"""What sleeves of other sizes would change: bad, middle and good case by weight; gray beyond the plan's cap."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from advisor.present.charts.axis import Scale, round_values, spread
from advisor.present.charts.pen import Drawing, Path, Text, box, diamonds, line
from advisor.present.figures import change, share


@dataclass(frozen=True, kw_only=True)
class Size:
    """A sleeve of this weight and what it changes a month in the bad, the middle and the good case."""

    weight: float
    bad: float
    middle: float
    good: float


@dataclass(frozen=True, kw_only=True)
class Room:
    width: int
    height: int
    left: float
    right: float
    size: float
    beside: bool


WIDE = Room(width=760, height=380, left=72, right=664, size=14, beside=True)
NARROW = Room(width=340, height=340, left=64, right=334, size=13, beside=False)


def sweep(sizes: Sequence[Size], chosen: Size, cap: float, middle_words: str, room: Room) -> Drawing:
    """`middle_words` stands at the chosen middle: a number, or that there is no clear difference."""
    floor, top = room.height - 34, 36
    x = Scale(low=0, high=sizes[-1].weight, start=room.left, end=room.right)
    low, high = min(0, *(size.bad for size in sizes)), max(0, *(size.good for size in sizes))
    y = Scale(low=low, high=max(high, low + 1), start=floor - 8, end=top)
    shapes = [*_beyond(x, cap, floor, room), *_frame(x, y, floor, room), *_cap(x, cap, floor, room)]
    for key, dash, width in (("bad", "5 4", 2.2), ("middle", "9 4", 2.8), ("good", "5 4", 2.2)):
        points = [(size.weight, getattr(size, key)) for size in sizes]
        for part, ink in ((_to(points, cap), "sleeve"), (_from(points, cap), "control")):
            if len(part) > 1:
                shapes.append(Path(d=line(*((x(weight), y(value)) for weight, value in part)), stroke=ink, width=width, dash=dash))
    return Drawing(width=room.width, height=room.height, shapes=(*shapes, *_chosen(x, y, chosen, middle_words, floor, room), *_names(y, sizes[-1], room)))


def _beyond(x: Scale, cap: float, floor: float, room: Room) -> list[Path | Text]:
    if cap >= x.high:
        return []
    return [Path(d=box(x(cap), 10, room.right - x(cap), floor - 10), fill="rule", opacity=0.45)]


def _cap(x: Scale, cap: float, floor: float, room: Room) -> list[Path | Text]:
    """The rule at the cap, with words on the side where there is room for them."""
    if cap > x.high:
        return []
    at, left = x(cap), x(cap) > (room.left + room.right) / 2 - 1
    words = gettext("plan’s cap %(share)s") % {"share": share(cap)}
    return [
        Path(d=line((at, 10), (at, floor)), stroke="ink", width=2),
        Text(x=round(at + (-7 if left else 7), 1), y=24, words=words, size=room.size, anchor="end" if left else "start", weight=600),
    ]


def _frame(x: Scale, y: Scale, floor: float, room: Room) -> list[Path | Text]:
    shapes: list[Path | Text] = []
    for value in round_values(y.low, y.high, 6):
        at = y(value)
        shapes.append(Path(d=line((room.left, at), (room.right, at)), stroke="rule" if value else "base", width=1 if value else 2))
        shapes.append(Text(x=room.left - 8, y=round(at + 5, 1), words=change(value), ink="muted", size=room.size, anchor="end"))
    for weight in round_values(0, x.high, 4):
        anchor = "end" if weight == x.high else "middle"
        shapes.append(Text(x=round(x(weight), 1), y=room.height - 12, words=share(weight), ink="muted", size=room.size, anchor=anchor))
    return shapes


def _chosen(x: Scale, y: Scale, chosen: Size, middle_words: str, floor: float, room: Room) -> list[Path | Text]:
    at = x(chosen.weight)
    right = at < room.left + (room.right - room.left) * 0.3
    values = ((chosen.good, change(chosen.good)), (chosen.middle, middle_words), (chosen.bad, change(chosen.bad)))
    heights = spread([y(chosen.good) - 6, y(chosen.middle) - 8, y(chosen.bad) + 18], 17, 40, floor - 4)
    words = gettext("your %(share)s") % {"share": share(chosen.weight)}
    return [
        Path(d=line((at, floor), (at, heights[0] - 14)), stroke="ink", dash="2 3"),
        Path(d=diamonds([(at, y(value)) for value, _ in values], 5.5), fill="sleeve"),
        Text(x=round(at, 1), y=round(heights[0] - 20, 1), words=words, size=room.size, anchor="start" if right else "middle", weight=600),
        *(
            Text(x=round(at + (9 if right else -9), 1), y=round(height, 1), words=label, ink="sleeve", size=room.size,
                 anchor="start" if right else "end", weight=600)
            for (_, label), height in zip(values, heights, strict=True)
        ),
    ]  # fmt: skip


def _names(y: Scale, last: Size, room: Room) -> list[Path | Text]:
    at, anchor, lift = (room.right + 8, "start", 5) if room.beside else (room.right - 2, "end", -6)
    heights = spread([y(last.good) + lift, y(last.middle) + lift, y(last.bad) + lift], 18, 48, room.height - 40)
    names = (gettext("good case"), gettext("middle"), gettext("bad case"))
    return [Text(x=at, y=round(height, 1), words=name, size=room.size, anchor=anchor, weight=600) for name, height in zip(names, heights, strict=True)]


def _to(points: list[tuple[float, float]], cap: float) -> list[tuple[float, float]]:
    return [point for point in points if point[0] < cap] + _on(points, cap)


def _from(points: list[tuple[float, float]], cap: float) -> list[tuple[float, float]]:
    return _on(points, cap) + [point for point in points if point[0] > cap]


def _on(points: list[tuple[float, float]], cap: float) -> list[tuple[float, float]]:
    """The point at the cap, on the straight line between its neighbors."""
    for (a, low), (b, high) in zip(points, points[1:], strict=False):
        if a <= cap <= b:
            return [(cap, low + (high - low) * (cap - a) / (b - a))]
    return []
