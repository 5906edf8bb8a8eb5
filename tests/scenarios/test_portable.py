"""Our own exp, log and inverse normal against the C library and the standard library."""

import hashlib
from statistics import NormalDist

import numpy as np

from scenarios import portable

DRAWS = np.random.default_rng(7)
BITS = ["1f41a6c6ae0db15b", "10428b56af386713", "0026f747552c1295", "f65d0316d35fce8a"]  # of exp, log, uniform and the inverse normal


def test_exp_agrees_with_the_c_library() -> None:
    near, far = DRAWS.uniform(-2, 2, 50_000), DRAWS.uniform(-4, 4, 50_000)
    assert np.abs(portable.exp(near) / np.exp(near) - 1).max() < 1e-14
    assert np.abs(portable.exp(far) / np.exp(far) - 1).max() < 1e-11


def test_log_agrees_with_the_c_library_over_all_sizes() -> None:
    x = np.exp(DRAWS.uniform(-40, 40, 50_000))
    assert np.allclose(portable.log(x), np.log(x), rtol=1e-15, atol=1e-15)


def test_inverse_normal_agrees_with_the_standard_library_even_far_out() -> None:
    p = np.concatenate([DRAWS.random(5_000), 10.0 ** DRAWS.uniform(-16, -1, 2_000), 1 - 10.0 ** DRAWS.uniform(-15, -1, 2_000)])
    expected = np.array([NormalDist().inv_cdf(x) for x in p])
    assert np.allclose(portable.inverse_normal(p), expected, rtol=1e-14, atol=1e-15)


def test_inverse_normal_is_odd() -> None:
    p = np.ldexp(1.0, -np.arange(1, 50)).astype(np.float64)
    assert np.allclose(portable.inverse_normal(p), -portable.inverse_normal(1 - p), rtol=1e-9)


def test_uniform_draws_never_reach_zero_or_one() -> None:
    edge = portable.uniform(np.array([0, 2**64 - 1], dtype=np.uint64))
    assert 0 < edge[0] < edge[1] < 1


def test_the_bits_are_the_same_everywhere() -> None:
    """Recorded once: a bank that another machine builds must have the same hash."""
    steps = np.arange(-4096, 4096) / 1024
    bits = np.arange(1, 4096, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    results = [portable.exp(steps), portable.log(np.ldexp(1 + np.arange(1024) / 1024, np.arange(1024) % 80 - 40)), portable.uniform(bits)]
    results.append(portable.inverse_normal(results[-1]))
    found = [hashlib.sha256(result.tobytes()).hexdigest()[:16] for result in results]
    assert found == BITS


def test_the_inverse_normal_keeps_the_shape_of_what_it_is_given() -> None:
    p = np.linspace(0.001, 0.999, 12)
    assert (portable.inverse_normal(p.reshape(3, 4)) == portable.inverse_normal(p).reshape(3, 4)).all()
