"""The text that the pages of a PDF show, read from their drawing instructions and the fonts' own tables, and what is attached.

The one place of the model that asks for pikepdf (the extra `pdf`), and only when a PDF is to be read.
"""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from scenarios.errors import NotAnAnswer

NUMBER = re.compile(r"\d(?:[\d.,\u00a0\u202f]*\d)?")
SHOWS = ("Tj", "TJ", "'", '"')
NEEDED = "BT Tf Tj TJ ' \" Do"  # the operators that say what is shown; the rest is drawing

Font = tuple[Mapping[int, str], int]  # what each character code stands for, and how many bytes a code has


def read(content: bytes) -> tuple[list[str], Mapping[str, bytes]]:
    """The text of each page, and the attached files by name. Raises NotAnAnswer for what cannot be read."""
    try:
        import pikepdf
    except ImportError as error:
        raise NotAnAnswer("a PDF can be read only with pikepdf: install it, or this package with its extra `pdf`") from error
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            return page_texts(pdf), {name: spec.get_file().read_bytes() for name, spec in pdf.attachments.items()}
    except (pikepdf.PdfError, KeyError, ValueError) as error:
        raise NotAnAnswer(f"a PDF that cannot be read: {error}") from error


def numbers(text: str) -> list[str]:
    """The numbers of a text as written, from left to right, without signs and units."""
    return NUMBER.findall(text)


def page_texts(pdf: Any) -> list[str]:
    """The text of each page in the order in which it is drawn, a line for each run of letters."""
    fonts: dict[tuple[int, int], Font] = {}
    return ["".join(_shown(page, page.get("/Resources", {}), fonts)).strip() for page in pdf.pages]


def _shown(stream: Any, resources: Any, known: dict[tuple[int, int], Font]) -> Iterator[str]:
    """The text of a page or of a drawing used in it. `known` are the fonts read so far."""
    import pikepdf

    fonts, drawings = resources.get("/Font", {}), resources.get("/XObject", {})
    font: Font = ({}, 1)
    for instruction in pikepdf.parse_content_stream(stream, NEEDED):
        operands, name = instruction.operands, str(instruction.operator)
        if name == "BT":
            yield "\n"
        elif name == "Tf":
            chosen = fonts[str(operands[0])]
            if chosen.objgen not in known or not chosen.is_indirect:
                known[chosen.objgen] = _letters(chosen)
            font = known[chosen.objgen]
        elif name in SHOWS:
            parts = operands[-1] if name == "TJ" else [operands[-1]]
            yield "".join(_decoded(bytes(part), *font) for part in parts if isinstance(part, pikepdf.String))
        elif name == "Do" and drawings.get(str(operands[0]), {}).get("/Subtype") == "/Form":
            drawing = drawings[str(operands[0])]
            yield "\n"
            yield from _shown(drawing, drawing.get("/Resources", resources), known)


def _decoded(codes: bytes, letters: Mapping[int, str], width: int) -> str:
    return "".join(letters.get(int.from_bytes(codes[at : at + width]), "") for at in range(0, len(codes), width))


def _letters(font: Any) -> Font:
    """A font's own table of letters (ToUnicode)."""
    table = font.get("/ToUnicode")
    text = b"" if table is None else table.read_bytes()
    letters: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", text, re.DOTALL):
        for code, letter in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            letters[int(code, 16)] = _utf16(letter)
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", text, re.DOTALL):
        for first, last, letter in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            start = int(letter, 16)
            letters.update({code: chr(start + code - int(first, 16)) for code in range(int(first, 16), int(last, 16) + 1)})
    return letters, 2 if font.get("/Subtype") == "/Type0" else 1


def _utf16(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be")
