"""What courts, Congress, the President and agencies have done, from content/state_of_play.toml: dated records, read strictly."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from advisor.learn import CONTENT
from advisor.learn.placeholders import worded
from advisor.present.figures import day
from scenarios.editions.reading import Table, read_file

FILE = "state_of_play.toml"
KINDS = {
    "order": _("Order of the President"),
    "law": _("Law"),
    "rule": _("Rule of an agency"),
    "guidance": _("Guidance of an agency"),
    "court": _("Court"),
}
STATUSES = {
    "signed": _("signed"),
    "in_force": _("in force"),
    "taken_back": _("taken back"),
    "proposed": _("proposed, not final"),
    "open": _("not decided"),
    "most_failed": _("most failed"),
}


@dataclass(frozen=True, kw_only=True)
class Record:
    """`date` sorts, `shown` is read."""

    id: str
    date: str
    shown: str
    kind: str
    status: str
    title: str
    text: str
    source: str


@dataclass(frozen=True, kw_only=True)
class StateOfPlay:
    """`as_of` is the day on which somebody last looked at all records; the newest record stands first."""

    as_of: str
    records: tuple[Record, ...]


@cache
def state_of_play(language: str) -> StateOfPlay:
    """Raises EditionError, which names the file and the key, as the edition's own files do."""
    with translation.override(language):
        return read(CONTENT)


def read(folder: Path) -> StateOfPlay:
    file = read_file(folder, FILE, {})
    as_of = file.as_of()
    records = [_record(given, as_of) for given in file.tables("records")]
    file.close()
    _refuse_doubles(file, records)
    return StateOfPlay(as_of=day(as_of), records=tuple(sorted(records, key=lambda record: record.date, reverse=True)))


def _record(given: Table, as_of: str) -> Record:
    on, title = _date(given), given.text("title")
    if on > as_of:
        given.fault("date", f"got {on!r}, which is after as_of, {as_of}; set as_of to the day on which all records were last checked")
    record = Record(
        id=slugify(f"{on} {title}"),
        date=on,
        shown=day(on),
        kind=gettext(KINDS[given.text("kind", tuple(KINDS))]),
        status=gettext(STATUSES[given.text("status", tuple(STATUSES))]),
        title=gettext(title),
        text=worded(given, "text"),
        source=worded(given, "source"),
    )
    given.close()
    return record


def _date(given: Table) -> str:
    """A year, a month or a day, so that the order of the letters is the order in time."""
    value = given.text("date")
    if not (re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", value) and _is_day(value + "-01-01"[len(value) - 4 :])):
        given.fault("date", f"got {value!r}; accepted: a date as 2026-03-31, 2026-03 or 2026")
    return value


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _refuse_doubles(file: Table, records: Sequence[Record]) -> None:
    ids = [record.id for record in records]
    for place, record in enumerate(records):
        if record.id in ids[:place]:
            file.fault(f"records[{place}]", f"{record.title!r} of {record.date} is there twice")
