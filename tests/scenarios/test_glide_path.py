"""The baseline mix by years to retirement."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.assumptions import CORE_CLASSES
from scenarios.editions import load
from scenarios.glide_path import core_weights

PATH = load("2026-11").glide_path


def mix(years_to_retirement: float) -> dict[str, float]:
    return dict(zip(CORE_CLASSES, core_weights(PATH, years_to_retirement), strict=True))


def equity(years_to_retirement: float) -> float:
    weights = mix(years_to_retirement)
    return weights["us_stocks"] + weights["non_us_stocks"]


@pytest.mark.parametrize(("years", "share"), [(25, 0.90), (19, 0.81), (14, 0.73), (9, 0.66), (4, 0.57), (0, 0.50), (-7, 0.30)])
def test_equity_goes_through_the_stated_points(years: float, share: float) -> None:
    assert equity(years) == pytest.approx(share)


@pytest.mark.parametrize(("years", "share"), [(22, 0.855), (11.5, 0.695), (2, 0.535), (-3.5, 0.40)])
def test_equity_runs_straight_between_points(years: float, share: float) -> None:
    assert equity(years) == pytest.approx(share)


@pytest.mark.parametrize(("beyond", "end"), [(26, 25), (60, 25), (-8, -7), (-40, -7)])
def test_the_mix_is_flat_beyond_the_ends(beyond: float, end: float) -> None:
    assert core_weights(PATH, beyond) == core_weights(PATH, end)


@pytest.mark.parametrize("years", [30, 10, 0, -10])
def test_equity_is_60_40_us_and_other(years: float) -> None:
    assert mix(years)["us_stocks"] == pytest.approx(0.6 * equity(years))


@pytest.mark.parametrize(
    ("years", "share"), [(30, 0), (5, 0), (4, 0.17 / 12), (0, 0.17 * 5 / 12), (-1, 0.17 * 6 / 12), (-7, 0.17), (-20, 0.17)]
)
def test_tips_come_in_from_five_years_before_to_landing_seven_years_after(years: float, share: float) -> None:
    assert mix(years)["tips"] == pytest.approx(share, abs=5e-5)


def test_no_cash_is_held() -> None:
    assert mix(30)["cash"] == mix(-10)["cash"] == 0


@given(st.floats(-80, 80))
def test_weights_are_shares_that_add_to_one(years: float) -> None:
    weights = core_weights(PATH, years)
    assert min(weights) >= 0
    assert sum(weights) == pytest.approx(1, abs=1e-12)


@given(st.floats(-80, 80), st.floats(0, 40))
def test_equity_never_rises_as_retirement_comes_nearer(years: float, later: float) -> None:
    assert equity(years - later) <= equity(years) + 1e-12
