"""The text that the pages of a PDF show, read from their drawing instructions and the fonts' own tables, and what is attached.

The one place of the model that asks for pikepdf (the extra `pdf`), and only when a PDF is to be read. It may be anybody's: what it
asks for is bounded here in number, and in memory and time where it is read apart (scenarios.pdf_apart).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from scenarios.errors import NotAnAnswer

NUMBER = re.compile(r"\d(?:[\d.,\u00a0\u202f]*\d)?")
SHOWS = ("Tj", "TJ", "'", '"')
NEEDED = "BT Tf Tj TJ ' \" Do q Q Tr"  # the operators that say what is shown; the rest is drawing
UNSEEN = (3, 7)  # ways of drawing letters that leave nothing on the page
DRAWN_BY_READERS = "/Link"  # the one kind of note on a page that shows nothing of its own
MOST_PAGES, MOST_LETTERS, MOST_DRAWINGS, DEEPEST = 60, 1_000_000, 2_000, 8
OF_A_STREAM = re.compile(r"^stream <[^>]*>:? ?")  # where pikepdf read from says nothing to anybody
MOST_CODES = 1 << 16  # of a font
MOST_ATTACHED, MOST_BYTES = 10, 1_000_000  # files, and bytes of each

Font = tuple[Mapping[int, str], int]  # what each character code stands for, and how many bytes a code has
NO_FONT: Font = ({}, 1)


@dataclass(frozen=True, kw_only=True)
class PdfParts:
    """What a PDF shows and carries. `texts`: the text of each page. `laid_over`: for each page the kinds of notes, form fields and
    the like that readers draw above it."""

    texts: tuple[str, ...]
    laid_over: tuple[tuple[str, ...], ...]
    attached: Mapping[str, bytes]


def read(content: bytes) -> PdfParts:
    """What a PDF shows and carries. Raises NotAnAnswer for what cannot be read."""
    try:
        import pikepdf
    except ImportError as error:
        raise NotAnAnswer("a PDF can be read only with pikepdf: install it, or this package with its extra `pdf`", "unreadable") from error
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            return _parts(pdf)
    except NotAnAnswer:
        raise
    except pikepdf.PasswordError as error:
        raise NotAnAnswer("a PDF that is locked with a password", "locked") from error
    except Exception as error:  # a file made to break readers may do so anywhere, in any way
        why = OF_A_STREAM.sub("", str(error)) or type(error).__name__
        raise NotAnAnswer(f"a PDF that cannot be read: {why}", "unreadable") from error


def _parts(pdf: Any) -> PdfParts:
    if len(pdf.pages) > MOST_PAGES:
        raise _too_large(f"{len(pdf.pages)} pages")
    over = tuple(tuple(_laid_over(page)) for page in pdf.pages)
    if "/OCProperties" in pdf.Root and over:
        over = (("layers", *over[0]), *over[1:])
    return PdfParts(texts=tuple(page_texts(pdf)), laid_over=over, attached=dict(_attached(pdf)))


def _attached(pdf: Any) -> Iterator[tuple[str, bytes]]:
    for count, (name, file) in enumerate(pdf.attachments.items(), start=1):
        data = file.get_file().read_bytes()
        if count > MOST_ATTACHED or len(data) > MOST_BYTES:
            raise _too_large("its attached files")
        yield name, data


def _laid_over(page: Any) -> Iterator[str]:
    for note in page.get("/Annots", []):
        if note.get("/Subtype") != DRAWN_BY_READERS or "/AP" in note:
            yield str(note.get("/Subtype", "note")).lstrip("/")


def _too_large(what: str) -> NotAnAnswer:
    return NotAnAnswer(f"a PDF that is no report of this model: {what} are more than a report has", "unreadable")


def numbers(text: str) -> list[str]:
    """The numbers of a text as written, from left to right, without signs and units."""
    return NUMBER.findall(text)


def page_texts(pdf: Any) -> list[str]:
    """The text of each page in the order in which it is drawn, a line for each run of letters."""
    reading = _Reading()
    return ["".join(reading.shown(page, page.get("/Resources", {}))).strip() for page in pdf.pages]


@dataclass
class _Reading:
    """Of one file: the fonts read so far, and how much has been read."""

    fonts: dict[tuple[int, int], Font] = field(default_factory=dict)
    letters: int = 0
    drawings: int = 0

    def shown(self, stream: Any, resources: Any, depth: int = 0) -> Iterator[str]:
        """The text of a page or of a drawing used in it."""
        import pikepdf

        drawings, font, unseen = resources.get("/XObject", {}), NO_FONT, False
        saved: list[tuple[Font, bool]] = []
        for instruction in pikepdf.parse_content_stream(stream, NEEDED):
            operands, name = instruction.operands, str(instruction.operator)
            if name == "BT":
                yield "\n"
            elif name == "q":
                saved.append((font, unseen))
            elif name == "Q":
                font, unseen = saved.pop() if saved else (font, unseen)
            elif name == "Tr":
                unseen = int(operands[0]) in UNSEEN
            elif name == "Tf":
                font = self.font(resources.get("/Font", {})[str(operands[0])])
            elif name in SHOWS and not unseen:
                yield self.read(operands[-1] if name == "TJ" else [operands[-1]], font)
            elif name == "Do" and drawings.get(str(operands[0]), {}).get("/Subtype") == "/Form":
                drawing = drawings[str(operands[0])]
                yield "\n"
                yield from self.drawn(drawing, drawing.get("/Resources", resources), depth + 1)

    def drawn(self, drawing: Any, resources: Any, depth: int) -> Iterator[str]:
        self.drawings += 1
        if self.drawings > MOST_DRAWINGS or depth > DEEPEST:
            raise _too_large("drawings in drawings")
        yield from self.shown(drawing, resources, depth)

    def font(self, chosen: Any) -> Font:
        if chosen.objgen not in self.fonts or not chosen.is_indirect:
            self.fonts[chosen.objgen] = _letters(chosen)
        return self.fonts[chosen.objgen]

    def read(self, parts: Any, font: Font) -> str:
        import pikepdf

        text = "".join(_decoded(bytes(part), *font) for part in parts if isinstance(part, pikepdf.String))
        self.letters += len(text)
        if self.letters > MOST_LETTERS:
            raise _too_large("its letters")
        return text


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
            start, low, high = int(letter, 16), int(first, 16), int(last, 16)
            if high - low >= MOST_CODES or len(letters) > MOST_CODES:
                raise _too_large("a font's letters")
            letters.update({code: chr(start + code - low) for code in range(low, high + 1)})
    return letters, 2 if font.get("/Subtype") == "/Type0" else 1


def _utf16(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be")
