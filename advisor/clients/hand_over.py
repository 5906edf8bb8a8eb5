"""Clients go from one adviser of a firm to another, who takes them or not. Until they are taken they stay where they are."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from advisor.accounts import audit
from advisor.accounts.models import User
from advisor.clients.access import clients_of
from advisor.clients.models import HANDED_FOR, MOST_CLIENTS, Client, ClientReport, HandOver
from advisor.clients.services import TooManyClients
from advisor.firms.access import Visitor, member_for
from advisor.firms.actions import BookAction
from advisor.firms.models import FirmMember


def colleagues(user: Visitor) -> "QuerySet[FirmMember]":
    """Of the same firm, by address."""
    own = member_for(user)
    return FirmMember.objects.filter(firm=own.firm_id).exclude(pk=own.pk).select_related("user").order_by("user__email")


def given_to(user: Visitor) -> "QuerySet[HandOver]":
    """What waits for this adviser's yes or no. Http404 for who belongs to no firm."""
    own = member_for(user)
    return _waiting().filter(to=own.user_id, client__firm=own.firm_id).order_by("client__name", "id")


def given_by(user: Visitor) -> "QuerySet[HandOver]":
    return _waiting().filter(client__in=clients_of(user)).order_by("client__name", "id")


@transaction.atomic
def give(*, clients: "QuerySet[Client]", user: User, to: FirmMember) -> None:
    """A client who waits for another colleague's answer waits for this one's from now on."""
    taken = list(clients.select_for_update(of=("self",)).order_by("id"))
    HandOver.objects.filter(client__in=clients).delete()
    HandOver.objects.bulk_create(HandOver(client=client, to=to.user) for client in taken)
    audit.record_each(user, BookAction.HAND_OVER, plan=to.firm_id, about=[client.id for client in taken])


@transaction.atomic
def take_back(*, ids: Collection[str], user: User) -> None:
    _end(given_by(user).filter(id__in=ids), user, BookAction.TAKE_BACK)


@transaction.atomic
def decline(*, ids: Collection[str], user: User) -> None:
    _end(given_to(user).filter(id__in=ids), user, BookAction.DECLINE)


@transaction.atomic
def take(*, ids: Collection[str], user: User) -> None:
    """With all that hangs on them. May raise TooManyClients: then none is taken."""
    User.objects.select_for_update().get(pk=user.pk)
    given = _taken(given_to(user).filter(id__in=ids))
    if clients_of(user).count() + len(given) > MOST_CLIENTS:
        raise TooManyClients
    ids = [one.client_id for one in given]
    make_own(Client.objects.filter(id__in=ids), user)
    audit.record_each(user, BookAction.TAKE, plan=member_for(user).firm_id, about=ids)


@transaction.atomic
def make_own(clients: "QuerySet[Client]", user: User) -> None:
    """With all that hangs on them. A printing stays its adviser's own, so their reports no longer are in one."""
    ids = list(clients.values_list("id", flat=True))
    HandOver.objects.filter(client__in=ids).delete()
    ClientReport.objects.filter(client__in=ids).update(printing=None)
    Client.objects.filter(id__in=ids).update(adviser=user)


def _waiting() -> "QuerySet[HandOver]":
    return HandOver.objects.filter(made_at__gt=timezone.now() - HANDED_FOR).select_related("client__adviser", "to")


def _end(given: "QuerySet[HandOver]", user: User, action: BookAction) -> None:
    ended = _taken(given)
    HandOver.objects.filter(id__in=[one.id for one in ended]).delete()
    audit.record_each(user, action, plan=member_for(user).firm_id, about=[one.client_id for one in ended])


def _taken(given: "QuerySet[HandOver]") -> list[HandOver]:
    """As they are now, for this transaction alone: the rows of their clients are taken first, as by whoever gives them."""
    clients = list(given.values_list("client_id", flat=True))
    list(Client.objects.select_for_update().filter(id__in=clients).order_by("id"))
    return list(given)
