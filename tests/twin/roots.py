"""Where a falling function crosses zero."""

from collections.abc import Callable


def root(falling: Callable[[float], float], low: float, high: float) -> float:
    """Where the function is zero, or within 1e-11 of what it was at the ends: the bracket shrinks by straight lines, and by halves
    where those are slow."""
    at_low, at_high = falling(low), falling(high)
    close = 1e-11 * max(at_low, -at_high)
    for turn in range(200):
        guess = (low + high) / 2 if turn % 3 == 2 else (low * at_high - high * at_low) / (at_high - at_low)
        value = falling(guess)
        if abs(value) <= close or high - low <= 1e-14 * high:
            return guess
        if value > 0:
            low, at_low = guess, value
        else:
            high, at_high = guess, value
    raise AssertionError(f"no zero found between {low} and {high}")
