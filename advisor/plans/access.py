"""The one place that decides who may see a plan. To anybody else it is not there."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from advisor.plans.models import Membership, Plan, Role


def membership_for(user: AbstractBaseUser | AnonymousUser, plan_id: str, *roles: Role) -> Membership:
    """The membership in this plan with one of the roles (any, if none is named); Http404 for everybody else."""
    return get_object_or_404(
        Membership.objects.select_related("plan"), plan=plan_id, user=user.pk, user__isnull=False, role__in=roles or Role.values
    )


def plan_for(user: AbstractBaseUser | AnonymousUser, plan_id: str, *roles: Role) -> Plan:
    return membership_for(user, plan_id, *roles).plan


def plans_of(user: AbstractBaseUser | AnonymousUser) -> "QuerySet[Membership]":
    """Their memberships, with the plans, by name."""
    return Membership.objects.filter(user=user.pk, user__isnull=False).select_related("plan").order_by("plan__name", "plan__made_at")
