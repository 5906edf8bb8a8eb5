"""The plan whose link a visitor has opened: its rules as they are now, for every answer of theirs. The cookie holds the link alone."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from advisor.planner import numbers
from advisor.plans import words
from advisor.plans.models import Version
from advisor.plans.rules import CHECK, ESCALATION, RULES_OF_PLAN, Typed, whole
from advisor.present.figures import day
from advisor.present.sections.assumed import SetBy
from advisor.visitor import known, remember_plan

# Which rules stand in which part of the planner's form, by the keys that both give them.
IN_PART = {
    "you": ("escalation",),
    "plan": ("match", "core"),
    "caps": ("cap", "menu"),
    "rules": ("ramp", "rebalance", "over_cap", "pause", "taper", "gates"),
}


@dataclass(frozen=True, kw_only=True)
class EnteredPlan:
    """`token` is the link by which it was entered; `number` and `published_at` are those of the version that holds now."""

    token: str
    name: str
    number: int
    published_at: datetime
    typed: Typed
    check_required: bool

    @property
    def since(self) -> str:
        return day(timezone.localdate(self.published_at).isoformat())

    @property
    def rules(self) -> tuple[words.Rule, ...]:
        return words.rules(self.typed)

    def fixed(self, contribution: str) -> dict[str, str | list[str]]:
        """The fields that this plan sets for somebody who pays in what they typed: they win over what is sent.

        A plan that raises nothing by itself leaves it to the person, and one that raises shares of pay cannot raise dollars.
        """
        raises = _raises(self.typed) and not _is_dollars(contribution)
        return {name: self.typed[name] for name in (*RULES_OF_PLAN, *(ESCALATION if raises else ()))}

    def rules_in(self, part: str, fixed: Collection[str]) -> tuple[words.Rule, ...]:
        """What the plan sets of one part of the planner's form, in words."""
        keys = IN_PART.get(part, ())
        if part == "you" and not set(ESCALATION) <= set(fixed):
            return ()
        return tuple(rule for rule in self.rules if rule.key in keys or (part == "caps" and rule.key.startswith("cap_")))

    def as_source(self, fixed: Collection[str]) -> SetBy:
        """For the table of what an answer assumes."""
        named = gettext("%(plan)s, version %(number)s") % {"plan": self.name, "number": self.number}
        return SetBy(name=named, since=self.since, fields=frozenset(fixed))


def entered(request: HttpRequest) -> EnteredPlan | None:
    """None for who has opened no link, and for a link that was renewed, or whose plan has no published version or is gone."""
    return at(known(request).plan)


def at(link: str) -> EnteredPlan | None:
    """The plan that a link leads to, if its rules can be used."""
    found = (
        Version.objects.filter(plan__link=link, number__isnull=False).select_related("plan").order_by("-number").first() if link else None
    )
    if found is None or found.number is None or found.published_at is None:
        return None
    typed = whole(found.typed)
    return EnteredPlan(
        token=link,
        name=found.plan.name,
        number=found.number,
        published_at=found.published_at,
        typed=typed,
        check_required=typed[CHECK] != "off",
    )


def is_lost(request: HttpRequest) -> bool:
    """Whether the visitor uses a plan whose link leads nowhere now, and has not been told so."""
    return bool(known(request).plan) and entered(request) is None


def page(request: HttpRequest, template: str, context: Mapping[str, object], *, status: int = 200) -> HttpResponse:
    """A page that says whose rules it uses, with `plan` in its context; or, once, that a plan's link no longer works."""
    lost = is_lost(request)
    response = render(request, template, {**context, "plan_lost": lost}, status=status)
    if lost:
        remember_plan(request, response, "")
    return response


def _raises(typed: Typed) -> bool:
    """Whether the plan raises what people pay in. What it keeps could be read when it was published."""
    step = str(typed["escalation_step"])
    return bool(step.strip()) and numbers.percent(step) > 0


def _is_dollars(contribution: str) -> bool:
    try:
        return numbers.contribution(contribution).unit == "dollars"
    except ValidationError:
        return False
