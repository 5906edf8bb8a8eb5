"""An adviser's book, sorted and searched. Names and notes are compared here and not in the database, where not every letter has its
small form, and where a query would stand in a log of slow ones."""

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext, ngettext

from advisor.clients.models import Client, Note
from advisor.present.figures import number

A_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class Found:
    """A page of what was looked for. `all` is how many there are on all pages, `held` in the whole book."""

    clients: tuple[Client, ...]
    all: int
    held: int
    page: int
    pages: int
    tags: tuple[str, ...]

    @property
    def has_more_pages(self) -> bool:
        return self.pages > 1

    @property
    def before(self) -> int:
        """The page before this one; 0 for none."""
        return self.page - 1

    @property
    def after(self) -> int:
        return self.page + 1 if self.page < self.pages else 0

    @property
    def told(self) -> str:
        return ngettext("%(count)s client", "%(count)s clients", self.all) % {"count": number(self.all)}

    @property
    def place(self) -> str:
        return gettext("Page %(page)s of %(pages)s") % {"page": number(self.page), "pages": number(self.pages)}


def found(clients: "QuerySet[Client]", *, words: str = "", tag: str = "", page: int = 1) -> Found:
    book = in_order(clients)
    match = matching(book, words=words, tag=tag)
    pages = max(1, -(-len(match) // A_PAGE))
    page = min(max(page, 1), pages)
    return Found(
        clients=tuple(match[(page - 1) * A_PAGE : page * A_PAGE]),
        all=len(match),
        held=len(book),
        page=page,
        pages=pages,
        tags=tuple(tags_of(book)),
    )


def in_order(clients: Iterable[Client]) -> list[Client]:
    """As the book lists them."""
    return sorted(clients, key=lambda client: (plain(client.name), client.name, client.id))


def matching(clients: list[Client], *, words: str, tag: str) -> list[Client]:
    """Every word stands in the name, the address, a tag or a note of the client, in large letters or small, with accents or without."""
    tagged = [client for client in clients if not tag or plain(tag) in map(plain, client.tags)]
    return _holding(tagged, plain(words).split())


def tags_of(clients: Iterable[Client]) -> list[str]:
    """Each once, by its letters, as it was first typed."""
    known = {plain(tag): tag for client in reversed(list(clients)) for tag in client.tags}
    return [known[key] for key in sorted(known)]


def plain(text: str) -> str:
    """To compare by: small letters, without accents."""
    if text.isascii():  # nearly all notes are, and a large book has thousands
        return text.lower()
    apart = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold()


def _holding(clients: list[Client], wanted: list[str]) -> list[Client]:
    if not wanted:
        return clients
    told = {client.id: plain(" ".join((client.name, client.email, *client.tags))) for client in clients}
    notes = _notes([client_id for client_id, text in told.items() if not _holds(text, wanted)])
    return [client for client in clients if _holds("\n".join((told[client.id], *notes[client.id])), wanted)]


def _notes(ids: Collection[str]) -> dict[str, list[str]]:
    """What is written about these clients, to compare by."""
    written: dict[str, list[str]] = defaultdict(list)
    for client_id, text in Note.objects.filter(client__in=ids).values_list("client_id", "text").iterator():
        written[client_id].append(plain(text))
    return written


def _holds(text: str, wanted: list[str]) -> bool:
    return all(word in text for word in wanted)
