"""What accounts must know of plans: who looks after one, and what happens to it when they delete their account."""

from typing import Any

from django.utils.translation import gettext

from advisor.accounts import audit
from advisor.accounts.leaving import MustStay
from advisor.accounts.models import User
from advisor.cohorts.ending import end_batches
from advisor.plans.actions import Action
from advisor.plans.models import Invitation, Membership, Plan, Role


def looks_after_a_plan(user: User) -> bool:
    return user.memberships.exists()


def reasons(user: User) -> list[str]:
    """Plans that others look after too, and that would be left without a lead."""
    words = gettext("You are the only lead of “%(plan)s”. First make somebody else lead, or delete the plan.")
    leads = user.memberships.filter(role=Role.LEAD).select_related("plan")
    return [words % {"plan": lead.plan.name} for lead in leads if alone_at_top(lead)]


def alone_at_top(lead: Membership) -> bool:
    others = lead.plan.memberships.exclude(pk=lead.pk)
    return others.exists() and not others.filter(role=Role.LEAD).exists()


def leave_plans(user: User) -> None:
    """A plan of nobody else goes too; and so do invitations of the address."""
    plans = list(Plan.objects.select_for_update(of=("self",)).filter(memberships__user=user).order_by("id"))
    if reasons(user):  # asked again, now that nobody else can change who looks after them
        raise MustStay
    for plan in plans:
        nobody_else = not plan.memberships.exclude(user=user).exists()
        audit.record(user, Action.DELETE if nobody_else else Action.LEAVE, plan=plan.id)
        if nobody_else:
            end_batches(plan.censuses.all())
            plan.delete()
    Invitation.objects.filter(email=user.email).delete()


def plans_held(user: User) -> dict[str, Any]:
    """For the file with all that we hold about somebody."""
    memberships = user.memberships.select_related("plan")
    return {"plans": [{"name": one.plan.name, "id": one.plan.id, "role": one.role} for one in memberships]}
