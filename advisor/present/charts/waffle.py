"""One hundred marks in one order: a filled triangle down for less, a dash for about the same, an open triangle up for more."""

from collections.abc import Callable
from functools import cache

from advisor.present.charts.pen import Drawing, Path

CELL = 12


def waffle(less: int, same: int, more: int, *, columns: int) -> Drawing:
    first_up = less + same
    shapes = (
        Path(d="".join(_marks(_down, columns)[:less]), fill="sleeve"),
        Path(d="".join(_marks(_dash, columns)[less:first_up]), stroke="muted", width=2),
        Path(d="".join(_marks(_up, columns)[first_up : first_up + more]), stroke="sleeve", width=1.4),
    )
    return Drawing(width=columns * CELL, height=100 // columns * CELL, shapes=tuple(shape for shape in shapes if shape.d))


@cache  # for three marks, and as many columns as there are kinds of paper
def _marks(mark: Callable[[float, float], str], columns: int) -> tuple[str, ...]:
    """The mark at each of the hundred places."""
    return tuple(mark(place % columns * CELL, place // columns * CELL) for place in range(100))


def _down(x: float, y: float) -> str:
    return f"M{x + 1.6:g} {y + 2.4:g}h8.8l-4.4 8z"


def _dash(x: float, y: float) -> str:
    return f"M{x + 2.2:g} {y + 6:g}h7.6"


def _up(x: float, y: float) -> str:
    return f"M{x + 2.3:g} {y + 9.2:g}h7.4l-3.7 -6.9z"
