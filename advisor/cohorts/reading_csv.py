"""Rows of a CSV file."""

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext

from advisor.cohorts.refused import Refused

DELIMITERS = ",;\t"


def rows_of_csv(content: bytes) -> Iterator[list[str]]:
    """UTF-8 with or without its mark; the sign between cells is the one that parts the header into most. Raises Refused on the way."""
    text = _decoded(content)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    number = 0
    while True:
        number += 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            raise Refused(
                "quotes", gettext("Row %(row)s cannot be read: a quotation mark is not closed, or a cell is too long.") % {"row": number}
            ) from error
        yield row


def _decoded(content: bytes) -> str:
    wrong = content.find(b"\0")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        wrong = min(place for place in (wrong, error.start) if place >= 0)
    if wrong >= 0:
        line = content.count(b"\n", 0, wrong) + 1
        raise Refused("encoding", gettext("Line %(line)s is not UTF-8 text. Save the file as “CSV UTF-8”, or as .xlsx.") % {"line": line})
    return text


def _delimiter(text: str) -> str:
    """Judged by the first row as each of them reads it, so that one inside quotation marks does not count."""
    head = text[:40_000]
    return max(DELIMITERS, key=lambda sign: _cells(head, sign))


def _cells(head: str, sign: str) -> int:
    try:
        return len(next(csv.reader(io.StringIO(head, newline=""), delimiter=sign), []))
    except csv.Error:
        return 0
