"""Runs of alike HTML, joined here and not one by one in a template: an answer page has some thousand cells and hidden fields."""

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from advisor.present.charts.pen import Drawing, Picture
from advisor.present.punctuation import signs
from advisor.present.sections.assumed import Cited, Row
from advisor.present.tables import Table

register = template.Library()


@register.simple_tag
def hidden(fields: Iterable[tuple[str, str]], form: str = "") -> SafeString:
    """Fields with what stands in them, of the form in which they are or of the one that is named."""
    owner = f' form="{escape(form)}"' if form else ""
    return SafeString("".join(f'<input type="hidden" name="{escape(name)}" value="{escape(text)}"{owner}>' for name, text in fields))


@register.filter
def lines(table: Table) -> SafeString:
    """The rows of a table, each named by its first cell. A cell of one word does not wrap."""
    return SafeString("".join(f"<tr>{_name(first)}{''.join(map(_cell, others))}</tr>\n" for first, *others in table.rows))


def _name(words: str) -> str:
    return f'<th scope="row">{escape(words)}</th>'


def _cell(words: str) -> str:
    return f'<td class="wraps">{escape(words)}</td>' if " " in words else f"<td>{escape(words)}</td>"


@register.filter
def assumed(rows: Iterable[Row]) -> SafeString:
    """What is assumed, row by row. On a narrow screen each cell says what it is."""
    value, source, kind = escape(gettext("Value")), escape(gettext("Source")), escape(gettext("Kind"))
    you, comma = escape(gettext("you")), signs().comma
    return SafeString(
        "".join(
            f'<tr><th scope="row">{escape(row.what)}{_note(row.note)}</th>'
            f'<td class="value" data-label="{value}">{escape(row.value)}</td>'
            f'<td class="words source" data-label="{source}">{escape(row.source) + comma + escape(row.date) if row.source else you}</td>'
            f'<td class="words" data-label="{kind}">{escape(row.kind)}</td></tr>\n'
            for row in rows
        )
    )


def _note(words: str) -> str:
    return f' <span class="note">{escape(words)}</span>' if words else ""


@register.filter
def cited(sources: Iterable[Cited]) -> SafeString:
    """Sources as a list has them. Titles stay in English, as they were published."""
    here = signs()
    return SafeString(
        "".join(
            f'<li><strong>{escape(source.publisher)}</strong>{here.colon}<cite lang="en">{escape(source.title)}</cite>'
            f"{here.gap}{here.opened}{escape(source.published)}{here.closed}{here.stop}{here.gap}{escape(source.where)}</li>"
            for source in sources
        )
    )


@register.simple_tag(takes_context=True)
def drawing(context: Mapping[str, Any], picture: Picture, drawn: Drawing, name: str, size: str = "") -> SafeString:
    """A picture's chart for one size of paper, under a name that nothing else on the page has. Where only titles are read out (`spoken`)
    the title says all; `fonts` replace the page's."""
    title, description = escape(picture.title), escape(picture.description)
    shape = f' class="{size}"' if size else ""
    fonts = escape(context.get("fonts") or "Public Sans, sans-serif")
    said = f"{title} {description}" if context.get("spoken") else title
    return SafeString(
        f'<svg{shape} viewBox="0 0 {drawn.width} {drawn.height}" role="img" aria-labelledby="{name}-t {name}-d" font-family="{fonts}">'
        f'<title id="{name}-t">{said}</title><desc id="{name}-d">{description}</desc>\n{drawn.markup}\n</svg>'
    )
