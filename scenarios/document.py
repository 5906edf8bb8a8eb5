"""The terminal contract, incoming: the question that a JSON or TOML document asks. Names and shapes are in docs/terminal.md.

Every fault of a document is found at once, each with the path of its key, what was given and what is accepted.
"""

from collections.abc import Mapping
from typing import Any, Literal

from scenarios.assumptions import SLEEVE_CLASSES, Assumptions, MatchTier
from scenarios.editions import DEFAULT, available, load
from scenarios.errors import Fault, InputError
from scenarios.inputs import (
    ASKS,
    FILINGS,
    FIRST_CLAIM,
    LAST_CLAIM,
    MAX_AGE,
    MODELS,
    Beliefs,
    ClassBelief,
    Escalation,
    Household,
    Pause,
    PlanRules,
    Question,
    Sleeve,
    check_choice,
)
from scenarios.sections import Section


def parse(document: Mapping[str, Any]) -> Question:
    """The question that a document asks, with the edition's defaults for what it leaves out. Raises InputError with all faults."""
    faults: list[Fault] = []
    whole = Section(document, "", faults)
    beliefs_part = whole.section("beliefs")
    beliefs, assumptions = read_beliefs(beliefs_part)
    household_part = whole.section("household")
    household = read_household(household_part, assumptions)
    plan_part = whole.section("plan")
    plan = read_plan(plan_part, assumptions)
    sleeve_part = whole.section("sleeve")
    sleeve = read_sleeve(sleeve_part, plan)
    ask, within = whole.texts("ask", ()), whole.number("within", Question.within)
    for name in ask:
        if name not in ASKS:
            faults.append(Fault(code="unknown", key="ask", given=name, accepted=", ".join(ASKS)))
    for part in (whole, beliefs_part, household_part, plan_part, sleeve_part):
        part.finish()
    if household is None or plan is None or sleeve is None or beliefs is None or faults:
        raise InputError(*faults)
    check_choice(plan, sleeve)
    asked = tuple(name for name in ASKS if name in ask)
    return Question(household=household, plan=plan, sleeve=sleeve, beliefs=beliefs, ask=asked, within=within)


def to_document(question: Question) -> dict[str, Any]:
    """The canonical document of a question: every served key, defaults filled in; `parse` gives the question back."""
    plan, sleeve, beliefs = question.plan, question.sleeve, question.beliefs
    assumptions = load(beliefs.edition)
    return {
        "household": household_document(question.household),
        "plan": {
            "match": [{"rate": tier.rate, "upto": tier.upto} for tier in plan.match],
            **({"nonelective": plan.nonelective} if plan.nonelective else {}),  # left out at 0: run ids from before the key stand
            "menu": list(plan.menu),
            "cap": plan.cap,
            "asset_caps": dict(sorted(plan.asset_caps.items())),
            "ramp_years": plan.ramp_years,
            "taper_years": plan.taper_years,
            "taper_floor": plan.taper_floor,
            "rebalance": plan.rebalance,
            "band": plan.band,
            "over_cap": plan.over_cap,
            "pause": None if plan.pause is None else {"fall": plan.pause.fall, "years": plan.pause.years},
            "core": plan.core,
            "gates": plan.gates,
        },
        "sleeve": {"weight": sleeve.weight, "mix": {key: share for key, share in sorted(sleeve.mix.items()) if share > 0}},
        "beliefs": {
            "edition": assumptions.edition,
            "view": beliefs.view,
            "model": beliefs.model,
            "seed": assumptions.seed if beliefs.seed is None else beliefs.seed,
            "paths": assumptions.paths if beliefs.paths is None else beliefs.paths,
            "mean_uncertainty": beliefs.uncertain,
            "smoothing": beliefs.smoothed,
            "recentre": beliefs.recentre,
            "classes": {key: _stated(belief) for key, belief in sorted(beliefs.classes.items()) if _stated(belief)},
            "correlations": {"/".join(pair): value for pair, value in sorted(beliefs.correlations.items())},
            "inflation": beliefs.inflation,
        },
        "ask": list(question.ask),
        "within": question.within,
    }


def household_document(household: Household) -> dict[str, Any]:
    """The table of one household, whole: `read_household` gives it back whatever the defaults are."""
    return {
        "age": household.age,
        "retirement_age": household.retirement_age,
        "plan_to_age": household.plan_to_age,
        "pay": household.pay,
        "pay_growth": household.pay_growth,
        "balance": household.balance,
        "roth_balance": household.roth_balance,
        "contribution": household.contribution,
        "roth_share": household.roth_share,
        "escalation": {"step": household.escalation.step, "ceiling": household.escalation.ceiling},
        "income_goal": household.income_goal,
        "social_security": household.social_security,
        "social_security_payable": household.social_security_payable,
        "claim_age": household.claim_age,
        "filing": household.filing,
        "longevity": household.longevity,
    }


def read_household(part: Section, assumptions: Assumptions) -> Household | None:
    """Who asks; None if the table has faults, here as below."""
    usual = assumptions.defaults
    age = part.integer("age", None)
    born = part.integer("birth_year", None)
    if (part.given.get("age") is None) == (part.given.get("birth_year") is None):
        part.faults.append(Fault(code="age_or_birth_year", key=part.at("age"), given=age, accepted="either age or birth_year, not both"))
    age = age if age is not None else assumptions.year - (born if born is not None else assumptions.year)
    part.required("balance", "dollars in the account now")
    part.required("contribution", "a share of pay below 1, or dollars a year")
    contribution = part.number("contribution", 0)
    steps = part.section("escalation")
    escalation = Escalation(step=steps.number("step", 0.0), ceiling=steps.number("ceiling", 0.0))
    steps.finish()
    unit: Literal["share", "dollars"] = "share" if contribution < 1 else "dollars"
    retire = part.integer("retirement_age", default_retirement_age(age, round(usual.retirement_age.value)))
    until = part.integer("plan_to_age", default_plan_to_age(retire, round(usual.plan_to_age.value)))
    values: dict[str, Any] = {
        "age": age,
        "balance": part.number("balance", 0),
        "contribution": contribution,
        "contribution_unit": unit,
        "pay": part.number("pay", usual.pay.value),
        "pay_growth": part.number("pay_growth", usual.pay_growth.value),
        "retirement_age": retire,
        "plan_to_age": until,
        "escalation": escalation,
        "roth_balance": part.number("roth_balance", 0.0),
        "roth_share": part.number("roth_share", 0.0),
        "income_goal": part.number("income_goal", usual.income_goal.value),
        "social_security": _social_security(part),
        "social_security_payable": part.choice("social_security_payable", "full", ("full", "trustees")),
        "claim_age": part.integer("claim_age", default_claim_age(retire)),
        "filing": part.choice("filing", "single", FILINGS),
        "longevity": part.choice("longevity", "fixed", ("fixed", "life_table")),
    }
    if any(fault.key.startswith(part.path) for fault in part.faults):
        return None
    return part.build(lambda: Household(**values))


def _social_security(part: Section) -> str | float:
    """A word, or dollars a month."""
    given = part.take("social_security", "estimate")
    if isinstance(given, str):
        return given
    amount: float = part.number("social_security", 0.0)
    return amount


def default_claim_age(retirement_age: int) -> int:
    """The age at which Social Security is claimed when none is given: on retirement, as far as the law allows."""
    return min(max(retirement_age, FIRST_CLAIM), LAST_CLAIM)


def default_retirement_age(age: int, usual: int) -> int:
    """The age at which work ends when none is given: the usual one, or for somebody who has reached it, next year."""
    return min(max(usual, age + 1), MAX_AGE)


def default_plan_to_age(retirement_age: int, usual: int) -> int:
    """The age that the income is to reach when none is given: the usual one, and at least five years past work."""
    return min(max(usual, retirement_age + 5), MAX_AGE + 1)


def read_plan(part: Section, assumptions: Assumptions) -> PlanRules | None:
    """What the plan pays and allows."""
    usual = assumptions.defaults
    tiers, pause = _tiers(part, assumptions.match_presets[usual.match_preset].tiers), _pause(part)
    values: dict[str, Any] = {
        "match": tiers,
        "nonelective": part.number("nonelective", 0.0),
        "menu": part.texts("menu", SLEEVE_CLASSES),
        "cap": part.number("cap", usual.plan_cap.value),
        "asset_caps": part.numbers("asset_caps"),
        "ramp_years": part.integer("ramp_years", 0),
        "taper_years": part.integer("taper_years", 0),
        "taper_floor": part.number("taper_floor", 0.0),
        "rebalance": part.choice("rebalance", "yearly", ("yearly", "band", "never")),
        "band": part.number("band", None),
        "over_cap": part.choice("over_cap", "sell", ("sell", "stop")),
        "pause": pause,
        "core": part.choice("core", usual.core_fund, tuple(assumptions.core_funds)),
        "gates": part.truth("gates", True),
    }
    if any(fault.key == part.at("band") for fault in part.faults):
        return None
    return part.build(lambda: PlanRules(**values))


def _pause(part: Section) -> Pause | None:
    given = part.take("pause", None)
    if given is None:
        return None
    table = part.section("pause")
    if not isinstance(given, Mapping):
        return None
    table.required("fall", "a share of the asset's value, lost in a year")
    table.required("years", "years without new money after such a fall")
    pause = Pause(fall=table.number("fall", 0.5), years=table.integer("years", 1))
    table.finish()
    return pause


def _tiers(part: Section, default: tuple[MatchTier, ...]) -> tuple[MatchTier, ...]:
    given = part.take("match", None)
    if given is None:
        return default
    if not isinstance(given, (list, tuple)):
        part.faults.append(Fault(code="not_a_list", key=part.at("match"), given=given, accepted="a list of tiers with rate and upto"))
        return default
    tiers = []
    for number, item in enumerate(given):
        tier = Section(item, part.at(f"match[{number}]"), part.faults)
        tier.required("rate", "dollars for each dollar of yours")
        tier.required("upto", "a share of pay")
        tiers.append(MatchTier(rate=tier.number("rate", 0), upto=tier.number("upto", 0)))
        tier.finish()
    return tuple(tiers)


def read_sleeve(part: Section, plan: PlanRules | None) -> Sleeve | None:
    """What is chosen."""
    first = plan.menu[0] if plan is not None and plan.menu and "bitcoin" not in plan.menu else "bitcoin"
    mix = part.numbers("mix") or {first: 1.0}
    weight = part.number("weight", 0.0)
    return part.build(lambda: Sleeve(weight=weight, mix=mix))


def read_beliefs(part: Section) -> tuple[Beliefs | None, Assumptions]:
    """What is believed, and the assumptions of its edition."""
    edition = part.choice("edition", DEFAULT, available())
    classes_part = part.section("classes")
    classes = {}
    for key in classes_part.given:
        one = classes_part.section(key)
        classes[key] = ClassBelief(
            average_return=one.number("return", None),
            volatility=one.number("volatility", None),
            fee=one.number("fee", None),
            wipeout=one.number("wipeout", None),
        )
        one.finish()
    correlations = {_pair(name): value for name, value in part.numbers("correlations").items()}
    values: dict[str, Any] = {
        "edition": edition,
        "view": part.take("view", "neutral"),
        "model": part.choice("model", "regimes", MODELS),
        "seed": part.integer("seed", None),
        "paths": part.integer("paths", None),
        "mean_uncertainty": part.truth("mean_uncertainty", None),
        "smoothing": part.truth("smoothing", None),
        "recentre": part.truth("recentre", True),
        "classes": classes,
        "correlations": correlations,
        "inflation": part.number("inflation", None),
    }
    return part.build(lambda: Beliefs(**values)), load(edition)


def _pair(name: str) -> tuple[str, str]:
    first, _, second = name.partition("/")
    return first, second


def _stated(belief: ClassBelief) -> dict[str, float]:
    stated = {"return": belief.average_return, "volatility": belief.volatility, "fee": belief.fee, "wipeout": belief.wipeout}
    return {name: value for name, value in stated.items() if value is not None}
