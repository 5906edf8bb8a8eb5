"""Reported values of private assets: appraised every quarter, behind the economic value, and the price that all deal at.

In logs, with lv the economic and lr the reported value: lr += drift + weight (lv - lr - drift) at each quarter's end, drift
being the growth expected on the path. So lv - lr has mean zero. Between appraisals the price is carried forward by the drift.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenarios import portable

QUARTER = 3  # months

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Appraisal:
    """How private assets are reported: `weight` is the part of the gap to the economic value that an appraisal closes; in
    stress a fund's gate is closed when reported / economic is above `gate_above`."""

    weight: float
    gate_above: float


class Reported:
    """Reported over economic value [private class][path] as months go by; 1 at the start. `drift` is the expected monthly
    log growth [private class][path]. A constant shift of growth moves both values alike and leaves the ratio."""

    def __init__(self, law: Appraisal, drift: Floats) -> None:
        self.ratio = np.ones_like(drift)
        self._law, self._carried, self._months = law, portable.exp(drift), 0

    def month(self, growth: Floats) -> None:
        """Take the ratio through a month of economic growth, and at a quarter's end through the appraisal."""
        self._months += 1
        self.ratio *= self._carried
        self.ratio /= growth
        if self._months % QUARTER == 0:
            self.ratio = portable.exp((1 - self._law.weight) * portable.log(self.ratio))

    def gate(self, stress: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Where the gate is closed, [private class][path]."""
        closed: NDArray[np.bool_] = stress & (self.ratio > self._law.gate_above)
        return closed
