"""Fees in dollars: one stack for each side, from zero, with a part for each fund."""

from collections.abc import Sequence
from dataclasses import dataclass

from advisor.present.charts.axis import Scale
from advisor.present.charts.pen import BOLD, Drawing, Path, Text, box, length, line
from advisor.present.punctuation import labelled


@dataclass(frozen=True, kw_only=True)
class Part:
    """One fund's fees; `words` names it with its dollars. The core fund is the first part of a stack."""

    value: float
    words: str


@dataclass(frozen=True, kw_only=True)
class Stack:
    name: str
    total: str
    parts: Sequence[Part]


def fees(stacks: Sequence[Stack], *, narrow: bool) -> Drawing:
    left, right, size = (0, 334, 13) if narrow else (max(92, round(8 + max(length(stack.name, 16, BOLD) for stack in stacks))), 640, 14)
    most = max(sum(part.value for part in stack.parts) for stack in stacks)
    x = Scale(low=0, high=most or 1, start=left, end=right)
    shapes: list[Path | Text] = []
    y = 8.0
    for stack in stacks:
        if narrow:
            shapes.append(Text(x=0, y=y + 14, words=labelled(stack.name, stack.total), size=15, weight=600))
            y += 24
        else:
            shapes.append(Text(x=0, y=y + 26, words=stack.name, size=16, weight=600))
            shapes.append(
                Text(x=round(x(sum(part.value for part in stack.parts)) + 9, 1), y=y + 26, words=stack.total, size=16, weight=700)
            )
        shapes += _bars(stack.parts, x, y)
        y += 40
        y = _names(stack.parts[1:], stack.parts[0].value, x, y, size, shapes) + 16
    return Drawing(width=340 if narrow else 760, height=round(y), shapes=tuple(shapes))


def _bars(parts: Sequence[Part], x: Scale, y: float) -> list[Path | Text]:
    """The first part is the core fund's; the others take turns between a filled and an outlined bar."""
    bars: list[Path | Text] = []
    start = 0.0
    for place, part in enumerate(parts):
        at, width = x(start), max(x(start + part.value) - x(start) - (2 if place else 0), 0.5)
        at += 2 if place else 0
        if place == 0 or place % 2:
            bars.append(Path(d=box(at, y, width, 40), fill="sleeve" if place else "base"))
        else:
            bars.append(Path(d=box(at + 0.8, y + 0.8, max(width - 1.6, 0.5), 38.4), fill="sleevesoft", stroke="sleeve", width=1.6))
        start += part.value
    return bars


def _names(parts: Sequence[Part], start: float, x: Scale, y: float, size: float, shapes: list[Path | Text]) -> float:
    """A name under each part of the sleeve, one below the other, each with a line to its bar."""
    for part in parts:
        at = round(x(start + part.value / 2), 1)
        shapes.append(Path(d=line((at, y), (at, y + 8)), stroke="control"))
        y += 22
        long = length(part.words, size)
        shapes.append(Text(x=round(min(max(at - long, x.start), x.end - long), 1), y=y, words=part.words, size=size))
        start += part.value
    return y
