"""How the futures of a bank are drawn: 50 independent samples; in a sample antithetic pairs, with evened-out draws over the pairs.

Every draw keeps its own distribution exactly; only how the futures of a sample hang together is chosen, so that averages
over a sample vary less. Errors therefore come from the spread between samples (outcomes.py), never from single futures.
"""

from collections.abc import Iterator
from itertools import count
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenarios import portable

SAMPLES = 50
SPAN = 120  # months whose shocks are drawn with an evened-out sum

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
# Four spans at a time: their total, then first against second half, then halves of halves (Haar); orthogonal.
_HALF, _ROOT_HALF = 0.5, float(np.sqrt(0.5))
_SPANS = (
    (_HALF, _HALF, _HALF, _HALF), (_HALF, _HALF, -_HALF, -_HALF), (_ROOT_HALF, -_ROOT_HALF, 0.0, 0.0), (0.0, 0.0, _ROOT_HALF, -_ROOT_HALF),
)  # fmt: skip
JUST_BELOW_ONE = 1.0 - 2.0**-53


class Streams:
    """The draws of some samples, each from a stream of its own, so that samples may be built in any order or company."""

    def __init__(self, seed: int, samples: range) -> None:
        self._bits = [np.random.PCG64(np.random.SeedSequence([seed, sample])) for sample in samples]

    def uniforms(self, *shape: int) -> Floats:
        """Uniform draws in (0, 1), [first of shape][sample][rest of shape]."""
        count = int(np.prod(shape))
        raw = np.stack([bits.random_raw(count).reshape(shape) for bits in self._bits], axis=1)
        return portable.uniform(raw)

    def strata(self, rows: int, pairs: int) -> Floats:
        """Uniform draws [row][sample][pair], one in each of `pairs` equal strata of every row (a Latin hypercube)."""
        order = np.argsort(self.uniforms(rows, pairs), axis=-1, kind="stable")
        return np.minimum((order + self.uniforms(rows, pairs)) / pairs, JUST_BELOW_ONE)


def mirrored(draws: Floats) -> Floats:
    """Uniform draws [...][sample][pair] and their mirrors 1 - u, as [...][sample][member of the pair][pair]."""
    return np.stack([draws, 1.0 - draws], axis=-2)


def by_path(pairs: Floats) -> Floats:
    """[row][sample][member][pair] as [row][path]: a sample's pairs stand behind each other, first members, then their mirrors."""
    return pairs.reshape(pairs.shape[0], -1)


def chosen(rank: NDArray[np.int64], chance: float, start: Floats) -> Flags:
    """Systematic sampling: of members ranked 1, 2, ... each is chosen with `chance` exactly, and k x chance of any first k,
    to within one. `start` [sample][1] is uniform."""
    picked: Flags = np.floor(rank * chance + start) > np.floor((rank - 1) * chance + start)
    return picked


def switched(stress: Flags, months_in_stress: NDArray[np.integer[Any]], *, enter: float, leave: float, start: Floats) -> Flags:
    """The regime of each pair [sample][pair] a month later: calm pairs enter stress and stressed pairs leave it with their
    chances, as evenly as possible over pairs ordered by their months in stress so far. `start` [calm, stress][sample]."""
    order = np.argsort(months_in_stress, axis=-1, kind="stable")
    now = np.take_along_axis(stress, order, axis=-1)
    leaves = now & chosen(np.cumsum(now, axis=-1), leave, start[1][:, None])
    enters = ~now & chosen(np.cumsum(~now, axis=-1), enter, start[0][:, None])
    after = np.empty_like(stress)
    np.put_along_axis(after, order, (now & ~leaves) | enters, axis=-1)
    return after


def span_sums(streams: Streams, rows: int, pairs: int) -> Iterator[Floats]:
    """Standard normals [row][sample][pair] for one span after another. Over forty years their total, over twenty and over ten
    years the difference of halves, are stratified over the pairs of a sample."""
    for number in count():
        if number % len(_SPANS) == 0:
            parts = portable.inverse_normal(streams.strata(len(_SPANS) * rows, pairs)).reshape(len(_SPANS), rows, -1, pairs)
        total = np.zeros_like(parts[0])
        for part, loading in zip(parts, _SPANS, strict=True):
            total += part * loading[number % len(_SPANS)]
        yield total


def bridge(streams: Streams, sums: Floats, size: Floats) -> Iterator[Floats]:
    """Independent standard normals [row][sample][pair], month by month of a span, whose sum weighted by `size`
    [month][sample][pair] is the given standard normal `sums` times its standard deviation: a Brownian bridge."""
    rows, _, pairs = sums.shape
    squares = size * size
    left = np.cumsum(squares[::-1], axis=0)[::-1]
    to_go = sums * np.sqrt(left[0])
    for month in range(len(size)):
        draws = portable.inverse_normal(streams.uniforms(rows, pairs))
        draws *= np.sqrt((left[month] - squares[month]) / left[month])
        draws += to_go * (size[month] / left[month])
        to_go -= draws * size[month]
        yield draws
