"""From many futures to numbers with their Monte Carlo errors: percentiles, tails, chances, paired differences.

Futures stand in independent samples (sampling.py) and hang together inside one, so every error comes from the spread of the
sample means of a statistic's influence: how much a future's value moves the statistic, for a mean the value itself, for a
percentile whether it lies below it, over the density there. Here is the only place that knows how errors are made.
"""

from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenarios.results import Difference, Distribution, Statistic
from scenarios.sampling import SAMPLES

Array = NDArray[Any]

PERCENTILES = (0.05, 0.25, 0.50, 0.75, 0.95)
TAIL = 0.05
SAME_WITHIN = 0.01  # of one's own baseline income: closer counts as about the same
NOTHING = Statistic(value=0.0, se=0.0)


def sampled_error(influence: Array) -> Array:
    """Standard error of the mean of `influence` [...][path] over all futures, [...]."""
    return _spread(_by_sample(influence).mean(axis=-1, dtype=np.float64))


def distributions(rows: Array) -> list[Distribution]:
    """One Distribution for each row of `rows` [row][path]. Percentiles interpolate between order statistics (type 7)."""
    ordered = np.sort(rows, axis=1)
    quantiles = [_quantile(rows, ordered, q) for q in PERCENTILES]
    mean, mean_error = _mean(rows)
    deviation = rows - mean[:, None].astype(rows.dtype)
    variance, variance_error = _mean(deviation * deviation)
    sd = np.sqrt(variance)
    worst = ordered[:, : _tail_count(rows.shape[1])].mean(axis=1, dtype=np.float64)
    columns = [
        *quantiles,
        (mean, mean_error),
        (sd, variance_error / np.where(sd > 0, 2 * sd, 1)),
        (worst, sampled_error(_tail(rows, quantiles[0][0])) / TAIL),
    ]
    names = ("p5", "p25", "p50", "p75", "p95", "mean", "sd", "worst5_mean")
    return [
        Distribution(
            **{name: Statistic(value=float(value[row]), se=float(error[row])) for name, (value, error) in zip(names, columns, strict=True)}
        )
        for row in range(rows.shape[0])
    ]


def chance(happened: Array) -> Statistic:
    """The share of futures [path] in which it happened."""
    return Statistic(value=float(np.count_nonzero(happened)) / happened.size, se=float(sampled_error(happened)))


def average(values: Array) -> Statistic:
    """The mean of all futures [path]."""
    return Statistic(value=float(values.mean(dtype=np.float64)), se=float(sampled_error(values)))


def middle(values: Array) -> Statistic:
    """The median of all futures [path]."""
    value, error = _quantile(values[None, :], np.sort(values)[None, :], 0.5)
    return Statistic(value=float(value[0]), se=float(error[0]))


def middle_among(values: Array, among: Array) -> Statistic:
    """The median of the futures [path] for which `among` [path] holds; zero of nothing."""
    ordered = np.sort(values[among])[None, :]
    if ordered.size == 0:
        return NOTHING
    value, slope = _at(ordered, 0.5 * (ordered.size - 1)), _slope(ordered, 0.5)
    influence = among * ((values <= value) - 0.5)
    return Statistic(value=float(value[0]), se=float(sampled_error(influence) * slope[0]) * values.size / ordered.size)


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
    parts = split(income, base_income)
    shares = whole_hundredths([int(part.sum()) for part in parts])
    return [Statistic(value=share / 100, se=chance(part).se) for share, part in zip(shares, parts, strict=True)]


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
    ordered = np.sort(values)[None, :]
    return tuple(float(_at(ordered, (i + 0.5) / count * (values.size - 1))[0]) for i in range(count))


def _by_sample(rows: Array) -> Array:
    """[...][path] as [...][sample][path of the sample]."""
    return rows.reshape(*rows.shape[:-1], SAMPLES, -1)


def _spread(sample_means: Array) -> Array:
    """The standard error of the mean of independent sample means [...][sample]."""
    error: Array = sample_means.std(axis=-1, ddof=1) / sqrt(SAMPLES)
    return error


def _mean(rows: Array) -> tuple[Array, Array]:
    means = _by_sample(rows).mean(axis=-1, dtype=np.float64)
    return means.mean(axis=-1), _spread(means)


def _quantile(rows: Array, ordered: Array, q: float) -> tuple[Array, Array]:
    value = _at(ordered, q * (rows.shape[1] - 1))
    below = _by_sample(rows <= value[:, None].astype(rows.dtype)).view(np.uint8)
    counts = np.add.reduce(below, axis=-1, dtype=np.uint32)
    return value, _spread(counts * (SAMPLES / rows.shape[1])) * _slope(ordered, q)


def _slope(ordered: Array, q: float) -> Array:
    """How fast a quantile rises with its probability (one over the density), from the order statistics two binomial standard
    deviations to each side."""
    last = ordered.shape[1] - 1
    step = 2 * sqrt((last + 1) * q * (1 - q))
    low, high = max(q * last - step, 0), min(q * last + step, last)
    slope: Array = (_at(ordered, high) - _at(ordered, low)) / max(high - low, 1) * (last + 1)
    return slope


def _at(ordered: Array, position: float) -> Array:
    low = int(position)
    high = min(low + 1, ordered.shape[1] - 1)
    value: Array = ordered[:, low].astype(np.float64) * (1 - (position - low)) + ordered[:, high].astype(np.float64) * (position - low)
    return value


def _tail_count(paths: int) -> int:
    return max(1, round(TAIL * paths))


def _tail(rows: Array, edge: Array) -> Array:
    """The influence of each future on the average of the worst 5 of 100, times TAIL and up to a constant, [row][path]."""
    tail: Array = np.minimum(rows, edge[:, None].astype(rows.dtype))
    return tail
