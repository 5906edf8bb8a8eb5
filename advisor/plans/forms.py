"""What is typed about a plan: its name, its rules, and a colleague's address and role."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from advisor.accounts import forms as accounts
from advisor.planner import question
from advisor.planner.about_plan import CAPS, PLAN, RULES, AboutPlan
from advisor.planner.about_you import AboutYou
from advisor.planner.defaults import completed
from advisor.planner.fields import Picked
from advisor.planner.judged import field_of, without_another
from advisor.planner.parts import Part
from advisor.plans.models import LONGEST_NAME, Role
from advisor.plans.rules import CHECK, ESCALATION, Typed, whole
from advisor.plans.told import TOLD, AboutTold
from advisor.present.faults import wording
from scenarios.editions import load
from scenarios.errors import InputError
from scenarios.inputs import MIN_AGE, Escalation, Household


def checks() -> list[tuple[str, str]]:
    return [("on", gettext("Each person passes it first")), ("off", gettext("It is offered, and nobody has to take it"))]


class PlanNameForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the plan"),
        max_length=LONGEST_NAME,
        error_messages={"required": _("Type the name of the plan."), "max_length": _("Type a shorter name, 80 letters at most.")},
    )

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())


class RoleForm(accounts.RoleForm):
    roles, usual = Role, Role.VIEWER


class InviteForm(RoleForm, accounts.InviteForm):
    pass


class RulesForm(AboutTold, AboutPlan):  # in this order, fields of the plan stand first
    """A plan's rules, in the fields that a person has for them, with what those say to HR in place of "your"."""

    escalation_step = AboutYou.base_fields["escalation_step"]
    escalation_ceiling = AboutYou.base_fields["escalation_ceiling"]
    check_required = Picked(checks, label=_("Before an answer with a sleeve"), hint=_("A few short questions on what a sleeve can do."))

    def __init__(self, data: QueryDict, *, judged: bool = True) -> None:
        """What was not sent is filled in with the edition's defaults, as on the form of a person. Not `judged`: only shown."""
        texts = whole({CHECK: "on"} | completed(data, load()))
        super().__init__(texts if judged else None, initial=texts, auto_id="%s")
        for name, label in self._labels().items():
            self.fields[name].label = label
        self.fields["match"].hint = gettext("Dollars for each dollar of theirs, up to a share of pay.")  # type: ignore[attr-defined]

    @classmethod
    def of(cls, typed: Typed) -> "RulesForm":
        """The same form from what is kept. A list begins with an empty text, so that one with nothing in it is sent too."""
        data = QueryDict(mutable=True)
        for name, text in typed.items():
            data.setlist(name, ["", *text] if isinstance(text, list) else [text])
        return cls(data)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        for name, words in without_another(given):
            self.add_error(name, words)
        if not self.errors:
            for make in (_rules, _growing):
                try:
                    make(given)
                except InputError as error:
                    for fault in error.faults:
                        self.add_error(field_of(fault), wording(fault))
        return given

    def typed(self) -> Typed:
        """As a version keeps it."""
        return whole(self.data)

    def parts(self) -> tuple[Part, ...]:
        return tuple(
            Part(key=key, heading=heading, hint=hint, fields=tuple(self[name] for name in names))
            for key, heading, hint, names in (
                ("plan", gettext("What the plan adds"), "", (*PLAN, *ESCALATION)),
                ("caps", gettext("What the plan allows"), "", CAPS),
                ("rules", gettext("Rules of the sleeve"), gettext("What the plan does with a sleeve, year by year."), RULES),
                ("check", gettext("The check of understanding"), "", (CHECK,)),
                ("told", gettext("Rules that we only tell people"), gettext("Our figures leave them out."), TOLD),
            )
        )

    def _labels(self) -> dict[str, str]:
        return {
            "match": gettext("What the employer adds"),
            "match_own": gettext("Or type the plan’s match"),
            "nonelective": gettext("The employer adds, whatever people pay in"),
            "core": gettext("The fund that people hold anyway"),
            "escalation_step": gettext("What people pay in grows each year by"),
            "taper_years": gettext("Years before the end of work in which the cap falls"),
        }


def _rules(given: Mapping[str, Any]) -> None:
    question.plan(given, load())


def _growing(given: Mapping[str, Any]) -> None:
    """The growth of what is paid in, as the model judges it for anybody who pays in a share of pay."""
    escalation = Escalation(step=given["escalation_step"], ceiling=given["escalation_ceiling"] or 0.0)
    Household(age=MIN_AGE, balance=0, contribution=0, contribution_unit="share", pay=0, escalation=escalation)
