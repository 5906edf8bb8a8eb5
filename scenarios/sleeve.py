"""The sleeve's rules: cap, ramp-in and taper give its target weight each year; views and fees give what its classes do."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenarios.inputs import Household, PlanRules


def target_weights(weight: float, household: Household, plan: PlanRules, years: int | None = None) -> NDArray[np.float64]:
    """The sleeve's share of the account in each plan year, held all year: length `years`, `household.years` if not given.

    The ramp reaches `weight` in equal steps, the first year at weight / ramp_years, under the cap.
    """
    cap = caps(weight, household, plan, household.years if years is None else years)
    ramped = weight * np.minimum(1.0, (np.arange(len(cap)) + 1) / max(plan.ramp_years, 1))
    return np.minimum(ramped, cap)


def caps(weight: float, household: Household, plan: PlanRules, years: int) -> NDArray[np.float64]:
    """The largest share of the account that the plan lets the sleeve be in each of `years` plan years.

    Over the last `taper_years` before retirement it falls in a straight line to `taper_floor`, where it stays. A weight
    above the plan's cap (a sweep looks beyond it) is its own cap.
    """
    cap = max(plan.cap, weight)
    if plan.taper_years == 0:
        return np.full(years, cap)
    left = np.clip((household.working_years - np.arange(years)) / plan.taper_years, 0.0, 1.0)
    return plan.taper_floor + (cap - plan.taper_floor) * left


@dataclass(frozen=True, kw_only=True)
class ClassTerms:
    """What holding one sleeve class means: `log_shift`, the yearly log change against the bank's growth (another average,
    less the fee); `all_in_fee`, the share of assets a year reported as dollars; `left_by_loss`, what is left of it when it
    goes to zero in one year before retirement, or None if it does not."""

    key: str
    share: float
    log_shift: float
    all_in_fee: float
    left_by_loss: float | None = None


def year_of_loss(paths: int, years: int) -> NDArray[np.int16]:
    """For "goes to zero once": a year for each path, evenly spread over `years`. Which place a path has says nothing of its
    future, so a fixed pattern (multiples of the golden ratio) is as good as a draw, and the same for everybody."""
    golden = 0.6180339887498949
    year: NDArray[np.int16] = np.floor((np.arange(paths) * golden) % 1.0 * years).astype(np.int16)
    return year
