"""Fields about the person: work, pay, the account, and what comes after work."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from advisor.planner import choices, numbers
from advisor.planner.fields import Picked, Typed
from advisor.planner.numbers import either_way

YEARS_OLD = pgettext_lazy("age", "years")

THREE = ("age", "balance", "contribution")
WORK = ("pay", "pay_growth", "retirement_age", "escalation_step", "escalation_ceiling")
ROTH = ("roth_balance", "roth_share")
LATER = ("income_goal", "plan_to_age", "social_security", "social_security_own", "claim_age", "filing")


class AboutYou(forms.Form):
    age = Typed(numbers.years, label=_("Your age"), hint=_("In years."), after=YEARS_OLD, missing=_("Type your age."))
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
    retirement_age = Typed(numbers.years, label=_("Age at which you stop work"), hint=_("In years."), after=YEARS_OLD)
    escalation_step = Typed(
        numbers.percent, label=_("Your part grows each year by"), hint=_("In percent of pay. 0 means never."), after="%"
    )
    escalation_ceiling = Typed(numbers.percent, label=_("Until it is"), hint=_("In percent of pay."), after="%")

    roth_balance = Typed(
        numbers.dollars, label=_("In your Roth account now"), hint=_("In dollars, beside the balance above."), before="$", wide=True
    )
    roth_share = Typed(
        numbers.percent, label=_("Roth part of what you pay in"), hint=_("In percent. 0 means that all of it is before tax."), after="%"
    )

    income_goal = Typed(
        numbers.goal,
        label=_("Your goal, to spend"),
        hint=_("After federal tax, with Social Security. A share of your last pay, like 75%, or dollars a month, like $4,500."),
        wide=True,
    )
    plan_to_age = Typed(numbers.years, label=_("Age to which the money should last"), hint=_("In years."), after=YEARS_OLD)
    social_security = Picked(choices.benefits, label=_("Social Security"), hint=_("The cut is what its trustees expect by law."))
    social_security_own = Typed(
        numbers.dollars,
        label=_("Or your own figure"),
        hint=_("In dollars a month, in today’s money. Leave it empty to use the choice before it."),
        before="$",
        wide=True,
    )
    claim_age = Typed(
        numbers.years,
        label=_("Age at which you claim it"),
        hint=_("From 62 to 70. Leave it empty for when you stop work."),
        after=YEARS_OLD,
    )
    filing = Picked(choices.filings, label=_("How you file your taxes"), hint=_("After you stop work."))
