"""What stands at the end of a full report: the limits of the model, and the words that the report uses, as the site explains them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html import unescape

from django.utils.translation import get_language, gettext

from advisor.learn import method
from advisor.learn.glossary import Entry, glossary

TAG = re.compile(r"<[^>]*>")
DRAWN = re.compile(r"<svg.*?</svg>", re.DOTALL)
SENTENCE = re.compile(r".*?(?:[.?]”?(?= |$)|。|$)", re.DOTALL)
BOLD = "**"
EVERYDAY = {
    "401k",
    "bitcoin",
    "bond",
    "commodities",
    "ether",
    "fee",
    "inflation",
    "infrastructure",
    "private-credit",
    "private-equity",
    "private-real-estate",
    "social-security",
    "stock",
}  # whoever reads a report knows them, or holds the asset


@dataclass(frozen=True, kw_only=True)
class Limits:
    """The known limits about one thing."""

    heading: str
    lines: tuple[str, ...]


def limits() -> tuple[Limits, ...]:
    _, *lines = method.limits()
    parts: list[tuple[str, list[str]]] = []
    for line in lines:
        if line.startswith(BOLD):
            parts.append((gettext(line).strip("*"), []))
        else:
            parts[-1][1].append(gettext(line))
    return tuple(Limits(heading=heading, lines=tuple(told)) for heading, told in parts)


def terms(html: str) -> tuple[Entry, ...]:
    """The entries of the glossary whose term, or another word for it, stands in a text of ours."""
    text = unescape(TAG.sub(" ", DRAWN.sub(" ", html)))
    known = glossary(get_language() or "en")
    return tuple(entry for entry in known if entry.id not in EVERYDAY and any(stands(word, text) for word in _words(entry)))


def in_short(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Only the first sentence of each meaning."""
    return tuple(replace(entry, meaning=SENTENCE.findall(entry.meaning)[0]) for entry in entries)


def stands(word: str, text: str) -> bool:
    """In one or in many; a Chinese word has no ends and no plural."""
    if not word.isascii() and (get_language() or "en").startswith("zh"):
        return word in text
    return re.search(rf"\b{re.escape(word)}(?:s|es)?(?!\w)", text, re.IGNORECASE) is not None


def _words(entry: Entry) -> Iterator[str]:
    yield entry.term
    yield from entry.also
