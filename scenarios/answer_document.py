"""The terminal contract, outgoing: an answer as one JSON document. Names and shapes are in docs/terminal.md."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from scenarios.results import AgePoint, Answer, BreakEven, ContributionYear, Difference, Distribution, Outlook, Side, Statistic

SCHEMA = 1


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
        "difference": {
            **({"at_retirement": _difference(answer.difference)} if at_retirement else {}),
            **({"by_age": _by_age(answer.difference_by_age)} if by_age else {}),
        },
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
        document["by_age"] = _by_age(side.by_age)
    return document


def _by_age(points: Sequence[AgePoint]) -> list[dict[str, Any]]:
    return [{"age": point.age, "balance": _distribution(point.balance)} for point in points]


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
