"""From stated yearly moments to the monthly constants of the market, and back again by closed form as a check.

Two states, calm and stress, follow a monthly Markov chain; within a state monthly log returns are normal.
Constants are rounded to DECIMALS so that the last bit of a CPU's exp or log cannot change a bank's hash.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, log, log1p, sqrt

DECIMALS = 12
MONTHS = 12


@dataclass(frozen=True, kw_only=True)
class Chain:
    """The regime chain: stationary share of stress months, chance a month to enter and to leave stress."""

    stress_share: float
    leave: float

    @property
    def enter(self) -> float:
        """Chance a month that calm turns to stress, so that the share is stationary."""
        return self.leave * self.stress_share / (1 - self.stress_share)

    @property
    def start(self) -> tuple[float, float]:
        """Stationary shares of calm and stress months."""
        return 1 - self.stress_share, self.stress_share


@dataclass(frozen=True, kw_only=True)
class MonthlyLaw:
    """Monthly log return of one class in the calm and in the stress state: mean and standard deviation (length 2)."""

    mean: tuple[float, float]
    sd: tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class MonthlyInflation:
    """Monthly log inflation, an AR(1): long-run mean, persistence and standard deviation of its shocks."""

    mean: float
    persistence: float
    shock_sd: float


def yearly_moment(law: MonthlyLaw, chain: Chain, power: int, hazard: tuple[float, float] = (0.0, 0.0), left: float = 1.0) -> float:
    """E[G^power] of the yearly growth factor G: twelve monthly factors along the stationary chain.

    With a `hazard` (monthly chance of a wipe-out in calm and stress) the class may fall to `left` of its value in any
    month, and stays flat for the rest of the year.
    """
    factors = [exp(power * law.mean[s] + (power * law.sd[s]) ** 2 / 2) for s in (0, 1)]
    ahead = [1.0, 1.0]
    for month in range(MONTHS):
        after = _one_step(ahead, chain) if month else ahead
        ahead = [factors[s] * ((1 - hazard[s]) * after[s] + hazard[s] * left**power) for s in (0, 1)]
    return chain.start[0] * ahead[0] + chain.start[1] * ahead[1]


def solve_law(
    *,
    growth: float,
    volatility: float,
    sd_ratio: float,
    mean_gap: float,
    chain: Chain,
    hazard: tuple[float, float] = (0.0, 0.0),
    left: float = 1.0,
) -> MonthlyLaw:
    """The law whose yearly growth has this mean exactly, wipe-outs included, and whose survivors have this `volatility`
    relative to their mean (volatility / growth) exactly.

    `sd_ratio` is stress over calm standard deviation, `mean_gap` stress minus calm mean in calm standard deviations. A
    hazard is made up for state by state: survivors earn 1 / (1 - (1 - left) hazard) more in each month.
    """
    made_up = [-log1p(-(1 - left) * chance) for chance in hazard]

    def shape(calm_sd: float, level: float = 0.0) -> MonthlyLaw:
        return MonthlyLaw(mean=(level + made_up[0], level + made_up[1] + mean_gap * calm_sd), sd=(calm_sd, sd_ratio * calm_sd))

    def excess(calm_sd: float) -> float:
        law = shape(calm_sd)
        return yearly_moment(law, chain, 2) / yearly_moment(law, chain, 1) ** 2 - 1 - (volatility / growth) ** 2

    calm_sd = _root(excess, 0.0, 2.0) if volatility else 0.0
    start = (log(growth) - log(yearly_moment(shape(calm_sd), chain, 1))) / MONTHS
    level = _root(lambda at: yearly_moment(shape(calm_sd, at), chain, 1, hazard, left) - growth, start - 0.1, start + 0.1)
    return shape(calm_sd, level)


def solve_hazard(*, yearly: float, stress_ratio: float, chain: Chain) -> tuple[float, float]:
    """Monthly chances (calm, stress) of a wipe-out that give this yearly chance, `stress_ratio` times likelier in stress."""
    if yearly == 0:
        return 0.0, 0.0
    still = MonthlyLaw(mean=(0.0, 0.0), sd=(0.0, 0.0))

    def lost(calm: float) -> float:
        return 1 - yearly_moment(still, chain, 1, (calm, stress_ratio * calm), left=0.0)

    calm = _root(lambda at: lost(at) - yearly, 0.0, 1 / stress_ratio)
    return calm, stress_ratio * calm


def calm_correlation(
    *, stated: float, ratios: tuple[float, float], gaps: tuple[float, float], keep: float, add: float, chain: Chain
) -> float:
    """The calm correlation of two classes whose monthly log returns correlate as stated over both states together.

    In stress the correlation is keep x calm + add. All calm standard deviations cancel.
    """
    calm, stress = chain.start
    between = calm * stress
    variances = [calm + stress * ratio**2 + between * gap**2 for ratio, gap in zip(ratios, gaps, strict=True)]
    product = ratios[0] * ratios[1]
    return (stated * sqrt(variances[0] * variances[1]) - stress * add * product - between * gaps[0] * gaps[1]) / (
        calm + stress * keep * product
    )


def solve_inflation(*, mean: float, sd: float, autocorrelation: float) -> MonthlyInflation:
    """The AR(1) whose yearly price factor has this mean and standard deviation and whose yearly log sums correlate as stated."""
    log_variance = log1p((sd / (1 + mean)) ** 2)
    level = (log1p(mean) - log_variance / 2) / MONTHS
    if sd == 0:
        return MonthlyInflation(mean=level, persistence=0.0, shock_sd=0.0)
    persistence = _root(lambda phi: _year_covariance(phi, 1) / _year_covariance(phi, 0) - autocorrelation, 0.0, 0.999)
    stationary = log_variance / _year_covariance(persistence, 0)
    return MonthlyInflation(mean=level, persistence=persistence, shock_sd=sqrt(stationary * (1 - persistence**2)))


def cholesky(correlations: list[list[float]], names: tuple[str, ...]) -> list[list[float]]:
    """Lower triangle L with L L' = correlations, by + - x / sqrt in fixed order. Names the pair that makes it impossible."""
    size = len(correlations)
    lower = [[0.0] * size for _ in range(size)]
    for i in range(size):
        for j in range(i + 1):
            rest = correlations[i][j]
            for k in range(j):  # not sum(): from Python 3.12 it rounds differently, and the bank's hash must not
                rest -= lower[i][k] * lower[j][k]
            if i != j:
                lower[i][j] = rest / lower[j][j]
            elif rest > 1e-12:
                lower[i][i] = sqrt(rest)
            else:
                worst = max(range(i), key=lambda k: abs(correlations[i][k]))
                raise NotPositiveDefinite(names[worst], names[i])
    return lower


class NotPositiveDefinite(ValueError):
    """These correlations cannot all hold at once; `pair` is where it shows."""

    def __init__(self, first: str, second: str) -> None:
        self.pair = (first, second)
        super().__init__(f"the correlations cannot all hold at once; it shows at {first}/{second}")


def rounded(value: float) -> float:
    """A solved constant at DECIMALS decimals."""
    return round(value, DECIMALS)


def _one_step(values: list[float], chain: Chain) -> list[float]:
    calm, stress = values
    return [(1 - chain.enter) * calm + chain.enter * stress, chain.leave * calm + (1 - chain.leave) * stress]


def _year_covariance(phi: float, years_apart: int) -> float:
    """Covariance of two yearly sums of a unit-variance AR(1), this many years apart."""
    return sum(phi ** abs(MONTHS * years_apart + i - j) for i in range(MONTHS) for j in range(MONTHS))


def _root(function: Callable[[float], float], low: float, high: float) -> float:
    """The root of an increasing function by bisection, to the last bit of a double."""
    while True:
        middle = (low + high) / 2
        if middle in (low, high):
            return middle
        if function(middle) < 0:
            low = middle
        else:
            high = middle
