"""Futures are drawn in samples: each draw keeps its own law exactly, and inside a sample they are as even as can be."""

import numpy as np
import pytest

from scenarios import portable
from scenarios.sampling import SAMPLES, Streams, bridge, chosen, mirrored, span_sums, switched

ALL = range(SAMPLES)


def near(found: np.ndarray, expected: float, spread: float) -> bool:
    """Whether the mean of independent draws with this standard deviation is within four errors of what is expected."""
    return bool(abs(found.mean() - expected) < 4 * spread / found.size**0.5)


def test_a_sample_s_draws_do_not_depend_on_its_company() -> None:
    together = Streams(3, ALL).uniforms(2, 4)
    assert np.array_equal(Streams(3, range(7, 9)).uniforms(2, 4), together[:, 7:9])


def test_strata_hold_one_draw_each_and_mirrors_fill_them_again() -> None:
    draws = Streams(1, ALL).strata(3, 20)
    both = mirrored(draws)
    for member in (0, 1):
        assert (np.sort(np.floor(both[:, :, member] * 20), axis=-1) == np.arange(20)).all()
    assert np.abs(both.sum(axis=-2) - 1).max() < 1e-15


def test_strata_are_uniform_draw_by_draw_and_independent_from_row_to_row() -> None:
    draws = Streams(1, ALL).strata(200, 4)
    for pair in range(4):
        assert near(draws[:, :, pair], 1 / 2, np.sqrt(1 / 12))
        assert near((draws[:-1, :, pair] - 1 / 2) * (draws[1:, :, pair] - 1 / 2), 0, 1 / 12)


def test_systematic_sampling_chooses_each_with_its_chance_and_any_first_k_evenly() -> None:
    rank = np.arange(1, 41)[None, :]
    picked = chosen(rank, 0.15, Streams(2, ALL).uniforms(400).reshape(-1, 1))
    counts = np.cumsum(picked, axis=-1)
    assert np.abs(counts - 0.15 * rank).max() < 1
    for member in (0, 17, 39):
        assert near(picked[:, member], 0.15, np.sqrt(0.15 * 0.85))


@pytest.mark.parametrize(("stressed", "leaves"), [(3, 0.25), (20, 0.25), (0, 0.25)])
def test_regimes_switch_with_their_chances_whatever_came_before(stressed: int, leaves: float) -> None:
    months = np.arange(40) % 7
    stress = np.arange(40) < stressed
    starts = Streams(4, ALL).uniforms(2, 200).transpose(0, 2, 1).reshape(2, -1)
    rows = starts.shape[1]
    after = switched(np.tile(stress, (rows, 1)), np.tile(months, (rows, 1)), enter=0.1, leave=leaves, start=starts)
    expected = np.where(stress, 1 - leaves, 0.1)
    for pair in range(0, 40, 3):
        assert near(after[:, pair], expected[pair], np.sqrt(expected[pair] * (1 - expected[pair]))), pair
    left, entered = (~after[:, stress]).sum(axis=1), after[:, ~stress].sum(axis=1)
    assert np.ptp(left) <= 1 and np.ptp(entered) <= 1


def test_a_bridge_gives_independent_normals_with_the_wanted_sum() -> None:
    streams = Streams(5, ALL)
    sums = portable.inverse_normal(streams.uniforms(4, 40))
    size = np.where(streams.uniforms(6, 40) < 0.3, 2.2, 1.0)
    months = np.stack(list(bridge(streams, sums, size)))
    assert np.allclose((months * size[:, None]).sum(axis=0), sums * np.sqrt((size**2).sum(axis=0)), atol=1e-12)
    for first in range(6):
        assert near(months[first], 0, 1)
        assert near(months[first] ** 2, 1, np.sqrt(2))
        for other in range(first):
            assert near(months[first] * months[other], 0, 1), (first, other)


def test_sums_of_spans_are_independent_normals_and_forty_years_are_evened_out() -> None:
    spans = span_sums(Streams(6, ALL), 3, 20)
    found = np.stack([next(spans) for _ in range(8)])
    for first in range(8):
        assert near(found[first] ** 2, 1, np.sqrt(2))
        for other in range(first):
            assert near(found[first] * found[other], 0, 1), (first, other)
    for forty_years in (found[:4].sum(axis=0) / 2, found[4:].sum(axis=0) / 2):
        ordered = np.sort(forty_years, axis=-1)
        edges = portable.inverse_normal(np.arange(1, 20) / 20)
        assert (ordered[..., :-1] <= edges + 1e-9).all() and (ordered[..., 1:] >= edges - 1e-9).all()
