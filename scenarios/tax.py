"""Federal income tax on withdrawals and Social Security, and its exact inverse: what to withdraw so that an amount is left.

Everything is in dollars of the edition's year. Brackets and standard deductions are indexed by law, so they keep their real
value; the thresholds for taxing benefits and the senior deduction are not, so they lose it with the price level.
Sources: 26 U.S.C. 1, 63, 86 and 151(d)(5)(C), figures of the edition. No credits, no other income, no state tax.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenarios.law import IncomeTax

Array = NDArray[Any]

STEPS = 60  # of the search for the inverse at most; a few are enough, since a step from the right straight piece is exact
CENTS = 1e-12  # of the goal: a step as small as that is rounding


@dataclass(frozen=True, kw_only=True)
class Filer:
    """Tax law for one filing status and year. `rates` hold from `floors` dollars of taxable income up. `half_from`, `most_from`
    and `senior_from` (None in years without the senior deduction) are thresholds in dollars that are not indexed."""

    floors: tuple[float, ...]
    rates: tuple[float, ...]
    deduction: float
    half_from: float
    most_from: float
    half: float
    most: float
    senior: float
    senior_phase_out: float
    senior_from: float

    def tax(self, withdrawal: Array | float, benefits: Array | float = 0.0, prices: Array | float = 1.0) -> Array:
        """Income tax, dollars a year, on withdrawals and benefits a year, at a price level (1: the law's own year); arrays broadcast."""
        return self.tax_and_slope(withdrawal, benefits, prices)[0]

    def taxed_benefits(self, withdrawal: Array | float, benefits: Array | float, prices: Array | float = 1.0) -> Array:
        """The part of benefits that counts as income."""
        return self._taxed_benefits(np.asarray(withdrawal, np.float64), benefits, prices)[0]

    def tax_and_slope(self, withdrawal: Array | float, benefits: Array | float, prices: Array | float) -> tuple[Array, Array]:
        """The tax, and what one more dollar withdrawn adds to it."""
        drawn = np.asarray(withdrawal, np.float64)
        taxed, more_taxed = self._taxed_benefits(drawn, benefits, prices)
        income, slope = drawn + taxed, 1 + more_taxed
        deduction, less = self._deduction(income, prices)
        taxable, slope = income - deduction, slope * (1 + less)
        below, rate, top = 0.0, np.zeros_like(taxable), taxable.max(initial=0.0)
        for floor, own in zip(self.floors, self.rates, strict=True):
            if floor <= top:
                rate += (own - below) * (taxable >= floor)
                below = own
        return self.bracket_tax(taxable), rate * slope

    def bracket_tax(self, taxable: Array) -> Array:
        """The tax on taxable income."""
        tax, below, top = np.zeros_like(taxable), 0.0, taxable.max(initial=0.0)
        for floor, own in zip(self.floors, self.rates, strict=True):
            if floor <= top:
                tax += (own - below) * np.maximum(taxable - floor, 0)
                below = own
        return tax

    def _taxed_benefits(self, drawn: Array, benefits: Array | float, prices: Array | float) -> tuple[Array, Array]:
        """26 U.S.C. 86(a), (c): the part that is income, and how much of it one more dollar adds."""
        if not np.any(benefits):
            return np.zeros_like(drawn), np.zeros_like(drawn)
        paid, level = np.asarray(benefits, np.float64), np.asarray(prices, np.float64)
        combined = drawn + paid / 2
        over = np.maximum(combined - self.most_from / level, 0)
        between = np.maximum(combined - over - self.half_from / level, 0)
        taxed = np.minimum(self.half * np.minimum(between, paid) + self.most * over, self.most * paid)
        slope = self.most * (over > 0) + self.half * ((over == 0) & (between > 0) & (between < paid))
        return taxed, slope * (taxed < self.most * paid)

    def _deduction(self, income: Array, prices: Array | float) -> tuple[Array | float, Array | float]:
        """Standard and senior deduction, and what one more dollar of income takes from them."""
        if not self.senior:
            return self.deduction, 0.0
        level = np.asarray(prices, np.float64)
        lost = self.senior_phase_out * np.maximum(income - self.senior_from / level, 0)
        senior = np.maximum(self.senior / level - lost, 0)
        return self.deduction + senior, np.where((lost > 0) & (senior > 0), self.senior_phase_out, 0.0)


def filer(law: IncomeTax, year: int, filing: str, age: int) -> Filer:
    """The law of a year for somebody of an age attained in it; married filers are both of that age. After the table its last
    year's real value holds, in real terms; before it the first year's."""
    stated = min(max(year, min(law.tables)), max(law.tables))
    table = law.tables[stated][filing]
    people = (2 if filing == "joint" else 1) if age >= 65 else 0
    has_senior = law.senior.first_year.value <= year <= law.senior.last_year.value
    seniors = people if has_senior else 0
    return Filer(
        floors=(0.0, *(bracket.upto for bracket in table.brackets if bracket.upto is not None)),
        rates=tuple(bracket.rate for bracket in table.brackets),
        deduction=table.standard_deduction.value + people * table.extra_65.value,
        half_from=law.benefits.half_from[filing].value,
        most_from=law.benefits.most_from[filing].value,
        half=law.benefits.half.value,
        most=law.benefits.most.value,
        senior=seniors * law.senior.amount.value,
        senior_phase_out=seniors * law.senior.phase_out.value,
        senior_from=law.senior.phase_out_from[filing].value,
    )


def needed(
    filer: Filer,
    goal: Array | float,
    benefits: Array | float = 0.0,
    prices: Array | float = 1.0,
    *,
    roth_share: Array | float = 0.0,
    penalty: float = 0.0,
    guess: Array | None = None,
) -> Array:
    """The least withdrawal a year, before tax, that with the benefits leaves `goal` after tax: exact, 0 where benefits are enough.

    `roth_share` of it is Roth and free of tax; `penalty` is an extra tax on the rest. What is left rises with every dollar
    withdrawn, in straight pieces: each step solves the piece it is on, held between what is too little and what is enough.
    A near `guess` saves steps.
    """
    taxed = np.asarray(1 - np.asarray(roth_share, np.float64))
    shape = np.broadcast_shapes(taxed.shape, *(np.shape(each) for each in (goal, benefits, prices)))
    low, high = np.zeros(shape), np.full(shape, np.inf)
    drawn = np.broadcast_to(np.maximum(np.asarray(goal, np.float64) - benefits, 0), shape) if guess is None else guess
    for _ in range(STEPS):
        tax, slope = filer.tax_and_slope(drawn * taxed, benefits, prices)
        short = goal - (drawn * (1 - penalty * taxed) + benefits - tax)
        low, high = np.where(short > 0, drawn, low), np.where(short <= 0, drawn, high)
        step = np.maximum(drawn + short / (1 - taxed * (penalty + slope)), 0)
        beyond = (step < low) | (step > high)
        if beyond.any():
            step = np.where(beyond, (low + high) / 2, step)
        moved, drawn = np.abs(step - drawn).max(), step
        if moved <= CENTS * (1 + np.max(goal)):
            break
    return np.asarray(drawn)
