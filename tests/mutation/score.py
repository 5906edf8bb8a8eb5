"""The share of mutants that the tests noticed, with its 95 % interval, and who survived."""

from collections import Counter
from collections.abc import Sequence
from math import sqrt

from tests.mutation.mutants import Mutant
from tests.mutation.workplace import Fate

BAR = 0.85
NOTICED: tuple[Fate, ...] = ("killed", "hung")


def report(chosen: Sequence[Mutant], fates: Sequence[Fate], *, of: int, seed: int) -> str:
    pairs = sorted(zip(chosen, fates, strict=True), key=lambda pair: (pair[0].file, pair[0].number))
    kept = [f"{fate}: {mutant.name}" for mutant, fate in pairs if fate not in NOTICED]
    noticed, tried = count(fates), len(fates)
    low, high = interval(noticed, tried)
    counted = ", ".join(f"{number} {fate}" for fate, number in sorted(Counter(fates).items()))
    score = f"{noticed} of {tried} mutants noticed: {noticed / tried:.1%} (95 % interval {low:.1%} to {high:.1%})"
    return "\n".join([*kept, f"{score}; {counted}; drawn from {of} with seed {seed}"])


def enough(fates: Sequence[Fate]) -> bool:
    return count(fates) >= BAR * len(fates)


def count(fates: Sequence[Fate]) -> int:
    return sum(fate in NOTICED for fate in fates)


def interval(noticed: int, tried: int) -> tuple[float, float]:
    """Wilson's, at 95 %."""
    share, square = noticed / tried, 1.96**2 / tried
    middle, reach = share + square / 2, 1.96 * sqrt(share * (1 - share) / tried + square / 4 / tried)
    return (middle - reach) / (1 + square), (middle + reach) / (1 + square)
