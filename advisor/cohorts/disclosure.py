"""What of a workforce may be shown (docs/decisions/0012-what-hr-sees-of-a-workforce.md): no number finer than eleven people.

A scale is cut into parts of 15 people or more. A value in an even part is told as that part with both beside it; a value in an odd one
lies in two such ranges, and a lot says which is shown. So ranges overlap by a part, and two of them never say what changed between them
when ten people or fewer did. A level, as the middle person's, is that of somebody near the place, whom the lot picks too.

A lot is a number from 0 to 1 that is drawn anew for every workforce and rule, but is the same each time these are looked at.
"""

import hmac
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, inf

SMALLEST = 11  # people of a group that may be told apart from others
PART = 15  # people in a part of a scale, at least; SMALLEST would do for two ranges, the rest is for long series of them
FEWEST_PARTS = 3  # two ranges; fewer would be one, which tells nothing
OF_100 = (1, 2, 4, 5, 10, 20)
FEWEST = 100 * PART // OF_100[-1]  # people of whom anything is counted
NEAR = 6  # places that a level may be away from its own
BAND = 4 * (PART + 2 * NEAR)  # people of an age band, at least: a quarter is more than a few people and a lot can move a level
AGES = (25, 35, 45, 55, 65)  # where a band ends and the next begins


@dataclass(frozen=True, kw_only=True)
class Range:
    """From `low` to below `high`; None where the scale itself ends."""

    low: float | None
    high: float | None


@dataclass(frozen=True, kw_only=True)
class Scale:
    """So many `parts` of a `step` each from `low` on. Beyond the last one there may be a little more; it belongs to that part."""

    low: float
    step: float
    parts: int

    def shown(self, value: float, lot: float) -> Range:
        last = self.parts - 1 - (self.parts - 1) % 2  # the last even part; with an odd one after it, both are one
        place = min(max((value - self.low) / self.step, 0.0), self.parts)
        part = min(floor(place), self.parts - 1)
        if part > last:
            part = last
        elif part % 2:
            part += 1 if place - part > lot else -1
        return Range(
            low=None if part == 0 else self.low + (part - 1) * self.step,
            high=None if part == last else self.low + (part + 2) * self.step,
        )


@dataclass(frozen=True, kw_only=True)
class Band:
    """People from the age `first` (None: all younger ones too) to below the age `end` (None: all older ones too), and their places."""

    first: int | None
    end: int | None
    places: tuple[int, ...]


def lot(key: bytes, *about: str) -> float:
    """From 0 to below 1, as if drawn at random by whoever does not have the key."""
    drawn = hmac.digest(key, "\n".join(about).encode(), "sha256")
    return (int.from_bytes(drawn[:8]) >> 11) / 2**53


def people_scale(people: int) -> Scale | None:
    """For counts of so many people, in parts of 100; None for a workforce that is too small for any."""
    step = next((step for step in OF_100 if step * people >= 100 * PART), None)
    return Scale(low=0, step=step, parts=100 // step) if step else None


def counted(count: int, people: int, lot: float) -> Range | None:
    """How many of 100 people."""
    scale = people_scale(people)
    return scale.shown(100 * count / people, lot) if scale else None


def rest(shown: Range) -> Range:
    """The same said of all others, of 100."""
    low, high = (None if end is None else 100 - end for end in (shown.high, shown.low))
    return Range(low=low, high=high)


def money_scale(people: int, least: float, most: float) -> Scale | None:
    """For a sum of what each of so many people has between `least` (0 or less) and `most`, which must not rest on who they are. A part
    holds all that ten people could add or take away."""
    ten = (SMALLEST - 1) * (most - least)
    if people_scale(people) is None or ten <= 0:
        return None
    step = next(step for step in _round_steps() if step >= ten)
    low = -2 * step * ceil(-people * least / (2 * step))
    parts = floor((people * most - low) / step)
    return Scale(low=low, step=step, parts=parts) if parts >= FEWEST_PARTS else None


def summed(total: float, people: int, least: float, most: float, lot: float) -> Range | None:
    """Dollars of all people together."""
    scale = money_scale(people, least, most)
    return scale.shown(total, lot) if scale else None


def level(values: Sequence[float], share: float, step: float, lot: float) -> float | None:
    """What about this share of the people stay below: the value, rounded to a step, of one who stands near that place. None for a group
    that is too small for it."""
    if min(share, 1 - share) * len(values) < SMALLEST - 1 or len(values) < BAND:
        return None
    ordered = sorted(round(value / step) for value in values)
    place = ceil(share * len(ordered) + 2 * NEAR * (lot - 0.5))
    return ordered[min(max(place, 1), len(ordered)) - 1] * step


def bands(ages: Sequence[int], lot: float) -> tuple[Band, ...]:
    """From the youngest up, each with the next ones until it is large enough; what is left over goes to the one before."""
    enough = BAND + floor(lot * 2 * SMALLEST)  # nobody can say that it took one person more
    ends: list[float] = []
    start, held = -inf, 0
    for end in (*AGES, inf):
        held = sum(start <= age < end for age in ages)
        if held >= enough:
            ends.append(end)
            start = end
    if not ends:
        return ()
    return tuple(_bands(ages, [-inf, *ends[:-1], inf]))


def _bands(ages: Sequence[int], ends: Iterable[float]) -> Iterator[Band]:
    for first, end in pairwise(ends):
        places = tuple(place for place, age in enumerate(ages) if first <= age < end)
        yield Band(first=None if first == -inf else int(first), end=None if end == inf else int(end), places=places)


def _round_steps() -> Iterator[float]:
    power = 1.0
    while True:
        yield from (power, 2 * power, 5 * power)
        power *= 10
