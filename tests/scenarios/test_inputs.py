"""The bounds of every input, on both sides, and the words in which a fault is told at the terminal."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scenarios.assumptions import MatchTier
from scenarios.document import parse
from scenarios.editions import load
from scenarios.errors import InputError
from scenarios.inputs import (
    Beliefs,
    ClassBelief,
    Escalation,
    Household,
    Pause,
    PlanRules,
    Question,
    Sleeve,
    check_choice,
    missing_views,
)

CASES = Path(__file__).parent / "cases"
BOUNDS = tomllib.loads((CASES / "bounds.toml").read_text(encoding="utf-8"))["bound"]
FAULTS = tomllib.loads((CASES / "faults.toml").read_text(encoding="utf-8"))["fault"]
LEAST = ["household.balance = 45000", "household.contribution = 0.08"]


WORKER: dict[str, Any] = {"age": 35, "balance": 1.0, "contribution": 0.1, "contribution_unit": "share", "pay": 1.0}
WRONG: dict[str, Callable[[], object]] = {  # everything that can be wrong, with the code and the words of cases/refusals.toml
    "household": lambda: Household(
        **WORKER
        | {"age": 17, "balance": -1, "pay": -2, "pay_growth": 0.2, "escalation": Escalation(step=0.2, ceiling=2), "roth_balance": -3}
        | {"roth_share": 2, "income_goal": 3, "claim_age": 61, "social_security_payable": "half", "filing": "married"}
        | {"longevity": "ever", "social_security": "some", "contribution": 1.0}
    ),
    "household_in_dollars": lambda: Household(
        **WORKER
        | {"contribution_unit": "dollars", "contribution": 0.5, "social_security": 10_001.0, "escalation": Escalation(step=0.01, ceiling=1)}
    ),
    "household_ages": lambda: Household(**WORKER | {"retirement_age": 34, "plan_to_age": 35}),
    "plan": lambda: PlanRules(
        match=(MatchTier(rate=11, upto=0.5), MatchTier(rate=-1, upto=0.4)),
        menu=("gold",),
        cap=2,
        asset_caps={"silver": 3},
        ramp_years=81,
        taper_years=-1,
        taper_floor=3,
        rebalance="weekly",  # type: ignore[arg-type]
        over_cap="buy",  # type: ignore[arg-type]
        band=2,
        pause=Pause(fall=1, years=0),
    ),
    "plan_without_band": lambda: PlanRules(match=(), rebalance="band"),
    "sleeve": lambda: Sleeve(weight=2, mix={"gold": 2}),
    "sleeve_that_is_not_whole": lambda: Sleeve(weight=0.1, mix={"bitcoin": 0.5}),
    "beliefs": lambda: Beliefs(
        view="rosy",
        model="dice",  # type: ignore[arg-type]
        seed=-1,
        paths=99,
        inflation=1,
        classes={"gold": ClassBelief(average_return=2, volatility=4, fee=1, wipeout=1)},
        correlations={("gold", "us_stocks"): 2.0},
    ),
    "beliefs_in_broken_hundreds": lambda: Beliefs(paths=150),
    "choice": lambda: check_choice(
        PlanRules(match=(), cap=0.1, menu=("ether",), asset_caps={"ether": 0.05}), Sleeve(weight=0.2, mix={"bitcoin": 0.5, "ether": 0.5})
    ),
    "question": lambda: Question(household=Household(**WORKER), plan=PlanRules(match=()), sleeve=Sleeve(), beliefs=Beliefs(), within=1.01),
}
REFUSALS = tomllib.loads((CASES / "refusals.toml").read_text(encoding="utf-8"))


def refusals(make: Callable[[], object]) -> list[str]:
    with pytest.raises(InputError) as refused:
        make()
    return [f"{fault.code} {fault}" for fault in refused.value.faults]


@pytest.mark.parametrize("name", WRONG)
def test_every_fault_of_a_part_is_found_at_once_and_told_in_these_words(name: str) -> None:
    assert refusals(WRONG[name]) == REFUSALS[name]


@pytest.mark.parametrize(("mix", "keys"), [({"ether": 1.0}, ["ether"]), ({"ether": 0.5, "bitcoin": 0.5}, ["ether"]), ({"ether": 0.0}, [])])
def test_a_view_that_a_class_held_does_not_have_is_a_fault(mix: dict[str, float], keys: list[str]) -> None:
    found = missing_views(mix, "sponsors", load())
    assert [(fault.code, str(fault)) for fault in found] == [
        ("view_missing", f"beliefs.view: got 'sponsors'; accepted: for {key}: neutral, cautious, hopeful") for key in keys
    ]


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
