"""Monthly futures -> yearly ones: what a year does to a balance, to money paid in, and to what private assets report."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from scenarios.appraisal import Appraisal, Reported
from scenarios.assumptions import CLASSES, PRIVATE_CLASSES, SLEEVE_CLASSES
from scenarios.calibrate import MONTHS
from scenarios.monthly import CRYPTO, Month
from scenarios.sampling import Flags, Floats

FIRST_SLEEVE = len(CLASSES) - len(SLEEVE_CLASSES)
PRIVATE = slice(CLASSES.index(PRIVATE_CLASSES[0]), CLASSES.index(PRIVATE_CLASSES[-1]) + 1)
CRYPTO_ROWS = slice(CRYPTO.start - FIRST_SLEEVE, CRYPTO.stop - FIRST_SLEEVE)


@dataclass(frozen=True, kw_only=True)
class Private:
    """What private assets report at a year's end, [private class][path]; bank.py says what each is."""

    reported: Floats
    bought: Floats
    gate: Flags


@dataclass(frozen=True, kw_only=True)
class Year:
    """One year of some samples, arrays [class][path]; bank.py says what each is. `shift` is monthly, the same every year.
    `private` is None where private assets are reported at their economic value."""

    growth: Floats
    paid_in: Floats
    time_left: Floats
    time_spread: Floats
    prices: Floats
    wiped_out: Flags
    shift: Floats
    private: Private | None


def years(futures: Iterator[Month], *, count: int, appraisal: Appraisal | None, expected: tuple[float, ...]) -> Iterator[Year]:
    """Reduce months to years. `expected` [class] is the log growth of a month that an appraiser counts with, before the path's
    own shift."""
    reported = None
    for _ in range(count):
        first = next(futures)
        if appraisal is not None and reported is None:
            reported = Reported(appraisal, np.array(expected)[PRIVATE, None] + first.shift[PRIVATE])
        yield _year(first, futures, reported)


def _year(first: Month, rest: Iterator[Month], reported: Reported | None) -> Year:
    """Reduce twelve months. x is the part of a year that a payment has been invested in a living asset."""
    growth, prices = np.ones_like(first.growth), np.ones_like(first.prices)
    value = np.zeros_like(growth)  # of the payments so far, and the same weighted by x and by x^2
    by_time, by_square = np.zeros((2, *growth[FIRST_SLEEVE:].shape))
    step, moved = np.full_like(by_time, 1 / MONTHS), np.empty_like(by_time)
    wiped_out = np.zeros_like(first.wiped_out)
    bought = np.zeros_like(growth[PRIVATE])
    month = first
    for number in range(MONTHS):
        month = next(rest) if number else first
        sleeve, held = month.growth[FIRST_SLEEVE:], value[FIRST_SLEEVE:]
        np.divide(month.alive, MONTHS, out=step[CRYPTO_ROWS])
        np.multiply(held, step, out=moved)
        by_time += moved
        by_square += (2 * by_time - moved) * step
        by_square *= sleeve
        by_time *= sleeve
        value *= month.growth
        value += 1.0
        growth *= month.growth
        prices *= month.prices
        wiped_out |= month.wiped_out
        if reported is not None:
            reported.month(month.growth[PRIVATE])
            bought *= month.growth[PRIVATE]
            bought += 1.0 / reported.ratio
    mean = by_time / value[FIRST_SLEEVE:]
    return Year(
        growth=growth,
        paid_in=value,
        time_left=mean,
        time_spread=by_square / value[FIRST_SLEEVE:] - mean * mean,
        prices=prices,
        wiped_out=wiped_out,
        shift=month.shift,
        private=None
        if reported is None
        else Private(reported=reported.ratio.copy(), bought=bought / value[PRIVATE], gate=reported.gate(month.stress)),
    )
