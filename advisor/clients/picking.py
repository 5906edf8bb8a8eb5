"""For whom reports are to be printed: clients ticked one by one, or all that a search or a tag finds."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

from advisor.clients import book
from advisor.clients.access import clients_of
from advisor.clients.models import Client
from advisor.clients.printing import MOST
from advisor.firms.access import Visitor

LISTED = 100  # at most of those that are not ticked, so that a form stays small
TICKED, ALL = "client", "all"


@dataclass(frozen=True, kw_only=True)
class Picking:
    """`picked` stand first, then `others` that the search finds. `more`: how many it finds beside those. `too_many` were wanted."""

    words: str
    tag: str
    tags: tuple[str, ...]
    picked: tuple[Client, ...]
    others: tuple[Client, ...]
    more: int
    too_many: bool


def picking(user: Visitor, data: Mapping[str, str] | QueryDict) -> Picking:
    """Of the clients of whom something is kept."""
    ticked = data.getlist(TICKED) if isinstance(data, QueryDict) else []
    clients = book.in_order(clients_of(user).filter(scenarios__isnull=False).distinct())
    words, tag = data.get("words", ""), data.get("tag", "")
    found = book.matching(clients, words=words, tag=tag)
    wanted = {client.id for client in clients} & set(ticked) | ({client.id for client in found} if ALL in data else set())
    picked = [client for client in clients if client.id in wanted]
    others = [client for client in found if client not in picked[:MOST]]
    return Picking(
        words=words,
        tag=tag,
        tags=tuple(book.tags_of(clients)),
        picked=tuple(picked[:MOST]),
        others=tuple(others[:LISTED]),
        more=max(len(others) - LISTED, 0),
        too_many=len(picked) > MOST,
    )
