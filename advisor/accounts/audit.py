"""The record of acts: only added to, and it holds no value."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from advisor.accounts.models import Act, Actor, User


@dataclass(frozen=True, kw_only=True)
class Done:
    """An act as it is shown. `who` is an address, or words for somebody whose account is gone."""

    at: datetime
    who: str
    action: str
    about: str


@dataclass(frozen=True, kw_only=True)
class Acted:
    """An act in words."""

    at: datetime
    who: str
    what: str


def actor(user: User) -> str:
    """The id under which this person's acts stand."""
    return Actor.objects.get_or_create(user=user)[0].id


def record(user: User, action: str, *, plan: str = "", about: str = "") -> None:
    Act.objects.create(actor=actor(user), action=action, plan=plan, about=about)


def record_each(user: User, action: str, *, plan: str, about: Iterable[str]) -> None:
    """The same act about many."""
    own = actor(user)
    Act.objects.bulk_create(Act(actor=own, action=action, plan=plan, about=one) for one in about)


def acts_of(plan_id: str, *, most: int | None = None, only: Iterable[str] = ()) -> list[Done]:
    """Newest first; all, or the `most` newest, or of these `only`."""
    found = Act.objects.filter(plan=plan_id, action__in=only) if only else Act.objects.filter(plan=plan_id)
    acts = list(found.order_by("-id")[:most])
    known = names(act.actor for act in acts)
    return [Done(at=act.at, who=known[act.actor], action=act.action, about=act.about) for act in acts]


def names(actors: Iterable[str]) -> dict[str, str]:
    """By the actor's id: the address, as long as the account is there."""
    wanted = set(actors)
    known = dict(Actor.objects.filter(id__in=wanted).values_list("id", "user__email"))
    return {one: known.get(one) or gettext("somebody who has left") for one in wanted}
