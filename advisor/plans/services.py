"""Everything that changes a plan. Each takes the plan's row first, so that two people at once come one after the other."""

from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from advisor.accounts import audit
from advisor.accounts.models import User
from advisor.accounts.together import Together
from advisor.cohorts.ending import end_batches
from advisor.jobs.models import random_id
from advisor.plans import mail
from advisor.plans.actions import Action
from advisor.plans.models import Invitation, Membership, Plan, Role, Version
from advisor.plans.rules import Typed, usual, whole

MOST_PLANS = 20  # of one person


class TooManyPlans(Exception):
    """One person looks after as many as may be."""


class NothingToPublish(Exception):
    """There is no draft, or it says what the published version says."""


class DraftChanged(Exception):
    """Somebody has saved it since it was looked at."""


PEOPLE = Together(
    places=Plan,
    members=Membership,
    invitations=Invitation,
    named="plan",
    lead=Role.LEAD,
    acts=Action,
    send=lambda request, invitation, user: mail.send_invitation(request, invitation, by=user.email),
)


@transaction.atomic
def start_plan(*, user: User, name: str) -> Plan:
    User.objects.select_for_update().get(pk=user.pk)
    if user.memberships.count() >= MOST_PLANS:
        raise TooManyPlans
    plan = Plan.objects.create(name=name)
    Membership.objects.create(plan=plan, user=user, role=Role.LEAD)
    Version.objects.create(plan=plan, typed=usual(), by=audit.actor(user))
    audit.record(user, Action.START, plan=plan.id)
    return plan


@transaction.atomic
def save_draft(*, plan: Plan, user: User, typed: Typed) -> Version:
    """The plan's draft, made now if there is none. It holds these rules, and nothing that came beside them."""
    plan = taken(plan)
    draft = plan.draft or Version(plan=plan)
    draft.typed, draft.by, draft.made_at = whole(typed), audit.actor(user), timezone.now()
    draft.save()
    audit.record(user, Action.SAVE, plan=plan.id, about=draft.id)
    return draft


@transaction.atomic
def publish(*, plan: Plan, user: User, as_of: str | None = None) -> Version:
    """The draft becomes the next version, and from now on holds for all who come by the plan's link. With `as_of` only the draft that
    was looked at then."""
    plan = taken(plan)
    draft, published = plan.draft, plan.published
    if draft is None or (published is not None and draft.typed == published.typed):
        raise NothingToPublish
    if as_of is not None and as_of != draft.as_of:
        raise DraftChanged
    draft.number = published.number + 1 if published and published.number else 1
    draft.published_at, draft.by = timezone.now(), audit.actor(user)
    draft.save()
    audit.record(user, Action.PUBLISH, plan=plan.id, about=draft.id)
    return draft


@transaction.atomic
def discard_draft(*, plan: Plan, user: User) -> None:
    """Nothing happens if there is none."""
    draft = taken(plan).draft
    if draft is not None:
        audit.record(user, Action.DISCARD, plan=plan.id, about=draft.id)
        draft.delete()


def invite(*, request: HttpRequest, plan: Plan, user: User, email: str, role: Role) -> Invitation:
    return PEOPLE.invite(request=request, place=plan, user=user, email=email, role=role)


def withdraw_invitation(*, plan: Plan, user: User, invitation_id: str) -> None:
    PEOPLE.withdraw(place=plan, user=user, invitation_id=invitation_id)


def invitation_for(*, secret: str, user: User) -> Invitation:
    return PEOPLE.invitation_for(secret=secret, user=user)


def accept(*, secret: str, user: User) -> Plan:
    return PEOPLE.accept(secret=secret, user=user)


def change_role(*, plan: Plan, user: User, membership_id: str, role: Role) -> Membership:
    return PEOPLE.change_role(place=plan, user=user, member_id=membership_id, role=role)


def remove_member(*, plan: Plan, user: User, membership_id: str) -> None:
    PEOPLE.remove(place=plan, user=user, member_id=membership_id)


@transaction.atomic
def set_print_right(*, plan: Plan, user: User, membership_id: str, may_print: bool) -> Membership:
    membership = get_object_or_404(taken(plan).memberships, id=membership_id)
    if membership.may_print == may_print:
        return membership
    membership.may_print = may_print
    membership.save(update_fields=["may_print"])
    audit.record(user, Action.ALLOW_PRINT if may_print else Action.END_PRINT, plan=plan.id, about=membership.id)
    return membership


@transaction.atomic
def new_link(*, plan: Plan, user: User) -> Plan:
    """From now on the old link and its QR code lead nowhere."""
    plan = taken(plan)
    plan.link = random_id()
    plan.save(update_fields=["link"])
    audit.record(user, Action.NEW_LINK, plan=plan.id)
    return plan


@transaction.atomic
def delete_plan(*, plan: Plan, user: User) -> None:
    """With its versions, memberships, invitations and workforce. What stays are acts, which hold no value."""
    plan = taken(plan)
    audit.record(user, Action.DELETE, plan=plan.id)
    end_batches(plan.censuses.all())
    plan.delete()


def erase_expired() -> None:
    PEOPLE.erase_expired()


def taken(plan: Plan) -> Plan:
    return PEOPLE.taken(plan)
