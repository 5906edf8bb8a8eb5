"""The bounds of every input, on both sides, and the words in which a fault is told at the terminal."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from scenarios.document import parse
from scenarios.errors import InputError
from scenarios.inputs import Beliefs, PlanRules, Sleeve, check_choice

CASES = Path(__file__).parent / "cases"
BOUNDS = tomllib.loads((CASES / "bounds.toml").read_text(encoding="utf-8"))["bound"]
FAULTS = tomllib.loads((CASES / "faults.toml").read_text(encoding="utf-8"))["fault"]
LEAST = ["household.balance = 45000", "household.contribution = 0.08"]


def document(*lines: str) -> dict[str, Any]:
    """The least document with these lines over it; a later line replaces an earlier one of the same key."""
    by_key = dict(line.split(" = ", 1) for line in (*LEAST, *lines))
    if "household.birth_year" not in by_key:
        by_key = {"household.age": "35"} | by_key
    return tomllib.loads("\n".join(f"{key} = {value}" for key, value in by_key.items()))


def said(*lines: str) -> list[str]:
    """What the terminal says to this document: a line a fault."""
    try:
        parse(document(*lines))
    except InputError as refused:
        return str(refused).splitlines()
    return []


def with_value(case: dict[str, Any], value: float) -> tuple[str, ...]:
    key = ".".join(f'"{part}"' if "/" in part else part for part in case["key"].split("."))
    return (*case.get("with", ()), f"{key} = {value!r}")


@pytest.mark.parametrize("case", BOUNDS, ids=[f"{case['key']} {case['high']:g}" for case in BOUNDS])
def test_a_number_is_taken_up_to_its_bounds_and_refused_beyond_them(case: dict[str, Any]) -> None:
    low, high, beyond = case["low"], case["high"], case["beyond"]
    outside = [high + beyond] if case.get("only") == "above" else [low - beyond, high + beyond]
    assert [said(*with_value(case, value)) for value in (low, high)] == [[], []]
    for value in outside:
        assert said(*with_value(case, value))[0] == f"{case['key']}: got {value!r}; accepted: {low:g} to {high:g}, {case['unit']}"


@pytest.mark.parametrize("case", FAULTS, ids=[" ".join(case["given"]) for case in FAULTS])
def test_a_fault_is_told_in_these_words(case: dict[str, Any]) -> None:
    assert said(*case["given"]) == case["says"]


def test_what_is_missing_is_asked_for_in_these_words() -> None:
    with pytest.raises(InputError) as refused:
        parse({"household": {}})
    assert str(refused.value).splitlines() == [
        "household.age: got None; accepted: either age or birth_year, not both",
        "household.balance: got None; accepted: dollars in the account now",
        "household.contribution: got None; accepted: a share of pay below 1, or dollars a year",
    ]


@pytest.mark.parametrize(
    ("plan", "sleeve", "faults"),
    [
        ({"cap": 0.1}, {"weight": 0.1}, []),
        ({"cap": 0.1}, {"weight": 0.1001}, ["sleeve.weight: got 0.1001; accepted: 0 to 0.1, the plan's cap"]),
        ({"menu": ("ether", "commodities")}, {"weight": 0.01},
         ["sleeve.mix.bitcoin: got 1.0; accepted: assets on the plan's menu: ether, commodities"]),
        ({"menu": ("ether", "commodities")}, {"weight": 0.0}, []),  # nothing is held
        ({"asset_caps": {"ether": 0.02}}, {"weight": 0.04, "mix": {"ether": 0.5, "bitcoin": 0.5}}, []),  # half of 4 % is 2 %
        ({"asset_caps": {"ether": 0.02}}, {"weight": 0.05, "mix": {"ether": 0.5, "bitcoin": 0.5}},
         ["sleeve.mix.ether: got 0.025; accepted: 0 to 0.02 of the account, the plan's cap for ether"]),
    ],
)  # fmt: skip
def test_a_sleeve_that_the_plan_does_not_allow_is_refused_in_these_words(
    plan: dict[str, Any], sleeve: dict[str, Any], faults: list[str]
) -> None:
    found: list[str] = []
    try:
        check_choice(PlanRules(match=(), **plan), Sleeve(**sleeve))
    except InputError as refused:
        found = str(refused).splitlines()
    assert found == faults


@pytest.mark.parametrize(
    ("model", "uncertain", "smoothed"), [("regimes", True, True), ("history", True, False), ("lognormal", False, False)]
)
def test_what_a_model_does_when_nothing_is_said(model: Any, uncertain: bool, smoothed: bool) -> None:
    usual = Beliefs(model=model)
    assert (usual.uncertain, usual.smoothed) == (uncertain, smoothed)
    said_otherwise = Beliefs(model=model, mean_uncertainty=not uncertain, smoothing=not smoothed)
    assert (said_otherwise.uncertain, said_otherwise.smoothed) == (not uncertain, not smoothed)


def test_nothing_said_means_this() -> None:
    asked = parse(document())
    assert (asked.household.working_years, asked.household.years) == (67 - 35, 95 - 35)
    assert (asked.household.claim_age, asked.household.filing, asked.household.longevity) == (67, "single", "fixed")
    assert (asked.plan.rebalance, asked.plan.over_cap, asked.plan.gates, asked.plan.pause) == ("yearly", "sell", True, None)
    assert (asked.plan.ramp_years, asked.plan.taper_years, asked.plan.taper_floor, asked.plan.band) == (0, 0, 0.0, None)
    assert (asked.sleeve.weight, dict(asked.sleeve.mix), asked.ask, asked.within) == (0.0, {"bitcoin": 1.0}, (), 0.05)
    assert (asked.beliefs.view, asked.beliefs.model, asked.beliefs.recentre) == ("neutral", "regimes", True)
    assert (asked.household.roth_balance, asked.household.roth_share) == (0.0, 0.0)
    assert (asked.household.escalation.step, asked.household.escalation.ceiling) == (0.0, 0.0)
