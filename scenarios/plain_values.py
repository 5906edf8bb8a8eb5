"""Statistics as plain values for JSON: money to the cent, shares and rates to six places, each with its standard error."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from scenarios.results import Difference, Distribution, Outlook, Statistic


def difference(change: Difference) -> dict[str, Any]:
    return {
        "balance": distribution(change.balance),
        "income_monthly": distribution(change.income_monthly),
        "chance_worse": share(change.chance_worse),
        "chance_less": share(change.chance_less),
        "chance_same": share(change.chance_same),
        "chance_more": share(change.chance_more),
        "chance_worse_10pct": share(change.chance_worse_10pct),
        **({} if change.chance_short is None else {"chance_short": share(change.chance_short)}),
        "median_if_worse": money(change.median_if_worse),
        "worst5_if_worse": money(change.worst5_if_worse),
    }


def distribution(values: Distribution) -> dict[str, Any]:
    return {field.name: money(getattr(values, field.name)) for field in fields(values)}


def shares(values: Distribution) -> dict[str, Any]:
    """A distribution of shares."""
    return {field.name: share(getattr(values, field.name)) for field in fields(values)}


def outlooks(held: Mapping[str, Outlook]) -> dict[str, Any]:
    return {key: {field.name: round(getattr(value, field.name), 6) for field in fields(value)} for key, value in held.items()}


def money(statistic: Statistic) -> dict[str, float]:
    return {"value": round(statistic.value, 2), "se": round(statistic.se, 2)}


def share(statistic: Statistic) -> dict[str, float]:
    return {"value": round(statistic.value, 6), "se": round(statistic.se, 6)}
