"""Rows of the first visible sheet of a workbook. The library reads its cells out of the parts that were looked at, and of nothing else."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from advisor.cohorts.workbook_cells import AnyCell, Cells, plain_number
from advisor.cohorts.workbook_xml import Relations, SharedTexts, Sheets, Styles
from advisor.cohorts.workbook_zip import RELATIONS, STYLES, TEXTS, WORKBOOK, Parts, not_a_workbook, parts_of

_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_RELATION = f'<Relationship Id="rId1" Type="{_KIND}" Target="xl/workbook.xml"/>'
TOP = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{_RELATION}</Relationships>'


@dataclass(frozen=True, kw_only=True)
class Sheet:
    rows: list[list[str]]
    more_sheets: bool


def rows_of_xlsx(content: bytes) -> Sheet:
    parts = parts_of(content)
    number, path = _first_visible(parts)
    styles, texts = Styles(), SharedTexts()
    for reader, part in ((styles, STYLES), (texts, TEXTS)):
        if part in parts:
            reader.read(parts[part])
    cells = Cells(styles.percent, texts.too_long)
    cells.read(parts[path])
    others = [name for name in parts if name.startswith("xl/worksheets/") and name != path]
    rows = _read(parts, number, path)
    for (row, column), text in cells.instead.items():
        _put(rows, row, column, text)
    return Sheet(rows=rows, more_sheets=any(_holds_data(parts[other]) for other in others))


def _first_visible(parts: Parts) -> tuple[int, str]:
    """Its number among the sheets, and its path."""
    sheets, relations = Sheets(), Relations()
    sheets.read(parts[WORKBOOK])
    relations.read(parts[RELATIONS])
    for number, (relation, is_shown) in enumerate(sheets.found):
        path = relations.paths.get(relation, "")
        if is_shown and path in parts:
            return number, path
    raise not_a_workbook()


def _read(parts: Parts, number: int, path: str) -> list[list[str]]:
    try:
        with CalamineWorkbook.from_filelike(_packed(parts, path)) as workbook:
            return [[_text(cell) for cell in row] for row in workbook.get_sheet_by_index(number).to_python(skip_empty_area=False)]
    except BaseException as error:  # a panic of Rust is no Exception
        if isinstance(error, (CalamineError, Exception)) or type(error).__name__ == "PanicException":
            raise not_a_workbook() from error
        raise


def _packed(parts: Mapping[str, bytes], sheet: str) -> io.BytesIO:
    """A workbook of nothing but the parts that were looked at, so that the library unpacks nothing that was not."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as file:
        file.writestr("_rels/.rels", TOP)
        for name in (WORKBOOK, RELATIONS, STYLES, TEXTS, sheet):
            if name in parts:
                file.writestr(name, parts[name])
    made.seek(0)
    return made


def _text(cell: Any) -> str:
    """As it would be typed: a date as 1980-05-01, a number without an exponent."""
    if isinstance(cell, str):
        return cell.replace("\0", " ")
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, (int, float)):
        return plain_number(cell)
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, (date, time)) else str(cell) if isinstance(cell, timedelta) else ""


def _put(rows: list[list[str]], row: int, column: int, text: str) -> None:
    rows += [[] for _ in range(row + 1 - len(rows))]
    rows[row] += [""] * (column + 1 - len(rows[row]))
    rows[row][column] = text


def _holds_data(xml: bytes) -> bool:
    cell = AnyCell()
    cell.read(xml)
    return cell.found
