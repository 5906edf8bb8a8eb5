"""The terminal contract: one JSON or TOML document in, one JSON document out. Names and shapes are in docs/terminal.md.

Every fault of a document is found at once, each with the path of its key, what was given and what is accepted.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from math import isfinite
from typing import Any, Literal, TypeVar

from scenarios.assumptions import SLEEVE_CLASSES, MatchTier
from scenarios.editions import DEFAULT, available, load
from scenarios.errors import Fault, InputError
from scenarios.inputs import ASKS, Beliefs, ClassBelief, Escalation, Household, PlanRules, Question, Sleeve, check_choice
from scenarios.results import Answer, BreakEven, ContributionYear, Difference, Distribution, Outlook, Side, Statistic

SCHEMA = 1
Made = TypeVar("Made")

# Keys of the contract that this engine does not serve yet, and the one value (beside null) that says the same as leaving them out.
NOT_SERVED: Mapping[str, Mapping[str, object]] = {
    "household": {"roth_balance": 0, "roth_share": 0, "income_goal": None, "social_security": "none", "claim_age": None, "filing": None},
    "plan": {"rebalance": "yearly", "band": None, "over_cap": "sell", "pause": None, "gates": False},
}
ASKS_NOT_SERVED = ("largest_sleeve", "stress", "tornado")


def parse(document: Mapping[str, Any]) -> Question:
    """The question that a document asks, with the edition's defaults for what it leaves out. Raises InputError with all faults."""
    faults: list[Fault] = []
    whole = _Section(document, "", faults)
    beliefs_part = whole.section("beliefs")
    edition = beliefs_part.choice("edition", DEFAULT, available())
    assumptions = load(edition if edition in available() else DEFAULT)
    beliefs = _beliefs(beliefs_part, edition)
    household_part = whole.section("household")
    household = _household(
        household_part,
        assumptions.year,
        assumptions.defaults.pay.value,
        round(assumptions.defaults.retirement_age.value),
        round(assumptions.defaults.plan_to_age.value),
    )
    plan_part = whole.section("plan")
    preset = assumptions.match_presets[assumptions.defaults.match_preset].tiers
    plan = _plan(plan_part, preset, assumptions.defaults.plan_cap.value, tuple(assumptions.core_funds), assumptions.defaults.core_fund)
    sleeve_part = whole.section("sleeve")
    sleeve = _sleeve(sleeve_part, plan)
    ask = whole.texts("ask", ())
    for name in ask:
        if name in ASKS_NOT_SERVED:
            faults.append(_not_served("ask", name, ", ".join(ASKS)))
        elif name not in ASKS:
            faults.append(Fault(code="unknown", key="ask", given=name, accepted=", ".join(ASKS)))
    for part in (whole, beliefs_part, household_part, plan_part, sleeve_part):
        part.finish()
    if household is None or plan is None or sleeve is None or beliefs is None or faults:
        raise InputError(*dict.fromkeys(faults))
    check_choice(plan, sleeve)
    return Question(household=household, plan=plan, sleeve=sleeve, beliefs=beliefs, ask=tuple(name for name in ASKS if name in ask))


def to_document(question: Question) -> dict[str, Any]:
    """The canonical document of a question: every served key, defaults filled in; `parse` gives the question back."""
    household, plan, sleeve, beliefs = question.household, question.plan, question.sleeve, question.beliefs
    assumptions = load(beliefs.edition)
    return {
        "household": {
            "age": household.age,
            "retirement_age": household.retirement_age,
            "plan_to_age": household.plan_to_age,
            "pay": household.pay,
            "pay_growth": household.pay_growth,
            "balance": household.balance,
            "contribution": household.contribution,
            "escalation": {"step": household.escalation.step, "ceiling": household.escalation.ceiling},
        },
        "plan": {
            "match": [{"rate": tier.rate, "upto": tier.upto} for tier in plan.match],
            "menu": list(plan.menu),
            "cap": plan.cap,
            "asset_caps": dict(sorted(plan.asset_caps.items())),
            "ramp_years": plan.ramp_years,
            "taper_years": plan.taper_years,
            "taper_floor": plan.taper_floor,
            "core": plan.core,
        },
        "sleeve": {"weight": sleeve.weight, "mix": {key: share for key, share in sorted(sleeve.mix.items()) if share > 0}},
        "beliefs": {
            "edition": assumptions.edition,
            "view": beliefs.view,
            "model": beliefs.model,
            "seed": assumptions.seed if beliefs.seed is None else beliefs.seed,
            "paths": assumptions.paths if beliefs.paths is None else beliefs.paths,
            "mean_uncertainty": beliefs.model != "lognormal" if beliefs.mean_uncertainty is None else beliefs.mean_uncertainty,
            "classes": {key: _stated(belief) for key, belief in sorted(beliefs.classes.items()) if _stated(belief)},
            "correlations": {"/".join(pair): value for pair, value in sorted(beliefs.correlations.items())},
            "inflation": beliefs.inflation,
        },
        "ask": list(question.ask),
    }


def answer_document(answer: Answer, *, at_retirement: bool = True, by_age: bool = True) -> dict[str, Any]:
    """The answer as plain values for JSON: money to the cent, shares as decimals, each statistic with its standard error."""
    run = answer.run
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "run": {
            "id": run.id,
            "engine": run.engine,
            "edition": run.edition,
            "seed": run.seed,
            "paths": run.paths,
            "model": run.model,
            "bank": run.bank,
            "overrides": list(run.overrides),
            "numpy": run.numpy,
        },
        "baseline": _side(answer.baseline, at_retirement, by_age),
        "sleeve": _side(answer.sleeve, at_retirement, by_age),
        "difference": {"at_retirement": _difference(answer.difference)} if at_retirement else {},
        "contributions": [_contribution(row) for row in answer.contributions],
        "outlook": _outlooks(answer.outlook),
        "notices": list(answer.notices),
    }
    if answer.views:
        document["views"] = {
            result.view: {"outlook": _outlooks(result.outlook), "difference": {"at_retirement": _difference(result.difference)}}
            for result in answer.views
        }
    if answer.sweep:
        document["sweep"] = [
            {
                "weight": point.weight,
                "balance": _distribution(point.balance),
                "income_monthly_change": _distribution(point.income_change),
                "chance_worse": _share(point.chance_worse),
                "chance_less": _share(point.chance_less),
            }
            for point in answer.sweep
        ]
    if answer.break_even:
        document["break_even"] = {key: _break_even(found) for key, found in answer.break_even.items()}
    return document


class _Section:
    """One table of the document: hands out its values by key, remembers which were asked for, and collects faults."""

    def __init__(self, given: object, path: str, faults: list[Fault]) -> None:
        self.path, self.faults = path, faults
        self.known: set[str] = set()
        if not isinstance(given, Mapping):
            self._fault("not_a_table", path or "document", given, "a table of keys and values")
            given = {}
        self.given: Mapping[str, Any] = given

    def at(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def take(self, key: str, default: Any) -> Any:
        self.known.add(key)
        value = self.given.get(key)
        return default if value is None else value

    def section(self, key: str) -> "_Section":
        return _Section(self.take(key, {}), self.at(key), self.faults)

    def number(self, key: str, default: Any) -> Any:
        value = self.take(key, default)
        if value is default or (isinstance(value, (int, float)) and not isinstance(value, bool) and isfinite(value)):
            return value
        self._fault("not_a_number", self.at(key), value, "a number")
        return default

    def integer(self, key: str, default: Any) -> Any:
        value = self.number(key, default)
        if value is default or value == int(value):
            return value if value is default else int(value)
        self._fault("not_whole", self.at(key), value, "a whole number")
        return default

    def choice(self, key: str, default: str, accepted: Sequence[str]) -> str:
        value = self.take(key, default)
        if value in accepted:
            return str(value)
        self._fault("unknown", self.at(key), value, ", ".join(accepted))
        return default

    def texts(self, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
        value = self.take(key, default)
        if isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value):
            return tuple(dict.fromkeys(value))
        self._fault("not_a_list", self.at(key), value, "a list of names")
        return default

    def numbers(self, key: str) -> dict[str, float]:
        table = self.section(key)
        return {name: value for name in table.given if (value := table.number(name, None)) is not None}

    def required(self, key: str, accepted: str) -> None:
        if self.given.get(key) is None:
            self._fault("missing", self.at(key), None, accepted)

    def refuse_not_served(self, keys: Mapping[str, object]) -> None:
        for key, neutral in keys.items():
            value = self.take(key, neutral)
            if value != neutral or isinstance(value, bool) != isinstance(neutral, bool):
                self.faults.append(
                    _not_served(self.at(key), value, "this key left out" if neutral is None else f"{neutral!r}, or this key left out")
                )

    def finish(self) -> None:
        for key in self.given:
            if key not in self.known:
                self._fault("unknown_key", self.at(str(key)), self.given[key], "one of: " + ", ".join(sorted(self.known)))

    def build(self, make: Callable[[], Made]) -> Made | None:
        """The value, or None with the faults that its own checks found."""
        try:
            return make()
        except InputError as error:
            self.faults.extend(error.faults)
            return None

    def _fault(self, code: str, key: str, given: object, accepted: str) -> None:
        self.faults.append(Fault(code=code, key=key, given=given, accepted=accepted))


def _household(part: _Section, year: int, pay: float, retirement_age: int, plan_to_age: int) -> Household | None:
    part.refuse_not_served(NOT_SERVED["household"])
    age = part.integer("age", None)
    born = part.integer("birth_year", None)
    if (part.given.get("age") is None) == (part.given.get("birth_year") is None):
        part.faults.append(Fault(code="age_or_birth_year", key=part.at("age"), given=age, accepted="either age or birth_year, not both"))
    age = age if age is not None else year - (born if born is not None else year)
    part.required("balance", "dollars in the account now")
    part.required("contribution", "a share of pay below 1, or dollars a year")
    contribution = part.number("contribution", 0)
    steps = part.section("escalation")
    escalation = Escalation(step=steps.number("step", 0.0), ceiling=steps.number("ceiling", 0.0))
    steps.finish()
    unit: Literal["share", "dollars"] = "share" if contribution < 1 else "dollars"
    retire = part.integer("retirement_age", default_retirement_age(age, retirement_age))
    values: dict[str, Any] = {
        "age": age,
        "balance": part.number("balance", 0),
        "contribution": contribution,
        "contribution_unit": unit,
        "pay": part.number("pay", pay),
        "pay_growth": part.number("pay_growth", 0.0),
        "retirement_age": retire,
        "plan_to_age": part.integer("plan_to_age", plan_to_age),
        "escalation": escalation,
    }
    if any(fault.key.startswith(part.path) for fault in part.faults):
        return None
    return part.build(lambda: Household(**values))


def default_retirement_age(age: int, usual: int) -> int:
    """The age at which work ends when none is given: the usual one, or for somebody who has reached it, next year."""
    return max(usual, age + 1)


def _plan(part: _Section, match: tuple[MatchTier, ...], cap: float, funds: tuple[str, ...], fund: str) -> PlanRules | None:
    part.refuse_not_served(NOT_SERVED["plan"])
    tiers = _tiers(part, match)
    values: dict[str, Any] = {
        "match": tiers,
        "menu": part.texts("menu", SLEEVE_CLASSES),
        "cap": part.number("cap", cap),
        "asset_caps": part.numbers("asset_caps"),
        "ramp_years": part.integer("ramp_years", 0),
        "taper_years": part.integer("taper_years", 0),
        "taper_floor": part.number("taper_floor", 0.0),
        "core": part.choice("core", fund, funds),
    }
    return part.build(lambda: PlanRules(**values))


def _tiers(part: _Section, default: tuple[MatchTier, ...]) -> tuple[MatchTier, ...]:
    given = part.take("match", None)
    if given is None:
        return default
    if not isinstance(given, (list, tuple)):
        part.faults.append(Fault(code="not_a_list", key=part.at("match"), given=given, accepted="a list of tiers with rate and upto"))
        return default
    tiers = []
    for number, item in enumerate(given):
        tier = _Section(item, part.at(f"match[{number}]"), part.faults)
        tier.required("rate", "dollars for each dollar of yours")
        tier.required("upto", "a share of pay")
        tiers.append(MatchTier(rate=tier.number("rate", 0), upto=tier.number("upto", 0)))
        tier.finish()
    return tuple(tiers)


def _sleeve(part: _Section, plan: PlanRules | None) -> Sleeve | None:
    first = plan.menu[0] if plan is not None and plan.menu and "bitcoin" not in plan.menu else "bitcoin"
    mix = part.numbers("mix") or {first: 1.0}
    weight = part.number("weight", 0.0)
    return part.build(lambda: Sleeve(weight=weight, mix=mix))


def _beliefs(part: _Section, edition: str) -> Beliefs | None:
    if part.given.get("model") == "history":
        part.known.add("model")
        part.faults.append(_not_served(part.at("model"), "history", "regimes, lognormal"))
        model = "regimes"
    else:
        model = part.choice("model", "regimes", ("regimes", "lognormal"))
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
    uncertain = part.take("mean_uncertainty", None)
    if uncertain is not None and not isinstance(uncertain, bool):
        part.faults.append(Fault(code="not_true_false", key=part.at("mean_uncertainty"), given=uncertain, accepted="true or false"))
        uncertain = None
    values: dict[str, Any] = {
        "edition": edition,
        "view": part.take("view", "neutral"),
        "model": model,
        "seed": part.integer("seed", None),
        "paths": part.integer("paths", None),
        "mean_uncertainty": uncertain,
        "classes": classes,
        "correlations": correlations,
        "inflation": part.number("inflation", None),
    }
    return part.build(lambda: Beliefs(**values))


def _pair(name: str) -> tuple[str, str]:
    first, _, second = name.partition("/")
    return first, second


def _stated(belief: ClassBelief) -> dict[str, float]:
    stated = {"return": belief.average_return, "volatility": belief.volatility, "fee": belief.fee, "wipeout": belief.wipeout}
    return {name: value for name, value in stated.items() if value is not None}


def _not_served(key: str, given: object, accepted: str) -> Fault:
    return Fault(code="not_served", key=key, given=given, accepted=accepted + " (this version does not serve it yet)")


def _side(side: Side, at_retirement: bool, by_age: bool) -> dict[str, Any]:
    document: dict[str, Any] = {}
    if at_retirement:
        document["at_retirement"] = {
            "balance": _distribution(side.balance),
            "income_monthly": _distribution(side.income_monthly),
            "fees_paid": _money(side.fees_paid),
            "fees": {key: _money(value) for key, value in side.fees.items()},
        }
    if by_age:
        document["by_age"] = [{"age": point.age, "balance": _distribution(point.balance)} for point in side.by_age]
    return document


def _difference(difference: Difference) -> dict[str, Any]:
    return {
        "balance": _distribution(difference.balance),
        "income_monthly": _distribution(difference.income_monthly),
        "chance_worse": _share(difference.chance_worse),
        "chance_less": _share(difference.chance_less),
        "chance_same": _share(difference.chance_same),
        "chance_more": _share(difference.chance_more),
        "chance_worse_10pct": _share(difference.chance_worse_10pct),
        "median_if_worse": _money(difference.median_if_worse),
    }


def _distribution(distribution: Distribution) -> dict[str, Any]:
    return {field.name: _money(getattr(distribution, field.name)) for field in fields(distribution)}


def _contribution(row: ContributionYear) -> dict[str, Any]:
    money = {name: round(getattr(row, name), 2) for name in ("pay", "employee", "catch_up", "employer")}
    return {"age": row.age, "year": row.year, **money, "limited_by": row.limited_by}


def _break_even(found: BreakEven) -> dict[str, Any]:
    def one(value: Statistic | None, typical: float | None) -> dict[str, float] | None:
        return None if value is None or typical is None else {**_share(value), "typical": round(typical, 6)}

    return {"median": one(found.median, found.median_typical), "worst5": one(found.worst5, found.worst5_typical)}


def _outlooks(outlook: Mapping[str, Outlook]) -> dict[str, Any]:
    return {key: {field.name: round(getattr(value, field.name), 6) for field in fields(value)} for key, value in outlook.items()}


def _money(statistic: Statistic) -> dict[str, float]:
    return {"value": round(statistic.value, 2), "se": round(statistic.se, 2)}


def _share(statistic: Statistic) -> dict[str, float]:
    return {"value": round(statistic.value, 6), "se": round(statistic.se, 6)}
