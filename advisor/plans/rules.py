"""Which fields a plan's rules have, as texts of the planner's form."""

from collections.abc import Mapping

from django.http import QueryDict

from advisor.planner import numbers
from advisor.planner.about_plan import CAPS, PLAN, RULES
from advisor.planner.defaults import completed
from advisor.plans.told import TOLD
from scenarios.editions import load

Typed = Mapping[str, str | list[str]]

RULES_OF_PLAN = (*PLAN, *CAPS, *RULES)
ESCALATION = ("escalation_step", "escalation_ceiling")
CHECK = "check_required"  # "on" or "off"
FIELDS = (*RULES_OF_PLAN, *ESCALATION, CHECK, *TOLD)


def usual() -> dict[str, str | list[str]]:
    """What holds for a plan of which nothing is known: the edition's defaults."""
    return whole(completed(QueryDict(), load()) | {CHECK: "on"})


def raises(typed: Typed) -> bool:
    """Whether the plan raises what people pay in. What it keeps could be read when it was published."""
    step = str(typed.get("escalation_step", ""))
    return bool(step.strip()) and numbers.percent(step) > 0


def whole(typed: Typed) -> dict[str, str | list[str]]:
    """All fields of the rules and no other; what is missing is empty."""
    return {name: typed.get(name, [] if name == "menu" else "") for name in FIELDS}
