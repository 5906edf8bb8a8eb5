"""Assumptions and beliefs -> the constants of the market, from which monthly.py draws futures.

Returns are real (above prices). Every class's real mean is (1 + a) / (1 + i) - 1; its volatility relative to 1 + a is as stated.
"""

from dataclasses import asdict, dataclass
from math import log1p

import numpy as np

from scenarios.appraisal import Appraisal
from scenarios.assumptions import CLASSES, Assumptions
from scenarios.calibrate import (
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

SHOCKS = (*CLASSES, "inflation")

Triangle = tuple[tuple[float, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Market:
    """Constants of the monthly market, in the order of CLASSES: what a bank is built from and identified by.

    `average` and `volatility` are the stated yearly moments (nominal, before fees) that the constants reproduce.
    `shocks` are Cholesky factors of the correlations of SHOCKS in calm and stress. `mean_loading` and `mean_own`
    say how a path's long-run averages may differ from the stated ones (shared equity draw, own draw), in return a year.
    `appraisal` is None where private assets are reported at their economic value.
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
    appraisal: Appraisal | None

    @property
    def constants(self) -> dict[str, object]:
        """All constants as plain values, for the bank's identity."""
        return asdict(self)

    @property
    def expected_log_growth(self) -> tuple[float, ...]:
        """Of a month, over both states, for each class."""
        calm, stress = self.chain.start
        return tuple(calm * law.mean[0] + stress * law.mean[1] for law in self.laws)


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
        hazard = solve_hazard(yearly=wipeout(assumptions, beliefs, key), stress_ratio=regimes.wipeout_stress_ratio.value, chain=chain)
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
    uncertain = beliefs.uncertain
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
        appraisal=_appraisal(assumptions, beliefs),
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


def _shocks(
    assumptions: Assumptions, beliefs: Beliefs, ratios: dict[str, float], gaps: dict[str, float], chain: Chain
) -> tuple[Triangle, Triangle]:
    regimes = assumptions.regimes
    calm: list[list[float]] = [[1.0] * len(SHOCKS) for _ in SHOCKS]
    stress: list[list[float]] = [[1.0] * len(SHOCKS) for _ in SHOCKS]
    for i, a in enumerate(SHOCKS):
        for j, b in enumerate(SHOCKS[:i]):
            stated = stated_correlation(assumptions, beliefs, a, b)
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


def stated_correlation(assumptions: Assumptions, beliefs: Beliefs, a: str, b: str) -> float:
    """Correlation of log returns of two different classes, or of a class's real return with prices: the user's own first."""
    if "inflation" in (a, b):
        if beliefs.model == "lognormal":
            return 0.0
        return assumptions.inflation.correlations[b if a == "inflation" else a].value
    own = beliefs.correlations.get((a, b), beliefs.correlations.get((b, a)))
    if own is not None:
        return own
    if "us_stocks" in (a, b) or (a, b) in assumptions.correlations or (b, a) in assumptions.correlations:
        return assumptions.correlation(a, b)
    return stated_correlation(assumptions, beliefs, a, "us_stocks") * stated_correlation(assumptions, beliefs, "us_stocks", b)


def _triangle(correlations: list[list[float]]) -> Triangle:
    return tuple(tuple(row) for row in cholesky(correlations, SHOCKS))


def _rounded_law(law: MonthlyLaw) -> MonthlyLaw:
    return MonthlyLaw(mean=(rounded(law.mean[0]), rounded(law.mean[1])), sd=(rounded(law.sd[0]), rounded(law.sd[1])))


def _monthly_inflation(assumptions: Assumptions, mean: float, *, fixed: bool) -> MonthlyInflation:
    stated = assumptions.inflation
    solved = solve_inflation(mean=mean, sd=0.0 if fixed else stated.sd.value, autocorrelation=stated.autocorrelation.value)
    return MonthlyInflation(mean=rounded(solved.mean), persistence=rounded(solved.persistence), shock_sd=rounded(solved.shock_sd))


def _inflation_mean(assumptions: Assumptions, beliefs: Beliefs) -> float:
    return assumptions.inflation.mean.value if beliefs.inflation is None else beliefs.inflation


def wipeout(assumptions: Assumptions, beliefs: Beliefs, key: str) -> float:
    """Yearly chance that a class is wiped out."""
    if beliefs.model == "lognormal":
        return 0.0
    belief = beliefs.classes.get(key)
    own = belief.wipeout if belief is not None else None
    return assumptions.classes[key].wipeout.value if own is None else own


def _appraisal(assumptions: Assumptions, beliefs: Beliefs) -> Appraisal | None:
    private = assumptions.private
    return Appraisal(weight=private.appraisal_weight.value, gate_above=private.gate_above.value) if beliefs.smoothed else None
