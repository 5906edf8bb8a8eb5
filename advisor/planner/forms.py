"""From what a person typed to the question that the model answers.

The form keeps what was typed, so that an error shows it again and a hidden field carries it on. What was not sent is filled
in, as text, with the edition's and the plan's defaults, so that every field says what is used.
"""

from collections.abc import Iterator
from typing import Any

from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext

from advisor.planner.about_plan import CAPS, PLAN, RULES, AboutPlan
from advisor.planner.about_sleeve import SLEEVE, AboutSleeve
from advisor.planner.about_you import LATER, ROTH, THREE, WORK, AboutYou
from advisor.planner.choices import MIX
from advisor.planner.defaults import completed
from advisor.planner.parts import Part, parts
from advisor.planner.question import mix, question_of
from advisor.present.faults import wording
from advisor.present.figures import exact
from scenarios.assumptions import SLEEVE_CLASSES
from scenarios.editions import load
from scenarios.errors import Fault, InputError
from scenarios.inputs import Question, missing_views

YOU = (*THREE, *WORK, *ROTH, *LATER)
MORE = (*PLAN, *CAPS, *RULES)


class PlannerForm(AboutYou, AboutPlan, AboutSleeve):
    """Three figures, and all that makes the answer more like the person. `question()` is what the model answers."""

    def __init__(self, data: QueryDict | None = None) -> None:
        self.assumptions = load()
        super().__init__(None if data is None else completed(data, self.assumptions), auto_id="%s")
        self.from_answer_page = data is not None and "weight" in data
        self.rail_for = data.get("rail_for", "") if data is not None else ""

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        self._check_what_needs_another(given)
        if {"asset", "view"} <= given.keys():
            for fault in missing_views(mix(given), given["view"], self.assumptions):
                self.add_error("view", wording(fault))
        if not self.errors:
            try:
                self._question = question_of(given, self.assumptions)
            except InputError as error:
                for fault in error.faults:
                    self.add_error(self._field_of(fault), wording(fault))
        return given

    def question(self) -> Question:
        """What was asked, after `is_valid()`."""
        return self._question

    def notes(self) -> list[str]:
        """What was read in a way that the person might not have meant."""
        paid = self.cleaned_data["contribution"]
        if not paid.guessed:
            return []
        words = {"typed": self.data["contribution"].strip(), "percent": exact(paid.value * 100)}
        return [gettext("We read %(typed)s as %(percent)s%% of your pay. For dollars, type a $ sign.") % words]

    def parts(self) -> tuple[Part, ...]:
        return parts(self)

    def more_has_errors(self) -> bool:
        return any(name in self.errors for name in (*YOU, *MORE))

    def hidden(self, *groups: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        """Names and texts of fields that another form of the page carries on, as they were typed."""
        for name in (name for group in groups for name in group):
            value = self.data.get(name, "")
            for text in ["", *value] if isinstance(value, list) else [value]:
                yield name, text

    def asset_caps(self) -> list[BoundField]:
        return [self[f"cap_{key}"] for key in SLEEVE_CLASSES]

    def all_hidden(self) -> Iterator[tuple[str, str]]:
        return self.hidden(YOU, MORE, SLEEVE)

    def you_and_plan_hidden(self) -> Iterator[tuple[str, str]]:
        return self.hidden(YOU, MORE)

    def sleeve_hidden(self) -> Iterator[tuple[str, str]]:
        return self.hidden(SLEEVE)

    def _check_what_needs_another(self, given: dict[str, Any]) -> None:
        """Fields that say nothing without another one."""
        if given.get("escalation_step") and not given.get("escalation_ceiling"):
            self.add_error("escalation_ceiling", gettext("Type the share of pay at which your part stops growing."))
        if given.get("rebalance") == "band" and "band" in given and given["band"] is None:
            self.add_error("band", gettext("Type how far from its share the sleeve may move, in percent of the account."))
        goal = given.get("income_goal")
        if goal and goal.unit == "dollars" and given.get("pay") == 0:
            self.add_error("income_goal", gettext("Without pay we cannot read a goal in dollars. Type your pay first."))

    def _field_of(self, fault: Fault) -> str:
        """The field that a fault of the model is about."""
        parts = fault.key.split(".")
        match parts:
            case ["household", "escalation" as part, name] | ["plan", "pause" as part, name]:
                return f"{part}_{name}"
            case ["household", "social_security"]:
                return "social_security_own"
            case ["plan", "asset_caps", asset]:
                return f"cap_{asset}"
            case ["sleeve", "mix", asset] if self.data["asset"] == MIX:
                return f"share_{asset}"
            case ["sleeve", "mix", *_]:
                return "asset"
            case ["beliefs", "classes", asset, name]:
                return f"{name}_{asset}"
        if parts[1].startswith("match["):
            return "match_own"
        return parts[1]
