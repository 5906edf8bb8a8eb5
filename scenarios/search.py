"""Searches on the same futures: where a function crosses zero, and how large a sleeve may be."""

from collections.abc import Callable, Mapping
from typing import Any

from numpy.typing import NDArray

from scenarios import outcomes
from scenarios.futures import Futures
from scenarios.inputs import PlanRules, Sleeve
from scenarios.results import LargestSleeve

Array = NDArray[Any]

LOOKED_TO = 0.20  # of the account: how far a sweep and the largest sleeve look, whatever the plan allows
STEPS = tuple(percent / 100 for percent in range(round(100 * LOOKED_TO) + 1))
EDGE = 1e-6  # of the account
FIRST_STEP = 0.002  # away from a guess


def largest_sleeve(futures: Futures, baseline: Array, within: float, known: Mapping[float, Array] | None = None) -> LargestSleeve:
    """The largest weight up to LOOKED_TO at which, and at every whole percent below which, the worst-5-of-100 average of balances
    stays at least (1 - within) of the baseline's. `baseline` [path] is the balance at retirement without a sleeve; `known` has the
    balances of weights that were followed already."""
    floor, balances = (1 - within) * outcomes.worst_mean(baseline), dict(known or {})
    missing = [step for step in STEPS if step not in balances]
    balances.update(zip(missing, futures.at_retirement(missing) if missing else (), strict=True))

    def shortfall(weight: float) -> float:
        return floor - outcomes.worst_mean(balances[weight] if weight in balances else futures.at_retirement([weight])[0])

    beyond = next((number for number, step in enumerate(STEPS) if shortfall(step) > 0), None)
    weight = LOOKED_TO if beyond is None else last_before(shortfall, STEPS[max(beyond - 1, 0)], STEPS[beyond], EDGE)
    return LargestSleeve(within=within, weight=weight, looked_to=LOOKED_TO, allowed=allowed(futures.question.plan, futures.question.sleeve))


def allowed(plan: PlanRules, sleeve: Sleeve) -> float:
    """The largest weight that the plan allows for this mix: nothing if it holds what is not on the menu."""
    held = {key: share for key, share in sleeve.mix.items() if share > 0}
    if not set(held) <= set(plan.menu):
        return 0.0
    return min([plan.cap, *(plan.asset_caps[key] / share for key, share in held.items() if key in plan.asset_caps)])


def find_root(
    function: Callable[[float], float],
    low: float,
    high: float,
    precision: float,
    guess: float | None = None,
    step: float = FIRST_STEP,
) -> float | None:
    """Where an increasing function crosses zero between low and high, to `precision`; None if it does not. With a `guess` the
    search begins there, goes a `step` towards the crossing, and widens."""
    if guess is not None:
        low, high = _around(function, guess, low, high, step)
    at_low, at_high = function(low), function(high)
    if at_low > 0 or at_high < 0 or at_low == at_high:
        return None
    return _close_in(function, (low, at_low), (high, at_high), precision)[1]


def _around(function: Callable[[float], float], guess: float, low: float, high: float, step: float = FIRST_STEP) -> tuple[float, float]:
    """A bracket of the crossing that begins at a guess and widens, as far as low and high."""
    value, end = function(guess), guess
    while end not in (low, high) and function(end) * value > 0:
        end = max(end - step, low) if value > 0 else min(end + step, high)
        step *= 4
    return min(end, guess), max(end, guess)


def last_before(function: Callable[[float], float], low: float, high: float, precision: float) -> float:
    """The last point, to `precision`, before a function that is not above zero at `low` rises above zero on the way to `high`."""
    return low if low == high else _close_in(function, (low, function(low)), (high, function(high)), precision)[0]


def _close_in(
    function: Callable[[float], float], below: tuple[float, float], above: tuple[float, float], precision: float
) -> tuple[float, float]:
    """Narrow a bracket (point, value) by the Illinois rule, and by halving where that is slow: a function may jump."""
    (low, at_low), (high, at_high) = below, above
    kept = turns = 0
    width = high - low
    while high - low > precision:
        turns += 1
        slow = turns % 3 == 0 and high - low > width / 4
        guess = (low + high) / 2 if slow or at_high <= at_low else (low * at_high - high * at_low) / (at_high - at_low)
        guess = min(max(guess, low + precision / 2), high - precision / 2)
        width = high - low if turns % 3 == 0 else width
        value = function(guess)
        if value < 0:
            low, at_low, at_high = guess, value, at_high / 2 if kept == 1 else at_high
            kept = 1
        else:
            high, at_high, at_low = guess, value, at_low / 2 if kept == -1 else at_low
            kept = -1
    return low, high
