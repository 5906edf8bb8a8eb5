"""What makes an answer repeatable: the replaced assumptions by name."""

import re

import pytest

from scenarios.editions import load
from scenarios.inputs import Beliefs, ClassBelief
from scenarios.record import overrides, run_of
from tests.banks import question

REPLACED: list[tuple[Beliefs, tuple[str, ...]]] = [
    (Beliefs(), ()),
    (Beliefs(mean_uncertainty=True, smoothing=True), ()),  # what the model does anyway
    (Beliefs(mean_uncertainty=False, smoothing=False), ("mean_uncertainty", "smoothing")),
    (Beliefs(model="lognormal", mean_uncertainty=False, smoothing=False), ()),
    (Beliefs(model="lognormal", mean_uncertainty=True, smoothing=True), ("mean_uncertainty", "smoothing")),
    (Beliefs(model="history", smoothing=False), ()),
    (Beliefs(model="history", recentre=False), ("recentre",)),
    (Beliefs(inflation=0.02, classes={"bitcoin": ClassBelief(fee=0.0)}), ("bitcoin.fee", "inflation")),
    (Beliefs(correlations={("us_stocks", "ether"): 0.5}), ("us_stocks/ether.correlation",)),
]


@pytest.mark.parametrize(("beliefs", "names"), REPLACED)
def test_replaced_assumptions_are_named_and_no_others(beliefs: Beliefs, names: tuple[str, ...]) -> None:
    assert overrides(beliefs) == names


def test_a_run_code_is_three_groups_of_four_letters_that_cannot_be_misread_and_differs_between_questions() -> None:
    codes = {run_of(question(household={"age": age}), load(), "sha256:0").id for age in range(20, 60)}
    assert len(codes) == 40
    assert all(re.fullmatch("[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}", code) for code in codes)
    assert len({letter for code in codes for letter in code}) == 33  # all of the alphabet is met, and the dash


def test_replaced_assumptions_stand_in_the_order_of_the_alphabet() -> None:
    names = overrides(Beliefs(inflation=0.02, classes={"ether": ClassBelief(wipeout=0.0, fee=0.0), "bitcoin": ClassBelief(volatility=0.5)}))
    assert names == ("bitcoin.volatility", "ether.fee", "ether.wipeout", "inflation")
