"""Which notices a choice calls for."""

from scenarios.assumptions import PRIVATE_CLASSES, SLEEVE_CLASSES
from scenarios.editions import load
from scenarios.inputs import Sleeve
from scenarios.notices import notices_for

EDITION = load("2026-11")
ALWAYS = (
    "hypothetical",
    "results_vary",
    "consider_everything",
    "others_may_be_alike",
    "plan_may_offer_alike",
    "education_only",
    "before_tax",
)
SLEEVE = ("order_changes_no_law", "sleeve_can_lose")
CRYPTO = ("crypto_can_go_to_zero", "crypto_no_standard_forecast")
PRIVATE = ("private_hard_to_sell", "private_prices_are_estimates", "private_may_stop_longer", "private_costs_more")


def notices(weight: float, **mix: float) -> tuple[str, ...]:
    return notices_for(Sleeve(weight=weight, mix=mix), EDITION)


def test_without_a_sleeve_only_the_standing_notices_are_shown() -> None:
    assert notices(0, bitcoin=1) == ALWAYS


def test_a_sleeve_of_bitcoin_or_ether_calls_for_the_crypto_notices() -> None:
    assert notices(0.05, bitcoin=1) == notices(0.05, ether=1) == ALWAYS + SLEEVE + CRYPTO


def test_each_private_class_calls_for_the_private_notices() -> None:
    for key in PRIVATE_CLASSES:
        assert notices(0.05, **{key: 1.0}) == ALWAYS + SLEEVE + PRIVATE


def test_commodities_call_for_neither() -> None:
    assert notices(0.05, commodities=1) == ALWAYS + SLEEVE


def test_a_mix_calls_for_both() -> None:
    assert notices(0.05, bitcoin=0.5, private_credit=0.5) == ALWAYS + SLEEVE + CRYPTO + PRIVATE


def test_a_share_of_zero_calls_for_nothing() -> None:
    assert notices(0.05, commodities=1, bitcoin=0, private_equity=0) == ALWAYS + SLEEVE


def test_every_sleeve_class_is_crypto_or_private_or_commodities() -> None:
    assert {*PRIVATE_CLASSES, "bitcoin", "ether", "commodities"} == set(SLEEVE_CLASSES)
