"""Everything that changes a plan. Each takes the plan's row first, so that two people at once come one after the other."""

from smtplib import SMTPException

from django.db import transaction
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from advisor.accounts import audit, limits
from advisor.accounts.models import User
from advisor.cohorts.ending import end_batches
from advisor.jobs.models import random_id
from advisor.plans import mail
from advisor.plans.actions import Action
from advisor.plans.models import INVITED_FOR, Invitation, Membership, Plan, Role, Version
from advisor.plans.rules import Typed, usual, whole

MOST_PLANS = 20  # of one person


class TooManyPlans(Exception):
    """One person looks after as many as may be."""


class NothingToPublish(Exception):
    """There is no draft, or it says what the published version says."""


class DraftChanged(Exception):
    """Somebody has saved it since it was looked at."""


class LastLead(Exception):
    """A plan always has a lead."""


class AlreadyMember(Exception):
    """Who is invited is there."""


class TooManyInvitations(Exception):
    """By this person in a day, or to this address."""


class NotSent(Exception):
    """The invitation stands, but the mail server did not take its mail. To invite the address again sends a new one."""


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


@transaction.atomic
def invite(*, request: HttpRequest, plan: Plan, user: User, email: str, role: Role) -> Invitation:
    """By mail, once the row is there. A new invitation of an address takes the place of an older one."""
    plan, email = taken(plan), email.lower()
    if plan.memberships.filter(user__email=email).exists():
        raise AlreadyMember
    if not limits.may_invite(request, by=user.email, to=email):
        raise TooManyInvitations
    plan.invitations.filter(email=email).delete()
    invitation = Invitation.objects.create(plan=plan, email=email, role=role, by=audit.actor(user))
    audit.record(user, Action.INVITE, plan=plan.id, about=invitation.id)
    transaction.on_commit(lambda: send(request, invitation, user))
    return invitation


def send(request: HttpRequest, invitation: Invitation, user: User) -> None:
    try:
        mail.send_invitation(request, invitation, by=user.email)
    except (SMTPException, OSError) as error:
        raise NotSent from error


@transaction.atomic
def withdraw_invitation(*, plan: Plan, user: User, invitation_id: str) -> None:
    invitation = get_object_or_404(taken(plan).invitations, id=invitation_id)
    audit.record(user, Action.WITHDRAW, plan=plan.id, about=invitation.id)
    invitation.delete()


def invitation_for(*, secret: str, user: User) -> Invitation:
    """Only for the address that was invited, and only until it is over; Http404 else."""
    invitation = get_object_or_404(Invitation.objects.select_related("plan"), secret=secret, email=user.email)
    if invitation.is_over:
        raise Http404
    return invitation


@transaction.atomic
def accept(*, secret: str, user: User) -> Plan:
    """Works once. Whoever is a member already keeps the role they have."""
    plan = taken(invitation_for(secret=secret, user=user).plan)
    invitation = invitation_for(secret=secret, user=user)  # as it is now: a second click waited, and finds none
    Membership.objects.get_or_create(plan=plan, user=user, defaults={"role": invitation.role})
    audit.record(user, Action.ACCEPT, plan=plan.id, about=invitation.id)
    invitation.delete()
    return plan


@transaction.atomic
def change_role(*, plan: Plan, user: User, membership_id: str, role: Role) -> Membership:
    membership = get_object_or_404(taken(plan).memberships, id=membership_id)
    if membership.role == role:
        return membership
    keep_a_lead(membership)
    membership.role = role
    membership.save(update_fields=["role"])
    audit.record(user, Action.CHANGE_ROLE, plan=plan.id, about=membership.id)
    return membership


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
def remove_member(*, plan: Plan, user: User, membership_id: str) -> None:
    membership = get_object_or_404(taken(plan).memberships, id=membership_id)
    keep_a_lead(membership)
    audit.record(user, Action.REMOVE, plan=plan.id, about=membership.id)
    membership.delete()


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
    """Invitations that are over, and with them the addresses that nobody has proven."""
    Invitation.objects.filter(made_at__lte=timezone.now() - INVITED_FOR).delete()


def taken(plan: Plan) -> Plan:
    """The plan as it is now, for this transaction alone."""
    return get_object_or_404(Plan.objects.select_for_update(), pk=plan.pk)


def keep_a_lead(membership: Membership) -> None:
    leads = Membership.objects.filter(plan=membership.plan_id, role=Role.LEAD)
    if membership.role == Role.LEAD and not leads.exclude(pk=membership.pk).exists():
        raise LastLead
