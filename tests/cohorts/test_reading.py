"""A file to a table of texts: what is read, and what is refused with its place and a reason."""

import io
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.cohorts.reading import Table, read, tidied
from advisor.cohorts.refused import Refused, letters
from tests.cohorts.workbook import DATE, MAIN, PERCENT, sheet, workbook, zipped
from tests.cohorts.workforce import HEADER, IN_PERCENT, as_cells, as_csv, census_csv, rows

HEAD = ["ID", "Pay"]
SHEET = "xl/worksheets/sheet1.xml"


def refused(content: bytes) -> Refused:
    with pytest.raises(Refused) as caught:
        read(content)
    return caught.value


def read_rows(content: bytes) -> list[list[str]]:
    return read(content).rows


def worksheet(cells: str) -> bytes:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>'.encode()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\r\n", b"\n"])
def test_the_sign_between_cells_is_found_from_the_header(delimiter: str, mark: bytes, end: bytes) -> None:
    content = mark + as_csv(rows(20), delimiter).replace(b"\r\n", end)
    assert read_rows(content) == read_rows(census_csv(20))


def test_a_sign_inside_quotation_marks_does_not_part_the_header() -> None:
    assert read_rows(b'"ID; of the person; here";Pay\n7;"1,000"\n') == [["ID; of the person; here", "Pay"], ["7", "1,000"]]


def test_rows_keep_the_numbers_that_they_have_in_the_file() -> None:
    assert read_rows(b'ID,Pay\n\n7,"1\n2"\n,\n8,3,,\n,,\n\n') == [HEAD, [], ["7", "1\n2"], [], ["8", "3"]]
    assert read_rows(workbook([HEAD, [], ["7", 1], [None, None], ["8", 3], ["", ""]])) == [HEAD, [], ["7", "1"], [], ["8", "3"]]


def test_a_workbook_and_a_csv_file_of_the_same_people_are_read_the_same() -> None:
    table = rows(200)
    with_signs = [row | {name: row[name] and row[name] + "%" for name in HEADER if name in IN_PERCENT} for row in table]
    assert read_rows(workbook(as_cells(table))) == read_rows(as_csv([_plain(row) for row in with_signs]))


def _plain(row: dict[str, str]) -> dict[str, str]:
    """Numbers without the zeros that a spreadsheet does not keep."""
    return {name: f"{float(text):.15g}" if text.replace(".", "").isdigit() else text for name, text in row.items()}


@pytest.mark.parametrize(
    ("cell", "text"),
    [(67000.0, "67000"), (0.1 + 0.2, "0.3"), (1e15, "1000000000000000"), (1234567.89, "1234567.89"), (-5, "-5"), ((0.07, PERCENT), "7%"),
     ((29342, DATE), "1980-05-01"), ((29342.5, DATE), "1980-05-01T12:00:00"), ("7 & <8>", "7 & <8>"), (" 007 ", "007")],
)  # fmt: skip
def test_a_cell_of_a_workbook_becomes_the_text_that_one_would_type(cell: object, text: str) -> None:
    assert read_rows(workbook([HEAD, ["7", cell]])) == [HEAD, ["7", text]]


@pytest.mark.parametrize(("form", "text"), [("0.0%", "6%"), ("0%;[Red]-0%", "6%"), ("0&quot;%&quot;", "0.06"), (r"0\%", "0.06")])
def test_percent_counts_where_the_format_of_a_cell_multiplies_and_not_where_it_only_shows_the_sign(form: str, text: str) -> None:
    own = f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="170" formatCode="{form}"/></numFmts>'
    styles = own + '<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs></styleSheet>'
    assert read_rows(workbook([HEAD, ["7", (0.06, 1)]], extra={"xl/styles.xml": styles.encode()})) == [HEAD, ["7", text]]


def test_a_formula_stands_in_its_cell_as_a_formula_and_not_as_its_last_value() -> None:
    assert read_rows(workbook([HEAD, ["7", "=A2*1000"]])) == [HEAD, ["7", "=A2*1000"]]
    shared = '<row r="1"><c r="A1" t="inlineStr"><is><t>ID</t></is></c></row><row r="2"><c r="A2"><f t="shared" si="0"/><v>7</v></c></row>'
    assert read_rows(workbook([HEAD], extra={SHEET: worksheet(shared)})) == [["ID"], ["="]]


def test_an_error_of_a_workbook_is_not_an_empty_cell() -> None:
    cells = '<row r="1"><c r="A1" t="inlineStr"><is><t>ID</t></is></c></row><row r="2"><c r="A2" t="e"><v>#N/A</v></c></row>'
    assert read_rows(workbook([HEAD], extra={SHEET: worksheet(cells)})) == [["ID"], ["#N/A"]]


def test_the_first_visible_sheet_is_read_and_it_is_said_if_others_hold_data() -> None:
    table = [HEAD, ["7", 1]]
    assert read(workbook([["hidden"]], table, [["third"]], hidden=1)) == Table(rows=[HEAD, ["7", "1"]], more_sheets=True)
    assert not read(workbook(table, [])).more_sheets


@pytest.mark.parametrize(
    ("content", "line"),
    [("ID,Näme\n7,x\n".encode("latin-1"), 1), ("ID,Name\n7,x\n8,Zoë\n".encode("cp1252"), 3), ("ID,Name\n7,x\n".encode("utf-16"), 1),
     ("ID,Name\n7,x\n".encode("utf-16-le"), 1), (b"ID,Name\n7,a\0b\n", 2), ("ID,姓名\n7,王\n".encode("big5"), 1),
     ("ID,Name\n7,x\n".encode("utf-32"), 1), (b"\x89PNG\r\n\x1a\n", 1)],
)  # fmt: skip
def test_another_encoding_is_refused_with_its_line_and_what_to_do(content: bytes, line: int) -> None:
    error = refused(content)
    assert error.kind == "encoding"
    assert error.words == f"Line {line} is not UTF-8 text. Save the file as “CSV UTF-8”, or as .xlsx."


@pytest.mark.parametrize(("content", "row"), [(b'ID,Pay\n7,1\n8,"2\n9,3\n', 3), (b'ID,Pay\n7,"1"2\n', 2), (b'"ID,Pay\n7,1\n', 1)])
def test_quotation_marks_that_do_not_match_are_refused_with_their_row(content: bytes, row: int) -> None:
    error = refused(content)
    assert error.kind == "quotes"
    assert error.words.startswith(f"Row {row} cannot be read")


@pytest.mark.parametrize(
    "content", [b"", b"\n\n", b"ID,Pay\n", b"\nID,Pay\n7,1\n", b",,\n7,1\n", workbook([]), workbook([HEAD]), workbook([[], HEAD, ["7"]])]
)
def test_a_file_without_a_header_or_without_people_is_refused(content: bytes) -> None:
    assert refused(content).kind == "empty"


def test_there_are_limits_to_rows_columns_and_letters() -> None:
    assert len(read_rows(b"ID\n" + b"7\n" * 10_000)) == 10_001
    assert refused(b"ID\n" + b"7\n" * 10_001).kind == "rows"
    assert refused(b"ID\n" + b"\n" * 10_000 + b"7\n").kind == "rows"
    assert len(read_rows(b"ID," * 60 + b"\n7")[0]) == 60
    error = refused(b"ID\n" + b"7," * 60 + b"7\n")
    assert (error.kind, error.words) == ("columns", "Row 2 has more than 60 columns.")
    assert read_rows(b"ID,Pay\n7," + b"x" * 300)[1][1] == "x" * 300
    error = refused(b"ID,Pay\n7," + b"x" * 301)
    assert (error.kind, error.words) == ("long", "Row 2, column B: a cell has 300 letters at most.")
    with pytest.raises(Refused, match="text"):
        tidied([["x" * 300] * 60] * 500)


@pytest.mark.parametrize(
    ("cells", "kind"),
    [('<row r="1048576"><c r="A1048576"><v>1</v></c></row>', "rows"), ('<row r="10002"><c><v>1</v></c></row>', "rows"),
     ('<row r="1"><c r="XFD1"><v>1</v></c></row>', "columns"), (f'<row r="1"><c r="A1" t="str"><v>{"x" * 301}</v></c></row>', "long"),
     (f'<row r="1"><c r="A1" t="inlineStr"><is><r><t>{"x" * 200}</t></r><r><t>{"y" * 200}</t></r></is></c></row>', "long")],
)  # fmt: skip
def test_a_cell_far_away_or_too_long_is_refused_before_the_library_makes_room_for_it(cells: str, kind: str) -> None:
    assert refused(workbook([HEAD], extra={SHEET: worksheet(cells)})).kind == kind


def test_a_long_text_that_cells_share_is_refused_where_it_is_used_and_only_there() -> None:
    shared = f'<sst xmlns="{MAIN}"><si><t>ID</t></si><si><t>Pay</t></si><si><t>{"x" * 301}</t></si></sst>'.encode()
    cells = '<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" t="s"><v>{}</v></c></row>'
    parts = {"xl/sharedStrings.xml": shared, SHEET: worksheet(cells.format(1))}
    assert read_rows(workbook([HEAD], extra=parts)) == [["ID"], ["Pay"]]
    error = refused(workbook([HEAD], extra=parts | {SHEET: worksheet(cells.format(2))}))
    assert error.words == "Row 2, column A: a cell has 300 letters at most."


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = workbook([HEAD, ["7", 1]], extra={SHEET: worksheet(" " * 200_000_000)})
    assert len(bomb) < 1_000_000
    tracemalloc.start()
    try:
        error = refused(bomb)
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()
    assert error.kind == "bomb"
    assert error.words == "The workbook holds far more than a census. Copy the cells into a new workbook."


def test_a_zip_bomb_that_says_it_is_small_is_refused_too() -> None:
    size = 100_000_000
    bomb = workbook([HEAD, ["7", 1]], extra={SHEET: b" " * size})
    lying = bomb.replace(struct.pack("<I", size), struct.pack("<I", 500))
    assert lying != bomb
    tracemalloc.start()
    try:
        assert refused(lying).kind == "workbook"
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


def many_entries() -> bytes:
    return workbook([HEAD, ["7", 1]], extra={f"xl/media/{number}.png": b"" for number in range(201)})


def nested() -> bytes:
    return workbook([HEAD, ["7", 1]], extra={"xl/embeddings/Book1.xlsx": workbook([HEAD])})


def locked() -> bytes:
    content = bytearray(workbook([HEAD, ["7", 1]]))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + place] |= 1
            at = content.find(mark, at + 1)
    return bytes(content)


def twice() -> bytes:
    made = io.BytesIO(workbook([HEAD, ["7", 1]]))
    with zipfile.ZipFile(made, "a") as file, pytest.warns(UserWarning, match="Duplicate"):
        file.writestr(SHEET, sheet([HEAD]))
    return made.getvalue()


def entities() -> bytes:
    inside = "".join(f'<!ENTITY e{number} "{f"&e{number - 1};" * 10}">' for number in range(1, 9))
    return workbook([HEAD], extra={SHEET: f'<!DOCTYPE x [<!ENTITY e0 "ha">{inside}]><x>&e8;</x>'.encode()})


@pytest.mark.parametrize(
    ("make", "kind"),
    [(many_entries, "bomb"), (nested, "bomb"), (locked, "workbook"), (twice, "workbook"), (entities, "workbook"),
     (lambda: workbook([HEAD], extra={"xl/vbaProject.bin": b"x"}), "macros"),
     (lambda: workbook([HEAD], extra={"xl/workbook.xml": b"<workbook/>"}), "workbook"),
     (lambda: workbook([HEAD], extra={SHEET: b"<worksheet>"}), "workbook"),
     (lambda: workbook([HEAD], hidden=1), "workbook"),
     (lambda: zipped({"word/document.xml": b"<x/>"}), "workbook"),
     (lambda: workbook([HEAD])[:-30], "workbook"),
     (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "workbook")],
)  # fmt: skip
def test_a_workbook_that_is_not_plain_is_refused(make: Callable[[], bytes], kind: str) -> None:
    assert refused(make()).kind == kind


def test_columns_are_called_as_a_spreadsheet_calls_them() -> None:
    assert [letters(place) for place in (0, 25, 26, 59, 701, 702)] == ["A", "Z", "AA", "BH", "ZZ", "AAA"]


def is_read_or_refused(content: bytes) -> None:
    """Anything else that is raised ends the test."""
    with suppress(Refused):
        table = read(content).rows
        assert len(table) > 1 and all(isinstance(cell, str) for row in table for cell in row)


@given(st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
def test_any_bytes_give_a_table_or_a_refusal(content: bytes) -> None:
    is_read_or_refused(content)


WHOLE = workbook([list(HEADER), *(list(row.values()) for row in rows(5))], [["more"]])


@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_damaged_workbook_gives_a_table_or_a_refusal(damage: list[tuple[int, int]]) -> None:
    content = bytearray(WHOLE)
    for place, byte in damage:
        content[place] = byte
    is_read_or_refused(bytes(content))


XML = sheet([HEAD, ["7", 1, "=A1", (0.1, PERCENT)]]).encode()


@given(st.lists(st.tuples(st.integers(0, len(XML) - 1), st.binary(max_size=3)), min_size=1, max_size=5))
def test_a_sheet_with_damaged_xml_gives_a_table_or_a_refusal(damage: list[tuple[int, bytes]]) -> None:
    content = XML
    for place, more in damage:
        content = content[:place] + more + content[place + 1 :]
    is_read_or_refused(workbook([HEAD], extra={SHEET: content}))
