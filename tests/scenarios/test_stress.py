"""Named episodes on a person's own balance."""

from typing import Any

import numpy as np
import pytest

from scenarios.assumptions import CORE_CLASSES
from scenarios.editions import load
from scenarios.futures import Futures, futures_of
from scenarios.glide_path import core_weights
from scenarios.results import Episode
from scenarios.stress import YEARS_BEFORE, real_return, stress
from tests.banks import question, small_bank

BANK = small_bank(paths=500)
MIX = {"bitcoin": 0.5, "private_equity": 0.5}


def person(weight: float = 0.1, mix: dict[str, float] | None = None, **parts: Any) -> Futures:
    asked = question(sleeve={"weight": weight, "mix": mix or {"bitcoin": 1.0}}, **parts)
    return futures_of(asked, load(), BANK)


def told(futures: Futures) -> tuple[Episode, ...]:
    return stress(futures, futures.account([0.0, futures.question.sleeve.weight], keep=2).by_year)


def test_without_a_sleeve_both_sides_fall_alike() -> None:
    for episode in told(person(weight=0.0)):
        assert episode.baseline == episode.sleeve
        assert set(episode.estimated) <= set(CORE_CLASSES)


def test_an_episode_is_the_mix_of_that_year_at_real_returns() -> None:
    """2008, five years before retirement: each core class at (1 + its return) / (1 + prices), by the glide path's weights."""
    edition, futures = load(), person()
    [found] = [episode for episode in told(futures) if (episode.key, episode.years_before) == ("stocks_2008", 5)]
    balances = futures.account([0.0, 0.1], keep=2).by_year
    before = float(np.median(balances[futures.question.household.working_years - 5, 0]))
    returns = {"us_stocks": -0.366, "non_us_stocks": -0.459, "us_bonds": 0.052, "tips": -0.024, "cash": 0.014}
    after = before * sum(w * (1 + returns[key]) / 1.001 for key, w in zip(CORE_CLASSES, core_weights(edition.glide_path, 5), strict=True))
    assert found.baseline.before == pytest.approx(before)
    assert found.baseline.after == pytest.approx(after)
    assert found.estimated == ("bitcoin",)  # it had no price yet


def test_a_class_without_a_figure_moves_by_its_market_risk_and_never_below_zero() -> None:
    edition = load()
    crash = edition.episodes.history["stocks_1929_1932"]
    # (1 - 0.648) to the power of beta, over prices of 1 - 0.234
    assert real_return(edition, crash, "private_equity") == pytest.approx(0.352 ** edition.beta("private_equity") / 0.766 - 1)
    assert all(real_return(edition, episode, key) > -1 for episode in edition.episodes.history.values() for key in edition.classes)


def test_another_coin_moves_as_bitcoin_did_where_it_has_no_figure() -> None:
    edition = load()
    fall = edition.episodes.history["bitcoin_2013_2015"]
    assert real_return(edition, fall, "ether") == real_return(edition, fall, "bitcoin") == pytest.approx(0.15 / 1.008 - 1)


@pytest.mark.parametrize(("age", "years"), [(35, [1, 5, 10]), (57, [1, 5, 10]), (58, [1, 5]), (62, [1, 5]), (63, [1]), (66, [1])])
def test_only_times_that_lie_ahead_are_told(age: int, years: list[int]) -> None:
    assert sorted({episode.years_before for episode in told(person(household={"age": age}))}) == years
    assert set(years) <= set(YEARS_BEFORE)


def test_a_retired_person_has_no_year_before_retirement() -> None:
    assert told(person(household={"age": 70, "retirement_age": 70})) == ()


def test_crypto_to_zero_takes_the_sleeve_but_a_hundredth_and_nothing_else() -> None:
    [found] = [episode for episode in told(person(weight=0.1)) if (episode.key, episode.years_before) == ("crypto_to_zero", 1)]
    assert found.baseline.after == found.baseline.before
    assert found.sleeve.after == pytest.approx(found.sleeve.before * (1 - 0.1 * 0.99))


def test_a_closed_fund_keeps_what_cannot_be_sold_and_is_marked_down() -> None:
    """Two years in which 5 % of the holding may be sold at each year's end leave 0.95^2 of it, which then loses 30 %."""
    futures = person(weight=0.1, mix={"private_equity": 1.0})
    [found] = [episode for episode in told(futures) if (episode.key, episode.years_before) == ("gated_fund", 5)]
    assert found.locked == pytest.approx(0.1 * 0.9025 * found.sleeve.before)
    assert found.sleeve.after == pytest.approx(found.sleeve.before - 0.3 * found.locked)
    assert found.baseline.after == found.baseline.before


def test_stories_of_crypto_and_of_private_funds_are_told_to_who_holds_some() -> None:
    keys = {name: {episode.key for episode in told(person(mix=mix))} for name, mix in (("coin", {"bitcoin": 1.0}), ("both", MIX))}
    assert "gated_fund" not in keys["coin"]
    assert "crypto_to_zero" in keys["coin"]
    assert keys["both"] - keys["coin"] == {"gated_fund"}
    assert "gated_fund" not in {episode.key for episode in told(person(mix=MIX, plan={"gates": False}))}


def test_a_sleeve_that_has_tapered_away_falls_like_the_baseline() -> None:
    futures = person(weight=0.1, plan={"taper_years": 20, "taper_floor": 0.0})
    shares = {
        episode.years_before: 1 - episode.sleeve.after / episode.sleeve.before
        for episode in told(futures)
        if episode.key == "crypto_to_zero"
    }
    # twenty years of taper: 0.10 x 10/20, x 5/20, x 1/20 of the account, of which 0.99 is lost
    assert shares == {10: pytest.approx(0.0495), 5: pytest.approx(0.02475), 1: pytest.approx(0.00495)}
