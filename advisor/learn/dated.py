"""How a claim is known, in words: its date and its source, the edition's figures that it rests on, or what kind of claim it is."""

from collections.abc import Mapping
from functools import cache

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from advisor.learn.placeholders import text_of
from advisor.present import names
from advisor.present.figures import day
from advisor.present.punctuation import sentences
from scenarios.editions import figures, load
from scenarios.editions.reading import Table
from scenarios.figure import Figure

KINDS = {
    "arithmetic": _("Arithmetic. You can check it."),
    "definition": "",
}


def dated(given: Table) -> str:
    """The words below a claim. A claim that says in none of the ways, or in two, is refused."""
    ways = [way for way in ("source", "cites", "kind") if given.has(way)]
    if len(ways) != 1:
        given.fault("source", f"got {' and '.join(ways) or 'nothing'}; accepted: as_of with source, or cites, or kind")
    if given.has("cites"):
        return cited(given.texts("cites", tuple(_figures())))
    if given.has("kind"):
        words = KINDS[given.text("kind", tuple(KINDS))]
        return gettext(words) if words else ""
    return since(given.as_of(), text_of(given, "source"))


def since(as_of: str, source: str) -> str:
    return gettext("As of %(date)s. Source: %(source)s.") % {"date": day(as_of), "source": source}


def cited(keys: tuple[str, ...]) -> str:
    """Date, source and kind of evidence of these figures, each source once with its first and its last date."""
    dates: dict[str, list[str]] = {}
    for key in keys:
        dates.setdefault(_from(_figures()[key]), []).append(_figures()[key].as_of)
    return sentences(*(_between(min(found), max(found), source) for source, found in dates.items()))


def _between(first: str, last: str, source: str) -> str:
    if first == last:
        return since(first, source)
    words = {"first": day(first), "last": day(last), "source": source}
    return gettext("As of %(first)s to %(last)s. Source: %(source)s.") % words


def _from(figure: Figure) -> str:
    return gettext("%(source)s (%(kind)s)") % {"source": gettext(figure.source.publisher), "kind": names.kind(figure.status)}


@cache
def _figures() -> Mapping[str, Figure]:
    return dict(figures(load()))
