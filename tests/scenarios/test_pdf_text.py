"""What the pages of a PDF show: written by hand, instruction by instruction, and read back."""

import sys
from io import BytesIO

import pikepdf
import pytest

from scenarios.errors import NotAnAnswer
from scenarios.pdf_text import numbers, page_texts, read

# one byte a letter: a to c as a range, then single codes
PLAIN = b"""1 beginbfrange <61> <63> <0041> endbfrange
2 beginbfchar <31> <0039> <32> <00660069> endbfchar"""  # a b c show A B C, 1 shows 9, 2 shows f and i
# two bytes a letter
WIDE = b"""beginbfchar <0001> <0033> <0102> <002C> endbfchar
beginbfrange <0010> <0012> <0034> endbfrange"""  # 3, a comma, and 4 to 6


# every letter of ASCII is itself
ALL = b"beginbfrange <20> <7e> <0020> endbfrange"


def made(*pages: bytes, attached: dict[str, bytes] | None = None) -> bytes:
    """A PDF with these drawing instructions. /F1 is plain, /F2 wide, /F3 has no table, /F4 all letters; /X1 is a drawing that says C."""
    pdf = pikepdf.new()

    def font(table: bytes | None, subtype: str) -> pikepdf.Object:
        letters = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name(subtype))
        if table is not None:
            letters.ToUnicode = pdf.make_stream(table)
        return pdf.make_indirect(letters)

    fonts = pikepdf.Dictionary(F1=font(PLAIN, "/TrueType"), F2=font(WIDE, "/Type0"), F3=font(None, "/TrueType"), F4=font(ALL, "/TrueType"))
    drawing = pdf.make_stream(b"BT /F1 9 Tf (c) Tj ET", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
    picture = pdf.make_stream(b"BT /F1 9 Tf (c) Tj ET", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image)
    resources = pikepdf.Dictionary(Font=fonts, XObject=pikepdf.Dictionary(X1=drawing, X2=picture))
    for content in pages:
        page = pdf.add_blank_page()
        page.Contents, page.Resources = pdf.make_stream(content), resources
    for name, data in (attached or {}).items():
        pdf.attachments[name] = data
    saved = BytesIO()
    pdf.save(saved)
    return saved.getvalue()


@pytest.mark.parametrize(
    ("drawn", "text"),
    [
        (b"BT /F1 9 Tf (abc) Tj ET", "ABC"),
        (b"BT /F1 9 Tf (a2z1) Tj ET", "Afi9"),  # one code may be two letters; what is in no table shows nothing that can be read
        (b"BT /F1 9 Tf [(a) -200 (b)] TJ ET", "AB"),
        (b"BT /F1 9 Tf (a) ' 1 2 (b) \" ET", "AB"),
        (b"BT /F2 9 Tf <00010102001000110012> Tj ET", "3,456"),
        (b"BT /F3 9 Tf (abc) Tj ET", ""),
        (b"BT /F2 9 Tf <0001> Tj /F1 9 Tf (1) Tj ET", "39"),
        (b"BT /F1 9 Tf (a) Tj ET 0 0 m 9 9 l S BT (b) Tj ET", "A\nB"),
        (b"BT /F1 9 Tf (a) Tj ET /X1 Do", "A\n\nC"),  # a drawing is shown where it is used
        (b"BT /F1 9 Tf (a) Tj ET /X2 Do", "A"),  # a picture has no text
        (b"BT /F1 9 Tf (a) Tj 3 Tr (b) Tj 0 Tr (c) Tj ET", "AC"),  # what leaves nothing on the page is not shown
        (b"7 Tr q 0 Tr BT /F1 9 Tf (a) Tj ET Q BT /F1 9 Tf (b) Tj ET", "A"),
        (b"q /F1 9 Tf Q Q BT (a) Tj ET", ""),  # a font ends with what it was chosen in
    ],
)
def test_what_is_drawn_is_read_in_its_order(drawn: bytes, text: str) -> None:
    with pikepdf.open(BytesIO(made(drawn))) as pdf:
        assert page_texts(pdf) == [text]


def test_pages_and_attachments_are_told_apart() -> None:
    parts = read(made(b"BT /F1 9 Tf (a) Tj ET", b"BT /F2 9 Tf <0001> Tj ET", attached={"answer.json": b"{}", "b": b"\xff"}))
    assert parts.texts == ("A", "3")
    assert parts.laid_over == ((), ())
    assert dict(parts.attached) == {"answer.json": b"{}", "b": b"\xff"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7 broken", "a PDF that cannot be read: "),
        (made(b"BT /F9 9 Tf (a) Tj ET"), "a PDF that cannot be read: "),  # a font that the page does not have
    ],
)
def test_what_cannot_be_read_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(NotAnAnswer, match=f"^{said}"):
        read(content)


def test_without_pikepdf_one_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pikepdf", None)
    with pytest.raises(NotAnAnswer) as refused:
        read(b"")
    assert str(refused.value) == "a PDF can be read only with pikepdf: install it, or this package with its extra `pdf`"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("about $45,000 at 65.", ["45,000", "65"]),
        ("−12.5% to +3%", ["12.5", "3"]),
        ("1 234 567", ["1", "234", "567"]),
        ("1\u00a0234 and 1\u202f234", ["1\u00a0234", "1\u202f234"]),
        ("401(k), 5.", ["401", "5"]),
        ("7", ["7"]),
        ("none", []),
    ],
)
def test_numbers_are_read_as_they_are_written(text: str, found: list[str]) -> None:
    assert numbers(text) == found
