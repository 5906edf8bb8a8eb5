"""Everything that changes a client and what is written about them. Each takes a row first, so that two clicks come one after the other."""

from collections.abc import Sequence

from django.db import transaction
from django.shortcuts import get_object_or_404

from advisor.accounts import audit
from advisor.accounts.models import User
from advisor.clients.ending import end_clients
from advisor.clients.models import MOST_CLIENTS, MOST_NOTES, Client, Note
from advisor.firms.actions import BookAction
from advisor.firms.models import FirmMember


class TooManyClients(Exception):
    """A book holds as many as may be."""


class TooManyNotes(Exception):
    """There are as many notes on a client as may be."""


@transaction.atomic
def add_client(*, member: FirmMember, name: str, email: str = "", tags: Sequence[str] = ()) -> Client:
    User.objects.select_for_update().get(pk=member.user_id)
    if Client.objects.filter(adviser=member.user_id, firm=member.firm_id).count() >= MOST_CLIENTS:
        raise TooManyClients
    client = Client.objects.create(firm=member.firm, adviser=member.user, name=name, email=email, tags=list(tags))
    audit.record(member.user, BookAction.ADD, plan=client.firm_id, about=client.id)
    return client


@transaction.atomic
def change_client(*, client: Client, name: str, email: str, tags: Sequence[str]) -> None:
    client = taken(client)
    client.name, client.email, client.tags = name, email, list(tags)
    client.save(update_fields=["name", "email", "tags"])
    audit.record(client.adviser, BookAction.CHANGE, plan=client.firm_id, about=client.id)


@transaction.atomic
def delete_client(*, client: Client) -> None:
    """With answers, notes, links and kept reports, and the files of those. What stays are acts, which hold no value."""
    client = taken(client)
    audit.record(client.adviser, BookAction.DELETE, plan=client.firm_id, about=client.id)
    end_clients(Client.objects.filter(pk=client.pk))


@transaction.atomic
def add_note(*, client: Client, text: str) -> Note:
    client = taken(client)
    if client.notes.count() >= MOST_NOTES:
        raise TooManyNotes
    note = client.notes.create(text=text)
    audit.record(client.adviser, BookAction.WRITE, plan=client.firm_id, about=client.id)
    return note


@transaction.atomic
def change_note(*, note: Note, text: str) -> None:
    client = taken(note.client)
    note.text = text
    note.save(update_fields=["text"])
    audit.record(client.adviser, BookAction.CHANGE_NOTE, plan=client.firm_id, about=client.id)


@transaction.atomic
def delete_note(*, note: Note) -> None:
    client = taken(note.client)
    note.delete()
    audit.record(client.adviser, BookAction.DELETE_NOTE, plan=client.firm_id, about=client.id)


def taken(client: Client) -> Client:
    """The client as it is now, for this transaction alone."""
    return get_object_or_404(
        Client.objects.select_for_update(of=("self",)).select_related("adviser"), pk=client.pk, adviser=client.adviser_id
    )
