"""The method for people who build models: docs/model.md and docs/validation.md as they stand, for the page /method.

The known limits are for everybody, so they alone are translated: each line of that chapter is one text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext
from markdown_it.token import Token

from advisor.learn.markdown import parsed, rendered

LIMITS = "Known limits, in one list"
LINE = re.compile(r"^(?P<mark>(?:- )?)(?P<text>\S.*)$", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """What stands under one heading of the second level; `html` is without that heading."""

    id: str
    heading: str
    html: SafeString


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One document: what stands before its chapters, then these."""

    id: str
    title: str
    preface: SafeString
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True, kw_only=True)
class Method:
    """The known limits stand first on the page, as they matter most."""

    limits: Chapter
    papers: tuple[Paper, ...]


@cache
def method(language: str) -> Method:
    """The documents are in English; the limits and links are in the language of the page."""
    model, validation = paper("model"), paper("validation")
    rest = tuple(chapter for chapter in model.chapters if chapter.heading != LIMITS)
    return Method(limits=_limits(), papers=(Paper(id=model.id, title=model.title, preface=model.preface, chapters=rest), validation))


def limits() -> Iterator[str]:
    """The texts of the chapter of limits, its heading first, as they stand in the document."""
    yield LIMITS
    yield from (found["text"] for found in LINE.finditer(_limits_as_written()))


def _limits() -> Chapter:
    text = LINE.sub(lambda found: found["mark"] + gettext(found["text"]), _limits_as_written())
    heading = gettext(LIMITS)
    return Chapter(id=slugify(f"model {LIMITS}"), heading=heading, html=rendered(parsed(text), heading))


def _limits_as_written() -> str:
    return _document("model").partition(f"## {LIMITS}\n")[2].partition("\n## ")[0]


def _document(name: str) -> str:
    return (settings.ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")


def paper(name: str) -> Paper:
    tokens = parsed(_document(name))
    starts = [at for at, token in enumerate(tokens) if token.type == "heading_open" and token.tag == "h2"]
    chapters = tuple(_chapter(name, tokens[start:end]) for start, end in pairwise([*starts, len(tokens)]))
    title = _words(tokens[1])
    return Paper(id=name, title=title, preface=rendered(tokens[3 : starts[0]], title), chapters=chapters)


def _chapter(name: str, tokens: Sequence[Token]) -> Chapter:
    heading = _words(tokens[1])
    return Chapter(id=slugify(f"{name} {heading.replace('.', ' ')}"), heading=heading, html=rendered(tokens[3:], heading))


def _words(heading: Token) -> str:
    return "".join(part.content for part in heading.children or [])
