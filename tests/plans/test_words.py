"""A plan's rules in words, and what differs between two versions of them."""

import pytest

from advisor.plans import words
from advisor.plans.rules import FIELDS, Typed, usual, whole
from advisor.plans.told import TOLD
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
    "nonelective": ({}, {"nonelective": "3"}, ("The employer adds, whatever people pay in", "0% of pay", "3% of pay")),
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
    "vesting": ({}, {"vesting": "after_3"}, ("When the employer’s money is one’s own", "not said", "all of it after 3 years")),
    "true_up": ({"true_up": "no"}, {"true_up": "yes"}, ("The match is settled once a year", "no", "yes")),
    "access": ({}, {"access": "brokerage"}, ("Where people find a sleeve", "not said", "through a brokerage window")),
    "auto_enrolment": ({}, {"auto_enrolment": "4"}, ("What people start to pay in by itself", "not said", "4% of pay")),
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
        "match", "nonelective", "core", "escalation", "cap", "menu", "ramp", "rebalance", "over_cap", "pause", "taper", "gates", "check",
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


LATER = ("nonelective", *TOLD)  # fields that versions from before them have not


def test_a_version_from_before_rules_were_told_reads_and_differs_from_a_new_one_in_nothing() -> None:
    old = {name: text for name, text in USUAL.items() if name not in LATER}
    assert words.rules(old) == words.rules(USUAL)
    assert words.changes(old, USUAL) == words.changes(USUAL, old) == ()
    assert words.changes(old, {**USUAL, "auto_enrolment": "0"}) == ()
    assert words.can_be_used(old)


def test_only_what_is_said_is_told_and_it_says_that_it_is_told() -> None:
    assert not [rule for rule in words.rules(USUAL) if rule.is_told]
    said = {**USUAL, "vesting": "at_once", "true_up": "yes", "access": "target_date", "auto_enrolment": "5"}
    assert [(rule.key, rule.value) for rule in words.rules(said) if rule.is_told] == [
        ("vesting", "at once"),
        ("true_up", "yes"),
        ("access", "in a target-date fund"),
        ("auto_enrolment", "5% of pay"),
    ]
    assert [change.is_told for change in words.changes(USUAL, {**said, "cap": "5"})] == [False, True, True, True, True]


def value(typed: Typed, key: str) -> str:
    return next(rule.value for rule in words.rules(typed) if rule.key == key)


@pytest.mark.parametrize(
    ("lost", "key", "shown"),
    [
        ({"core": "gold_fund"}, "core", "gold_fund (no longer known)"),
        ({"match": "half_of_8"}, "match", "half_of_8 (no longer known)"),
        ({"menu": ["ether", "tulips"]}, "menu", "ether, tulips (no longer known)"),
        ({"cap_tulips": "3"}, "cap_tulips", "3 (no longer known)"),
        ({"cap_ether": "300"}, "cap_ether", "300 (no longer known)"),
        ({"cap": "300"}, "cap", "300 (no longer known)"),
        ({"vesting": "after_9"}, "vesting", "after_9 (no longer known)"),
        ({"escalation_step": "50", "escalation_ceiling": "90"}, "escalation", "50, 90 (no longer known)"),
    ],
)
def test_a_kept_rule_that_is_no_longer_known_is_shown_as_it_was_typed(lost: Typed, key: str, shown: str) -> None:
    typed = {**USUAL, **lost}
    assert value(typed, key) == shown
    others = {rule.key: rule.value for rule in words.rules(typed) if rule.key != key}
    assert others == {rule.key: rule.value for rule in words.rules(USUAL) if rule.key != key}
    assert words.can_be_used(typed) == (key == "cap_tulips")  # a cap on what nobody can hold any more binds nobody


def test_differences_of_what_is_no_longer_known_are_named() -> None:
    assert told({"core": "gold_fund"}, {}) == [
        ("The fund that people hold anyway", "gold_fund (no longer known)", "index target-date fund"),
    ]
    assert told({"menu": [*SLEEVE_CLASSES, "tulips"]}, {}) == [("tulips on the plan’s menu", "yes", "no")]
    assert told({"cap_tulips": "3"}, {}) == [("The plan’s cap on tulips", "3 (no longer known)", "none")]
    assert told({"core": "gold_fund"}, {"core": "gold_fund"}) == []
