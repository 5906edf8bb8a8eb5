"""Somebody lets an adviser copy what they keep: a code, used once; a list of who has copies; and an end at any time."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from advisor.accounts import audit
from advisor.accounts.carried import Carried
from advisor.accounts.models import Scenario, User
from advisor.clients import codes
from advisor.clients.access import clients_of
from advisor.clients.ending import end_reports
from advisor.clients.models import OFFERED_FOR, Client, Offer
from advisor.clients.scenarios import keep_for
from advisor.clients.services import add_client
from advisor.firms.access import member_for
from advisor.firms.actions import BookAction


class NoOffer(Exception):
    """The code leads to nothing: mistyped, used, taken back or over."""


@transaction.atomic
def offer(*, user: User, scenarios: Sequence[Scenario]) -> str:
    """The new code, shown this once. It takes the place of an older one."""
    User.objects.select_for_update().get(pk=user.pk)
    user.offers.all().delete()
    code = codes.new_code()
    made = Offer.objects.create(participant=user, scenarios=[scenario.id for scenario in scenarios], seal=codes.seal(code))
    audit.record(user, BookAction.OFFER, about=made.id)
    return code


@transaction.atomic
def end_offer(*, user: User) -> None:
    """Nothing happens if there is none."""
    for waiting in user.offers.select_for_update():
        audit.record(user, BookAction.END_OFFER, about=waiting.id)
        waiting.delete()


def waiting_offer(user: User) -> Offer | None:
    return live_offers().filter(participant=user).first()


def offer_at(code: str) -> Offer:
    """May raise NoOffer, also when nothing of what was chosen is kept any more."""
    found = live_offers().filter(seal=codes.seal(code)).first() if code else None
    if found is None or not offered(found):
        raise NoOffer
    return found


def live_offers() -> "QuerySet[Offer]":
    return Offer.objects.filter(made_at__gt=timezone.now() - OFFERED_FOR).select_related("participant")


def offered(made: Offer) -> "QuerySet[Scenario]":
    return made.participant.scenarios.filter(id__in=made.scenarios)


def clients_open_to(made: Offer, user: User) -> "QuerySet[Client]":
    """Into whose page the copies may go: nobody who is linked to another person."""
    return clients_of(user).filter(Q(participant=None) | Q(participant=made.participant)).order_by("name", "made_at")


@transaction.atomic
def accept(*, code: str, user: User, client: Client | None, name: str = "") -> Client:
    """Copies what is offered to a client of this adviser, or to a new one of that name. The code has then done its work.

    May raise NoOffer, TooManyClients or Full: then nothing is copied.
    """
    User.objects.select_for_update().get(pk=user.pk)
    made = offer_at(code)
    if not Offer.objects.select_for_update().filter(pk=made.pk).exists():
        raise NoOffer
    client = client or add_client(member=member_for(user), name=name)
    for one in reversed(offered(made)):  # the newest last, as they were kept
        keep_for(client=client, carried=Carried(typed=one.typed, edition=one.edition, name=one.name, words=""), by_participant=True)
    Client.objects.filter(pk=client.pk).update(participant=made.participant, agreed_at=timezone.now())
    audit.record(user, BookAction.IMPORT, plan=client.firm_id, about=client.id)
    made.delete()
    return client


def consents(user: User) -> "QuerySet[Client]":
    """Who has copies of theirs."""
    return Client.objects.filter(participant=user).select_related("firm", "adviser").order_by("agreed_at", "id")


@transaction.atomic
def withdraw(*, user: User, client_id: str) -> None:
    """Copies go, with links to them, and reports made from them. What the adviser wrote is the adviser's."""
    client = get_object_or_404(Client.objects.select_for_update(), id=client_id, participant=user)
    end_reports(client.reports.filter(by_participant=True))
    client.scenarios.filter(by_participant=True).delete()
    Client.objects.filter(pk=client.pk).update(participant=None, agreed_at=None)
    audit.record(user, BookAction.END_CONSENT, about=client.id)
