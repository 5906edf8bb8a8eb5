"""From many futures to numbers with their Monte Carlo errors: percentiles, tails, chances, paired differences.

Futures are independent draws, so errors are those of a plain sample: sd / sqrt(n) for means, binomial for chances, and
for a percentile a quarter of the distance between the order statistics two binomial standard deviations to each side.
"""

from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenarios.results import Difference, Distribution, Statistic

Array = NDArray[Any]

PERCENTILES = (0.05, 0.25, 0.50, 0.75, 0.95)
TAIL = 0.05
SAME_WITHIN = 0.01  # of one's own baseline income: closer counts as about the same
NOTHING = Statistic(value=0.0, se=0.0)


def distributions(rows: Array) -> list[Distribution]:
    """One Distribution for each row of `rows` [row][path]. Percentiles interpolate between order statistics (type 7)."""
    ordered = np.sort(rows, axis=1)
    paths = rows.shape[1]
    quantiles = [_quantile(ordered, q) for q in PERCENTILES]
    mean = rows.mean(axis=1, dtype=np.float64)
    deviation = rows - mean[:, None].astype(rows.dtype)
    square = deviation * deviation
    variance = square.mean(axis=1, dtype=np.float64)
    sd = np.sqrt(variance)
    fourth = np.einsum("rp,rp->r", square, square, dtype=np.float64) / paths
    sd_error = np.sqrt(np.maximum(fourth - variance**2, 0) / paths) / np.where(sd > 0, 2 * sd, 1)
    worst, worst_error = _worst_mean(ordered, quantiles[0][0])
    columns = [*quantiles, (mean, sd / sqrt(paths)), (sd, sd_error), (worst, worst_error)]
    names = ("p5", "p25", "p50", "p75", "p95", "mean", "sd", "worst5_mean")
    return [
        Distribution(
            **{name: Statistic(value=float(value[row]), se=float(error[row])) for name, (value, error) in zip(names, columns, strict=True)}
        )
        for row in range(rows.shape[0])
    ]


def chance(happened: Array) -> Statistic:
    """The share of futures in which it happened, with its binomial error."""
    share = float(np.count_nonzero(happened)) / happened.size
    return Statistic(value=share, se=sqrt(share * (1 - share) / happened.size))


def middle(values: Array) -> Statistic:
    """The median and its error; zero of nothing."""
    if values.size == 0:
        return NOTHING
    value, error = _quantile(np.sort(values)[None, :], 0.5)
    return Statistic(value=float(value[0]), se=float(error[0]))


def worst_mean(values: Array) -> float:
    """The average of the lowest 5 of 100."""
    count = max(1, round(TAIL * values.size))
    return float(np.partition(values, count - 1)[:count].mean(dtype=np.float64))


def difference(*, balance: Array, income: Array, base_balance: Array, base_income: Array) -> Difference:
    """Sleeve minus baseline, future by future; all arrays [path]."""
    change = balance - base_balance
    less, same, more = split(income, base_income)
    shares = whole_hundredths([int(part.sum()) for part in (less, same, more)])
    chances = [Statistic(value=share / 100, se=chance(part).se) for share, part in zip(shares, (less, same, more), strict=True)]
    both = distributions(np.stack([change, income - base_income]))
    return Difference(
        balance=both[0],
        income_monthly=both[1],
        chance_worse=chance(change < 0),
        chance_less=chances[0],
        chance_same=chances[1],
        chance_more=chances[2],
        chance_worse_10pct=chance(balance < 0.9 * base_balance),
        median_if_worse=middle(change[change < 0]),
    )


def split(income: Array, base_income: Array) -> tuple[Array, Array, Array]:
    """Futures with less, about the same and more income than one's own baseline."""
    less = income < (1 - SAME_WITHIN) * base_income
    more = income > (1 + SAME_WITHIN) * base_income
    return less, ~(less | more), more


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


def _quantile(ordered: Array, q: float) -> tuple[Array, Array]:
    last = ordered.shape[1] - 1
    step = 2 * sqrt((last + 1) * q * (1 - q))
    error = (_at(ordered, min(q * last + step, last)) - _at(ordered, max(q * last - step, 0))) / 4
    return _at(ordered, q * last), error


def _at(ordered: Array, position: float) -> Array:
    low = int(position)
    high = min(low + 1, ordered.shape[1] - 1)
    value: Array = ordered[:, low].astype(np.float64) * (1 - (position - low)) + ordered[:, high].astype(np.float64) * (position - low)
    return value


def _worst_mean(ordered: Array, edge: Array) -> tuple[Array, Array]:
    """Expected shortfall and its error: Var(X | tail) + (1 - alpha)(edge - mean of tail)^2, over n alpha."""
    count = max(1, round(TAIL * ordered.shape[1]))
    tail = ordered[:, :count].astype(np.float64)
    mean = tail.mean(axis=1)
    return mean, np.sqrt((tail.var(axis=1) + (1 - TAIL) * (edge - mean) ** 2) / count)
