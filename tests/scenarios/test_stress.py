"""Named episodes on a person's own balance."""

from typing import Any

import numpy as np
import pytest

from scenarios.assumptions import CORE_CLASSES
from scenarios.editions import load
from scenarios.futures import Futures, futures_of
from scenarios.glide_path import core_weights
from scenarios.results import Episode
from scenarios.stress import YEARS_BEFORE, Standing, Story, real_return, replay, standing, stories, stress
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


def test_a_standing_names_what_is_held_and_nothing_else() -> None:
    futures = person(weight=0.1, mix={"bitcoin": 0.25, "private_equity": 0.75}, plan={"ramp_years": 4})
    balances = np.array([[1.0, 2.0, 4.0], [3.0, 5.0, 9.0]])
    early, late = (standing(futures, balances, years) for years in (10, 1))
    assert (early.years, early.baseline, early.sleeve) == (10, 2.0, 5.0)
    assert list(early.core_mix) == ["us_stocks", "non_us_stocks", "us_bonds"]  # no TIPS before the last five years, and never cash
    assert list(late.core_mix) == ["us_stocks", "non_us_stocks", "us_bonds", "tips"]
    assert early.sleeve_mix == pytest.approx({"private_equity": 0.075, "bitcoin": 0.025})
    assert sum(early.both.values()) == pytest.approx(1)
    assert standing(futures, balances, 31).sleeve_mix == pytest.approx({"private_equity": 0.0375, "bitcoin": 0.0125})  # the second of four
    assert standing(person(weight=0.0), balances, 1).sleeve_mix == {}


def test_a_story_leaves_what_it_does_not_name_and_locks_private_funds_alone() -> None:
    place = Standing(
        years=1,
        baseline=1_000.0,
        sleeve=2_000.0,
        core_mix={"us_stocks": 0.6, "us_bonds": 0.4},
        sleeve_mix={"bitcoin": 0.1, "private_credit": 0.15, "infrastructure": 0.05},
    )
    assert place.both == pytest.approx(
        {"us_stocks": 0.42, "us_bonds": 0.28, "bitcoin": 0.1, "private_credit": 0.15, "infrastructure": 0.05}
    )
    story = Story(
        key="a",
        returns={"us_stocks": -0.5, "private_credit": 0.2, "infrastructure": 0.4},
        estimated=frozenset({"bitcoin", "us_bonds"}),
        locked=0.5,
    )
    found = replay(story, place)
    assert (found.key, found.years_before) == ("a", 1)
    assert [found.baseline.before, found.baseline.after] == pytest.approx([1_000, 700])
    assert [found.sleeve.before, found.sleeve.after] == pytest.approx([2_000, 2_000 * (1 - 0.21 + 0.05)])
    assert found.estimated == ("us_bonds", "bitcoin")
    assert found.locked == pytest.approx(0.5 * 2_000 * 0.2)


@pytest.mark.parametrize(
    ("mix", "plan", "keys"),
    [
        ({"commodities": 1.0}, {}, []),
        ({"bitcoin": 1.0}, {}, ["crypto_to_zero"]),
        ({"ether": 1.0}, {}, ["crypto_to_zero"]),
        ({"private_credit": 1.0}, {}, ["gated_fund"]),
        ({"private_credit": 1.0}, {"gates": False}, []),
        (MIX, {}, ["gated_fund", "crypto_to_zero"]),
    ],
)
def test_history_is_told_to_all_and_other_stories_to_those_who_hold_it(
    mix: dict[str, float], plan: dict[str, Any], keys: list[str]
) -> None:
    told_of = [story.key for story in stories(person(mix=mix, plan=plan))]
    assert told_of == [*load().episodes.history, *keys]


def test_what_the_stories_take() -> None:
    by_key = {story.key: story for story in stories(person(mix=MIX))}
    assert by_key["crypto_to_zero"].returns == pytest.approx({"bitcoin": load().regimes.wipeout_left.value - 1, "ether": -0.999}, abs=0.01)
    assert by_key["gated_fund"].locked == pytest.approx(0.95**2)
    assert by_key["gated_fund"].returns["infrastructure"] == pytest.approx(-(0.95**2) * 0.30)
    assert by_key["crypto_to_zero"].locked == 0
