"""How the second part of the form is set out: groups of fields with a heading and a line on what they are for."""

from dataclasses import dataclass

from django.forms import BoundField, Form
from django.utils.translation import gettext, pgettext

from advisor.planner.about_plan import CAPS, PLAN, RULES
from advisor.planner.about_you import LATER, ROTH, THREE, WORK


@dataclass(frozen=True, kw_only=True)
class Part:
    """`key` names it to templates and in its address on the page; `rules` say, in words, what the plan sets in place of fields."""

    key: str
    heading: str
    hint: str
    fields: tuple[BoundField, ...]
    rules: tuple[object, ...] = ()

    @property
    def has_errors(self) -> bool:
        return any(field.errors for field in self.fields)


def parts(form: Form) -> tuple[Part, ...]:
    return tuple(
        Part(key=key, heading=heading, hint=hint, fields=tuple(form[name] for name in names))
        for key, heading, hint, names in (
            ("you", pgettext("heading", "You and your pay"), "", (*THREE, *WORK)),
            ("roth", gettext("Roth"), gettext("Money that was taxed before it went in. Later it is not taxed again."), ROTH),
            ("later", gettext("After work"), gettext("What you want to spend, and what comes from elsewhere."), LATER),
            ("plan", gettext("Your plan"), "", PLAN),
            ("caps", gettext("What the plan allows"), "", CAPS),
            ("rules", gettext("Rules of the sleeve"), gettext("What your plan does with a sleeve, year by year."), RULES),
        )
    )  # fmt: skip
