"""Our own documents as HTML that the site's rules allow: no raw HTML, no styles, wide tables in regions of their own."""

from collections.abc import MutableMapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

PAGES = {"assumptions.md": "learn:assumptions", "model.md": "learn:method", "validation.md": "learn:method"}

Env = MutableMapping[str, Any]


def parsed(text: str) -> list[Token]:
    return _MARKDOWN.parse(text)


def rendered(tokens: Sequence[Token], about: str) -> SafeString:
    """`about` names the tables for people who do not see them."""
    html: str = _MARKDOWN.renderer.render(list(tokens), _MARKDOWN.options, {"about": about, "tables": 0})
    return mark_safe(html)  # noqa: S308


def _heading(self: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Env) -> str:
    """A document's third level is the page's fourth: above it stand the page, the document and the chapter."""
    return f"<{'/' * (tokens[at].nesting < 0)}h{int(tokens[at].tag[1:]) + 1}>"


def _table_open(self: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Env) -> str:
    """A keyboard reaches the region and can scroll it. Its name is in English, as the documents are."""
    env["tables"] += 1
    name = f"Table {env['tables']} of {env['about']}"
    return format_html('<div class="scrolls" role="region" tabindex="0" aria-label="{}"><table>\n', name)


def _table_close(self: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Env) -> str:
    return "</table></div>\n"


def _cell(self: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Env) -> str:
    """A column of numbers is said by a class: the site allows no styles in the page."""
    token = tokens[at]
    scope = ' scope="col"' if token.tag == "th" else ""
    side = "number" if "right" in str(token.attrs.get("style")) else "words"
    return f'<{token.tag}{scope} class="{side}">'


def _link_open(self: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Env) -> str:
    """A link to another document leads to its page; where the site has none, the words stay and lead nowhere."""
    address = str(tokens[at].attrs["href"])
    page = PAGES.get(address.split("#")[0])
    shown = reverse(page) if page else address
    return format_html('<a href="{}">', shown) if page or address.startswith("https://") else "<a>"


_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
_RULES = {
    "heading_open": _heading, "heading_close": _heading, "table_open": _table_open, "table_close": _table_close,
    "th_open": _cell, "td_open": _cell, "link_open": _link_open,
}  # fmt: skip
for _name, _rule in _RULES.items():
    _MARKDOWN.add_render_rule(_name, _rule)
