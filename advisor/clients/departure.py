"""What accounts and firms must know of clients: who has some, and what happens to them when somebody goes."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext

from advisor.accounts.leaving import MustStay
from advisor.accounts.models import User
from advisor.clients import consent
from advisor.clients.ending import end_clients
from advisor.clients.hand_over import make_own
from advisor.clients.models import Client, HandOver
from advisor.firms.access import place_of
from advisor.firms.models import Firm, FirmMember
from advisor.firms.services import PEOPLE


def count(member: FirmMember) -> int:
    return _clients(member).count()


def take_over(member: FirmMember, by: User) -> None:
    """What was on its way to the first of them stays with whoever gave it."""
    HandOver.objects.filter(to=member.user_id, client__firm=member.firm_id).delete()
    make_own(_clients(member), by)


def end_firm(firm: Firm) -> None:
    end_clients(firm.clients.all())


def reasons(user: User) -> list[str]:
    """Clients whom nobody would see any more, though there are colleagues."""
    member = place_of(user)
    if member is None or not count(member) or not member.firm.members.exclude(pk=member.pk).exists():
        return []
    words = gettext("You have clients at “%(firm)s”. First hand them over to a colleague who takes them, or delete them.")
    return [words % {"firm": member.firm.name}]


def leave(user: User) -> None:
    """What they let advisers copy goes. Their own clients go with their firm, if it is theirs alone (advisor.firms.departure)."""
    if (member := place_of(user)) is not None:
        PEOPLE.taken(member.firm)
    if reasons(user):  # asked again, now that nobody else can come or go
        raise MustStay
    end_clients(user.clients.exclude(firm__members__user=user))  # added at the very moment in which they were removed
    for client in consent.consents(user):
        consent.withdraw(user=user, client_id=client.id)


def held(user: User) -> dict[str, Any]:
    """For the file with all that we hold about somebody."""
    return {
        "clients": [_client(client) for client in user.clients.order_by("name", "id")],
        "given to you": HandOver.objects.filter(to=user).count(),
        "codes for advisers": [
            {"made": offer.made_at, "until": offer.ends_at, "answers": [kept.name for kept in consent.offered(offer)]}
            for offer in user.offers.all()
        ],
        "advisers with copies": [
            {"firm": client.firm.name, "adviser": client.adviser.email, "since": client.agreed_at} for client in consent.consents(user)
        ],
    }


def _clients(member: FirmMember) -> "QuerySet[Client]":
    return Client.objects.filter(adviser=member.user_id, firm=member.firm_id)


def _client(client: Client) -> dict[str, Any]:
    return {
        "name": client.name,
        "address": client.email,
        "tags": client.tags,
        "since": client.made_at,
        "notes": [{"written": note.made_at, "text": note.text} for note in client.notes.all()],
        "answers": [
            {"name": one.name, "kept on": one.made_at, "assumptions of": one.edition, "typed": one.typed, "copied": one.by_participant}
            for one in client.scenarios.all()
        ],
        "reports": [{"of": one.scenario, "made": one.report.made_at} for one in client.reports.in_short()],
    }
