"""From many futures to numbers: counts as whole hundredths, percentiles, tails and marks on small samples worked out by hand."""

from collections.abc import Callable
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
    """0 to 99: percentiles lie at q x 99 (type 7), the worst 5 of 100 are 0, 1, 2, 3, 4."""
    [found] = outcomes.distributions(np.arange(100.0)[None, :])
    read = [found.p5.value, found.p25.value, found.p50.value, found.p75.value, found.p95.value]
    assert read == pytest.approx([4.95, 24.75, 49.5, 74.25, 94.05])
    assert found.mean.value == 49.5
    assert found.sd.value == pytest.approx(sqrt((100**2 - 1) / 12))
    assert found.worst5_mean.value == 2


def test_the_error_of_a_mean_is_the_spread_of_the_sample_means() -> None:
    """Fifty samples of two futures whose means are 0 to 49: their standard deviation over the root of 50."""
    values = np.repeat(np.arange(50.0), 2) + np.tile([-7.0, 7.0], 50)
    [found] = outcomes.distributions(values[None, :])
    assert found.mean.se == pytest.approx(sqrt((50**2 - 1) / 12 * 50 / 49 / 50))
    assert outcomes.sampled_error(np.stack([values, 2 * values])) == pytest.approx([found.mean.se, 2 * found.mean.se])


def test_pairs_that_cancel_leave_no_error() -> None:
    """Every sample holds the same futures: what it says of the mean is certain, however far they lie apart."""
    [found] = outcomes.distributions(np.tile([-1_000.0, 1_000.0], 50)[None, :])
    assert found.mean == Statistic(value=0.0, se=0.0)
    assert outcomes.chance(np.tile([True, False], 50)) == Statistic(value=0.5, se=0.0)


STATISTICS: dict[str, tuple[Callable[[np.ndarray], Statistic], Callable[[np.ndarray], float] | None]] = {
    "median": (outcomes.middle, lambda x: float(np.median(x))),
    "median among the positive": (lambda x: outcomes.middle_among(x, x > 0), lambda x: float(np.median(x[x > 0]))),
    "mean among the positive": (lambda x: outcomes.mean_among(x, x > 0), lambda x: float(x[x > 0].mean())),
    "worst mean among the negative": (
        lambda x: outcomes.worst_mean_among(x, x < 0),
        lambda x: float(np.sort(x[x < 0])[: round(0.05 * (x < 0).sum())].mean()),
    ),
    **{
        name: (lambda x, name=name: getattr(outcomes.distributions(x[None])[0], name), None)  # type: ignore[misc]
        for name in ("p5", "p25", "p50", "p75", "p95", "mean", "sd", "worst5_mean")
    },
}


@pytest.mark.parametrize("name", STATISTICS)
def test_stated_errors_are_the_spread_over_independent_draws(name: str) -> None:
    """Of 200 draws of 2,000 t-distributed values (five degrees of freedom), whose spread is known to 5 %."""
    found, plain = STATISTICS[name]
    draws = np.random.default_rng(5).standard_t(5, (200, 2_000)) + 0.3
    statistics = [found(draw) for draw in draws]
    if plain is not None:
        assert [one.value for one in statistics] == pytest.approx([plain(draw) for draw in draws])
    spread = np.std([one.value for one in statistics], ddof=1)
    stated = sqrt(np.mean([one.se**2 for one in statistics]))
    assert 0.8 < stated / spread < 1.25


def test_the_error_of_a_gap_between_worst_averages_is_its_spread() -> None:
    normal = np.random.default_rng(6).standard_normal((200, 2, 2_000))
    pairs = [(one, 0.9 * one + 0.3 * other) for one, other in normal]
    gaps = [outcomes.worst_mean(b) - outcomes.worst_mean(a) for a, b in pairs]
    stated = sqrt(np.mean([outcomes.worst_gap_error(b, a) ** 2 for a, b in pairs]))
    assert 0.8 < stated / np.std(gaps, ddof=1) < 1.25


def test_nobody_has_no_median() -> None:
    nobody = np.zeros(100, bool)
    assert outcomes.middle_among(np.ones(100), nobody) == outcomes.mean_among(np.ones(100), nobody) == outcomes.NOTHING
    assert outcomes.worst_mean_among(np.ones(100), nobody) == outcomes.NOTHING


def test_everybody_alike_has_no_error() -> None:
    [found] = outcomes.distributions(np.full((1, 200), 7.0))
    assert [found.p5, found.mean, found.worst5_mean] == [Statistic(value=7.0, se=0.0)] * 3
    assert found.sd.value == 0


def test_a_chance_of_futures_that_do_not_hang_together_has_the_binomial_error() -> None:
    happened = np.random.default_rng(4).random((400, 1_000)) < 0.2
    found = [outcomes.chance(one) for one in happened]
    assert found[0].value == happened[0].mean()
    assert sqrt(np.mean([one.se**2 for one in found])) == pytest.approx(sqrt(0.2 * 0.8 / 1_000), rel=0.04)


def test_marks_are_the_middles_of_equal_shares() -> None:
    assert outcomes.marks(np.arange(101.0), 4) == (12.5, 37.5, 62.5, 87.5)
    assert outcomes.marks(np.array([]), 4) == ()


def test_about_the_same_is_within_one_percent_of_ones_own_baseline() -> None:
    base = np.full(5, 1_000.0)
    less, same, more = outcomes.split(np.array([989.0, 990.0, 1_000.0, 1_010.0, 1_011.0]), base)
    assert (less.tolist(), same.tolist(), more.tolist()) == (
        [True, False, False, False, False], [False, True, True, True, False], [False, False, False, False, True],
    )  # fmt: skip


def test_the_error_of_a_median_is_that_of_the_share_below_it_over_the_density() -> None:
    """0 to 99 in samples of two: 25 samples lie below the middle, 25 above, and a value follows every hundredth."""
    [found] = outcomes.distributions(np.arange(100.0)[None, :])
    assert found.p50.se == pytest.approx(sqrt(0.25 * 50 / 49 / 50) * 100)
    assert outcomes.middle(np.arange(100.0)) == found.p50


def test_a_difference_tells_apart_less_the_same_and_more() -> None:
    """Five kinds of futures, a fifth each: balances lower by 200, by 100, the same, higher by 50 and by 100, of 1,000."""
    change = np.tile([-200.0, -100.0, 0.0, 50.0, 100.0], 40)
    base, income = np.full(200, 1_000.0), np.full(200, 100.0)
    found = outcomes.difference(balance=base + change, base_balance=base, income=income + change / 100, base_income=income)
    assert found.balance.mean.value == pytest.approx(-30)
    assert found.income_monthly.mean.value == pytest.approx(-0.3)
    assert found.chance_worse.value == pytest.approx(0.4)  # an equal balance is not a worse one
    assert found.chance_worse_10pct.value == pytest.approx(0.2)  # a tenth less is not more than a tenth
    assert [one.value for one in (found.chance_less, found.chance_same, found.chance_more)] == [
        0.2,
        0.8,
        0.0,
    ]  # one percent is about the same
    assert found.median_if_worse.value == pytest.approx(-150)
    assert found.worst5_if_worse.value == pytest.approx(-200)


def test_the_worst_five_of_a_hundred_are_at_least_one() -> None:
    assert outcomes.worst_mean(np.array([3.0, 1.0, 2.0])) == 1.0
    assert outcomes.worst_mean(np.arange(40.0)) == 0.5
