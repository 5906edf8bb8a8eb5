"""The words of the site with their meanings, from content/glossary.toml, read strictly."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils import translation
from django.utils.translation import get_language, gettext

from advisor.learn import CONTENT
from advisor.learn.placeholders import worded
from scenarios.editions.reading import Table, read_file

FILE = "glossary.toml"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """`english` is the term that a plan's papers use, empty on an English page. `also` are other words of the site for the same
    thing; `see` names other entries, by id and term. `letter` is the one under which it is looked up."""

    id: str
    term: str
    english: str
    also: tuple[str, ...]
    meaning: str
    see: tuple[tuple[str, str], ...]
    letter: str


@cache
def glossary(language: str) -> tuple[Entry, ...]:
    """In the order of the alphabet. Raises EditionError, which names the file and the key, as the edition's own files do."""
    with translation.override(language):
        return read(CONTENT)


def read(folder: Path) -> tuple[Entry, ...]:
    file = read_file(folder, FILE, {})
    given = file.tables("terms")
    terms = {entry.text("id"): entry.text("term") for entry in given}
    if len(terms) < len(given):
        ids = [entry.text("id") for entry in given]
        file.fault("terms", f"the id {next(id_ for id_ in ids if ids.count(id_) > 1)!r} is there twice")
    entries = [_entry(entry, terms) for entry in given]
    file.close()
    return tuple(sorted(entries, key=lambda entry: _spelled(entry.term, entry.english)))


def _entry(given: Table, terms: Mapping[str, str]) -> Entry:
    own = given.text("id")
    others = given.texts("see", tuple(id_ for id_ in terms if id_ != own)) if given.has("see") else ()
    term, english = gettext(terms[own]), terms[own]
    entry = Entry(
        id=own,
        term=term,
        english=english if term != english else "",
        also=tuple(word.strip() for word in worded(given, "also").split(";")) if given.has("also") else (),
        meaning=worded(given, "meaning"),
        see=tuple((id_, gettext(terms[id_])) for id_ in others),
        letter=_spelled(term, english)[0].upper(),
    )
    given.close()
    return entry


def _spelled(term: str, english: str) -> str:
    """What the order goes by: a term without its accents; for Chinese, which has no alphabet, the English term."""
    by = english or term if (get_language() or "en").startswith("zh") else term
    return "".join(letter for letter in unicodedata.normalize("NFKD", by) if not unicodedata.combining(letter)).casefold()
