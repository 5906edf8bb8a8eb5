"""The solved constants give back the stated moments, by closed form."""

import numpy as np
import pytest

from scenarios.assumptions import CLASSES
from scenarios.calibrate import (
    Chain,
    NotPositiveDefinite,
    calm_correlation,
    cholesky,
    solve_hazard,
    solve_inflation,
    solve_law,
    yearly_moment,
)
from scenarios.editions import load
from scenarios.errors import InputError
from scenarios.inputs import Beliefs, ClassBelief
from scenarios.market import resolve

CHAIN = Chain(stress_share=0.15, leave=1 / 9)


@pytest.mark.parametrize("model", ["regimes", "lognormal"])
@pytest.mark.parametrize("key", CLASSES)
def test_closed_form_moments_of_every_class_equal_the_edition(model: str, key: str) -> None:
    assumptions = load()
    market = resolve(assumptions, Beliefs(model=model))  # type: ignore[arg-type]
    at = CLASSES.index(key)
    stated = assumptions.average_return(key)
    law, hazard = market.laws[at], market.hazards[at]
    mean = yearly_moment(law, market.chain, 1, hazard, market.wipeout_left) * (1 + market.inflation_mean) - 1
    assert mean == pytest.approx(stated, abs=1e-9)
    survivors = yearly_moment(law, market.chain, 1)
    spread = np.sqrt(yearly_moment(law, market.chain, 2) / survivors**2 - 1)
    assert spread == pytest.approx(market.volatility[at] / (1 + stated), abs=1e-9)
    if assumptions.classes[key].volatility is not None:
        assert market.volatility[at] == assumptions.classes[key].volatility.value  # type: ignore[union-attr]


def test_survivors_of_a_wipeout_earn_what_the_lost_ones_miss() -> None:
    hazard = solve_hazard(yearly=0.02, stress_ratio=3, chain=CHAIN)
    law = solve_law(growth=1.1, volatility=0.5, sd_ratio=1.3, mean_gap=-0.4, chain=CHAIN, hazard=hazard, left=0.01)
    assert yearly_moment(law, CHAIN, 1) == pytest.approx(1.1 / (1 - 0.99 * 0.02), rel=1e-3)  # model.md: stated / (1 - 0.99 h)
    assert yearly_moment(law, CHAIN, 1, hazard, 0.01) == pytest.approx(1.1, abs=1e-12)


def test_yearly_hazard_is_the_stated_chance_and_three_times_likelier_in_stress() -> None:
    calm, stress = solve_hazard(yearly=0.01, stress_ratio=3, chain=CHAIN)
    assert stress == pytest.approx(3 * calm)
    months = 12 * (0.85 * calm + 0.15 * stress)
    assert 0.01 < months < 0.0102  # a little above, since nobody is lost twice


def test_one_regime_is_the_lognormal_formula() -> None:
    law = solve_law(growth=1.08, volatility=0.18, sd_ratio=1, mean_gap=0, chain=Chain(stress_share=0, leave=1))
    s2 = np.log1p((0.18 / 1.08) ** 2)
    assert law.sd[0] ** 2 * 12 == pytest.approx(s2, rel=1e-12)
    assert law.mean[0] * 12 == pytest.approx(np.log(1.08) - s2 / 2, rel=1e-12)


def test_us_stocks_in_calm_and_stress_are_as_the_design_says() -> None:
    """model.md: nominal log mean / sd a year, calm 8.7 / 12.1 %, stress -8.0 / 26.5 %."""
    market = resolve(load(), Beliefs())
    law, prices = market.laws[0], np.log(1 + market.inflation_mean)
    assert [12 * mean + prices for mean in law.mean] == pytest.approx([0.087, -0.080], abs=0.002)
    assert [np.sqrt(12) * sd for sd in law.sd] == pytest.approx([0.121, 0.265], abs=0.002)


def test_inflation_has_its_mean_spread_and_yearly_autocorrelation() -> None:
    law = solve_inflation(mean=0.024, sd=0.019, autocorrelation=0.6)
    lags = law.persistence ** np.abs(np.subtract.outer(np.arange(24), np.arange(24)))
    variance = law.shock_sd**2 / (1 - law.persistence**2)
    same, next_year = lags[:12, :12].sum(), lags[:12, 12:].sum()
    assert next_year / same == pytest.approx(0.6, abs=1e-9)
    assert np.exp(12 * law.mean + variance * same / 2) == pytest.approx(1.024, abs=1e-12)
    assert np.sqrt(np.expm1(variance * same)) * 1.024 == pytest.approx(0.019, abs=1e-12)


def test_a_matrix_that_cannot_be_is_refused_and_the_pair_is_named() -> None:
    with pytest.raises(NotPositiveDefinite) as refused:
        cholesky([[1, 0.9, 0.9], [0.9, 1, -0.9], [0.9, -0.9, 1]], ("a", "b", "c"))
    assert "c" in refused.value.pair


def test_an_impossible_belief_about_a_correlation_is_an_input_error_that_names_it() -> None:
    beliefs = Beliefs(correlations={("us_stocks", "bitcoin"): -0.99}, classes={"bitcoin": ClassBelief()})
    with pytest.raises(InputError, match="bitcoin"):
        resolve(load(), beliefs)


def test_cholesky_gives_the_matrix_back() -> None:
    matrix = np.array([[1, 0.5, 0.2], [0.5, 1, -0.3], [0.2, -0.3, 1]])
    lower = np.array(cholesky(matrix.tolist(), ("a", "b", "c")))
    assert np.allclose(lower @ lower.T, matrix, atol=1e-15)


@pytest.mark.parametrize("calm", [-0.5, 0.0, 0.3, 0.9])
@pytest.mark.parametrize(("ratios", "gaps"), [((2.2, 2.2), (-0.4, -0.4)), ((2.2, 1.0), (-0.4, 0.0)), ((1.5, 3.0), (0.3, -0.8))])
def test_the_correlation_over_both_states_together_is_the_stated_one(
    calm: float, ratios: tuple[float, float], gaps: tuple[float, float]
) -> None:
    """Moments of the mixture, by hand: x has mean 0 and deviation 1 in calm, mean `gap` and deviation `ratio` in stress."""
    in_stress, share = 0.6 * calm + 0.4, 0.15
    product = (1 - share) * calm + share * (in_stress * ratios[0] * ratios[1] + gaps[0] * gaps[1])
    covariance = product - share * gaps[0] * share * gaps[1]
    variances = [(1 - share) + share * (ratio**2 + gap**2) - (share * gap) ** 2 for ratio, gap in zip(ratios, gaps, strict=True)]
    stated = covariance / np.sqrt(variances[0] * variances[1])
    found = calm_correlation(stated=stated, ratios=ratios, gaps=gaps, keep=0.6, add=0.4, chain=CHAIN)
    assert found == pytest.approx(calm, abs=1e-12)


def test_what_never_moves_has_no_spread_and_what_never_dies_no_hazard() -> None:
    still = solve_law(growth=1.05, volatility=0, sd_ratio=2.2, mean_gap=-0.4, chain=CHAIN)
    assert still.sd == (0.0, 0.0)
    assert still.mean == pytest.approx([np.log(1.05) / 12] * 2, abs=1e-12)
    assert solve_hazard(yearly=0, stress_ratio=3, chain=CHAIN) == (0.0, 0.0)
    even = solve_inflation(mean=0.03, sd=0, autocorrelation=0.6)
    assert (even.persistence, even.shock_sd) == (0.0, 0.0)
    assert even.mean == pytest.approx(np.log(1.03) / 12, abs=1e-15)


def test_the_refusal_of_a_matrix_says_which_pair() -> None:
    problem = NotPositiveDefinite("cash", "tips")
    assert problem.pair == ("cash", "tips")
    assert str(problem) == "the correlations cannot all hold at once; it shows at cash/tips"
