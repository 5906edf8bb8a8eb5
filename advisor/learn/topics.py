"""The topics of /learn/, from content/topics/<slug>.toml, read strictly: the first mistake stops with file and key.

A file has `title`, `summary` (one sentence), `group` (one of GROUPS), `order` in it, and may have `related` (other slugs) and `asset`
(a sleeve class, for displays about one). Then [[sections]], each with `heading`, any [[sections.claims]], and maybe:
  shows = "glide_path"                 a display that code draws from the edition: DISPLAYS in displays.py
  [sections.bars]                      a small chart with its table: `caption`, `finding`, [[entries]] with `name`, `value` (a share),
                                       and `sleeve = true` for an asset that a sleeve may hold
  [sections.table]                     `caption`, and `cells`: a line a row, cells apart by |, the heads first
A claim has `text`, a table its cells; both say how they are known in one of three ways (dated.py): `as_of` with `source`; `cites`, a
list of figures of the edition; or `kind`, for what needs no source. {words in braces} are filled from the edition (placeholders.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from advisor.learn import CONTENT
from advisor.learn.dated import dated
from advisor.learn.displays import DISPLAYS, Display, display, listed_bars
from advisor.learn.placeholders import text_of, worded
from advisor.present import tables
from scenarios.assumptions import SLEEVE_CLASSES
from scenarios.editions.reading import Table, read_file

GROUPS = {
    "assets": _("What a sleeve may hold"),
    "risks": _("What can go wrong"),
    "plan": _("Your plan and your habits"),
    "market": _("The market for these funds"),
}


@dataclass(frozen=True, kw_only=True)
class Claim:
    """`dated` says as of when it holds and where it is from; it is empty for a definition."""

    text: str
    dated: str


@dataclass(frozen=True, kw_only=True)
class Section:
    """`id` is made of the English heading, so that an address of a place is the same in every language."""

    id: str
    heading: str
    claims: tuple[Claim, ...]
    displays: tuple[Display, ...]


@dataclass(frozen=True, kw_only=True)
class Topic:
    slug: str
    title: str
    summary: str
    group: str
    order: int
    related: tuple[str, ...]
    sections: tuple[Section, ...]


@dataclass(frozen=True, kw_only=True)
class Group:
    heading: str
    topics: tuple[Topic, ...]


@cache
def topics(language: str) -> Mapping[str, Topic]:
    """All topics by slug, in reading order. Raises EditionError, as the edition's own files do."""
    with translation.override(language):
        return read_topics(CONTENT / "topics")


def groups(language: str) -> tuple[Group, ...]:
    found = groupby(topics(language).values(), key=lambda topic: topic.group)
    return tuple(Group(heading=gettext(GROUPS[group]), topics=tuple(members)) for group, members in found)


def read_topics(folder: Path) -> Mapping[str, Topic]:
    files = {path.stem: path for path in folder.glob("*.toml")}
    found = [_topic(slug, path, tuple(files)) for slug, path in files.items()]
    found.sort(key=lambda topic: ([*GROUPS].index(topic.group), topic.order, topic.slug))
    return {topic.slug: topic for topic in found}


def _topic(slug: str, path: Path, slugs: tuple[str, ...]) -> Topic:
    file = read_file(path.parent, path.name, {})
    asset = file.text("asset", SLEEVE_CLASSES) if file.has("asset") else ""
    topic = Topic(
        slug=slug,
        title=worded(file, "title"),
        summary=text_of(file, "summary"),
        group=file.text("group", tuple(GROUPS)),
        order=file.whole("order", 1, 99),
        related=file.texts("related", tuple(other for other in slugs if other != slug)) if file.has("related") else (),
        sections=tuple(_section(table, asset) for table in file.tables("sections")),
    )
    file.close()
    return topic


def _section(given: Table, asset: str) -> Section:
    heading = given.text("heading")
    shows = [display(given.text("shows", tuple(DISPLAYS)), asset)] if given.has("shows") else []
    bars = [listed_bars(given.table("bars"), slugify(heading))] if given.has("bars") else []
    table = [_table(given.table("table"))] if given.has("table") else []
    section = Section(
        id=slugify(heading),
        heading=worded(given, "heading"),
        claims=tuple(_claim(claim) for claim in given.tables("claims")) if given.has("claims") else (),
        displays=(*bars, *table, *shows),
    )
    given.close()
    return section


def _claim(given: Table) -> Claim:
    claim = Claim(text=text_of(given, "text"), dated=dated(given))
    given.close()
    return claim


def _table(given: Table) -> Display:
    head, *rows = [tuple(cell.strip() for cell in line.split("|")) for line in text_of(given, "cells").strip().splitlines()]
    for row in rows:
        if len(row) != len(head):
            given.fault("cells", f"{' | '.join(row)!r} has {len(row)} cells, the heads are {len(head)}")
    table = Display(table=tables.Table(caption=text_of(given, "caption"), head=head, rows=tuple(rows)), dated=dated(given))
    given.close()
    return table
