"""A workbook, written by hand: as few parts as a spreadsheet program takes, and whatever a test wants to be wrong in it."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PERCENT, DATE = 1, 2  # styles

Cell = Any  # None, a text, a number, or a number with its style; a text that begins with "=" is a formula


def workbook(*sheets: Sequence[Any], hidden: int = 0, extra: Mapping[str, bytes] | None = None) -> bytes:
    """The first `hidden` sheets are hidden. `extra` parts are added, or take the place of those of this name."""
    parts = {
        "[Content_Types].xml": _content_types(len(sheets)),
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{RELATION}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": _workbook(len(sheets), hidden),
        "xl/_rels/workbook.xml.rels": _relations(len(sheets)),
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": _shared(sheets),
        **{f"xl/worksheets/sheet{number}.xml": sheet(rows, _texts(sheets)) for number, rows in enumerate(sheets, start=1)},
    }
    return zipped({name: text.encode() for name, text in parts.items()} | dict(extra or {}))


def zipped(parts: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return made.getvalue()


def sheet(rows: Sequence[Sequence[Cell]], texts: Sequence[str] = ()) -> str:
    written = "".join(
        f'<row r="{number}">{"".join(_cell(cell, f"{letters(place)}{number}", texts) for place, cell in enumerate(row))}</row>'
        for number, row in enumerate(rows, start=1)
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}"><sheetData>{written}</sheetData></worksheet>'


def letters(place: int) -> str:
    return (letters(place // 26 - 1) if place >= 26 else "") + chr(ord("A") + place % 26)


PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="14"/></cellXfs></styleSheet>'
)


def _cell(cell: Cell, place: str, texts: Sequence[str]) -> str:
    if cell is None or cell == "":
        return ""
    if isinstance(cell, tuple):
        return f'<c r="{place}" s="{cell[1]}"><v>{cell[0]!r}</v></c>'
    if isinstance(cell, (int, float)):
        return f'<c r="{place}"><v>{cell!r}</v></c>'
    if cell.startswith("="):
        return f'<c r="{place}"><f>{escape(cell[1:])}</f><v>1</v></c>'
    if cell in texts:
        return f'<c r="{place}" t="s"><v>{texts.index(cell)}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'


def _texts(sheets: Sequence[Sequence[Sequence[Cell]]]) -> list[str]:
    """Those of first rows are shared, and all others stand in their cells, so that both ways are met."""
    return list(dict.fromkeys(cell for rows in sheets for row in rows[:1] for cell in row if isinstance(cell, str) and cell))


def _shared(sheets: Sequence[Sequence[Sequence[Cell]]]) -> str:
    return f'<sst xmlns="{MAIN}">{"".join(f"<si><t>{escape(text)}</t></si>" for text in _texts(sheets))}</sst>'


def _workbook(sheets: int, hidden: int) -> str:
    listed = "".join(
        f'<sheet name="Sheet{number}" sheetId="{number}" state="{"hidden" if number <= hidden else "visible"}" r:id="rId{number}"/>'
        for number in range(1, sheets + 1)
    )
    return f'<workbook xmlns="{MAIN}" xmlns:r="{RELATION}"><sheets>{listed}</sheets></workbook>'


def _relations(sheets: int) -> str:
    to = [(f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml") for number in range(1, sheets + 1)]
    to += [("rIdS", "styles", "styles.xml"), ("rIdT", "sharedStrings", "sharedStrings.xml")]
    listed = "".join(f'<Relationship Id="{name}" Type="{RELATION}/{kind}" Target="{path}"/>' for name, kind, path in to)
    return f'<Relationships xmlns="{PACKAGE}">{listed}</Relationships>'


def _content_types(sheets: int) -> str:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    listed = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{kind}.worksheet+xml"/>' for number in range(1, sheets + 1)
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>{listed}</Types>'
    )
