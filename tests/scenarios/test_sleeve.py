"""The sleeve's weight year by year, by hand: ramp, cap, taper; and the years in which a class is lost once."""

from typing import Any

import numpy as np
import pytest

from scenarios.inputs import Household, PlanRules
from scenarios.sleeve import caps, target_weights, year_of_loss

WORKER = Household(age=60, balance=0.0, contribution=0.0, contribution_unit="share", pay=0.0, retirement_age=64, plan_to_age=67)

TARGETS: list[tuple[float, dict[str, Any], list[float]]] = [  # weight, plan, share of the account in seven years: four of work, three after
    (0.08, {}, [0.08] * 7),
    (0.08, {"ramp_years": 1}, [0.08] * 7),
    (0.08, {"ramp_years": 4}, [0.02, 0.04, 0.06, 0.08, 0.08, 0.08, 0.08]),
    (0.08, {"taper_years": 2, "taper_floor": 0.02}, [0.08, 0.08, 0.08, 0.06, 0.02, 0.02, 0.02]),  # the cap: 10 %, 10, 10, 6, 2
    (0.10, {"taper_years": 5, "taper_floor": 0.0}, [0.08, 0.06, 0.04, 0.02, 0.0, 0.0, 0.0]),  # 4 of 5 years are left at first
    (0.06, {"taper_years": 4, "taper_floor": 0.02, "ramp_years": 2}, [0.03, 0.06, 0.06, 0.04, 0.02, 0.02, 0.02]),
    (0.20, {}, [0.20] * 7),  # a sweep looks beyond the cap
    (0.20, {"taper_years": 2, "taper_floor": 0.0}, [0.20, 0.20, 0.20, 0.10, 0.0, 0.0, 0.0]),
]


@pytest.mark.parametrize(("weight", "plan", "shares"), TARGETS)
def test_the_share_of_each_year_is_that_of_ramp_and_taper(weight: float, plan: dict[str, Any], shares: list[float]) -> None:
    assert target_weights(weight, WORKER, PlanRules(match=(), cap=0.10, **plan)) == pytest.approx(shares, abs=1e-15)
    assert target_weights(weight, WORKER, PlanRules(match=(), cap=0.10, **plan), 3) == pytest.approx(shares[:3], abs=1e-15)


def test_a_cap_falls_in_a_straight_line_to_its_floor_and_stays() -> None:
    plan = PlanRules(match=(), cap=0.10, taper_years=2, taper_floor=0.02)
    assert caps(0.0, WORKER, plan, 7) == pytest.approx([0.10, 0.10, 0.10, 0.06, 0.02, 0.02, 0.02])
    assert caps(0.3, WORKER, PlanRules(match=(), cap=0.10), 2) == pytest.approx([0.3, 0.3])
    assert caps(0.05, WORKER, PlanRules(match=(), cap=0.10), 2) == pytest.approx([0.10, 0.10])


def test_years_of_loss_are_multiples_of_the_golden_ratio_and_evenly_spread() -> None:
    assert list(year_of_loss(8, 10)) == [
        0,
        6,
        2,
        8,
        4,
        0,
        7,
        3,
    ]  # 0, 0.618, 1.236, 1.854, 2.472, 3.090, 3.708, 4.326: what is behind the point
    counts = np.bincount(year_of_loss(1_000, 7), minlength=7)
    assert counts.min() >= 140
    assert counts.max() <= 145
    assert set(year_of_loss(50, 1)) == {0}
