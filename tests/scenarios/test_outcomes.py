"""From many futures to numbers: counts as whole hundredths, percentiles, tails and marks on small samples worked out by hand."""

from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios import outcomes
from scenarios.results import Statistic

COUNTS = st.lists(st.integers(0, 10_000), min_size=2, max_size=4).filter(any)


@given(COUNTS)
def test_whole_hundredths_add_to_100_and_none_is_off_by_one(counts: list[int]) -> None:
    parts = outcomes.whole_hundredths(counts)
    assert sum(parts) == 100
    assert all(abs(part - 100 * count / sum(counts)) < 1 for part, count in zip(parts, counts, strict=True))


@given(st.integers(0, 100), st.integers(0, 100))
def test_whole_hundredths_that_are_whole_stay_as_they_are(a: int, b: int) -> None:
    counts = [min(a, b), abs(a - b), 100 - max(a, b)]
    assert outcomes.whole_hundredths(counts) == counts


def test_a_distribution_of_a_hundred_and_one_values_is_what_one_reads_off() -> None:
    [found] = outcomes.distributions(np.arange(101.0)[None, :])
    assert [found.p5.value, found.p25.value, found.p50.value, found.p75.value, found.p95.value] == [5, 25, 50, 75, 95]
    assert found.mean.value == 50
    assert found.sd.value == pytest.approx(sqrt((101**2 - 1) / 12))
    assert found.mean.se == pytest.approx(found.sd.value / sqrt(101))
    assert found.worst5_mean.value == 2  # of 0, 1, 2, 3, 4


def test_everybody_alike_has_no_error() -> None:
    [found] = outcomes.distributions(np.full((1, 200), 7.0))
    assert [found.p5, found.mean, found.worst5_mean] == [Statistic(value=7.0, se=0.0)] * 3
    assert found.sd.value == 0


def test_a_chance_has_the_binomial_error() -> None:
    found = outcomes.chance(np.array([True] * 20 + [False] * 80))
    assert (found.value, found.se) == (0.2, sqrt(0.2 * 0.8 / 100))


def test_marks_are_the_middles_of_equal_shares() -> None:
    assert outcomes.marks(np.arange(101.0), 4) == (12.5, 37.5, 62.5, 87.5)
    assert outcomes.marks(np.array([]), 4) == ()


def test_about_the_same_is_within_one_percent_of_ones_own_baseline() -> None:
    base = np.full(5, 1_000.0)
    less, same, more = outcomes.split(np.array([989.0, 990.0, 1_000.0, 1_010.0, 1_011.0]), base)
    assert (less.tolist(), same.tolist(), more.tolist()) == (
        [True, False, False, False, False], [False, True, True, True, False], [False, False, False, False, True],
    )  # fmt: skip
