"""The IRS limits by attained age and calendar year, nominal and in dollars of the edition's year."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from scenarios.assumptions import Assumptions
from scenarios.editions import load
from scenarios.limits import Limits, limits_for, real_limits

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "limits.toml").read_text(encoding="utf-8"))["cases"]


@pytest.fixture(scope="module")
def edition() -> Assumptions:
    return load("2026-11")


def limits(case: dict[str, Any]) -> Limits:
    return Limits(
        elective_deferral=case["deferral"],
        catch_up=case["catch_up"],
        annual_additions=case["additions"],
        compensation_cap=case["pay"],
        roth_catch_up_wage={2026: 150_000, 2027: 155_000}.get(case["year"]),
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['age']} in {case['year']}")
def test_limits_are_those_of_the_year_and_the_age(case: dict[str, Any], edition: Assumptions) -> None:
    assert limits_for(edition, case["year"], case["age"]) == limits(case)


def test_the_cases_stand_on_both_sides_of_every_boundary() -> None:
    assert {(case["year"], case["age"]) for case in CASES} == {
        (year, age) for year in range(2023, 2028) for age in (49, 50, 59, 60, 63, 64)
    }


@pytest.mark.parametrize("year", [2022, 2028])
def test_a_year_outside_the_table_is_refused_and_the_table_is_named(year: int, edition: Assumptions) -> None:
    with pytest.raises(ValueError, match=f"2023 to 2027; got {year}"):
        limits_for(edition, year, 40)


def test_real_limits_of_the_edition_s_year_are_the_nominal_ones(edition: Assumptions) -> None:
    assert real_limits(edition, 2026, 60) == limits_for(edition, 2026, 60)


def test_real_limits_of_next_year_are_worth_less_by_a_year_of_prices(edition: Assumptions) -> None:
    real = real_limits(edition, 2027, 60)
    assert real.elective_deferral == pytest.approx(25_500 / 1.0239)
    assert real.catch_up == pytest.approx(11_750 / 1.0239)
    assert real.annual_additions == pytest.approx(75_000 / 1.0239)
    assert real.compensation_cap == pytest.approx(375_000 / 1.0239)


def test_real_limits_of_a_past_year_are_worth_more(edition: Assumptions) -> None:
    assert real_limits(edition, 2024, 40).elective_deferral == pytest.approx(23_000 * 1.0239**2)


@pytest.mark.parametrize("year", [2028, 2040, 2105])
def test_after_the_table_limits_keep_their_real_value(year: int, edition: Assumptions) -> None:
    assert real_limits(edition, year, 55) == real_limits(edition, 2027, 55)


def test_real_limits_before_the_table_are_refused(edition: Assumptions) -> None:
    with pytest.raises(ValueError, match="2023 to 2027; got 2022"):
        real_limits(edition, 2022, 40)


@pytest.mark.parametrize("year", [2022, 2028])
def test_a_year_outside_the_table_is_refused_in_these_words(year: int, edition: Assumptions) -> None:
    with pytest.raises(ValueError, match=f"^limits are known for 2023 to 2027; got {year}$"):
        limits_for(edition, year, 40)
