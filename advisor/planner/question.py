"""From read fields to the question that the model answers."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from advisor.planner.choices import MIX
from scenarios.assumptions import SLEEVE_CLASSES, Assumptions, MatchTier
from scenarios.calibrate import MONTHS
from scenarios.document import default_claim_age
from scenarios.errors import Fault, InputError
from scenarios.inputs import Beliefs, ClassBelief, Escalation, Household, Pause, PlanRules, Question, Sleeve, check_choice
from scenarios.spending import final_pay

# What the page shows beside the paired answer: with a sleeve, and without one.
SHOWN = ("views", "sweep", "break_even", "largest_sleeve", "stress", "instead")
SHOWN_WITHOUT = ("stress", "instead")
MOVES = ("tornado",)  # asked for by itself

Given = Mapping[str, Any]


def question_of(given: Given, assumptions: Assumptions) -> Question:
    """The question, or InputError with all that the model refuses about it. Without a sleeve less is asked beside the baseline."""
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
    return Question(**parts, ask=SHOWN if parts["sleeve"].weight > 0 else SHOWN_WITHOUT)


def by_edition(question: Question) -> Question | None:
    """The same without what the person believes in place of the edition, and nothing beside it; None if that is nothing."""
    if not question.beliefs.classes:
        return None
    return replace(question, beliefs=replace(question.beliefs, classes={}), ask=())


def household(given: Given, assumptions: Assumptions) -> Household:
    step, ceiling, goal = given["escalation_step"], given["escalation_ceiling"], given["income_goal"]
    own = given["social_security_own"]
    asked = Household(
        age=given["age"],
        balance=given["balance"],
        contribution=given["contribution"].value,
        contribution_unit=given["contribution"].unit,
        pay=given["pay"],
        pay_growth=given["pay_growth"],
        retirement_age=given["retirement_age"],
        plan_to_age=given["plan_to_age"],
        escalation=Escalation(step=step, ceiling=ceiling if step else 0.0),
        roth_balance=given["roth_balance"],
        roth_share=given["roth_share"],
        income_goal=goal.value if goal.unit == "share" else assumptions.defaults.income_goal.value,
        social_security=own if own is not None else "none" if given["social_security"] == "none" else "estimate",
        social_security_payable="trustees" if given["social_security"] == "trustees" and own is None else "full",
        claim_age=default_claim_age(given["retirement_age"]) if given["claim_age"] is None else given["claim_age"],
        filing=given["filing"],
    )
    return asked if goal.unit == "share" else replace(asked, income_goal=goal.value * MONTHS / final_pay(asked))


def plan(given: Given, assumptions: Assumptions) -> PlanRules:
    fall = given["pause_fall"]
    return PlanRules(
        match=match(given, assumptions),
        nonelective=given["nonelective"],
        menu=tuple(given["menu"]),
        cap=given["cap"],
        asset_caps=by_asset(given, "cap"),
        ramp_years=given["ramp_years"],
        taper_years=given["taper_years"],
        taper_floor=given["taper_floor"],
        rebalance=given["rebalance"],
        band=given["band"] if given["rebalance"] == "band" else None,
        over_cap=given["over_cap"],
        pause=Pause(fall=fall, years=given["pause_years"]) if fall else None,
        core=given["core"],
        gates=given["gates"] == "on",
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
    """The edition's seed and paths, and of its assumptions only what the person replaced about what the sleeve holds.

    Another average of stocks, bonds or prices would need a bank of futures of its own: ten seconds, and 150 MB for each number typed.
    """
    averages, fees = by_asset(given, "return"), by_asset(given, "fee")
    classes = {
        key: ClassBelief(average_return=averages.get(key), fee=fees.get(key)) for key in mix(given) if key in averages or key in fees
    }
    return Beliefs(
        edition=assumptions.edition,
        view=given["view"],
        seed=assumptions.seed,
        paths=assumptions.paths,
        classes=classes,
    )


def by_asset(given: Given, part: str) -> dict[str, float]:
    """The fields "cap_bitcoin", "cap_ether"... that were filled in, by asset."""
    values = {key: given.get(f"{part}_{key}") for key in SLEEVE_CLASSES}
    return {key: value for key, value in values.items() if value is not None}
