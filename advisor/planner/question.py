"""From read fields to the question that the model answers."""

from collections.abc import Mapping
from typing import Any

from scenarios.assumptions import SLEEVE_CLASSES, Assumptions, MatchTier
from scenarios.document import default_claim_age
from scenarios.errors import Fault, InputError
from scenarios.inputs import Beliefs, ClassBelief, Escalation, Household, PlanRules, Question, Sleeve, check_choice

SHOWN = ("views", "sweep", "break_even")  # what the page shows beside the paired answer
MIX = "mix"  # the choice of asset that means: the shares typed for each

Given = Mapping[str, Any]


def question_of(given: Given, assumptions: Assumptions) -> Question:
    """The question, or InputError with all that the model refuses about it. Without a sleeve nothing is asked beside the baseline."""
    faults: list[Fault] = []
    parts: dict[str, Any] = {}
    for name, make in (("household", household), ("plan", plan), ("sleeve", sleeve), ("beliefs", beliefs)):
        try:
            parts[name] = make(given, assumptions)
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(*faults)
    check_choice(parts["plan"], parts["sleeve"])
    return Question(**parts, ask=SHOWN if parts["sleeve"].weight > 0 else ())


def household(given: Given, assumptions: Assumptions) -> Household:
    step, ceiling = given["escalation_step"], given["escalation_ceiling"]
    return Household(
        age=given["age"],
        balance=given["balance"],
        contribution=given["contribution"].value,
        contribution_unit=given["contribution"].unit,
        pay=given["pay"],
        pay_growth=given["pay_growth"],
        retirement_age=given["retirement_age"],
        plan_to_age=given["plan_to_age"],
        escalation=Escalation(step=step, ceiling=ceiling if step else 0.0),
        income_goal=assumptions.defaults.income_goal.value,
        claim_age=default_claim_age(given["retirement_age"]),
    )


def plan(given: Given, assumptions: Assumptions) -> PlanRules:
    return PlanRules(
        match=match(given, assumptions),
        menu=tuple(given["menu"]),
        cap=given["cap"],
        asset_caps=by_asset(given, "cap"),
        ramp_years=given["ramp_years"],
        taper_years=given["taper_years"],
        taper_floor=given["taper_floor"],
        core=given["core"],
    )


def match(given: Given, assumptions: Assumptions) -> tuple[MatchTier, ...]:
    """The formula that was typed, else the one that was picked."""
    typed: tuple[MatchTier, ...] | None = given["match_own"]
    return assumptions.match_presets[given["match"]].tiers if typed is None else typed


def sleeve(given: Given, _: Assumptions) -> Sleeve:
    return Sleeve(weight=given["weight"], mix=mix(given))


def mix(given: Given) -> dict[str, float]:
    if given["asset"] == MIX:
        return {key: share for key, share in by_asset(given, "share").items() if share > 0}
    return {given["asset"]: 1.0}


def beliefs(given: Given, assumptions: Assumptions) -> Beliefs:
    """The edition's seed and paths, and of its assumptions only the averages that the person replaced."""
    return Beliefs(
        edition=assumptions.edition,
        view=given["view"],
        seed=assumptions.seed,
        paths=assumptions.paths,
        classes={key: ClassBelief(average_return=value) for key, value in by_asset(given, "return").items() if key in mix(given)},
    )


def by_asset(given: Given, part: str) -> dict[str, float]:
    """The fields "cap_bitcoin", "cap_ether"... that were filled in, by asset."""
    values = {key: given.get(f"{part}_{key}") for key in SLEEVE_CLASSES}
    return {key: value for key, value in values.items() if value is not None}
