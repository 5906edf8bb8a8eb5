"""Assumptions and beliefs -> the constants of the market -> monthly futures of all classes, block by block.

Returns are real (above prices). Every class's real mean is (1 + a) / (1 + i) - 1; its volatility relative to 1 + a is as stated.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from math import log1p
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from scenarios import portable
from scenarios.assumptions import CLASSES, CRYPTO_CLASSES, Assumptions
from scenarios.calibrate import (
    MONTHS,
    Chain,
    MonthlyInflation,
    MonthlyLaw,
    NotPositiveDefinite,
    calm_correlation,
    cholesky,
    rounded,
    solve_hazard,
    solve_inflation,
    solve_law,
)
from scenarios.errors import Fault, InputError
from scenarios.inputs import Beliefs

BLOCK = 2500  # futures drawn together; a block's draws depend on the seed and its number alone, so blocks may be built in any order
SHOCKS = (*CLASSES, "inflation")

Floats = NDArray[np.float64]
Triangle = tuple[tuple[float, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Market:
    """Constants of the monthly market, in the order of CLASSES: what a bank is built from and identified by.

    `average` and `volatility` are the stated yearly moments (nominal, before fees) that the constants reproduce.
    `shocks` are Cholesky factors of the correlations of SHOCKS in calm and stress. `mean_loading` and `mean_own`
    say how a path's long-run averages may differ from the stated ones (shared equity draw, own draw), in return a year.
    """

    average: tuple[float, ...]
    volatility: tuple[float, ...]
    inflation_mean: float
    chain: Chain
    laws: tuple[MonthlyLaw, ...]
    hazards: tuple[tuple[float, float], ...]
    wipeout_left: float
    shocks: tuple[Triangle, Triangle]
    inflation: MonthlyInflation
    mean_loading: tuple[float, ...]
    mean_own: tuple[float, ...]
    mean_truncation: float

    @property
    def constants(self) -> dict[str, object]:
        """All constants as plain values, for the bank's identity."""
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class Month:
    """One month of one block: real growth factors [class][path], the price factor [path], and for crypto classes
    [crypto class][path] which were alive as the month began and which were wiped out in it."""

    growth: Floats
    prices: Floats
    alive: NDArray[np.bool_]
    wiped_out: NDArray[np.bool_]


def resolve(assumptions: Assumptions, beliefs: Beliefs) -> Market:
    """The market of an edition under these beliefs. A changed average of a sleeve class is left out: it needs no new
    bank (see bank.shifted); everything else the user replaced is in. Raises InputError for impossible correlations."""
    one_regime = beliefs.model == "lognormal"
    regimes = assumptions.regimes
    chain = (
        Chain(stress_share=0.0, leave=1.0)
        if one_regime
        else Chain(stress_share=regimes.stress_share.value, leave=1 / regimes.mean_stress_months.value)
    )
    averages = {key: base_average(assumptions, beliefs, key) for key in CLASSES}
    volatilities = {key: volatility(assumptions, beliefs, key) for key in CLASSES}
    inflation = _inflation_mean(assumptions, beliefs)
    ratios = {key: 1.0 if one_regime else regimes.stress_sd_ratio[assumptions.classes[key].behaviour].value for key in CLASSES}
    gaps = {key: 0.0 if one_regime else regimes.stress_mean_gap[assumptions.classes[key].behaviour].value for key in CLASSES}
    laws, hazards = [], []
    for key in CLASSES:
        growth = (1 + averages[key]) / (1 + inflation)
        hazard = solve_hazard(yearly=_wipeout(assumptions, beliefs, key), stress_ratio=regimes.wipeout_stress_ratio.value, chain=chain)
        law = solve_law(
            growth=growth,
            volatility=volatilities[key] / (1 + inflation),
            sd_ratio=ratios[key],
            mean_gap=gaps[key],
            chain=chain,
            hazard=hazard,
            left=regimes.wipeout_left.value,
        )
        laws.append(_rounded_law(law))
        hazards.append((rounded(hazard[0]), rounded(hazard[1])))
    uncertain = not one_regime if beliefs.mean_uncertainty is None else beliefs.mean_uncertainty
    spread = regimes.equity_mean_spread.value
    return Market(
        average=tuple(averages.values()),
        volatility=tuple(volatilities.values()),
        inflation_mean=inflation,
        chain=chain,
        laws=tuple(laws),
        hazards=tuple(hazards),
        wipeout_left=regimes.wipeout_left.value,
        shocks=_shocks(assumptions, beliefs, ratios, gaps, chain),
        inflation=_monthly_inflation(assumptions, inflation, fixed=one_regime),
        mean_loading=tuple(rounded(spread * assumptions.beta(key)) if uncertain else 0.0 for key in CLASSES),
        mean_own=tuple(assumptions.classes[key].own_mean_spread.value if uncertain else 0.0 for key in CLASSES),
        mean_truncation=regimes.mean_truncation.value,
    )


def base_average(assumptions: Assumptions, beliefs: Beliefs, key: str) -> float:
    """The average that the bank is built with: the neutral view, or the user's own for a core class."""
    belief = beliefs.classes.get(key)
    if belief is not None and belief.average_return is not None and not assumptions.classes[key].views:
        return belief.average_return
    return assumptions.average_return(key)


def volatility(assumptions: Assumptions, beliefs: Beliefs, key: str) -> float:
    """Yearly arithmetic volatility at the bank's average: the user's own, the stated one, or from the log volatility."""
    belief = beliefs.classes.get(key)
    if belief is not None and belief.volatility is not None:
        return belief.volatility
    asset = assumptions.classes[key]
    if asset.volatility is not None:
        return asset.volatility.value
    s = assumptions.log_volatility(key)
    return float((1 + assumptions.average_return(key)) * np.sqrt(np.expm1(s**2)))


def log_volatility(assumptions: Assumptions, beliefs: Beliefs, key: str) -> float:
    """Yearly standard deviation of the log return that goes with `volatility` at the bank's average."""
    ratio = volatility(assumptions, beliefs, key) / (1 + base_average(assumptions, beliefs, key))
    return float(np.sqrt(log1p(ratio**2)))


def months(market: Market, *, seed: int, block: int, paths: int, years: int) -> Iterator[Month]:
    """The monthly futures of one block of `paths` futures, year after year. The same seed and block give the same bits."""
    bits = np.random.PCG64(np.random.SeedSequence([seed, block]))

    def uniforms(rows: int) -> Floats:
        return portable.uniform(bits.random_raw(rows * BLOCK)).reshape(rows, BLOCK)[:, :paths]

    start = uniforms(len(SHOCKS) + 2)
    stress = start[0] < market.chain.stress_share
    drift = _mean_shift(market, start[1 : len(SHOCKS) + 1])
    prices_ahead = portable.inverse_normal(start[-1:])[0] * _stationary_sd(market.inflation)
    alive = np.ones((len(CRYPTO_CLASSES), paths), dtype=np.bool_)
    crypto = [CLASSES.index(key) for key in CRYPTO_CLASSES]
    for month in range(years * MONTHS):
        draws = uniforms(len(SHOCKS) + 1 + len(crypto))
        if month:
            stress = np.where(stress, draws[-1] >= market.chain.leave, draws[-1] < market.chain.enter)
        shocks = _correlated(market, portable.inverse_normal(draws[: len(SHOCKS)]), stress)
        growth = portable.exp(_log_growth(market, shocks[:-1], stress, drift))
        prices_ahead = market.inflation.persistence * prices_ahead + market.inflation.shock_sd * shocks[-1]
        hit = _wipeouts(market, crypto, draws[len(SHOCKS) : -1], stress) & alive
        for row, index in enumerate(crypto):
            growth[index] = np.where(alive[row], growth[index], 1.0)
            growth[index] = np.where(hit[row], growth[index] * market.wipeout_left, growth[index])
        yield Month(growth=growth, prices=portable.exp(prices_ahead + market.inflation.mean), alive=alive, wiped_out=hit)
        alive = alive & ~hit


def _correlated(market: Market, independent: Floats, stress: NDArray[np.bool_]) -> Floats:
    shocks = _apply(market.shocks[0], independent)
    if market.chain.stress_share:
        hard = np.flatnonzero(stress)
        shocks[:, hard] = _apply(market.shocks[1], independent[:, hard])
    return shocks


def _apply(lower: Triangle, independent: Floats) -> Floats:
    """lower @ independent, column by column in fixed order: a matrix product would round differently on another CPU."""
    columns = np.array(lower).T[:, :, None]
    shocks: Floats = columns[0] * independent[0]
    part = np.empty_like(shocks)
    for j in range(1, len(columns)):
        np.multiply(columns[j, j:], independent[j], out=part[j:])
        shocks[j:] += part[j:]
    return shocks


def _log_growth(market: Market, shocks: Floats, stress: NDArray[np.bool_], drift: Floats) -> Floats:
    for index, law in enumerate(market.laws):
        shocks[index] *= np.where(stress, law.sd[1], law.sd[0])
        shocks[index] += np.where(stress, law.mean[1], law.mean[0])
    shocks += drift
    return shocks


def _wipeouts(market: Market, crypto: list[int], draws: Floats, stress: NDArray[np.bool_]) -> NDArray[np.bool_]:
    return np.stack([draws[row] < np.where(stress, market.hazards[i][1], market.hazards[i][0]) for row, i in enumerate(crypto)])


def _mean_shift(market: Market, draws: Floats) -> Floats:
    """Monthly log shift of each class and path: its long-run average is the stated one plus beta x a shared draw plus its
    own draw, normal and cut at `mean_truncation` standard deviations. The one-year average over paths stays as stated."""
    if not any(market.mean_loading):
        return np.zeros((len(CLASSES), draws.shape[1]))
    edge = _normal_cdf(market.mean_truncation)
    cut = portable.inverse_normal((1 - edge) + draws * (2 * edge - 1))
    shift = np.empty((len(CLASSES), draws.shape[1]))
    for index, average in enumerate(market.average):
        moved = cut[0] * market.mean_loading[index] + cut[1 + index] * market.mean_own[index]
        shift[index] = portable.log(1.0 + moved / (1.0 + average)) / MONTHS
    return shift


def _normal_cdf(x: float) -> float:
    """To DECIMALS decimals, so that the C library's last bit does not matter."""
    return rounded(NormalDist().cdf(x))


def _shocks(
    assumptions: Assumptions, beliefs: Beliefs, ratios: dict[str, float], gaps: dict[str, float], chain: Chain
) -> tuple[Triangle, Triangle]:
    regimes = assumptions.regimes
    calm: list[list[float]] = [[1.0] * len(SHOCKS) for _ in SHOCKS]
    stress: list[list[float]] = [[1.0] * len(SHOCKS) for _ in SHOCKS]
    for i, a in enumerate(SHOCKS):
        for j, b in enumerate(SHOCKS[:i]):
            stated = _stated_correlation(assumptions, beliefs, a, b)
            together = a in regimes.correlated_in_stress and b in regimes.correlated_in_stress and chain.stress_share > 0
            keep, add = (regimes.stress_correlation_keep.value, regimes.stress_correlation_add.value) if together else (1.0, 0.0)
            if "inflation" in (a, b):
                quiet = stated
            else:
                quiet = calm_correlation(
                    stated=stated, ratios=(ratios[a], ratios[b]), gaps=(gaps[a], gaps[b]), keep=keep, add=add, chain=chain
                )
            calm[i][j] = calm[j][i] = rounded(quiet)
            stress[i][j] = stress[j][i] = rounded(keep * quiet + add)
    try:
        return _triangle(calm), _triangle(stress)
    except NotPositiveDefinite as problem:
        pair = "/".join(problem.pair)
        raise InputError(
            Fault(
                code="correlations_impossible",
                key=f"beliefs.correlations.{pair}",
                given=pair,
                accepted="correlations that can hold at the same time",
            )
        ) from problem


def _stated_correlation(assumptions: Assumptions, beliefs: Beliefs, a: str, b: str) -> float:
    if "inflation" in (a, b):
        if beliefs.model == "lognormal":
            return 0.0
        return assumptions.inflation.correlations[b if a == "inflation" else a].value
    own = beliefs.correlations.get((a, b), beliefs.correlations.get((b, a)))
    if own is not None:
        return own
    if "us_stocks" in (a, b) or (a, b) in assumptions.correlations or (b, a) in assumptions.correlations:
        return assumptions.correlation(a, b)
    return _stated_correlation(assumptions, beliefs, a, "us_stocks") * _stated_correlation(assumptions, beliefs, "us_stocks", b)


def _triangle(correlations: list[list[float]]) -> Triangle:
    return tuple(tuple(row) for row in cholesky(correlations, SHOCKS))


def _rounded_law(law: MonthlyLaw) -> MonthlyLaw:
    return MonthlyLaw(mean=(rounded(law.mean[0]), rounded(law.mean[1])), sd=(rounded(law.sd[0]), rounded(law.sd[1])))


def _monthly_inflation(assumptions: Assumptions, mean: float, *, fixed: bool) -> MonthlyInflation:
    stated = assumptions.inflation
    solved = solve_inflation(mean=mean, sd=0.0 if fixed else stated.sd.value, autocorrelation=stated.autocorrelation.value)
    return MonthlyInflation(mean=rounded(solved.mean), persistence=rounded(solved.persistence), shock_sd=rounded(solved.shock_sd))


def _stationary_sd(inflation: MonthlyInflation) -> float:
    return float(np.sqrt(inflation.shock_sd**2 / (1 - inflation.persistence**2)))


def _inflation_mean(assumptions: Assumptions, beliefs: Beliefs) -> float:
    return assumptions.inflation.mean.value if beliefs.inflation is None else beliefs.inflation


def _wipeout(assumptions: Assumptions, beliefs: Beliefs, key: str) -> float:
    if beliefs.model == "lognormal":
        return 0.0
    belief = beliefs.classes.get(key)
    own = belief.wipeout if belief is not None else None
    return assumptions.classes[key].wipeout.value if own is None else own
