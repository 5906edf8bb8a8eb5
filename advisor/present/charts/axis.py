"""From values to places, and the round values to mark."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10


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
    if high <= low:
        return [low]
    step = _round_step((high - low) / most)
    return [n * step for n in range(ceil(low / step - 1e-9), floor(high / step + 1e-9) + 1)]


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
