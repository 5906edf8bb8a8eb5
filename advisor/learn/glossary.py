"""The words of the site with their meanings, from content/<language>/glossary.toml, read strictly."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from advisor.learn import CONTENT
from scenarios.editions.reading import Table, read_file

FILE = "glossary.toml"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """`also` are other words of the site for the same thing; `see` names other entries, by id and term."""

    id: str
    term: str
    also: tuple[str, ...]
    meaning: str
    see: tuple[tuple[str, str], ...]


@cache
def glossary(language: str) -> tuple[Entry, ...]:
    """In the order of the file. Raises EditionError, which names the file and the key, as the edition's own files do."""
    return read(CONTENT / language)


def read(folder: Path) -> tuple[Entry, ...]:
    file = read_file(folder, FILE, {})
    given = file.tables("terms")
    terms = {entry.text("id"): entry.text("term") for entry in given}
    if len(terms) < len(given):
        ids = [entry.text("id") for entry in given]
        file.fault("terms", f"the id {next(id_ for id_ in ids if ids.count(id_) > 1)!r} is there twice")
    entries = tuple(_entry(entry, terms) for entry in given)
    file.close()
    return entries


def _entry(given: Table, terms: Mapping[str, str]) -> Entry:
    own = given.text("id")
    others = given.texts("see", tuple(id_ for id_ in terms if id_ != own)) if given.has("see") else ()
    entry = Entry(
        id=own,
        term=terms[own],
        also=tuple(word.strip() for word in given.text("also").split(";")) if given.has("also") else (),
        meaning=given.text("meaning"),
        see=tuple((id_, terms[id_]) for id_ in others),
    )
    given.close()
    return entry
