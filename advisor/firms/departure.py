"""What accounts must know of firms: who belongs to one, and what happens to it when they delete their account."""

from typing import Any

from django.utils.translation import gettext

from advisor.accounts import audit
from advisor.accounts.leaving import MustStay
from advisor.accounts.models import User
from advisor.firms import services
from advisor.firms.access import place_of
from advisor.firms.actions import Action
from advisor.firms.models import FirmInvitation, FirmRole


def belongs_to_a_firm(user: User) -> bool:
    return place_of(user) is not None


def reasons(user: User) -> list[str]:
    """A firm with others in it that would be left without a lead."""
    own = place_of(user)
    if own is None or own.role != FirmRole.LEAD:
        return []
    others = own.firm.members.exclude(pk=own.pk)
    if not others.exists() or others.filter(role=FirmRole.LEAD).exists():
        return []
    return [gettext("You are the only lead of “%(firm)s”. First make somebody else lead.") % {"firm": own.firm.name}]


def leave(user: User) -> None:
    """A firm of nobody else goes too, with all clients; and so do invitations of the address."""
    own = place_of(user)
    if own is not None:
        firm = services.PEOPLE.taken(own.firm)
        if reasons(user):  # asked again, now that nobody else can change who belongs to it
            raise MustStay
        if firm.members.exclude(pk=own.pk).exists():
            audit.record(user, Action.LEAVE, plan=firm.id)
        else:
            services.delete_firm(firm=firm, user=user)
    FirmInvitation.objects.filter(email=user.email).delete()


def held(user: User) -> dict[str, Any]:
    """For the file with all that we hold about somebody."""
    own = place_of(user)
    return {"firm": {"name": own.firm.name, "id": own.firm_id, "role": own.role} if own else None}
