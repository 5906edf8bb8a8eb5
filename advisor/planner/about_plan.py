"""Fields about the employer's plan: what it adds, what it allows, and the rules of a sleeve."""

from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from advisor.planner import choices, numbers
from advisor.planner.fields import Picked, Typed
from advisor.present import names
from scenarios.assumptions import SLEEVE_CLASSES

PLAN = ("match", "match_own", "nonelective", "core")
CAPS = ("cap", "menu", *(f"cap_{key}" for key in SLEEVE_CLASSES))
RULES = (
    "ramp_years", "rebalance", "band", "over_cap", "pause_fall", "pause_years", "taper_years", "taper_floor", "gates",
)  # fmt: skip


class AboutPlan(forms.Form):
    match = Picked(choices.matches, label=_("What your employer adds"), hint=_("Dollars for yours, up to a share of pay."))
    match_own = Typed(
        numbers.match_tiers,
        label=_("Or type your plan’s match"),
        hint=_("Like 100% of 3%, 50% of 2%. Leave it empty to use the choice before it."),
        wide=True,
    )
    nonelective = Typed(
        numbers.percent, label=_("The employer adds, whatever you pay in"), hint=_("In percent of pay. 0 means nothing."), after="%"
    )
    core = Picked(choices.core_funds, label=_("The fund you would hold anyway"), hint=_("They differ in what they cost."))

    cap = Typed(numbers.percent, label=_("The plan’s cap on a sleeve"), hint=_("In percent of the account."), after="%")
    menu = forms.MultipleChoiceField(label=_("Assets that the plan allows"), required=False)

    ramp_years = Typed(numbers.years, label=_("Years until a sleeve has its size"), hint=_("0 means at once."), after=_("years"))
    rebalance = Picked(choices.rebalancings, label=_("When the sleeve has moved"), hint=_("What the plan does at each year’s end."))
    band = Typed(
        numbers.percent, label=_("How far from its share"), hint=_("In percent of the account. Only for the second choice."), after="%"
    )
    over_cap = Picked(choices.over_caps, label=_("When it grows above the cap"), hint=_("What the plan does with the rest."))
    pause_fall = Typed(
        numbers.percent, label=_("No new money after a fall of"), hint=_("In percent in a year. Leave it empty for never."), after="%"
    )
    pause_years = Typed(numbers.years, label=_("For how long"), hint=_("In years after such a fall."), after=_("years"))
    taper_years = Typed(
        numbers.years, label=_("Years before you stop work in which the cap falls"), hint=_("0 means never."), after=_("years")
    )
    taper_floor = Typed(numbers.percent, label=_("It falls to"), hint=_("In percent of the account."), after="%")
    gates = Picked(choices.gates, label=_("Sales of private assets"), hint=_("Private funds may limit them."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["menu"].choices = choices.assets()  # type: ignore[attr-defined]  # once, and not anew for each that is ticked
        for key in SLEEVE_CLASSES:
            label = gettext("The plan’s cap on %(asset)s") % {"asset": names.asset(key)}
            self.fields[f"cap_{key}"] = Typed(numbers.percent, label=label, after="%")

    def asset_caps(self) -> list[BoundField]:
        return [self[f"cap_{key}"] for key in SLEEVE_CLASSES]
