"""Households drawn at random over every rule of the plan, both sides of every age limit and every kind of retirement."""

from dataclasses import replace
from functools import cache
from random import Random
from typing import Any

from scenarios.assumptions import CRYPTO_CLASSES, PRIVATE_CLASSES, SLEEVE_CLASSES, VIEWS, MatchTier
from scenarios.editions import load
from scenarios.inputs import Beliefs, ClassBelief, Escalation, Household, Pause, PlanRules, Question, Sleeve

EDITION = load()
FILINGS = ("single", "joint", "head_of_household")


@cache
def household_number(number: int) -> Question:
    """The same household for the same number."""
    draw = Random(number)
    plan, held = plan_with_assets(draw)
    plan = replace(plan, nonelective=nonelective(Random(number + 1_000_000)))  # by a draw of its own, so that all else stays
    return Question(household=household(draw), plan=plan, sleeve=held, beliefs=beliefs_about(draw, held))


def household(draw: Random) -> Household:
    age = draw.choice([draw.randint(18, 48), draw.randint(18, 48), draw.randint(47, 66), draw.randint(58, 64)])
    retirement_age = draw.choice([max(age, 67), draw.randint(age, 75), draw.randint(age + 1, 76), draw.choice([age, age + 1])])
    in_dollars = draw.random() < 0.25
    balance = draw.choices([0, draw.uniform(1, 2_000), draw.uniform(2_000, 400_000), draw.uniform(400_000, 4_000_000)], [2, 1, 5, 2])[0]
    return Household(
        age=age,
        retirement_age=retirement_age,
        plan_to_age=draw.randint(max(retirement_age + 1, 80), min(98, age + 80)),
        balance=balance,
        contribution=draw.choice([0, draw.uniform(1, 60_000), draw.uniform(1, 60_000)])
        if in_dollars
        else draw.choices([0, draw.uniform(0, 0.3), 0.9999], [1, 8, 1])[0],
        contribution_unit="dollars" if in_dollars else "share",
        pay=draw.choice([draw.uniform(5_000, 40_000), draw.uniform(40_000, 200_000), draw.uniform(90_000, 900_000)]),
        pay_growth=draw.choice([0, draw.uniform(-0.02, 0.04)]),
        escalation=Escalation()
        if in_dollars or draw.random() < 0.5
        else Escalation(step=draw.uniform(0, 0.02), ceiling=draw.uniform(0, 0.3)),
        **retirement(draw, balance),
    )


def retirement(draw: Random, balance: float) -> dict[str, Any]:
    """Roth money, the goal, Social Security, filing and how long it is to last."""
    return {
        "roth_balance": draw.choice([0, 0, draw.uniform(0, 2) * balance, draw.uniform(1, 90_000)]),
        "roth_share": draw.choice([0, 0, draw.uniform(0, 1), 1.0]),
        "income_goal": draw.choice([draw.uniform(0, 0.4), draw.uniform(0.3, 0.9), draw.uniform(0.9, 1.5)]),
        "social_security": draw.choice(["estimate", "estimate", "none", draw.uniform(200, 4_500)]),
        "social_security_payable": draw.choice(["full", "trustees"]),
        "claim_age": draw.randint(62, 70),
        "filing": draw.choice(FILINGS),
        "longevity": draw.choice(["fixed", "fixed", "life_table"]),
    }


def plan_with_assets(draw: Random) -> tuple[PlanRules, Sleeve]:
    cap = draw.choice([0.05, 0.1, 0.2, 1.0])
    held = draw.sample(SLEEVE_CLASSES, draw.choice([1, 1, 2, 3])) if draw.random() < 0.8 else draw.sample(CRYPTO_CLASSES, 2)
    parts = [draw.uniform(0.1, 1) for _ in held]
    mix = {key: part / sum(parts) for key, part in zip(held, parts, strict=True)}
    weight = draw.choices([0.0, draw.uniform(0, cap), cap], [2, 5, 5])[0]
    tapers = draw.random() < 0.5
    two_tiers = (MatchTier(rate=0.25, upto=0.1), MatchTier(rate=2, upto=0.5))
    plan = PlanRules(
        match=draw.choice([two_tiers, *(preset.tiers for preset in EDITION.match_presets.values())]),
        menu=tuple(held),
        cap=cap,
        asset_caps={held[0]: min(1.0, weight * mix[held[0]] * draw.choice([1, 1.2]))} if draw.random() < 0.35 else {},
        ramp_years=draw.choice([0, 1, draw.randint(2, 12)]),
        taper_years=draw.randint(1, 20) if tapers else 0,
        taper_floor=draw.choice([0, draw.uniform(0, cap)]) if tapers else 0,
        core=draw.choice(list(EDITION.core_funds)),
        pause=Pause(fall=draw.choice([0.05, 0.2, 0.4]), years=draw.randint(1, 6)) if draw.random() < 0.4 else None,
        gates=draw.random() < 0.75,
        over_cap=draw.choice(["sell", "stop"]),
        **trading(draw),
    )
    return plan, Sleeve(weight=weight, mix=mix)


def nonelective(draw: Random) -> float:
    return draw.choice([0, 0, draw.uniform(0, 0.06), draw.uniform(0.1, 0.25)])


def trading(draw: Random) -> dict[str, Any]:
    rebalance = draw.choice(["yearly", "band", "never"])
    return {"rebalance": rebalance, "band": draw.choice([0, 0.01, 0.05]) if rebalance == "band" else None}


def beliefs_about(draw: Random, sleeve: Sleeve) -> Beliefs:
    views = [view for view in VIEWS if all(view in EDITION.classes[key].views for key in sleeve.mix)]
    view = "sponsors" if "sponsors" in views and draw.random() < 0.6 else draw.choice(views)
    own = ClassBelief(average_return=draw.choice([None, draw.uniform(-0.1, 0.3)]), fee=draw.choice([None, 0.03]))
    return Beliefs(
        view=view,
        smoothing=draw.choice([None, None, None, False]),
        classes={next(iter(sleeve.mix)): own} if draw.random() < 0.3 else {},
    )


def features(question: Question) -> set[str]:
    """What of the model a household touches, by name."""
    household, plan, mix, beliefs = question.household, question.plan, question.sleeve.mix, question.beliefs
    reported = bool(set(mix) & set(PRIVATE_CLASSES)) and beliefs.smoothing is not False
    is_said = {
        "ramp": plan.ramp_years > 1,
        "taper": plan.taper_years > 0,
        "asset cap": bool(plan.asset_caps),
        "pause": plan.pause is not None,
        "non-elective share": plan.nonelective > 0,
        "reported value": reported,
        "gate": reported and plan.gates,
        "crypto": bool(set(mix) & set(CRYPTO_CLASSES)),
        "mix of several": len(mix) > 1,
        "own return or fee": bool(beliefs.classes),
        "Roth": household.roth_balance > 0 or household.roth_share > 0,
        "retired already": household.working_years == 0,
        "early retirement": household.retirement_age < 55,
        "trustees' share": household.social_security_payable == "trustees",
        "life table": household.longevity == "life_table",
        "no sleeve": question.sleeve.weight == 0,
        f"rebalance {plan.rebalance}": True,
        f"over cap {plan.over_cap}": True,
        f"view {beliefs.view}": True,
        f"Social Security {household.social_security if isinstance(household.social_security, str) else 'own figure'}": True,
        f"filing {household.filing}": True,
    }
    return {name for name, said in is_said.items() if said}
