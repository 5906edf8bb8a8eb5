"""Everything that changes a firm and its people. Who comes and goes is as in a plan (advisor.accounts.together), but for two rules:
somebody belongs to one firm at most, and nobody leaves clients behind whom no adviser sees."""

from django.db import transaction
from django.http import HttpRequest

from advisor.accounts import audit
from advisor.accounts.models import User
from advisor.accounts.together import Together
from advisor.firms import belongings, mail
from advisor.firms.actions import Action
from advisor.firms.models import Firm, FirmInvitation, FirmMember, FirmRole

PEOPLE = Together(
    places=Firm,
    members=FirmMember,
    invitations=FirmInvitation,
    named="firm",
    lead=FirmRole.LEAD,
    acts=Action,
    send=lambda request, invitation, user: mail.send_invitation(request, invitation, user),
)


class InAFirm(Exception):
    """Somebody belongs to one firm at most."""


class HasClients(Exception):
    """Who is to be removed has clients, and nobody takes them over; or more or fewer than whoever asked has seen."""


class OthersBelong(Exception):
    """A firm with other people in it is not one person's to delete."""


@transaction.atomic
def start_firm(*, user: User, name: str, capacity: str) -> Firm:
    User.objects.select_for_update().get(pk=user.pk)
    if FirmMember.objects.filter(user=user).exists():
        raise InAFirm
    firm = Firm.objects.create(name=name, capacity=capacity)
    FirmMember.objects.create(firm=firm, user=user, role=FirmRole.LEAD)
    audit.record(user, Action.START, plan=firm.id)
    return firm


def invite(*, request: HttpRequest, firm: Firm, user: User, email: str, role: FirmRole) -> FirmInvitation:
    """Whoever belongs to another firm is invited like anybody else: nobody learns of that from here."""
    return PEOPLE.invite(request=request, place=firm, user=user, email=email, role=role)


@transaction.atomic
def accept(*, secret: str, user: User) -> Firm:
    """May raise InAFirm; the invitation stays then."""
    User.objects.select_for_update().get(pk=user.pk)
    firm = PEOPLE.invitation_for(secret=secret, user=user).firm
    if FirmMember.objects.filter(user=user).exclude(firm=firm).exists():
        raise InAFirm
    return PEOPLE.accept(secret=secret, user=user)


@transaction.atomic
def remove_member(*, firm: Firm, user: User, member_id: str, taking: int = 0) -> None:
    """`taking`: how many clients whoever removes them has agreed to take over as their own. All of them or nothing happens; one's own
    can only be handed over before."""
    member = PEOPLE.member(firm, member_id)
    PEOPLE.keep_a_lead(firm, member)
    clients = belongings.clients_of(member)
    if clients and (taking != clients or member.user_id == user.pk):
        raise HasClients
    PEOPLE.remove(place=firm, user=user, member_id=member_id)
    belongings.take_over(member, user)
    if clients:
        audit.record(user, Action.TAKE_OVER, plan=firm.id, about=member_id)


@transaction.atomic
def delete_firm(*, firm: Firm, user: User) -> None:
    """With its look, invitations, keys, and the clients of the one who is left. What stays are acts, which hold no value."""
    firm = PEOPLE.taken(firm)
    if firm.members.exclude(user=user).exists():
        raise OthersBelong
    audit.record(user, Action.DELETE, plan=firm.id)
    belongings.last_steps(firm)
    firm.delete()
