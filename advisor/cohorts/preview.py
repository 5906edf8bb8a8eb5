"""What the page shows between a file and a census: what each column means, the first people as understood, and the faults."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from advisor.cohorts import columns
from advisor.cohorts.checking import Checked
from advisor.cohorts.columns import Columns
from advisor.cohorts.models import Person, Upload
from advisor.cohorts.row_by_row import Fault
from advisor.present.figures import dollars, number, share

MOST_PEOPLE, MOST_FAULTS = 10, 200  # on the page


@dataclass(frozen=True, kw_only=True)
class Column:
    """`field` is the name of its select."""

    field: str
    name: str
    key: str


@dataclass(frozen=True, kw_only=True)
class Cell:
    head: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Preview:
    columns: tuple[Column, ...]
    meanings: tuple[tuple[str, str], ...]
    seen: str
    people: tuple[tuple[Cell, ...], ...]
    faults: tuple[Fault, ...]
    more_faults: bool
    may_save: bool
    said: str


def preview(upload: Upload, picked: Columns, checked: Checked) -> Preview:
    return Preview(
        columns=tuple(_columns(upload.table[0], picked)),
        meanings=tuple((meaning.key, str(meaning.label)) for meaning in columns.MEANINGS),
        seen=seen(picked),
        people=tuple(tuple(_cells(person)) for person in checked.people[:MOST_PEOPLE]),
        faults=checked.faults[:MOST_FAULTS],
        more_faults=len(checked.faults) > MOST_FAULTS,
        may_save=bool(checked.people) and not checked.faults,
        said=_said(checked),
    )


def seen(picked: Columns) -> str:
    """What a page was shown with, for the form that it sends."""
    return ",".join(picked)


def _columns(header: Sequence[str], picked: Columns) -> Iterator[Column]:
    for place, key in enumerate(picked):
        yield Column(field=columns.field(place), name=columns.name_of(header, place), key=key)


def _cells(person: Person) -> Iterator[Cell]:
    known = person.household
    paid_in = known["contribution"]
    yield Cell(head=columns.label("reference"), text=person.reference)
    yield Cell(head=columns.label("age"), text=number(known["age"]))
    yield Cell(head=columns.label("pay"), text=dollars(known["pay"]))
    yield Cell(head=columns.label("balance"), text=dollars(known["balance"]))
    yield Cell(head=gettext("Pays in"), text=share(paid_in) if paid_in < 1 else dollars(paid_in))
    yield Cell(head=columns.label("retirement_age"), text=number(known["retirement_age"]))


def _said(checked: Checked) -> str:
    people, faults = checked.rows, len(checked.faults)
    if not faults:
        return ngettext("%(people)s person, and no fault.", "%(people)s people, and no fault.", people) % {"people": number(people)}
    return ngettext(
        "%(faults)s fault was found. Nothing is saved until it is gone.",
        "%(faults)s faults were found. Nothing is saved until they are gone.",
        faults,
    ) % {"faults": number(faults)}
