"""A table of texts and what its columns mean -> the people of a census, or every fault by row and column. All or nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from advisor.cohorts import columns
from advisor.cohorts.columns import Columns
from advisor.cohorts.models import Person
from advisor.cohorts.row_by_row import Fault, Row, Rows
from scenarios.editions import load


@dataclass(frozen=True, kw_only=True)
class Checked:
    """People only of rows without a fault; `rows` is how many are filled in."""

    people: tuple[Person, ...]
    faults: tuple[Fault, ...]
    rows: int


def check(rows: Sequence[Row], picked: Columns) -> Checked:
    filled = [(number, row) for number, row in enumerate(rows[1:], start=2) if row]
    faults = list(_of_columns(rows[0], picked))
    if faults:
        return Checked(people=(), faults=tuple(faults), rows=len(filled))
    census = Rows(rows[0], picked, load())
    census.look_at_percents(filled)
    for number, row in filled:
        census.take(number, row)
    return Checked(people=tuple(census.people), faults=tuple(sorted(census.faults, key=lambda fault: fault.row)), rows=len(filled))


def _of_columns(header: Row, picked: Columns) -> Iterator[Fault]:
    missing = [(key,) for key in columns.REQUIRED] + list(columns.ONE_OF)
    for keys in missing:
        if not set(keys) & set(picked):
            names = gettext(" or ").join(f"“{columns.label(key)}”" for key in keys)
            yield Fault(row=1, column="", given="", kind="no_column", words=gettext("Pick a column for %(names)s.") % {"names": names})
    for keys in ((key,) for key in columns.KEYS if key not in columns.AGES):
        yield from _twice(header, picked, keys)
    yield from _twice(header, picked, columns.AGES)


def _twice(header: Row, picked: Columns, keys: Sequence[str]) -> Iterator[Fault]:
    """Columns after the first one that gives the same."""
    for place in [place for place, key in enumerate(picked) if key in keys][1:]:
        words = gettext("Another column gives “%(name)s” too. Pick one of the two.") % {"name": columns.label(keys[0])}
        yield Fault(row=1, column=columns.name_of(header, place), given="", kind="twice", words=words)
