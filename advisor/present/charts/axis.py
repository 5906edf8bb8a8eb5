"""From values to places, and the round values to mark."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, log10

from advisor.present.charts.pen import length
from advisor.present.figures import noted

LEAST = 1e-9  # dollars, or a share: values that are nearer are one value


@dataclass(frozen=True, kw_only=True)
class Scale:
    """A straight scale: `low` stands at `start`, `high` at `end` (which may be smaller, as on a page `y` grows downward).

    With nothing between low and high all values stand at `start`.
    """

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        if self.high == self.low:
            return self.start
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def round_values(low: float, high: float, most: int = 5) -> list[float]:
    """Round values from `low` to `high`, 0 among them if it lies between, at most about `most`."""
    if high - low <= LEAST:
        return [low]
    step = _round_step((high - low) / most)
    return [n * step for n in range(ceil(low / step - 1e-9), floor(high / step + 1e-9) + 1)]


def marked(x: Scale, word: Callable[[float], str], size: float, most: int = 5, *, inside: bool = False) -> list[tuple[float, str]]:
    """Round values along the paper with their words, so few that these do not touch. Words stand around their places; with `inside`
    those at both ends do not go beyond them. A place on a scale is no number of an answer, so none is noted."""

    def half(value: float, words: str) -> float:
        return length(words, size) / (1 if inside and value in (x.low, x.high) else 2)

    def are_apart(marks: Sequence[tuple[float, str]]) -> bool:
        return all(x(b[0]) - x(a[0]) > half(*a) + half(*b) for a, b in pairwise(marks))

    with noted():
        for few in range(most, 0, -1):
            marks = [(value, word(value)) for value in round_values(x.low, x.high, few)]
            if are_apart(marks):
                break
    return marks


def longest(values: Iterable[float], word: Callable[[float], str], size: float) -> float:
    """The length of the longest of their words."""
    with noted():
        return max(length(word(value), size) for value in values)


def round_top(high: float, most: int = 5) -> float:
    """The first round value at or above `high`."""
    step = _round_step(max(high, 1) / most)
    return ceil(high / step - 1e-9) * step or step


def spread(wanted: Sequence[float], apart: float, low: float, high: float) -> list[float]:
    """Places for labels near where they are wanted (in rising order), at least `apart`, inside `low` to `high`."""
    places = list(wanted)
    for i, place in enumerate(places):
        places[i] = max(place, low if i == 0 else places[i - 1] + apart)
    for i in reversed(range(len(places))):
        places[i] = min(places[i], high if i == len(places) - 1 else places[i + 1] - apart)
    return places


def _round_step(least: float) -> float:
    power = 10.0 ** floor(log10(least))
    return next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= least * (1 - 1e-9))
