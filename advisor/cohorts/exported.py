"""A file of rows for a spreadsheet. A text that it could take for a formula begins with an apostrophe."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

FORMULA_SIGNS = tuple("=+-@\t\r＝＋－＠")


def csv_file(name: str, rows: Iterable[Sequence[str | int | float]]) -> HttpResponse:
    """With the mark of UTF-8, without which a spreadsheet guesses. Numbers stay numbers."""
    written = io.StringIO()
    csv.writer(written).writerows([neutral(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    response = HttpResponse(written.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def neutral(text: str) -> str:
    return "'" + text if text.startswith(FORMULA_SIGNS) else text
