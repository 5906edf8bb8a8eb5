"""What is wrong with fields taken together: those that say nothing without another one, and what the model refuses."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext

from advisor.planner.choices import MIX
from scenarios.errors import Fault


def without_another(given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Fields that say nothing without another one: the field to fill in, and the words for it."""
    if given.get("escalation_step") and not given.get("escalation_ceiling"):
        yield "escalation_ceiling", gettext("Type the share of pay at which this growth stops.")
    if given.get("rebalance") == "band" and "band" in given and given["band"] is None:
        yield "band", gettext("Type how far from its share the sleeve may move, in percent of the account.")
    goal = given.get("income_goal")
    if goal and goal.unit == "dollars" and given.get("pay") == 0:
        yield "income_goal", gettext("Without pay we cannot read a goal in dollars. Type your pay first.")


def field_of(fault: Fault, asset: str = "") -> str:
    """The field that a fault of the model is about; `asset` is what was picked for the sleeve."""
    parts = fault.key.split(".")
    match parts:
        case ["household", "escalation" as part, name] | ["plan", "pause" as part, name]:
            return f"{part}_{name}"
        case ["household", "social_security"]:
            return "social_security_own"
        case ["plan", "asset_caps", key]:
            return f"cap_{key}"
        case ["sleeve", "mix", key] if asset == MIX:
            return f"share_{key}"
        case ["sleeve", "mix", *_]:
            return "asset"
        case ["beliefs", "classes", key, name]:
            return f"{name}_{key}"
    if parts[1].startswith("match["):
        return "match_own"
    return parts[1]
