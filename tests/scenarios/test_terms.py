"""What holding a class means: which average, which fee, and how far that is from what the bank was built with."""

from math import log
from typing import Any

import pytest

from scenarios.editions import load
from scenarios.inputs import Beliefs, ClassBelief
from scenarios.terms import average_and_fee, mix, outlook, own_fee
from tests.banks import question

EDITION = load()
EQUITY, COIN = EDITION.classes["private_equity"], EDITION.classes["bitcoin"]
SURVEY, FEE = EDITION.average_return("private_equity"), EQUITY.fee.value
MINE = {"average_return": 0.2, "fee": 0.03}


@pytest.mark.parametrize(
    ("belief", "chosen", "view", "average", "fee"),
    [
        ({}, "neutral", None, SURVEY, FEE),
        ({}, "hopeful", None, SURVEY, 0.0),  # this view takes the survey as it stands, without the retail wrapper's cost
        ({}, "neutral", "hopeful", SURVEY, 0.0),
        ({}, "hopeful", "neutral", SURVEY, FEE),
        ({}, "neutral", "cautious", EDITION.priced_return("private_equity"), FEE),
        ({"fee": 0.03}, "hopeful", None, SURVEY, 0.03),  # a fee that is given counts under every view
        ({"fee": 0.03}, "neutral", "hopeful", SURVEY, 0.03),
        ({"fee": 0.0}, "neutral", None, SURVEY, 0.0),
        ({"average_return": 0.2}, "neutral", None, 0.2, FEE),
        ({"average_return": 0.2}, "hopeful", None, 0.2, FEE),  # an average that is given bears the class's fee
        ({"average_return": 0.2}, "neutral", "hopeful", SURVEY, 0.0),  # the views beside it keep the edition's averages
        (MINE, "hopeful", None, 0.2, 0.03),
        ({"volatility": 0.3}, "hopeful", None, SURVEY, 0.0),
    ],
)
def test_the_average_and_the_fee_of_a_class(belief: dict[str, Any], chosen: str, view: str | None, average: float, fee: float) -> None:
    beliefs = Beliefs(view=chosen, classes={"private_equity": ClassBelief(**belief)} if belief else {})
    assert average_and_fee(EDITION, beliefs, "private_equity", view) == pytest.approx((average, fee), abs=1e-12)


def test_the_outlook_of_a_class_is_after_its_fee_and_its_excess_before_it() -> None:
    seen = outlook(EDITION, Beliefs(), "private_equity", "neutral")
    net = (1 + SURVEY) * (1 - FEE) - 1
    assert seen.average == pytest.approx(net, abs=1e-12)
    volatility = EDITION.log_volatility("private_equity")
    assert log((1 + seen.typical) / (1 + net)) == pytest.approx(-(volatility**2) / 2, abs=1e-12)
    assert seen.over_priced == pytest.approx(SURVEY - EDITION.priced_return("private_equity"), abs=1e-12)


def test_the_log_shift_is_from_the_bank_s_average_to_the_view_s_after_the_fee() -> None:
    asked = question(sleeve={"weight": 0.1, "mix": {"bitcoin": 0.75, "private_equity": 0.25}})
    equity, coin = mix(EDITION, asked, None)
    assert [(equity.key, equity.share), (coin.key, coin.share)] == [("private_equity", 0.25), ("bitcoin", 0.75)]
    assert equity.log_shift == pytest.approx(log(1 - FEE), abs=1e-12)  # the bank holds the neutral average before the fee
    assert coin.log_shift == pytest.approx(log(1 - COIN.fee.value), abs=1e-12)
    (cautious, _) = mix(EDITION, asked, "cautious")
    assert cautious.log_shift == pytest.approx(log((1 + EDITION.priced_return("private_equity")) / (1 + SURVEY) * (1 - FEE)), abs=1e-12)


def test_a_class_without_a_share_is_not_held() -> None:
    asked = question(sleeve={"weight": 0.1, "mix": {"bitcoin": 1.0, "ether": 0.0}})
    assert [one.key for one in mix(EDITION, asked, None)] == ["bitcoin"]


def test_a_view_in_which_a_class_goes_to_zero_once_says_what_is_left() -> None:
    asked = question(sleeve={"weight": 0.1, "mix": {"bitcoin": 0.5, "private_equity": 0.5}})
    left = EDITION.regimes.wipeout_left.value
    assert [[one.left_by_loss for one in mix(EDITION, asked, view)] for view in ("neutral", "cautious")] == [[None, None], [None, left]]


def test_all_in_fees_count_a_fee_of_one_s_own_in_place_of_the_class_s() -> None:
    beliefs = Beliefs(classes={"private_equity": ClassBelief(fee=FEE + 0.01)})
    assert own_fee(beliefs, "private_equity", FEE) == FEE + 0.01
    assert own_fee(beliefs, "bitcoin", 0.0025) == 0.0025
    asked = question(beliefs=beliefs, sleeve={"weight": 0.1, "mix": {"private_equity": 1.0}})
    assert mix(EDITION, asked, None)[0].all_in_fee == pytest.approx(EQUITY.all_in_fee.value + 0.01, abs=1e-12)
