"""One hundred marks in one order: a filled triangle down for less, a dash for about the same, an open triangle up for more."""

from collections.abc import Callable, Sequence

from advisor.present.charts.pen import Drawing, Path

CELL = 12


def waffle(less: int, same: int, more: int, *, columns: int) -> Drawing:
    kinds: Sequence[Callable[[float, float], str]] = [_down] * less + [_dash] * same + [_up] * more
    marks = [mark(place % columns * CELL, place // columns * CELL) for place, mark in enumerate(kinds)]
    downs, dashes, ups = "".join(marks[:less]), "".join(marks[less : less + same]), "".join(marks[less + same :])
    shapes = (
        Path(d=downs, fill="sleeve"),
        Path(d=dashes, stroke="muted", width=2),
        Path(d=ups, stroke="sleeve", width=1.4),
    )
    return Drawing(width=columns * CELL, height=100 // columns * CELL, shapes=tuple(shape for shape in shapes if shape.d))


def _down(x: float, y: float) -> str:
    return f"M{x + 1.6:g} {y + 2.4:g}h8.8l-4.4 8z"


def _dash(x: float, y: float) -> str:
    return f"M{x + 2.2:g} {y + 6:g}h7.6"


def _up(x: float, y: float) -> str:
    return f"M{x + 2.3:g} {y + 9.2:g}h7.4l-3.7 -6.9z"
