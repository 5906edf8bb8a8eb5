"""Rules of a plan that people are told of and that no figure holds: when the employer's money is one's own, and how people come in."""

from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from advisor.planner import numbers
from advisor.planner.choices import Choices
from advisor.planner.fields import Picked, Typed
from advisor.present.faults import wording
from scenarios.errors import Fault

TOLD = ("vesting", "true_up", "access", "auto_enrolment")
SLOWEST = 3  # years of service until a match is one's own, where it becomes so all at once: 26 U.S.C. 411(a)(2)(B)(ii)


def vestings() -> Choices:
    """In steps as slowly as the law allows: a fifth after two years, all after six (26 U.S.C. 411(a)(2)(B)(iii))."""
    after = [(f"after_{years}", _after(years)) for years in range(1, SLOWEST + 1)]
    return [_not_said(), ("at_once", gettext("At once")), *after, ("in_steps", gettext("In steps, from 2 to 6 years of service"))]


def true_ups() -> Choices:
    return [_not_said(), ("yes", gettext("Yes")), ("no", gettext("No"))]


def accesses() -> Choices:
    return [
        _not_said(),
        ("fund_list", gettext("In the plan’s own fund list")),
        ("target_date", gettext("In a target-date fund")),
        ("brokerage", gettext("Through a brokerage window")),
    ]


def not_said() -> str:
    return gettext("Not said")


class AboutTold(forms.Form):
    vesting = Picked(vestings, label=_("When the employer’s money is one’s own"), hint=_("Who leaves earlier may lose some of it."))
    true_up = Picked(true_ups, label=_("The match is settled once a year"), hint=_("A true-up, for who pays in unevenly."))
    access = Picked(accesses, label=_("Where people find a sleeve"))
    auto_enrolment = Typed(
        numbers.percent,
        label=_("What people start to pay in by itself"),
        hint=_("In percent of pay, unless they choose. Leave it empty for no such start."),
        after="%",
    )

    def clean_auto_enrolment(self) -> Any:
        given = self.cleaned_data["auto_enrolment"]
        if given is not None and given > 1:
            fault = Fault(code="out_of_range", key="plan.auto_enrolment", given=given, accepted="0 to 1, a share of pay")
            raise forms.ValidationError(wording(fault))
        return given


def _not_said() -> tuple[str, str]:
    return "", not_said()


def _after(years: int) -> str:
    return ngettext("All of it after %(years)s year", "All of it after %(years)s years", years) % {"years": years}
