"""What the page of a plan shows: the rules that hold, the draft beside them, every version, its people, and who did what."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from advisor.accounts import audit
from advisor.accounts.audit import Acted
from advisor.plans import words
from advisor.plans.actions import Action
from advisor.plans.models import Membership, Plan, Version
from advisor.plans.rule_rows import Rule
from advisor.plans.words import Change

MOST_ACTS = 50  # on the page


@dataclass(frozen=True, kw_only=True)
class Difference:
    """Of a version and the one that came before it. Without one before, all of its rules are new."""

    before: Version | None
    after: Version | None
    changes: tuple[Change, ...]
    rules: tuple[Rule, ...]

    @property
    def is_any(self) -> bool:
        return bool(self.changes or self.rules)


@dataclass(frozen=True, kw_only=True)
class Published:
    number: int
    at: datetime
    by: str


@dataclass(frozen=True, kw_only=True)
class Overview:
    published: Version | None
    draft: Version | None
    rules: tuple[Rule, ...]
    changed: Difference
    versions: tuple[Published, ...]
    members: tuple[Membership, ...]
    acts: tuple[Acted, ...]
    more_acts: bool


def overview(plan: Plan) -> Overview:
    published, draft = plan.published, plan.draft
    acts = audit.acts_of(plan.id, most=MOST_ACTS + 1)
    return Overview(
        published=published,
        draft=draft,
        rules=words.rules(published.typed) if published else (),
        changed=difference(published, draft),
        versions=tuple(_versions(plan)),
        members=tuple(plan.memberships.select_related("user").order_by("user__email")),
        acts=tuple(_acted(plan, acts[:MOST_ACTS])),
        more_acts=len(acts) > MOST_ACTS,
    )


def difference(before: Version | None, after: Version | None) -> Difference:
    return Difference(
        before=before,
        after=after,
        changes=words.changes(before.typed, after.typed) if before and after else (),
        rules=words.rules(after.typed) if after and not before else (),
    )


def _versions(plan: Plan) -> Iterator[Published]:
    """Newest first."""
    found = list(plan.versions.exclude(number=None).order_by("-number"))
    people = audit.names(version.by for version in found)
    for version in found:
        if version.number and version.published_at:
            yield Published(number=version.number, at=version.published_at, by=people[version.by])


def _acted(plan: Plan, acts: list[audit.Done]) -> Iterator[Acted]:
    numbers = dict(plan.versions.exclude(number=None).values_list("id", "number"))
    for act in acts:
        what = str(Action(act.action).label)
        if act.action == Action.PUBLISH and act.about in numbers:
            what = gettext("Published version %(number)s") % {"number": numbers[act.about]}
        yield Acted(at=act.at, who=act.who, what=what)
