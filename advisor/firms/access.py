"""The one place that decides who belongs to a firm. To anybody else it is not there."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.shortcuts import get_object_or_404

from advisor.firms.models import FirmMember, FirmRole

Visitor = AbstractBaseUser | AnonymousUser


def place_of(user: Visitor) -> FirmMember | None:
    """Their place in their firm, whose logo is left where it is; None for who belongs to none."""
    return FirmMember.objects.filter(user=user.pk).select_related("firm").defer("firm__logo").first()


def member_for(user: Visitor, *roles: FirmRole) -> FirmMember:
    """Their place in their firm with one of the roles (any, if none is named); Http404 for everybody else."""
    return get_object_or_404(FirmMember.objects.select_related("firm"), user=user.pk, user__isnull=False, role__in=roles or FirmRole.values)
