"""The plan whose link a visitor has opened: its rules as they are now, for every answer of theirs. The cookie holds the link alone."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from advisor.planner import numbers
from advisor.plans import words
from advisor.plans.models import Version
from advisor.plans.rule_rows import Rule
from advisor.plans.rules import CHECK, ESCALATION, RULES_OF_PLAN, Typed, raises, whole
from advisor.plans.source import PlanSource
from advisor.present.figures import day
from advisor.visitor import known, remember_plan

_ENTERED = "_entered_plan"  # on the request

# Which rules stand in which part of the planner's form, by the keys that both give them.
IN_PART = {
    "you": ("escalation",),
    "plan": ("match", "nonelective", "core"),
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
    def published_on(self) -> str:
        return timezone.localdate(self.published_at).isoformat()

    @property
    def since(self) -> str:
        return day(self.published_on)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        return words.rules(self.typed)

    def fixed(self, contribution: str) -> dict[str, str | list[str]]:
        """The fields that this plan sets for somebody who pays in what they typed: they win over what is sent.

        A plan that raises nothing by itself leaves it to the person, and one that raises shares of pay cannot raise dollars.
        """
        grows = raises(self.typed) and not _is_dollars(contribution)
        return {name: self.typed[name] for name in (*RULES_OF_PLAN, *(ESCALATION if grows else ()))}

    def rules_in(self, part: str, fixed: Collection[str]) -> tuple[Rule, ...]:
        """What the plan sets of one part of the planner's form, in words."""
        keys = IN_PART.get(part, ())
        if part == "you" and not set(ESCALATION) <= set(fixed):
            return ()
        return tuple(rule for rule in self.rules if rule.key in keys or (part == "caps" and rule.key.startswith("cap_")))

    def source(self, fixed: Collection[str]) -> PlanSource:
        return PlanSource(name=self.name, number=self.number, published_on=self.published_on, fields=tuple(sorted(fixed)))


def entered(request: HttpRequest) -> EnteredPlan | None:
    """None for who has opened no link, and for a link that was renewed, or whose plan has no published version or is gone.

    Looked up once for each request, so that all of its answer goes by the same version.
    """
    if not hasattr(request, _ENTERED):
        setattr(request, _ENTERED, at(known(request).plan))
    found: EnteredPlan | None = getattr(request, _ENTERED)
    return found


def at(link: str) -> EnteredPlan | None:
    """The plan that a link leads to, if its rules can be used."""
    found = (
        Version.objects.filter(plan__link=link, number__isnull=False).select_related("plan").order_by("-number").first() if link else None
    )
    if found is None or found.number is None or found.published_at is None or not words.can_be_used(found.typed):
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


def gone(request: HttpRequest, link: str) -> HttpResponse:
    """The page for a link that leads nowhere. Who used its plan, which is lost, has now been told."""
    used = known(request).plan == link and at(link) is None
    response = render(request, "plans/no_plan.html", {"used": used}, status=404)
    if used:
        remember_plan(request, response, "")
    return response


def _is_dollars(contribution: str) -> bool:
    try:
        return numbers.contribution(contribution).unit == "dollars"
    except ValidationError:
        return False
