"""A file as it was sent -> a table of texts: a header, and rows that keep the numbers they have in the file. All of it or nothing."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext

from advisor.cohorts.models import MOST_PEOPLE
from advisor.cohorts.reading_csv import rows_of_csv
from advisor.cohorts.reading_xlsx import rows_of_xlsx
from advisor.cohorts.refused import MOST_COLUMNS, MOST_LETTERS, Refused, too_long, too_many_columns, too_many_rows

MOST_TEXT = 8_000_000  # letters of a table
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"

Rows = list[list[str]]


@dataclass(frozen=True, kw_only=True)
class Table:
    """`rows`: the first is the header; one that is empty in the file is an empty list. `more_sheets`: others of the workbook hold data."""

    rows: Rows
    more_sheets: bool = False


def read(content: bytes) -> Table:
    """What a file is, its first bytes say, and not its name. Raises Refused."""
    if content.startswith(OLE):
        raise Refused("workbook", gettext("This workbook is locked or in the old format. Save it as .xlsx, without a password."))
    if content.startswith(ZIP):
        sheet = rows_of_xlsx(content)
        return Table(rows=tidied(sheet.rows), more_sheets=sheet.more_sheets)
    return Table(rows=tidied(rows_of_csv(content)))


def tidied(given: Iterable[list[str]]) -> Rows:
    """Without empty cells and rows at the end, and within the limits."""
    rows: Rows = []
    text = 0
    for number, cells in enumerate(given, start=1):
        row = _tidied(cells, number)
        if not row:
            continue
        if number > MOST_PEOPLE + 1:
            raise too_many_rows()
        rows += [[] for _ in range(number - 1 - len(rows))]  # the empty ones before it
        rows.append(row)
        text += sum(map(len, row))
        if text > MOST_TEXT:
            raise Refused("text", gettext("The file holds too much text. Leave out columns that are not needed."))
    if len(rows) < 2 or not rows[0]:
        raise Refused("empty", gettext("The first row must name the columns. A row for each person comes after it."))
    return rows


def _tidied(cells: list[str], number: int) -> list[str]:
    row = [cell.strip() for cell in cells]
    while row and not row[-1]:
        row.pop()
    if len(row) > MOST_COLUMNS:
        raise too_many_columns(number)
    for place, cell in enumerate(row):
        if len(cell) > MOST_LETTERS:
            raise too_long(number, place)
    return row
