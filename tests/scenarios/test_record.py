"""What makes an answer repeatable: the replaced assumptions by name."""

import re
from typing import Any

import numpy as np
import pytest

from scenarios import __version__, record
from scenarios.editions import fingerprint, load
from scenarios.inputs import Beliefs, ClassBelief
from scenarios.record import overrides, run_of
from tests.banks import question

PARTS: list[dict[str, Any]] = [  # each moves the run
    {"household": {"age": 36}}, {"household": {"retirement_age": 66}}, {"household": {"plan_to_age": 96}}, {"household": {"pay": 80_001}},
    {"household": {"pay_growth": 0.001}}, {"household": {"balance": 45_001}}, {"household": {"roth_balance": 1}},
    {"household": {"contribution": 0.081}}, {"household": {"roth_share": 0.1}}, {"household": {"escalation": {"step": 0.01}}},
    {"household": {"escalation": {"ceiling": 0.1}}}, {"household": {"income_goal": 0.76}}, {"household": {"social_security": "none"}},
    {"household": {"social_security_payable": "trustees"}}, {"household": {"claim_age": 68}}, {"household": {"filing": "joint"}},
    {"household": {"longevity": "life_table"}},
    {"plan": {"match": [{"rate": 1, "upto": 0.03}]}}, {"plan": {"match": []}}, {"plan": {"menu": ["bitcoin"]}}, {"plan": {"cap": 0.11}},
    {"plan": {"asset_caps": {"ether": 0.1}}}, {"plan": {"ramp_years": 2}}, {"plan": {"taper_years": 2}}, {"plan": {"taper_floor": 0.01}},
    {"plan": {"rebalance": "never"}}, {"plan": {"rebalance": "band", "band": 0.02}}, {"plan": {"rebalance": "band", "band": 0.03}},
    {"plan": {"over_cap": "stop"}}, {"plan": {"pause": {"fall": 0.3, "years": 1}}}, {"plan": {"pause": {"fall": 0.3, "years": 2}}},
    {"plan": {"pause": {"fall": 0.4, "years": 1}}}, {"plan": {"core": "target_date_active"}}, {"plan": {"gates": False}},
    {"sleeve": {"weight": 0.01}}, {"sleeve": {"mix": {"ether": 1.0}}}, {"sleeve": {"mix": {"ether": 0.5, "bitcoin": 0.5}}},
    {"beliefs_of": {"view": "hopeful"}}, {"beliefs_of": {"model": "history"}}, {"beliefs_of": {"seed": 2}}, {"beliefs_of": {"paths": 200}},
    {"beliefs_of": {"mean_uncertainty": False}}, {"beliefs_of": {"smoothing": False}}, {"beliefs_of": {"recentre": False}},
    {"beliefs_of": {"inflation": 0.03}}, {"beliefs_of": {"correlations": {"us_stocks/ether": 0.1}}},
    {"beliefs_of": {"classes": {"ether": {"return": 0.1}}}}, {"beliefs_of": {"classes": {"ether": {"volatility": 0.1}}}},
    {"beliefs_of": {"classes": {"ether": {"fee": 0.1}}}}, {"beliefs_of": {"classes": {"ether": {"wipeout": 0.1}}}},
]  # fmt: skip
SAME: list[dict[str, Any]] = [  # said, or left to what is meant anyway
    {}, {"ask": ("views",)}, {"within": 0.1}, {"household": {"claim_age": 67}}, {"sleeve": {"mix": {"bitcoin": 1.0, "ether": 0.0}}},
    {"beliefs_of": {"mean_uncertainty": True}}, {"beliefs_of": {"seed": load().seed}}, {"beliefs_of": {"paths": load().paths}},
    {"beliefs_of": {"classes": {"ether": {}}}},
]  # fmt: skip
REPLACED: list[tuple[Beliefs, tuple[str, ...]]] = [
    (Beliefs(), ()),
    (Beliefs(mean_uncertainty=True, smoothing=True), ()),  # what the model does anyway
    (Beliefs(mean_uncertainty=False, smoothing=False), ("mean_uncertainty", "smoothing")),
    (Beliefs(model="lognormal", mean_uncertainty=False, smoothing=False), ()),
    (Beliefs(model="lognormal", mean_uncertainty=True, smoothing=True), ("mean_uncertainty", "smoothing")),
    (Beliefs(model="history", smoothing=False), ()),
    (Beliefs(model="history", recentre=False), ("recentre",)),
    (Beliefs(inflation=0.02, classes={"bitcoin": ClassBelief(fee=0.0)}), ("bitcoin.fee", "inflation")),
    (Beliefs(classes={"ether": ClassBelief(average_return=0.1)}), ("ether.return",)),
    (Beliefs(classes={"ether": ClassBelief(average_return=0.1, volatility=0.2, fee=0.0, wipeout=0.0)}),
     ("ether.fee", "ether.return", "ether.volatility", "ether.wipeout")),
    (Beliefs(correlations={("us_stocks", "ether"): 0.5}), ("us_stocks/ether.correlation",)),
]  # fmt: skip


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


def code(**parts: Any) -> str:
    return run_of(question(**parts), load(), "sha256:0").id


def test_every_input_moves_the_run_code() -> None:
    codes = [code(**parts) for parts in PARTS]
    assert len({*codes, code()}) == len(PARTS) + 1


@pytest.mark.parametrize("parts", SAME)
def test_what_is_asked_beside_the_answer_and_what_is_meant_anyway_do_not(parts: dict[str, Any]) -> None:
    assert code(**parts) == code()


def test_a_run_code_does_not_change_from_one_day_to_another() -> None:
    """A printed code must be found again: sixty bits of SHA-256 in Crockford's letters."""
    assert record._code("") == "WERC-8GMR-ZGE1"
    assert record._code("a question") == "68R3-E5NR-HYZY"


def test_the_code_of_a_question_is_the_one_on_record(monkeypatch: pytest.MonkeyPatch) -> None:
    """It changes with the edition's defaults and with what a question says, and then the CHANGELOG says why."""
    monkeypatch.setattr(record, "__version__", "1.0.0")
    assert code() == "58GJ-3N06-A8KZ"
    assert code(sleeve={"weight": 0.05, "mix": {"ether": 0.5, "bitcoin": 0.5}}) == "HJJC-1W84-6QTA"


def test_a_run_code_changes_with_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    before = code()
    monkeypatch.setattr(record, "__version__", "another")
    assert code() != before


def test_a_run_says_what_repeats_it() -> None:
    run = run_of(question(beliefs_of={"seed": 5, "paths": 300, "model": "history", "inflation": 0.03}), load(), "sha256:of the bank")
    assert (run.engine, run.edition, run.seed, run.paths, run.model) == (__version__, "2026-11", 5, 300, "history")
    assert (run.edition_hash, run.bank) == (f"sha256:{fingerprint('2026-11')}", "sha256:of the bank")
    assert (run.overrides, run.numpy) == (("inflation",), np.__version__)
