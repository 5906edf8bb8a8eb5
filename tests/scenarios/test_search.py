"""Searches: roots, the largest sleeve, and break-evens of plans that do not rebalance every year."""

from collections.abc import Callable
from dataclasses import replace
from math import exp, log
from typing import Any

import numpy as np
import pytest

from scenarios import outcomes, search
from scenarios.answer import answer
from scenarios.break_even import break_even
from scenarios.editions import load
from scenarios.futures import Futures, futures_of
from scenarios.inputs import Question
from scenarios.results import Answer
from scenarios.search import EDGE, LOOKED_TO, STEPS, allowed, find_root, largest_sleeve
from tests.banks import question, small_bank

BANK = small_bank(paths=500)


def futures(asked: Question) -> Futures:
    return futures_of(asked, load(), BANK)


def ask(asked: Question) -> Answer:
    return answer(asked.household, asked.plan, asked.sleeve, asked.beliefs, asked.ask, within=asked.within, bank=BANK)


@pytest.mark.parametrize("root", [-0.4999, -0.1, 0.0, 0.3, 0.9999])
@pytest.mark.parametrize("guess", [None, -0.3, 0.29, 0.8])
def test_a_root_is_found_wherever_it_is_and_whatever_the_guess(root: float, guess: float | None) -> None:
    assert find_root(lambda x: (x - root) ** 3 + 0.01 * (x - root), -0.5, 1.0, 1e-7, guess) == pytest.approx(root, abs=1e-7)


@pytest.mark.parametrize("guess", [None, 0.1, 0.9])
def test_a_jump_is_found_where_it_is(guess: float | None) -> None:
    assert find_root(lambda x: -1.0 if x < 0.6180 else 5.0, -0.5, 1.0, 1e-7, guess) == pytest.approx(0.6180, abs=1e-7)


@pytest.mark.parametrize(
    ("function", "guess", "most"),
    [
        (lambda x: x - 0.3, None, 4),
        (lambda x: (x - 0.3) ** 3 + 0.01 * (x - 0.3), None, 21),
        (lambda x: (x - 0.3) ** 3 + 0.01 * (x - 0.3), 0.29, 7),
        (lambda x: exp(5 * x) - 9, None, 12),
        (lambda x: exp(5 * x) - 9, -0.4, 19),
        (lambda x: 0.03 - exp(-5 * x), None, 16),
        (lambda x: -1.0 if x < 0.618 else 5.0, None, 40),
    ],
)
def test_a_crossing_is_found_in_so_many_looks_at_most(function: Callable[[float], float], guess: float | None, most: int) -> None:
    looked: list[float] = []

    def seen(x: float) -> float:
        looked.append(x)
        return function(x)

    assert find_root(seen, -0.5, 1.0, 1e-7, guess) is not None
    assert len(looked) <= most


@pytest.mark.parametrize("level", [-3.0, 3.0])
@pytest.mark.parametrize("guess", [None, 0.1])
def test_no_crossing_is_none(level: float, guess: float | None) -> None:
    assert find_root(lambda x: x + level, -0.5, 1.0, 1e-7, guess) is None
    assert find_root(lambda x: 0.0, -0.5, 1.0, 1e-7, guess) is None


# The largest sleeve


def worst(mine: Futures, weight: float) -> float:
    return outcomes.worst_mean(mine.account([weight]).at_retirement[0])


@pytest.mark.parametrize(("key", "within"), [("bitcoin", 0.0), ("bitcoin", 0.05), ("private_equity", 0.01)])
def test_the_edge_of_the_largest_sleeve_satisfies_its_definition_on_both_sides(key: str, within: float) -> None:
    mine = futures(question(sleeve={"mix": {key: 1.0}}))
    base = mine.account([0.0]).at_retirement[0]
    found, floor = largest_sleeve(mine, base, within), (1 - within) * outcomes.worst_mean(base)
    assert 0 <= found.weight < LOOKED_TO
    assert worst(mine, found.weight) >= floor * (1 - 1e-6)
    assert worst(mine, found.weight + 2 * EDGE) < floor * (1 + 1e-6)
    assert worst(mine, found.weight + 0.002) < floor
    assert all(worst(mine, step) >= floor for step in STEPS if step < found.weight)


def test_more_room_never_means_a_smaller_sleeve_and_enough_room_means_all_that_is_looked_at() -> None:
    mine = futures(question())
    base = mine.account([0.0]).at_retirement[0]
    weights = [largest_sleeve(mine, base, within).weight for within in (0.0, 0.02, 0.05, 0.1, 0.5)]
    assert weights == sorted(weights)
    assert weights[-1] == LOOKED_TO
    assert largest_sleeve(mine, base, 1.0).weight == LOOKED_TO


def test_the_largest_sleeve_does_not_depend_on_the_chosen_weight() -> None:
    none, some = (ask(question(sleeve={"weight": weight}, ask=("largest_sleeve",), within=0.03)).largest_sleeve for weight in (0, 0.1))
    assert none == some
    assert none is not None
    assert none.within == 0.03


@pytest.mark.parametrize(
    ("plan", "mix", "weight"),
    [
        ({"cap": 0.07}, {"bitcoin": 1.0}, 0.07),
        ({"cap": 0.1, "asset_caps": {"bitcoin": 0.02}}, {"bitcoin": 0.5, "ether": 0.5}, 0.04),  # 0.02 / 0.5
        ({"cap": 0.1, "asset_caps": {"bitcoin": 0.09}}, {"bitcoin": 0.5, "ether": 0.5}, 0.1),
        ({"menu": ["ether"]}, {"bitcoin": 1.0}, 0.0),
    ],
)
def test_what_the_plan_allows_is_told_beside_it(plan: dict[str, Any], mix: dict[str, float], weight: float) -> None:
    asked = question(plan=plan, sleeve={"mix": mix})
    assert allowed(asked.plan, asked.sleeve) == pytest.approx(weight)


# Break-evens of accounts that leave their targets

RULES = [
    {"rebalance": "band", "band": 0.02},
    {"rebalance": "never", "over_cap": "stop"},
    {"pause": {"fall": 0.3, "years": 2}},
]


@pytest.mark.parametrize("rules", RULES, ids=["band", "never", "pause"])
def test_a_break_even_changes_its_sign_where_it_says(rules: dict[str, Any]) -> None:
    mine = futures(question(plan=rules, sleeve={"weight": 0.05}))
    assert not mine.linear
    _holds_at_its_break_even(mine)


def test_private_assets_at_reported_values_have_a_break_even_too() -> None:
    _holds_at_its_break_even(futures(question(sleeve={"weight": 0.05, "mix": {"private_equity": 1.0}})))


def _holds_at_its_break_even(mine: Futures) -> None:
    base = mine.account([0.0]).at_retirement[0]
    [terms] = mine.mix
    found = break_even(mine, terms, base)
    assert found.median is not None
    assert found.median_typical is not None
    fee, average = load().classes[terms.key].fee.value, load().average_return(terms.key)

    def gap(at: float) -> float:
        shift = log((1 + at) / (1 + average)) + log(1 - fee)
        held = mine.holding((replace(terms, log_shift=shift),)).account([0.05]).at_retirement[0]
        return float(np.median(held - base))

    assert gap(found.median.value - 1e-4) < 0 < gap(found.median.value + 1e-4)
    assert found.median.se > 0


def test_a_band_that_always_trades_has_the_break_even_of_yearly_trading() -> None:
    yearly, band = (
        ask(question(plan=plan, sleeve={"weight": 0.05}, ask=("break_even",))).break_even["bitcoin"]
        for plan in ({}, {"rebalance": "band", "band": 0.0})
    )
    assert yearly.median is not None and band.median is not None
    assert yearly.worst5 is not None and band.worst5 is not None
    assert band.median.value == pytest.approx(yearly.median.value, abs=2e-6)
    assert band.worst5.value == pytest.approx(yearly.worst5.value, abs=2e-6)


def test_a_sleeve_of_nothing_asks_for_nothing() -> None:
    found = ask(question(sleeve={"weight": 0}, ask=("break_even", "effects")))
    assert (found.break_even, found.effects) == ({}, ())


# How a search goes about it


class Counted:
    """A function that keeps where it was looked at."""

    def __init__(self, function: Callable[[float], float]) -> None:
        self._function = function
        self.seen: list[float] = []

    def __call__(self, x: float) -> float:
        self.seen.append(x)
        return self._function(x)


@pytest.mark.parametrize(
    ("root", "bracket"),
    [
        (0.299, (0.298, 0.3)),  # one step of 0.002
        (0.295, (0.29, 0.3)),  # and one of 0.008
        (0.28, (0.258, 0.3)),  # and one of 0.032
        (-0.45, (-0.5, 0.3)),  # 0.298, 0.29, 0.258, 0.13, -0.382, and no farther than the end
        (0.301, (0.3, 0.302)),
        (0.32, (0.3, 0.342)),
        (0.99, (0.3, 1.0)),
    ],
)
def test_a_bracket_widens_fourfold_toward_the_root_and_stays_within_the_ends(root: float, bracket: tuple[float, float]) -> None:
    function = Counted(lambda x: x - root)
    assert search._around(function, 0.3, -0.5, 1.0) == pytest.approx(bracket)
    assert all(-0.5 <= x <= 1.0 for x in function.seen)
    assert len(function.seen) <= 8


def test_a_search_begins_at_its_guess_and_looks_a_step_away() -> None:
    function = Counted(lambda x: x - 0.34)
    assert search.find_root(function, -0.5, 1.0, 1e-7, 0.3, 0.05) == pytest.approx(0.34, abs=1e-7)
    assert list(dict.fromkeys(function.seen))[:2] == pytest.approx([0.3, 0.35])


@pytest.mark.parametrize(
    ("function", "root", "most"),
    [
        (lambda x: x - 0.3, 0.3, 5),
        (lambda x: exp(20 * x) - exp(6), 0.3, 40),
        (lambda x: (x - 0.3) ** 9, 0.3, 74),
        (lambda x: -1e-9 if x < 0.3 else 1e9, 0.3, 74),
        (lambda x: -1e9 if x < 0.3 else 1e-9, 0.3, 74),
    ],
    ids=["straight", "steep", "flat", "jump up", "jump to hardly anything"],
)
def test_few_looks_are_enough_and_none_is_outside(function: Callable[[float], float], root: float, most: int) -> None:
    """At worst the two ends, and three looks for each of the 24 halvings from 1.5 to 1e-7."""
    counted = Counted(function)
    assert find_root(counted, -0.5, 1.0, 1e-7) == pytest.approx(root, abs=1.01e-7)
    assert len(counted.seen) <= most
    assert all(-0.5 <= x <= 1.0 for x in counted.seen)


@pytest.mark.parametrize(("below", "above", "third"), [(-1e-9, 1e9, -0.495), (-1e9, 1e-9, 0.995)])
def test_a_look_is_half_the_precision_away_from_an_end_at_least(below: float, above: float, third: float) -> None:
    counted = Counted(lambda x: below if x < 0.3 else above)  # a straight line between the ends crosses zero at one of them
    find_root(counted, -0.5, 1.0, 0.01)
    assert counted.seen[:3] == pytest.approx([-0.5, 1.0, third], abs=1e-9)
