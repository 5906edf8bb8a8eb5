"""What a report says, as HTML for the PDF writer."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html

from advisor.present.sections.assumed import Group
from advisor.present.sections.beliefs import Beliefs
from advisor.present.summary import Summary
from advisor.reports import reference
from advisor.reports.assumptions import printed
from advisor.reports.models import Kind, Paper
from advisor.reports.order import Order

# The first in which a report has no more pages than its kind may have. From "dense" on an exhibit may go on overleaf and the glossary is
# short; "bare" leaves out the glossary, a summary's assumptions, and charts and tables whose numbers stand beside them.
DENSITIES = "", "tight", "tight dense", "tight dense bare"
ENGLISH = "en"
LONG = "es"  # the language that takes most room
MANY_VIEWS = 4  # as of bitcoin; side by side they take a line more, which US Letter has not
NOTE_LINES = 400  # letters of a note that push a report to the next density
PAGE, PAGES = (format_html('<b class="{}"></b>', name) for name in ("page", "pages"))  # the sheet counts there


def densities(summary: Summary, order: Order, language: str) -> Sequence[str]:
    """From the first that is likely to do, and none denser: to lay a report out is most of the work."""
    lines = len(order.note) // NOTE_LINES + bool(order.note)
    assets = len(summary.thresholds.assets) if summary.thresholds else 0
    with_note = lines + (language == LONG and assets > 0)
    first = max(with_note, _room(summary, assets, order, language))
    return DENSITIES[min(first, len(DENSITIES) - 1) :]


def _room(summary: Summary, assets: int, order: Order, language: str) -> int:
    """How dense a report is at least before there is a note; as those of the tests' ten people are, in each language and on each paper."""
    if not assets:
        return 0
    many = summary.beliefs is not None and len(summary.beliefs.cards) >= MANY_VIEWS
    on_letter = order.paper == Paper.LETTER
    if order.kind == Kind.FULL:
        return assets if assets > 1 else many and on_letter and language == "zh-hant"
    first = {ENGLISH: many and on_letter, LONG: 2 + (many and on_letter)}.get(language, 1 + (many or on_letter))
    return first + 2 * (assets - 1)


def html(summary: Summary, made_on: date, order: Order, density: str, about: Mapping[str, Any]) -> str:
    """`about` is the language, and the address of the logo."""
    is_full = order.kind == Kind.FULL
    words = {
        "summary": summary,
        "exhibits": {exhibit.picture.key: exhibit for exhibit in summary.exhibits},
        "order": order,
        "brand": order.brand,
        "made_on": made_on,
        "density": density,
        "spoken": True,  # of a picture in a PDF only the title is read out
        "page": PAGE,
        "pages": PAGES,
        "views": _views(summary.beliefs) if summary.beliefs else (),
        "assumed": printed(summary.assumed, summary.assumed.groups if is_full else _in_summary(summary.assumed.groups, density)),
        "limits": reference.limits() if is_full else (),
        **about,
    }
    told = render_to_string("pdf/_told.html", words)
    terms = reference.terms(told) if is_full and "bare" not in density else ()
    if "dense" in density:
        terms = reference.in_short(terms)
    return render_to_string("pdf/report.html", words | {"told": told, "terms": terms})


def _views(beliefs: Beliefs) -> list[tuple[str, list[str]]]:
    """The lines of all beliefs side by side."""
    lines = [dict(card.rows) for card in beliefs.cards]
    names = dict.fromkeys(name for line in lines for name in line)
    return [(name, [line.get(name, "–") for line in lines]) for name in names]


def _in_summary(groups: Sequence[Group], density: str) -> list[Group]:
    """What the sleeve is taken to do; the full report has the rest."""
    if "bare" in density:
        return []
    return [replace(group, rows=tuple(row for row in group.rows if not row.is_link)) for group in groups if group.key == "sleeve"]
