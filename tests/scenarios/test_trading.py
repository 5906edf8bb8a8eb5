"""What a plan's rules make of a year's end, by hand: one account of $1,000 and a sleeve of two classes."""

from typing import Any

import numpy as np
import pytest

from scenarios.inputs import PlanRules
from scenarios.trading import NO_CAP, Trading, above_caps, held_back, paused, sum_of

TOTAL = np.array([[1_000.0]])


def rules(cap: float = 0.2, own: tuple[float, float] = (NO_CAP, NO_CAP), **plan: Any) -> Trading:
    return Trading(
        plan=PlanRules(match=(), cap=cap, **plan),
        targets=np.array([[0.1, 0.1]]),
        caps=np.array([[0.5, cap]]),
        asset_caps=np.array([[own[0]], [own[1]]]),
        paused=(None, None),
        working_years=2,
    )


def wanted(held: tuple[float, float], of: Trading) -> list[float]:
    """What is wanted at the end of the first year, where the targets ask for 60 and 40."""
    want = [np.array([[60.0]]), np.array([[40.0]])]
    held_back(of, [np.array([[each]], float) for each in held], want, TOTAL, 1)
    return [float(each[0, 0]) for each in want]


BAND: dict[str, Any] = {"rebalance": "band", "band": 0.02}
NEVER: dict[str, Any] = {"rebalance": "never"}
WANTED: list[tuple[tuple[float, float], dict[str, Any], tuple[float, float]]] = [  # held, rules, wanted
    ((70, 49), BAND, (70, 49)),  # 119 is within 20 of 100
    ((70, 50), BAND, (70, 50)),  # 120 is not above it
    ((70, 51), BAND, (60, 40)),
    ((50, 30), BAND, (50, 30)),
    ((50, 29), BAND, (60, 40)),
    ((70, 45), BAND | {"cap": 0.11}, (60, 40)),  # within the band, above the cap
    ((70, 45), BAND | {"cap": 0.11, "over_cap": "stop"}, (70, 45)),
    ((70, 35), BAND | {"own": (0.06, NO_CAP)}, (60, 40)),  # one class above its own cap
    ((70, 35), BAND | {"own": (0.07, NO_CAP)}, (70, 35)),  # at it
    ((70, 35), BAND | {"own": (NO_CAP, 0.034), "over_cap": "stop"}, (70, 35)),
    ((150, 50), NEVER, (150, 50)),  # 200 is the cap
    ((210, 90), NEVER, (140, 60)),  # 300 down to 200, both alike
    ((210, 90), NEVER | {"over_cap": "stop"}, (210, 90)),
    ((150, 30), NEVER | {"own": (0.12, NO_CAP)}, (120, 30)),
    ((150, 30), NEVER | {"own": (0.12, NO_CAP), "over_cap": "stop"}, (150, 30)),
    ((0, 0), NEVER, (0, 0)),
]


@pytest.mark.parametrize(("held", "plan", "want"), WANTED)
def test_what_is_wanted_is_what_the_plan_s_rule_says(held: tuple[float, float], plan: dict[str, Any], want: tuple[float, float]) -> None:
    assert wanted(held, rules(**plan)) == pytest.approx(list(want))


@pytest.mark.parametrize(
    ("held", "plan", "above"),
    [
        ((100, 100), {}, (False, False)),  # at the cap
        ((100, 100.001), {}, (True, True)),  # the whole sleeve is above it, so both are
        ((60, 40), {"own": (0.05, 0.04)}, (True, False)),
        ((60, 40), {"own": (0.06, 0.039)}, (False, True)),
        ((1_000, 0), {"cap": 1.0}, (False, False)),
    ],
)
def test_a_class_is_above_a_cap_by_more_than_rounding(held: tuple[float, float], plan: dict[str, Any], above: tuple[bool, bool]) -> None:
    found = above_caps(rules(**plan), [np.array([[each]], float) for each in held], TOTAL, 1)
    assert tuple(bool(each[0, 0]) for each in found) == above


def test_no_cap_is_more_than_an_account_can_hold_and_any_year_has_its_own_cap() -> None:
    assert NO_CAP > 1 + 1e-6
    assert [bool(each[0, 0]) for each in above_caps(rules(cap=0.2), [np.array([[400.0]])] * 2, TOTAL, 1)] == [True, True]
    first_year = above_caps(rules(cap=0.2), [np.array([[200.0]])] * 2, TOTAL, 0)  # 400 of 500
    assert [bool(each[0, 0]) for each in first_year] == [False, False]


def test_a_pause_is_the_years_after_a_fall_of_so_much_or_more() -> None:
    growth = np.array([[0.5], [1.0], [0.75], [0.5], [1.0], [1.0], [1.0]])
    assert paused(growth, 0.5, 1)[:, 0].tolist() == [False, True, False, False, True, False, False]
    assert paused(growth, 0.5, 2)[:, 0].tolist() == [False, True, True, False, True, True, False]
    assert paused(growth, 0.25, 1)[:, 0].tolist() == [False, True, False, True, True, False, False]
    assert not paused(growth, 0.51, 2).any()


def test_rules_of_some_policies_are_their_rows() -> None:
    both = Trading(
        plan=PlanRules(match=()),
        targets=np.array([[0.1], [0.2]]),
        caps=np.array([[0.3], [0.4]]),
        asset_caps=np.array([[0.5, 0.6]]),
        paused=(None,),
        working_years=1,
    )
    part = both.of(slice(1, 2))
    assert (part.targets.tolist(), part.caps.tolist(), part.asset_caps.tolist()) == ([[0.2]], [[0.4]], [[0.6]])


def test_a_sum_leaves_its_parts_as_they_are() -> None:
    parts = [np.array([1.0]), np.array([2.0]), np.array([4.0])]
    assert sum_of(parts).tolist() == [7.0]
    assert [part.tolist() for part in parts] == [[1.0], [2.0], [4.0]]


def test_an_account_with_nothing_in_it_is_above_no_cap() -> None:
    nothing = np.zeros((1, 1))
    assert [bool(each[0, 0]) for each in above_caps(rules(own=(0.1, 0.1)), [nothing, nothing], nothing, 1)] == [False, False]
