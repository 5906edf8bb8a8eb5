"""From what a person typed to the question that the model answers.

The form keeps what was typed, so that an error shows it again and a hidden field carries it on. What was not sent is filled
in, as text, with the edition's and the plan's defaults, so that every field says what is used.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext

from advisor.planner.about_plan import CAPS, PLAN, RULES, AboutPlan
from advisor.planner.about_sleeve import SLEEVE, AboutSleeve
from advisor.planner.about_you import LATER, ROTH, THREE, WORK, AboutYou
from advisor.planner.defaults import completed
from advisor.planner.judged import field_of, without_another
from advisor.planner.parts import Part, parts
from advisor.planner.question import mix, question_of
from advisor.plans.entered import EnteredPlan
from advisor.present.faults import wording
from advisor.present.figures import exact
from scenarios.editions import load
from scenarios.errors import InputError
from scenarios.inputs import Question, missing_views

YOU = (*THREE, *WORK, *ROTH, *LATER)
MORE = (*PLAN, *CAPS, *RULES)


class PlannerForm(AboutYou, AboutPlan, AboutSleeve):
    """Three figures, and all that makes the answer more like the person. `question()` is what the model answers."""

    def __init__(self, data: QueryDict | None = None, plan: EnteredPlan | None = None) -> None:
        """Under the rules of a plan nothing that is sent changes what it sets."""
        self.assumptions, self.plan = load(), plan
        self.fixed = plan.fixed(data.get("contribution", "")) if plan and data is not None else {}
        super().__init__(None if data is None else completed(data, self.assumptions, self.fixed), auto_id="%s")
        self.from_answer_page = data is not None and "weight" in data
        self.rail_for = data.get("rail_for", "") if data is not None else ""

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        for name, words in without_another(given):
            self.add_error(name, words)
        if {"asset", "view"} <= given.keys():
            for fault in missing_views(mix(given), given["view"], self.assumptions):
                self.add_error("view", wording(fault))
        if not self.errors:
            try:
                self._question = question_of(given, self.assumptions)
            except InputError as error:
                for fault in error.faults:
                    self.add_error(field_of(fault, self.data["asset"]), wording(fault))
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
        """What the plan sets stands there in words, without a field."""
        if self.plan is None:
            return parts(self)
        return tuple(
            replace(
                part,
                fields=tuple(field for field in part.fields if field.name not in self.fixed),
                rules=self.plan.rules_in(part.key, self.fixed),
            )
            for part in parts(self)
        )

    def more_has_errors(self) -> bool:
        return any(name in self.errors for name in (*YOU, *MORE))

    def hidden(self, *groups: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        """Names and texts of fields that another form of the page carries on, as they were typed."""
        for name in (name for group in groups for name in group):
            value = self.data.get(name, "")
            for text in ["", *value] if isinstance(value, list) else [value]:
                yield name, text

    def all_hidden(self) -> Iterator[tuple[str, str]]:
        return self.hidden(YOU, MORE, SLEEVE)

    def you_and_plan_hidden(self) -> Iterator[tuple[str, str]]:
        return self.hidden(YOU, MORE)

    def sleeve_hidden(self) -> Iterator[tuple[str, str]]:
        return self.hidden(SLEEVE)
