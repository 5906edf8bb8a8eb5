"""What stands in a field that was not sent: the edition's and the plan's defaults, written as a person would type them."""

from collections.abc import Mapping

from django.http import QueryDict

from advisor.present.figures import exact
from scenarios.assumptions import SLEEVE_CLASSES, Assumptions
from scenarios.document import default_plan_to_age, default_retirement_age

ASSET_FIRST = "bitcoin"  # what a sleeve holds until something else is picked, if the plan allows it


def completed(data: QueryDict, assumptions: Assumptions, fixed: Mapping[str, str | list[str]] | None = None) -> dict[str, str | list[str]]:
    """All fields of the form with a text each: as fixed by the plan that was entered, else as sent, else the default."""
    menu = [key for key in data.getlist("menu") if key] if "menu" in data else list(SLEEVE_CLASSES)
    if fixed and "menu" in fixed:
        menu = list(fixed["menu"])
    usual = _defaults(data, assumptions, menu)
    texts: dict[str, str | list[str]] = {**usual, **{name: str(text) for name, text in data.items() if text}}
    texts |= {name: text or usual.get(name, "") for name, text in (fixed or {}).items()}
    return texts | {"menu": menu, "weight": chosen_weight(data)}


def chosen_weight(data: QueryDict) -> str:
    """The slider and the text beside it: the one changed last wins.

    A script keeps them alike. Without one both are sent, with what each of them showed before: what was typed wins if it was
    changed, and else the slider if it was moved.
    """
    typed, slid = data.get("weight", ""), data.get("slide", "")
    moved = slid and slid != data.get("slide_before", slid)
    if moved and typed == data.get("weight_before", ""):
        return slid
    return typed or "0"


def _defaults(data: QueryDict, assumptions: Assumptions, menu: list[str]) -> dict[str, str]:
    usual = assumptions.defaults
    age, retirement_age = _years(data.get("age", "")), _years(data.get("retirement_age", ""))
    if retirement_age is None:
        retirement_age = default_retirement_age(age or 0, round(usual.retirement_age.value))
    return {
        "pay": exact(usual.pay.value),
        "pay_growth": exact(usual.pay_growth.value * 100),
        "escalation_step": "0",
        "retirement_age": exact(retirement_age),
        "plan_to_age": exact(default_plan_to_age(retirement_age, round(usual.plan_to_age.value))),
        "roth_balance": "0",
        "roth_share": "0",
        "income_goal": exact(usual.income_goal.value * 100) + "%",
        "social_security": "estimate",
        "filing": "single",
        "match": usual.match_preset,
        "nonelective": "0",
        "core": usual.core_fund,
        "cap": exact(usual.plan_cap.value * 100),
        "ramp_years": "0",
        "taper_years": "0",
        "taper_floor": "0",
        "rebalance": "yearly",
        "over_cap": "sell",
        "pause_years": "1",
        "gates": "on",
        "asset": ASSET_FIRST if ASSET_FIRST in menu or not menu else menu[0],
        "view": "neutral",
    }


def _years(text: str) -> int | None:
    """An age as it was typed, or None: one that cannot be read has an error of its own."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else None
