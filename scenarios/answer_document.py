"""The terminal contract, outgoing: an answer as one JSON document. Names and shapes are in docs/terminal.md."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from scenarios.asked_document import asked_document
from scenarios.document import to_document
from scenarios.plain_values import difference, distribution, money, outlooks, share, shares
from scenarios.results import AgePoint, Answer, ContributionYear, Gate, LifetimeIncome, Side, SocialSecurity, ToEnd

SCHEMA = 1


def answer_document(answer: Answer, *, at_retirement: bool = True, by_age: bool = True) -> dict[str, Any]:
    """The answer as plain values for JSON: money to the cent, shares as decimals, each statistic with its standard error."""
    run = answer.run
    document = {
        "schema": SCHEMA,
        "run": {
            "id": run.id,
            "engine": run.engine,
            "edition": run.edition,
            "seed": run.seed,
            "paths": run.paths,
            "model": run.model,
            "edition_hash": run.edition_hash,
            "bank": run.bank,
            "overrides": list(run.overrides),
            "numpy": run.numpy,
        },
        "question": to_document(answer.question),
        "baseline": _side(answer.baseline, at_retirement, by_age),
        "sleeve": _side(answer.sleeve, at_retirement, by_age),
        "difference": {
            **({"at_retirement": difference(answer.difference)} if at_retirement else {}),
            **({"by_age": _by_age(answer.difference_by_age)} if by_age else {}),
        },
        "gate": None if answer.gate is None else _gate(answer.gate),
        "contributions": [_contribution(row) for row in answer.contributions],
        "social_security": _social_security(answer.social_security),
        "lifetime_income": _lifetime_income(answer.lifetime_income),
        "outlook": outlooks(answer.outlook),
        "notices": list(answer.notices),
    }
    return document | asked_document(answer)


def _side(side: Side, at_retirement: bool, by_age: bool) -> dict[str, Any]:
    document: dict[str, Any] = {}
    if at_retirement:
        document["at_retirement"] = {
            "balance": distribution(side.balance),
            "reported_balance": None if side.reported_balance is None else distribution(side.reported_balance),
            "income_monthly": distribution(side.income_monthly),
            "income_replaced": None if side.income_replaced is None else shares(side.income_replaced),
            "income_replaced_with_social_security": None
            if side.income_replaced_with_social_security is None
            else shares(side.income_replaced_with_social_security),
            "worst_fall": shares(side.worst_fall),
            "highest_weight": None if side.highest_weight is None else shares(side.highest_weight),
            "fees_paid": money(side.fees_paid),
            "fees": {key: money(value) for key, value in side.fees.items()},
        }
    if by_age:
        document["by_age"] = _by_age(side.by_age)
    return document | {"to_end": _to_end(side.to_end, by_age)}


def _to_end(spent: ToEnd, by_age: bool) -> dict[str, Any]:
    years = [{"age": point.age, "chance": share(point.chance)} for point in spent.by_age]
    return {
        "goal_monthly": round(spent.goal_monthly, 2),
        "social_security_monthly": round(spent.social_security_monthly, 2),
        "first_withdrawal_monthly": money(spent.first_withdrawal_monthly),
        "chance_short": share(spent.chance_short),
        "age_if_short": money(spent.age_if_short),
        **({"by_age": years} if by_age else {}),
    }


def _social_security(paid: SocialSecurity) -> dict[str, Any]:
    return {field.name: getattr(paid, field.name) for field in fields(paid)}


def _lifetime_income(income: LifetimeIncome) -> dict[str, float]:
    return {"single": round(income.single, 2), "joint": round(income.joint, 2), "rate": income.rate}


def _by_age(points: Sequence[AgePoint]) -> list[dict[str, Any]]:
    return [{"age": point.age, "balance": distribution(point.balance)} for point in points]


def _gate(gate: Gate) -> dict[str, Any]:
    return {"chance_met": share(gate.chance_met), "cost": distribution(gate.cost), "cost_if_met": money(gate.cost_if_met)}


def _contribution(row: ContributionYear) -> dict[str, Any]:
    money = {name: round(getattr(row, name), 2) for name in ("pay", "employee", "catch_up", "roth", "employer")}
    return {"age": row.age, "year": row.year, **money, "limited_by": row.limited_by}
