"""What is told about wrong values of every key of a document, on record: codes, paths and words, all of them."""

import copy
from pathlib import Path
from typing import Any

import pytest

from scenarios.document import parse, to_document
from scenarios.errors import InputError
from scenarios.sections import Section

RECORD = Path(__file__).parent / "cases" / "wrong_values.txt"  # a key and a wrong value a line, then what is told about it
LEAST: dict[str, Any] = {"household": {"age": 35, "balance": 45_000, "contribution": 0.08}}
BESIDE = (  # keys that a canonical document leaves out, or that need another
    "household.birth_year", "plan.nonelective", "plan.match[0].rate", "plan.match[0].upto", "plan.match[0].colour", "plan.pause.fall",
    "plan.pause.years", "plan.pause.colour", "plan.asset_caps.ether", "plan.asset_caps.gold", "sleeve.mix.bitcoin", "sleeve.mix.gold",
    "beliefs.classes.ether.return", "beliefs.classes.ether.volatility", "beliefs.classes.ether.fee", "beliefs.classes.ether.wipeout",
    "beliefs.classes.ether.colour", "beliefs.classes.ether", "beliefs.classes.gold.return", "beliefs.correlations.us_stocks/ether",
    "beliefs.correlations.gold", "household.escalation.colour", "household.colour", "plan.colour", "sleeve.colour", "beliefs.colour",
    "colour",
)  # fmt: skip
WRONG: tuple[Any, ...] = ("?", 1.5, -7, True, [3], float("inf"))


def keys(document: dict[str, Any], path: str = "") -> list[str]:
    return [
        place
        for key, value in document.items()
        for place in [f"{path}{key}", *(keys(value, f"{path}{key}.") if isinstance(value, dict) and path.count(".") < 1 else [])]
    ]


def told(path: str, value: Any) -> str:
    """The faults of the least document with a value at a path."""
    document: dict[str, Any] = copy.deepcopy(LEAST)
    *tables, last = path.split(".")
    place = document
    for name in tables:
        table, listed, _ = name.partition("[0]")
        place = place.setdefault(table, [{"rate": 1, "upto": 0.05}] if listed else {})
        place = place[0] if listed else place
    place[last] = value
    try:
        parse(document)
    except InputError as refused:
        return " | ".join(f"{fault.code} {fault}" for fault in refused.faults)
    return "accepted"


def record() -> list[str]:
    paths = [*keys(to_document(parse(LEAST))), *BESIDE]
    return [f"{path} = {value!r}: {told(path, value)}" for path in dict.fromkeys(paths) for value in WRONG]


def test_what_is_told_about_wrong_values_is_on_record() -> None:
    assert record() == RECORD.read_text(encoding="utf-8").splitlines()


def test_the_least_document_means_this_in_full() -> None:
    assert to_document(parse(LEAST)) == {
        "household": {
            "age": 35, "retirement_age": 67, "plan_to_age": 95, "pay": 72_800, "pay_growth": 0.0, "balance": 45_000, "roth_balance": 0.0,
            "contribution": 0.08, "roth_share": 0.0, "escalation": {"step": 0.0, "ceiling": 0.0}, "income_goal": 0.75,
            "social_security": "estimate", "social_security_payable": "full", "claim_age": 67, "filing": "single", "longevity": "fixed",
        },
        "plan": {
            "match": [{"rate": 1.0, "upto": 0.03}, {"rate": 0.5, "upto": 0.05}],
            "menu": ["private_equity", "private_credit", "private_real_estate", "infrastructure", "commodities", "bitcoin", "ether"],
            "cap": 0.10, "asset_caps": {}, "ramp_years": 0, "taper_years": 0, "taper_floor": 0.0, "rebalance": "yearly", "band": None,
            "over_cap": "sell", "pause": None, "core": "target_date_index", "gates": True,
        },
        "sleeve": {"weight": 0.0, "mix": {"bitcoin": 1.0}},
        "beliefs": {
            "edition": "2026-11", "view": "neutral", "model": "regimes", "seed": 1, "paths": 10_000, "mean_uncertainty": True,
            "smoothing": True, "recentre": True, "classes": {}, "correlations": {}, "inflation": None,
        },
        "ask": [], "within": 0.05,
    }  # fmt: skip


def test_a_menu_without_bitcoin_is_met_by_its_first_asset() -> None:
    assert parse({**LEAST, "plan": {"menu": ["ether", "commodities"]}}).sleeve.mix == {"ether": 1.0}
    assert parse({**LEAST, "plan": {"menu": ["ether", "bitcoin"]}}).sleeve.mix == {"bitcoin": 1.0}
    assert parse({**LEAST, "plan": {"menu": []}}).sleeve.mix == {"bitcoin": 1.0}


@pytest.mark.parametrize(("given", "whole"), [(3, 3), (3.0, 3), (-2.0, -2)])
def test_a_whole_number_may_be_written_with_a_point(given: float, whole: int) -> None:
    found = Section({"n": given}, "a", []).integer("n", None)
    assert (found, type(found)) == (whole, int)


def test_a_list_of_names_tells_each_once_in_its_order() -> None:
    assert Section({"n": ["b", "a", "b"]}, "", []).texts("n", ()) == ("b", "a")


def test_what_is_missing_is_its_default_and_no_fault() -> None:
    section = Section({"n": None}, "", [])
    assert (section.number("n", 0.5), section.integer("n", 5), section.truth("n", None), section.texts("n", ("x",))) == (
        0.5,
        5,
        None,
        ("x",),
    )
    assert (section.choice("n", "a", ("a", "b")), section.numbers("n"), section.faults) == ("a", {}, [])


def test_all_that_is_believed_of_a_class_survives_the_way_to_a_document_and_back() -> None:
    believed = {"return": 0.1, "volatility": 0.5, "fee": 0.01, "wipeout": 0.02}
    asked = parse({**LEAST, "beliefs": {"classes": {"ether": believed, "bitcoin": {}}, "correlations": {"us_stocks/ether": 0.3}}})
    document = to_document(asked)["beliefs"]
    assert (document["classes"], document["correlations"]) == ({"ether": believed}, {"us_stocks/ether": 0.3})
    ether = parse({**LEAST, "beliefs": document}).beliefs.classes["ether"]
    assert (ether.average_return, ether.volatility, ether.fee, ether.wipeout) == (0.1, 0.5, 0.01, 0.02)
