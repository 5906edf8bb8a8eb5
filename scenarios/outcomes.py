"""From many futures to numbers with their Monte Carlo errors: percentiles, tails, chances, paired differences.

Futures stand in independent samples (sampling.py) and hang together inside one, so every error comes from the spread of the
sample means of a statistic's influence: how much a future's value moves the statistic, for a mean the value itself, for a
percentile whether it lies below it, over the density there. Here is the only place that knows how errors are made.
"""

from collections.abc import Iterator
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenarios.results import Difference, Distribution, Statistic
from scenarios.sampling import SAMPLES

Array = NDArray[Any]

PERCENTILES = (0.05, 0.25, 0.50, 0.75, 0.95)
TAIL = 0.05
TOGETHER = 4  # rows looked at together: their arrays stay in the processor's cache
SAME_WITHIN = 0.01  # of one's own baseline income: closer counts as about the same
NOTHING = Statistic(value=0.0, se=0.0)


def sampled_error(influence: Array) -> Array:
    """Standard error of the mean of `influence` [...][path] over all futures, [...]."""
    return _spread(_sample_means(influence))


def distributions(rows: Array) -> list[Distribution]:
    """One Distribution for each row of `rows` [row][path]. Percentiles interpolate between order statistics (type 7)."""
    quantiles, slopes, worst = _from_order(rows, PERCENTILES)
    means = _sample_means(rows)
    mean = means.mean(axis=1)
    squares, tails = _from_samples(rows, mean, quantiles[:, 0])
    variance = squares.mean(axis=1)
    sd = np.sqrt(variance)
    mean_error, variance_error, tail_error = _spread(np.stack([means, squares, tails]))
    sd_error = variance_error / np.where(sd > 0, 2 * sd, 1)
    values = np.column_stack([quantiles, mean, sd, worst]).tolist()
    errors = np.column_stack([_quantile_errors(rows, quantiles, slopes), mean_error, sd_error, tail_error / TAIL]).tolist()
    return [_distribution(*both) for both in zip(values, errors, strict=True)]


def _distribution(values: list[float], errors: list[float]) -> Distribution:
    p5, p25, p50, p75, p95, mean, sd, worst = [Statistic(value=value, se=se) for value, se in zip(values, errors, strict=True)]
    return Distribution(p5=p5, p25=p25, p50=p50, p75=p75, p95=p95, mean=mean, sd=sd, worst5_mean=worst)


def chance(happened: Array) -> Statistic:
    """The share of futures [path] in which it happened."""
    return chances(happened[None, :])[0]


def chances(happened: Array) -> list[Statistic]:
    """The same for each row of `happened` [row][path]."""
    counts = _counts(happened)
    errors = _spread(counts / (happened.shape[1] // SAMPLES))
    return [
        Statistic(value=count / happened.shape[1], se=se) for count, se in zip(counts.sum(axis=1).tolist(), errors.tolist(), strict=True)
    ]


def chances_by_time(happens: Array, weight: Array) -> list[Statistic]:
    """The chance that it has happened by each of the times that `weight` [time] tells; a future counts by the weight of the time at
    which it `happens` [path], a whole number, and not at all after the last."""
    times, size = len(weight), len(happens) // SAMPLES
    place = happens + np.repeat(np.arange(SAMPLES) * (times + 1), size)
    counts = np.bincount(place, minlength=SAMPLES * (times + 1)).reshape(SAMPLES, -1)[:, :times]
    so_far = np.ascontiguousarray(np.cumsum(counts * weight.astype(np.float32), axis=1, dtype=np.float64).T)
    chances, errors = so_far.sum(axis=1) / len(happens), _spread(so_far / size)
    return [Statistic(value=value, se=se) for value, se in zip(chances.tolist(), errors.tolist(), strict=True)]


def average(values: Array) -> Statistic:
    """The mean of all futures [path]."""
    return Statistic(value=float(values.mean(dtype=np.float64)), se=float(sampled_error(values)))


def middle(values: Array) -> Statistic:
    """The median of all futures [path]."""
    row = values[None, :]
    value, slope, _ = _from_order(row, (0.5,))
    return Statistic(value=float(value[0, 0]), se=float(_quantile_errors(row, value, slope)[0, 0]))


def middle_among(values: Array, among: Array) -> Statistic:
    """The median of the futures [path] for which `among` [path] holds; zero of nothing."""
    held = values[among]
    if held.size == 0:
        return NOTHING
    value, slope, _ = _from_order(held[None, :], (0.5,))
    influence = among * ((values <= value[0, 0]) - 0.5)
    return Statistic(value=float(value[0, 0]), se=float(sampled_error(influence) * slope[0, 0]) * values.size / held.size)


def mean_among(values: Array, among: Array) -> Statistic:
    """The average of the futures [path] for which `among` [path] holds; zero of nothing."""
    count = int(np.count_nonzero(among))
    if count == 0:
        return NOTHING
    value = float(values[among].mean(dtype=np.float64))
    return Statistic(value=value, se=float(sampled_error(among * (values - value))) * values.size / count)


def worst_mean(values: Array) -> float:
    """The average of the lowest 5 of 100."""
    count = _tail_count(values.size)
    return float(np.partition(values, count - 1)[:count].mean(dtype=np.float64))


def worst_mean_among(values: Array, among: Array) -> Statistic:
    """The average of the lowest 5 of 100 of the futures [path] for which `among` [path] holds; zero of nothing."""
    held = values[among]
    if held.size == 0:
        return NOTHING
    value, edge = worst_mean(held), np.quantile(held, TAIL)
    influence = among * (edge - value + (np.minimum(values, edge) - edge) / TAIL)
    return Statistic(value=value, se=float(sampled_error(influence)) * values.size / held.size)


def worst_gap_error(values: Array, base: Array) -> float:
    """Standard error of the difference of two worst-5 averages on the same futures [path]."""
    mine, other = (np.minimum(one, np.quantile(one, TAIL)) for one in (values, base))
    return float(sampled_error(mine - other)) / TAIL


def difference(*, balance: Array, income: Array, base_balance: Array, base_income: Array) -> Difference:
    """Sleeve minus baseline, future by future; all arrays [path]."""
    change = balance - base_balance
    chances = chances_of_income(income, base_income)
    both = distributions(np.stack([change, income - base_income]))
    return Difference(
        balance=both[0],
        income_monthly=both[1],
        chance_worse=chance(change < 0),
        chance_less=chances[0],
        chance_same=chances[1],
        chance_more=chances[2],
        chance_worse_10pct=chance(balance < 0.9 * base_balance),
        median_if_worse=middle_among(change, change < 0),
        worst5_if_worse=worst_mean_among(change, change < 0),
    )


def split(income: Array, base_income: Array) -> tuple[Array, Array, Array]:
    """Futures with less, about the same and more income than one's own baseline."""
    less = income < (1 - SAME_WITHIN) * base_income
    more = income > (1 + SAME_WITHIN) * base_income
    return less, ~(less | more), more


def chances_of_income(income: Array, base_income: Array) -> list[Statistic]:
    """How often income is less, about the same and more, as whole hundredths that add to 1."""
    parts = np.stack(split(income, base_income))
    shares = whole_hundredths(np.count_nonzero(parts, axis=1).tolist())
    return [Statistic(value=share / 100, se=found.se) for share, found in zip(shares, chances(parts), strict=True)]


def whole_hundredths(counts: list[int]) -> list[int]:
    """Counts as whole numbers of 100 that add to 100: rounded down, then one more for the largest remainders."""
    total = sum(counts)
    shares = [100 * count // total for count in counts]
    by_remainder = sorted(range(len(counts)), key=lambda i: (-(100 * counts[i] % total), i))
    for i in by_remainder[: 100 - sum(shares)]:
        shares[i] += 1
    return shares


def marks(values: Array, count: int) -> tuple[float, ...]:
    """`count` equally likely values: the middles of as many equal shares of the futures, from low to high."""
    if count == 0 or values.size == 0:
        return ()
    positions, ordered = (np.arange(count) + 0.5) / count * (values.size - 1), np.sort(values)
    low, high = _neighbours(positions, values.size)
    return tuple(_between(ordered[low], ordered[high], positions - low).tolist())


def _by_sample(rows: Array) -> Array:
    """[...][path] as [...][sample][path of the sample]."""
    return rows.reshape(*rows.shape[:-1], SAMPLES, -1)


def _spread(sample_means: Array) -> Array:
    """The standard error of the mean of independent sample means [...][sample]."""
    error: Array = sample_means.std(axis=-1, ddof=1) / sqrt(SAMPLES)
    return error


def _sample_means(rows: Array) -> Array:
    """[...][sample] of [...][path]."""
    means: Array = _by_sample(rows).mean(axis=-1, dtype=np.float64)
    return means


def _counts(happened: Array) -> Array:
    """In how many futures of each sample it happened, [...][sample] of [...][path]."""
    counts: Array = np.add.reduce(_by_sample(happened).view(np.uint8), axis=-1, dtype=np.uint16)
    return counts


def _from_order(rows: Array, probabilities: tuple[float, ...]) -> tuple[Array, Array, Array]:
    """Of each row the quantiles [row][probability]; how fast they rise with their probability (one over the density), from the order
    statistics two binomial standard deviations to each side; and the average of the worst 5 of 100 [row]."""
    paths, q = rows.shape[1], np.array(probabilities)
    last, tail = paths - 1, _tail_count(paths)
    step = 2 * np.sqrt(paths * q * (1 - q))
    low, high = np.maximum(q * last - step, 0), np.minimum(q * last + step, last)
    positions = np.stack([q * last, low, high])
    neighbours = _neighbours(positions, paths)
    ordered, read, worst = np.empty_like(rows[0]), np.empty((len(rows), *neighbours.shape), rows.dtype), np.empty(len(rows))
    for number, row in enumerate(rows):  # one after the other in the same place, which stays in the processor's cache
        ordered[:] = row
        ordered.sort()
        read[number], worst[number] = ordered[neighbours], np.add.reduce(ordered[:tail], dtype=np.float64)
    value, at_low, at_high = _between(read[:, 0], read[:, 1], positions - neighbours[0]).swapaxes(0, 1)
    return value, (at_high - at_low) / np.maximum(high - low, 1) * paths, worst / tail


def _neighbours(positions: Array, size: int) -> Array:
    """The places in an ordered row between which `positions` lie, [low, high]."""
    low = positions.astype(np.intp)
    return np.stack([low, np.minimum(low + 1, size - 1)])


def _between(low: Array, high: Array, part: Array) -> Array:
    """What lies `part` of the way from one to the other."""
    value: Array = low.astype(np.float64) * (1 - part) + high.astype(np.float64) * part
    return value


def _quantile_errors(rows: Array, quantiles: Array, slopes: Array) -> Array:
    """[row][probability], from how many futures of each sample lie below each quantile."""
    edges = quantiles.astype(rows.dtype)
    below = np.empty((*edges.shape, SAMPLES), np.uint16)
    for part in _parts(rows):
        for number in range(edges.shape[1]):
            below[part, number] = _counts(rows[part] <= edges[part, number, None])
    return _spread(below * (SAMPLES / rows.shape[1])) * slopes


def _from_samples(rows: Array, mean: Array, edge: Array) -> tuple[Array, Array]:
    """Averages by sample [row][sample]: of squared distances from the mean [row], and of what the average of the worst 5 of 100
    depends on, times TAIL and up to a constant; `edge` [row] is what they lie below."""
    centre, edges = mean[:, None].astype(rows.dtype), edge[:, None].astype(rows.dtype)
    squares, tails = np.empty((2, len(rows), SAMPLES))
    for part in _parts(rows):
        each = rows[part] - centre[part]
        squares[part] = _sample_means(np.multiply(each, each, out=each))
        tails[part] = _sample_means(np.minimum(rows[part], edges[part], out=each))
    return squares, tails


def _parts(rows: Array) -> Iterator[slice]:
    return (slice(low, low + TOGETHER) for low in range(0, len(rows), TOGETHER))


def _tail_count(paths: int) -> int:
    return max(1, round(TAIL * paths))
