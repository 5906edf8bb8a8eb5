"""What a report assumes, in two narrow columns: a letter stands for a source, and with the source stands what kind of evidence it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_lowercase

from advisor.present.punctuation import comma_joined, items
from advisor.present.sections.assumed import Assumed, Cited, Group, Row


@dataclass(frozen=True, kw_only=True)
class Line:
    """`note` has the date where it is not the source's own. Without a letter, `kind` says who gave the figure."""

    what: str
    value: str
    note: str
    letter: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class Lines:
    name: str
    rows: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class Printed:
    groups: tuple[Lines, ...]
    sources: tuple[tuple[str, Cited, str], ...]


def printed(assumed: Assumed, groups: Sequence[Group]) -> Printed:
    rows = [row for group in groups for row in group.rows]
    cited = [source for source in assumed.sources if source.key in {row.key for row in rows}]
    letters = {source.key: (letter, source.published) for source, letter in zip(cited, ascii_lowercase, strict=False)}
    kinds = {source.key: items(dict.fromkeys(row.kind for row in rows if row.key == source.key)) for source in cited}
    return Printed(
        groups=tuple(Lines(name=group.name, rows=_lines(group, letters)) for group in groups),
        sources=tuple((letters[source.key][0], source, kinds[source.key]) for source in cited),
    )


def _lines(group: Group, letters: dict[str, tuple[str, str]]) -> tuple[Line, ...]:
    return tuple(
        Line(
            what=row.what,
            value=row.value,
            note=_note(row, letters),
            letter=letters[row.key][0] if row.key else "",
            kind=row.kind,
        )
        for row in group.rows
    )


def _note(row: Row, letters: dict[str, tuple[str, str]]) -> str:
    dated = row.date if row.key and row.date != letters[row.key][1] else ""
    own = comma_joined(row.source, row.date) if row.source and not row.key else ""
    return comma_joined(*(text for text in (row.note, dated, own) if text))
