"""One hundred futures, each a pair: a circle on the zero line without the sleeve, a diamond at its change with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from advisor.present.charts.axis import Scale, longest, round_values, spread
from advisor.present.charts.pen import Drawing, Path, Text, circles, diamonds, line, stems
from advisor.present.figures import change_short


@dataclass(frozen=True, kw_only=True)
class Group:
    """Futures that end alike: their sorted changes, how many (in words), and what they have in common."""

    changes: Sequence[float]
    how_many: str
    what: str


def futures_wide(groups: Sequence[Group], unit: str, height: int = 320) -> Drawing:
    """All three groups side by side on one scale, with a gap between them."""
    right, top, floor = 750, 66, height - 16
    groups = [group for group in groups if group.changes]
    scale = _scale(groups, start=floor, end=top)
    left = _left(scale, least=68, size=14)
    step = (right - left) / (sum(len(group.changes) for group in groups) + 3 * (len(groups) - 1) + 1)
    shapes = _rules(scale, left, right, size=14)
    at, centers = left + step, []
    for group in groups:
        shapes += _pairs(group, at, step, scale, 3.6, 2.5)
        centers.append(at + (len(group.changes) - 1) / 2 * step)
        at += (len(group.changes) + 3) * step
    for center, group in zip(spread(centers, 132, left + 60, right - 62), groups, strict=True):
        shapes.append(Text(x=round(center, 1), y=22, words=group.how_many, size=20, anchor="middle", weight=700))
        shapes.append(Text(x=round(center, 1), y=42, words=group.what, ink="muted", anchor="middle"))
    shapes.append(Text(x=0, y=54, words=unit, ink="muted", size=13))
    return Drawing(width=760, height=height, shapes=tuple(shapes))


def futures_narrow(groups: Sequence[Group]) -> Drawing:
    """A row for each group, all on the same scale of dollars."""
    right, tall = 334, 320
    groups = [group for group in groups if group.changes]
    whole = _scale(groups, start=tall, end=0)
    left = _left(whole, least=58, size=13)
    step = (right - left) / (max(len(group.changes) for group in groups) + 1)
    shapes: list[Path | Text] = []
    y = 0.0
    for group in groups:
        low, high = min(0, *group.changes), max(0, *group.changes)
        height = max(whole(low) - whole(high), 8)
        scale = Scale(low=low, high=high, start=y + 36 + height, end=y + 36)
        shapes.append(Text(x=0, y=round(y + 18, 1), words=group.how_many, size=17, weight=700))
        shapes.append(Text(x=right, y=round(y + 18, 1), words=group.what, ink="muted", anchor="end"))
        shapes += _rules(scale, left, right, size=13, step_of=whole)
        shapes += _pairs(group, left + step, step, scale, 3.2, 2.2)
        y += height + 66
    return Drawing(width=340, height=round(y - 10), shapes=tuple(shapes))


def _scale(groups: Sequence[Group], *, start: float, end: float) -> Scale:
    every = [value for group in groups for value in group.changes]
    low, high = min(0, *every), max(0, *every)
    return Scale(low=low, high=high if high > low else low + 1, start=start, end=end)


def _left(scale: Scale, *, least: float, size: float) -> float:
    """Where the lines begin, after the words of each."""
    return max(least, round(6 + longest(round_values(scale.low, scale.high), change_short, size)))


def _rules(scale: Scale, left: float, right: float, *, size: float, step_of: Scale | None = None) -> list[Path | Text]:
    """A rule at each round value of the scale; of a part of a scale, at those of the whole."""
    shapes: list[Path | Text] = []
    whole = step_of or scale
    for value in round_values(whole.low, whole.high):
        if scale.low <= value <= scale.high or value == 0:
            y = scale(value)
            shapes.append(Path(d=line((left, y), (right, y)), stroke="control" if value == 0 else "rule"))
            shapes.append(Text(x=left - 6, y=round(y + 5, 1), words=change_short(value), ink="muted", size=size, anchor="end"))
    return shapes


def _pairs(group: Group, at: float, step: float, scale: Scale, diamond: float, circle: float) -> list[Path | Text]:
    places = [(at + n * step, scale(value)) for n, value in enumerate(group.changes)]
    zero = scale(0)
    return [
        Path(d=stems(((x, zero), (x, y)) for x, y in places), stroke="sleeve", width=1.3),
        Path(d=diamonds(places, diamond), fill="sleeve"),
        Path(d=circles([(x, zero) for x, _ in places], circle), fill="base"),
    ]
