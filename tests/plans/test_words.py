"""A plan's rules in words, and what differs between two versions of them."""

import pytest

from advisor.plans import words
from advisor.plans.rules import FIELDS, Typed, usual, whole
from advisor.plans.words import Change
from advisor.present import names
from scenarios.assumptions import SLEEVE_CLASSES

USUAL = usual()
# A difference in each field, with what it needs from others to say anything at all; then the rule, and its value before and after.
DIFFERENT: dict[str, tuple[Typed, Typed, tuple[str, str, str]]] = {
    "match": ({}, {"match": "none"}, ("The employer adds", "100% of the first 3% and 50% of the next 2%", "no match")),
    "match_own": (
        {},
        {"match_own": "50% of 6%"},
        ("The employer adds", "100% of the first 3% and 50% of the next 2%", "50% of the first 6%"),
    ),
    "core": (
        {},
        {"core": "target_date_active"},
        ("The fund that people hold anyway", "index target-date fund", "costlier target-date fund"),
    ),
    "cap": ({}, {"cap": "5"}, ("The plan’s cap on a sleeve", "10%", "5%")),
    "menu": ({}, {"menu": [key for key in SLEEVE_CLASSES if key != "bitcoin"]}, ("Bitcoin on the plan’s menu", "yes", "no")),
    **{f"cap_{key}": ({}, {f"cap_{key}": "2.5"}, (f"The plan’s cap on {names.asset(key)}", "none", "2.5%")) for key in SLEEVE_CLASSES},
    "ramp_years": ({"ramp_years": "2"}, {"ramp_years": "4"}, ("Years until a sleeve has its size", "2", "4")),
    "rebalance": ({}, {"rebalance": "never"}, ("When the sleeve has moved", "back to its share each year", "never, but for the cap")),
    "band": (
        {"rebalance": "band", "band": "3"},
        {"rebalance": "band", "band": "4"},
        (
            "When the sleeve has moved",
            "back to its share when 3% of the account away from it",
            "back to its share when 4% of the account away from it",
        ),
    ),
    "over_cap": ({}, {"over_cap": "stop"}, ("When it grows above the cap", "the part above it is sold", "it gets no new money")),
    "pause_fall": ({}, {"pause_fall": "30"}, ("A pause in new money", "never", "for 1 year after a fall of 30% in a year")),
    "pause_years": (
        {"pause_fall": "30"},
        {"pause_fall": "30", "pause_years": "2"},
        ("A pause in new money", "for 1 year after a fall of 30% in a year", "for 2 years after a fall of 30% in a year"),
    ),
    "taper_years": ({}, {"taper_years": "10"}, ("The cap falls before the end of work", "never", "over 10 years, to 0%")),
    "taper_floor": (
        {"taper_years": "10"},
        {"taper_years": "10", "taper_floor": "2"},
        ("The cap falls before the end of work", "over 10 years, to 0%", "over 10 years, to 2%"),
    ),
    "gates": ({}, {"gates": "off"}, ("Sales of private assets", "in bad times only a part can be sold", "all can be sold at any time")),
    "escalation_step": (
        {"escalation_step": "1", "escalation_ceiling": "10"},
        {"escalation_step": "2", "escalation_ceiling": "10"},
        ("What people pay in grows each year", "by 1% of pay, up to 10%", "by 2% of pay, up to 10%"),
    ),
    "escalation_ceiling": (
        {"escalation_step": "1", "escalation_ceiling": "10"},
        {"escalation_step": "1", "escalation_ceiling": "12"},
        ("What people pay in grows each year", "by 1% of pay, up to 10%", "by 1% of pay, up to 12%"),
    ),
    "check_required": (
        {},
        {"check_required": "off"},
        ("The check of understanding", "each person passes it first", "it is only offered"),
    ),
}


def told(before: Typed, after: Typed) -> list[tuple[str, str, str]]:
    return [(change.what, change.before, change.after) for change in words.changes({**USUAL, **before}, {**USUAL, **after})]


def test_every_field_can_differ() -> None:
    assert set(DIFFERENT) == set(FIELDS)


@pytest.mark.parametrize("field", FIELDS)
def test_a_difference_in_any_field_is_named(field: str) -> None:
    before, after, (what, old, new) = DIFFERENT[field]
    assert told(before, after) == [(what, old, new)]
    assert told(after, before) == [(what, new, old)]


@pytest.mark.parametrize("field", FIELDS)
def test_equal_versions_have_no_difference(field: str) -> None:
    for typed in DIFFERENT[field][:2]:
        assert told(typed, typed) == []


def test_a_difference_is_a_sentence_in_which_words_do_not_run_into_each_other() -> None:
    assert Change(what="The cap", before="10%", after="5%").sentence == "The cap: from 10% to 5%"
    assert Change(what="A pause", before="never", after="for 1 year").sentence == "A pause: from “never” to “for 1 year”"


def test_the_order_of_the_menu_is_no_difference() -> None:
    assert told({"menu": ["ether", "bitcoin"]}, {"menu": ["bitcoin", "ether"]}) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"cap": "10"}, {"cap": " 10 % "}),
        ({"cap": "10"}, {"cap": "１０"}),
        ({"ramp_years": "0"}, {"ramp_years": "1"}),
        ({"match_own": "50% of 6%"}, {"match_own": "50% of the first 6%", "match": "none"}),
        ({"band": ""}, {"band": "4"}),
        ({}, {"pause_years": "3"}),
    ],
    ids=["signs", "digits", "at once", "a match typed", "a band without its choice", "a pause without a fall"],
)
def test_what_means_the_same_is_no_difference(one: Typed, other: Typed) -> None:
    assert told(one, other) == []


def test_differences_come_in_the_order_of_the_rules() -> None:
    after: Typed = {"gates": "off", "cap": "5", "cap_ether": "1", "menu": ["ether"], "match": "none"}
    order = [change.what for change in words.changes(USUAL, {**USUAL, **after})]
    assert order[:3] == ["The employer adds", "The plan’s cap on a sleeve", "Sales of private assets"]
    assert "The plan’s cap on ether" in order
    assert [what for what in order if what.endswith("menu")] == [
        f"{asset} on the plan’s menu"
        for asset in ("Private equity", "Private credit", "Private real estate", "Infrastructure", "Commodities", "Bitcoin")
    ]


def test_every_rule_has_a_row_and_a_cap_on_one_asset_only_if_there_is_one() -> None:
    rows = words.rules(USUAL)
    assert [row.key for row in rows] == [
        "match", "core", "escalation", "cap", "menu", "ramp", "rebalance", "over_cap", "pause", "taper", "gates", "check",
    ]  # fmt: skip
    assert all(row.what and row.value for row in rows)
    (cap,) = [row for row in words.rules({**USUAL, "cap_ether": "2"}) if row.key == "cap_ether"]
    assert (cap.what, cap.value) == ("The plan’s cap on ether", "2%")


def test_a_menu_is_listed() -> None:
    def menu(*keys: str) -> str:
        return next(row.value for row in words.rules({**USUAL, "menu": list(keys)}) if row.key == "menu")

    assert menu(*SLEEVE_CLASSES) == "all that we model"
    assert menu("ether", "commodities") == "commodities and ether"
    assert menu() == "none"


def test_a_version_without_a_field_that_came_later_has_the_usual_rule() -> None:
    assert words.changes(whole({}) | {"menu": list(SLEEVE_CLASSES)}, USUAL) == ()
