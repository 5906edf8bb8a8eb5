"""The one place that decides who belongs to a firm. To anybody else it is not there."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from advisor.firms.models import FirmMember, FirmRole

Visitor = AbstractBaseUser | AnonymousUser


def _members() -> "QuerySet[FirmMember]":
    """With their firm, but for its logo, which few pages show and which may have half a megabyte."""
    return FirmMember.objects.select_related("firm").defer("firm__logo")


def place_of(user: Visitor) -> FirmMember | None:
    """Their place in their firm; None for who belongs to none."""
    return _members().filter(user=user.pk).first()


def member_for(user: Visitor, *roles: FirmRole) -> FirmMember:
    """Their place in their firm with one of the roles (any, if none is named); Http404 for everybody else."""
    return get_object_or_404(_members(), user=user.pk, user__isnull=False, role__in=roles or FirmRole.values)
