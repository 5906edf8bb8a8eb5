"""The fast model against the slow twin: random households on the same futures, every figure within the tolerances of its output."""

import os
from collections import Counter
from collections.abc import Mapping
from itertools import combinations

import numpy as np
import pytest

from scenarios.answer import answer
from scenarios.bank import Bank
from scenarios.inputs import Question
from tests.twin import Twin
from tests.twin.agreement import Agreement, Values, balances, futures_for, lives, worst5
from tests.twin.households import EDITION, features, household_number

DEEP = bool(os.environ.get("PROOF"))
HOUSEHOLDS = 1000 if DEEP else 100
BREAK_EVENS = (10, 12, 17, 37, 58)  # with gates and without, one asset and two
EXCLUSIVE = ("rebalance", "over cap", "view", "Social Security", "filing")  # of each of these a household has one


@pytest.mark.parametrize("number", range(HOUSEHOLDS))
def test_the_fast_model_agrees_with_the_twin(number: int) -> None:
    question = household_number(number)
    compared = Agreement().answer(question, futures_for(number, question), looks=1 if DEEP or number % 4 == 0 else 0)
    assert compared or question.plan.rebalance != "yearly" or question.plan.pause is not None


@pytest.mark.parametrize("number", [2, 10, 40] if DEEP else [10])
def test_the_fast_model_agrees_with_the_twin_on_many_futures(number: int) -> None:
    question = household_number(number)
    Agreement().answer(question, futures_for(0, question, different=100), looks=0)


def test_every_two_features_of_the_model_meet_in_a_household() -> None:
    met = Counter(pair for number in range(100) for pair in combinations(sorted(features(household_number(number))), 2))
    names = sorted({name for pair in met for name in pair})
    kinds = [next((kind for kind in EXCLUSIVE if name.startswith(kind)), name) for name in names]
    possible = [pair for pair, of in zip(combinations(names, 2), combinations(kinds, 2), strict=True) if of[0] != of[1]]
    assert len(names) == 31
    assert [pair for pair in possible if not met[pair]] == []


@pytest.mark.parametrize("number", BREAK_EVENS)
def test_at_the_break_even_return_the_twin_sees_no_difference(number: int) -> None:
    question = household_number(number)
    futures = futures_for(number, question)
    found = answer(question.household, question.plan, question.sleeve, question.beliefs, ("break_even",), bank=futures).break_even
    assert found.keys() == question.sleeve.mix.keys()
    for key, even in found.items():
        if even.median is None:
            assert median_change(question, futures, {key: -0.5}) * median_change(question, futures, {key: 1.0}) > 0
        else:
            assert abs(median_change(question, futures, {key: even.median.value})) < 1e-4
        if even.worst5 is None:
            assert worst5_change(question, futures, {key: -0.5}) * worst5_change(question, futures, {key: 1.0}) > 0
        else:
            assert abs(worst5_change(question, futures, {key: even.worst5.value})) < 1e-4


def median_change(question: Question, futures: Bank, returns: Mapping[str, float]) -> float:
    """The median of the paired change, as a share of the median balance."""
    without, chosen = both_balances(question, futures, returns)
    return float(np.median(chosen - without) / np.median(without))


def worst5_change(question: Question, futures: Bank, returns: Mapping[str, float]) -> float:
    """Each side's own average of the lowest 5 of 100, and how far they lie apart, as a share of the median balance."""
    without, chosen = both_balances(question, futures, returns)
    return float((worst5(chosen) - worst5(without)) / np.median(without))


def both_balances(question: Question, futures: Bank, returns: Mapping[str, float]) -> tuple[Values, Values]:
    twin = Twin(question, EDITION, futures, returns=returns)
    return balances(lives(twin, 0.0)), balances(lives(twin, question.sleeve.weight))
