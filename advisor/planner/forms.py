"""From what a person typed to the question that the model answers.

The form keeps what was typed, so that an error shows it again and a hidden field carries it on. What was not sent is filled
in, as text, with the edition's and the plan's defaults, so that every field says what is used.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from advisor.planner import numbers
from advisor.planner.defaults import completed
from advisor.planner.question import MIX, mix, question_of
from advisor.present import names
from advisor.present.faults import wording
from advisor.present.figures import exact
from scenarios.assumptions import SLEEVE_CLASSES, VIEWS
from scenarios.editions import load
from scenarios.errors import Fault, InputError
from scenarios.inputs import Question, missing_views

YOU = ("age", "balance", "contribution")
MORE = (
    "pay", "pay_growth", "escalation_step", "escalation_ceiling", "retirement_age", "plan_to_age", "match", "match_own", "core",
    "cap", "menu", "ramp_years", "taper_years", "taper_floor", *(f"cap_{key}" for key in SLEEVE_CLASSES),
)  # fmt: skip
SLEEVE = ("weight", "asset", "view", *(f"{part}_{key}" for part in ("share", "return") for key in SLEEVE_CLASSES))


class Typed(forms.CharField):
    """A line of text that is read as a number; `before` and `after` are the signs beside its box, `wide` its width."""

    def __init__(
        self,
        read: Callable[[str], Any],
        *,
        hint: Any = "",
        before: str = "",
        after: Any = "",
        wide: bool = False,
        missing: Any = "",
        label: Any,
    ) -> None:
        super().__init__(error_messages={"required": missing}, required=bool(missing), label=label)
        self.read, self.hint, self.before, self.after, self.wide = read, hint, before, after, wide

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return self.read(text) if text else None


def either_way(text: str) -> float:
    """A share that may be negative."""
    return numbers.percent(text, signed=True)


Choices = list[tuple[str, str]]


def matches() -> Choices:
    return [(key, names.first_capital(names.match(preset.tiers))) for key, preset in load().match_presets.items()]


def core_funds() -> Choices:
    return [(key, names.first_capital(names.core_fund(key))) for key in load().core_funds]


def assets() -> Choices:
    return [(key, names.first_capital(names.asset(key))) for key in SLEEVE_CLASSES]


def assets_and_mix() -> Choices:
    return [*assets(), (MIX, gettext("A mix, by the shares below"))]


class PlannerForm(forms.Form):
    """Three figures, and all that makes the answer more like the person. `question()` is what the model answers."""

    age = Typed(numbers.years, label=_("Your age"), hint=_("In years."), after=_("years"), missing=_("Type your age."))
    balance = Typed(
        numbers.dollars,
        label=_("What is in your 401(k) now"),
        hint=_("In dollars. About right is fine. If it is empty, type 0."),
        missing=_("Type what is in your 401(k) now."),
        before="$",
        wide=True,
    )
    contribution = Typed(
        numbers.contribution,
        label=_("What you pay in"),
        hint=_("A share of your pay, like 8%, or dollars a year, like $6,400. Leave out what your employer adds."),
        missing=_("Type what you pay in."),
        wide=True,
    )

    pay = Typed(numbers.dollars, label=_("Your pay"), hint=_("In dollars a year, before tax."), before="$", wide=True)
    pay_growth = Typed(
        either_way, label=_("Growth of your pay"), hint=_("A year, above the rise of prices. 0 means that it keeps up."), after="%"
    )
    escalation_step = Typed(
        numbers.percent, label=_("Your part grows each year by"), hint=_("In percent of pay. 0 means never."), after="%"
    )
    escalation_ceiling = Typed(numbers.percent, label=_("Until it is"), hint=_("In percent of pay."), after="%")
    retirement_age = Typed(numbers.years, label=_("Age at which you stop work"), hint=_("In years."), after=_("years"))
    plan_to_age = Typed(numbers.years, label=_("Age to which the money should last"), hint=_("In years."), after=_("years"))

    match = forms.ChoiceField(label=_("What your employer adds"), choices=matches, required=False)
    match_own = Typed(
        numbers.match_tiers,
        label=_("Or type your plan’s match"),
        hint=_("Like 100% of 3%, 50% of 2%. Leave it empty to use the choice above."),
        wide=True,
    )
    core = forms.ChoiceField(label=_("The fund you would hold anyway"), choices=core_funds, required=False)

    cap = Typed(numbers.percent, label=_("The plan’s cap on a sleeve"), hint=_("In percent of the account."), after="%")
    menu = forms.MultipleChoiceField(label=_("Assets that the plan allows"), choices=assets, required=False)
    ramp_years = Typed(numbers.years, label=_("Years until a sleeve has its size"), hint=_("0 means at once."), after=_("years"))
    taper_years = Typed(
        numbers.years, label=_("Years before you stop work in which the cap falls"), hint=_("0 means never."), after=_("years")
    )
    taper_floor = Typed(numbers.percent, label=_("It falls to"), hint=_("In percent of the account."), after="%")

    weight = Typed(numbers.percent, label=_("Or type it"), after="%")
    asset = forms.ChoiceField(label=_("What the sleeve holds"), choices=assets_and_mix, required=False)
    view = forms.ChoiceField(label=_("What you believe"), choices=[(view, view) for view in VIEWS], required=False)

    def __init__(self, data: QueryDict | None = None) -> None:
        self.assumptions = load()
        super().__init__(None if data is None else completed(data, self.assumptions), auto_id="%s")
        self.from_answer_page = data is not None and "weight" in data
        self.rail_for = data.get("rail_for", "") if data is not None else ""
        for key in SLEEVE_CLASSES:
            for part, read in (("cap", numbers.percent), ("share", numbers.percent), ("return", either_way)):
                self.fields[f"{part}_{key}"] = Typed(read, label=names.first_capital(names.asset(key)), after="%")

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("escalation_step") and not given.get("escalation_ceiling"):
            self.add_error("escalation_ceiling", gettext("Type the share of pay at which your part stops growing."))
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

    def more_has_errors(self) -> bool:
        return any(name in self.errors for name in (*YOU, *MORE))

    def hidden(self, *groups: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        """Names and texts of fields that another form of the page carries on, as they were typed."""
        for name in (name for group in groups for name in group):
            value = self.data.get(name, "")
            for text in ["", *value] if isinstance(value, list) else [value]:
                yield name, text

    def asset_caps(self) -> list[forms.BoundField]:
        return [self[f"cap_{key}"] for key in SLEEVE_CLASSES]

    def all_hidden(self) -> Iterator[tuple[str, str]]:
        return self.hidden(YOU, MORE, SLEEVE)

    def you_and_plan_hidden(self) -> Iterator[tuple[str, str]]:
        return self.hidden(YOU, MORE)

    def sleeve_hidden(self) -> Iterator[tuple[str, str]]:
        return self.hidden(SLEEVE)

    def _field_of(self, fault: Fault) -> str:
        """The field that a fault of the model is about."""
        parts = fault.key.split(".")
        match parts:
            case ["household", "escalation", name]:
                return f"escalation_{name}"
            case ["plan", "asset_caps", asset]:
                return f"cap_{asset}"
            case ["sleeve", "mix", asset] if self.data["asset"] == MIX:
                return f"share_{asset}"
            case ["sleeve", "mix", *_]:
                return "asset"
            case ["beliefs", "classes", asset, "return"]:
                return f"return_{asset}"
        if parts[1].startswith("match["):
            return "match_own"
        return parts[1]
