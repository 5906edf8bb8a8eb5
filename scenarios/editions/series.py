"""The CSV files of an edition: published columns by year or age, read as strictly as the rest."""

from itertools import pairwise
from pathlib import Path

from scenarios.editions.reading import Table
from scenarios.errors import EditionError
from scenarios.figure import Series

Columns = dict[str, dict[int, float]]


def read_columns(folder: Path, file: str, header: tuple[str, ...], low: float, high: float) -> Columns:
    """The columns of a CSV file by name, each keyed by the first, which counts up by one. Errors name the file and the line."""
    name = f"{folder.name}/{file}"
    try:
        first, *lines = (folder / file).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise EditionError(f"{name}: missing file") from None
    except (ValueError, UnicodeDecodeError):
        raise EditionError(f"{name}: line 1: must be {','.join(header)}") from None
    if tuple(first.split(",")) != header:
        raise EditionError(f"{name}: line 1: got {first!r}; must be {','.join(header)}")
    rows = [_row(f"{name}: line {number}", line, len(header), low, high) for number, line in enumerate(lines, 2)]
    for number, (before, row) in enumerate(pairwise(rows), 3):
        if row[0] != before[0] + 1:
            raise EditionError(f"{name}: line {number}: {header[0]} must count up by one")
    if not rows:
        raise EditionError(f"{name}: line 2: missing row")
    return {column: {int(row[0]): row[place] for row in rows} for place, column in enumerate(header) if place}


def _row(place: str, line: str, width: int, low: float, high: float) -> tuple[float, ...]:
    try:
        key, *values = line.split(",")
        row = (float(int(key)), *(float(value) for value in values))
    except ValueError:
        raise EditionError(f"{place}: got {line!r}; must be numbers") from None
    if len(row) != width:
        raise EditionError(f"{place}: got {len(row)} columns; must be {width}")
    if not all(low <= value <= high for value in row[1:]):
        raise EditionError(f"{place}: got {line!r}; plausible: {low:g} to {high:g}")
    return row


def series(table: Table, key: str, unit: str, low: float, high: float, values: dict[int, float]) -> Series:
    """A column with the figure that `table` states for its last row."""
    last = table.figure(key, unit, low, high)
    final = values[max(values)]
    if last.value != final:
        table.fault(f"{key}.value", f"got {last.value:g}; the last row of its CSV file says {final:g}")
    return Series(values=values, last=last)
