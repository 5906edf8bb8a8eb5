"""Whatever bytes are sent: a reason, never a traceback, and little work."""

import json
import os
import random
import subprocess
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from advisor.reports import checking
from scenarios import pdf_apart, pdf_text
from scenarios.errors import InputError, NotAnAnswer
from scenarios.pdf_apart import read_apart
from scenarios.pdf_text import read
from scenarios.printed_number import rounds
from scenarios.strict_json import read_json
from scenarios.verify import verify
from scenarios.verify_pdf import ANSWER, FIGURES, INPUTS, verify_parts
from tests.banks import small_bank
from tests.reports.made import attached, edited, made, put

BANK = small_bank(paths=100)
PAGES = b"1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"


def written(*objects: bytes) -> bytes:
    """A PDF written by hand, without a table of its objects: readers rebuild it."""
    return b"%PDF-1.7\n" + PAGES + b"\n".join(objects) + b"\ntrailer\n<</Root 1 0 R/Size 99>>\n"


def stream(number: int, content: bytes, entries: bytes = b"") -> bytes:
    return b"%d 0 obj\n<</Length %d %s>>\nstream\n" % (number, len(content), entries) + content + b"\nendstream\nendobj"


def bomb(gigabytes: int) -> bytes:
    """So many zeros, packed twice. A packed megabyte of them is the same each time, so it is packed once."""
    packer = zlib.compressobj(9, wbits=-15)
    zeros = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    check = ((gigabytes << 30) % 65_521 << 16) + 1
    return zlib.compress(b"\x78\xda" + zeros * (gigabytes << 10) + packer.flush() + check.to_bytes(4), 9)


def nested(levels: int) -> bytes:
    """Drawings that each draw the next one ten times."""
    drawings = [
        stream(10 + level, b"/X Do " * 10, b"/Subtype/Form/Resources<</XObject<</X %d 0 R>>>>" % (11 + level)) for level in range(levels)
    ]
    page = b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</X 10 0 R>>>>>>\nendobj"
    return written(page, stream(4, b"/X Do"), *drawings, stream(10 + levels, b"BT ET", b"/Subtype/Form"))


def many_pages(count: int) -> bytes:
    """One page, listed so many times."""
    saved = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.Pages.Kids, pdf.Root.Pages.Count = pikepdf.Array([pdf.pages[0].obj] * count), count
        pdf.save(saved)
    return saved.getvalue()


def a_page(contents: bytes, entries: bytes = b"", *others: bytes) -> bytes:
    return written(b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R%s>>\nendobj" % entries, contents, *others)


def wide_font() -> bytes:
    table = b"beginbfrange <0> <FFFFFFFF> <0041> endbfrange"
    font = b"5 0 obj\n<</Type/Font/Subtype/Type0/ToUnicode 6 0 R>>\nendobj"
    return a_page(stream(4, b"BT /F 9 Tf ET"), b"/Resources<</Font<</F 5 0 R>>>>", font, stream(6, table))


LETTERS = b"/Resources<</Font<</F 5 0 R>>>>"
FONT = (
    b"5 0 obj\n<</Type/Font/Subtype/TrueType/ToUnicode 6 0 R>>\nendobj",
    stream(6, b"beginbfchar <41> <0041> endbfchar"),
)
TO_ITSELF = b"\nxref\n0 0\ntrailer<</Prev 9/Root 1 0 R>>startxref 9 %%EOF"

# what is sent, and what is said of it
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "a bomb in a page": (lambda: a_page(stream(4, bomb(2), b"/Filter[/FlateDecode/FlateDecode]")), "cannot be read|costs too much"),
    "sixty-one pages": (lambda: many_pages(61), "61 pages are more"),
    "a hundred thousand pages": (lambda: many_pages(100_000), "pages are more|cannot be read|costs too much"),
    "drawings in drawings": (lambda: nested(9), "drawings in drawings are more"),
    "many drawings in drawings": (lambda: nested(5), "drawings in drawings are more"),
    "a drawing that draws itself": (lambda: nested(1).replace(b"/X 11 0 R", b"/X 10 0 R"), "drawings in drawings are more"),
    "a font of four thousand million letters": (wide_font, "a font's letters are more"),
    "a million letters": (
        lambda: a_page(stream(4, b"BT /F 9 Tf (" + b"A" * 1_000_001 + b") Tj ET"), LETTERS, *FONT),
        "its letters are more",
    ),
    "pages that are their own parents": (lambda: written(b"3 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 9>>\nendobj"), "cannot be read"),
    "a table of objects that leads to itself": (lambda: a_page(stream(4, b"")) + TO_ITSELF, "is not attached"),
    "nothing but a beginning": (lambda: b"%PDF-1.7", "cannot be read"),
    "lists in lists": (lambda: written(b"3 0 obj\n" + b"[" * 100_000 + b"\nendobj"), "cannot be read"),
    "an operator without operands": (lambda: a_page(stream(4, b"BT Tf Tj Tr Do ET")), "cannot be read"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_made_to_cost_much_is_refused_at_little_cost(name: str) -> None:
    """The limits are the child's own: it is gone before they are passed, however much it would take."""
    sent, said = HOSTILE[name]
    with pytest.raises(NotAnAnswer, match=said) as refused:
        checking.checked(sent())
    assert refused.value.reason in ("unreadable", "not_attached")


def test_who_reads_for_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_apart, "PATIENCE", 0.001)
    with pytest.raises(NotAnAnswer, match="costs too much"):
        read_apart(many_pages(1))


def test_the_one_who_reads_knows_nothing_of_the_site(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, Any] = {}

    def run(command: list[str], **terms: Any) -> Any:
        asked.update(terms)
        return subprocess.CompletedProcess(command, 1, b"", b"")

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(NotAnAnswer):
        read_apart(b"")
    assert asked["env"] == {}
    assert "preexec_fn" not in asked


@pytest.mark.django_db
def test_read_apart_is_read_as_here(bank: object) -> None:
    assert read_apart(made()) == read(made())


def test_more_or_larger_files_than_a_report_carries_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def carrying(count: int, size: int) -> bytes:
        saved = BytesIO()
        with pikepdf.new() as pdf:
            pdf.add_blank_page()
            for number in range(count):
                pdf.attachments[str(number)] = bytes(size)
            pdf.save(saved)
        return saved.getvalue()

    monkeypatch.setattr(pdf_text, "MOST_BYTES", 1_000)
    assert len(read(carrying(10, 1_000)).attached) == 10
    for count, size in ((11, 9), (1, 1_001)):
        with pytest.raises(NotAnAnswer, match="attached files"):
            read(carrying(count, size))


# --- what is attached ---

HUGE = '{"schema": 1, "run": {"id": %s}, "question": {}, "baseline": {}}'


@pytest.mark.parametrize(
    "text",
    ["NaN", "[Infinity]", "1e999", "-1e999", "9" * 21, "9" * 5_000, '"\\ud800"', '{"\\udfff": 1}', "[" * 31 + "]" * 31, "[" * 100_000, "",
     "\xff"],
)  # fmt: skip
def test_json_that_no_report_has_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(NotAnAnswer, match=r"^answer\.json: not JSON: "):
        read_json(text.encode("latin-1"), "answer.json: not JSON")


def test_json_of_a_report_is_read_as_it_is() -> None:
    document = {"a": [1, -2.5, 1e300, None, True, "ü", {"b": "9" * 99}], "c": 10**19}
    assert read_json(json.dumps(document).encode(), "") == document


@pytest.mark.parametrize("stated", [1e308, -1e308, 5e-324, 10**19, True, 0, -0.0])
@pytest.mark.parametrize("text", ["1", "0", "9" * 400, "1.2.3", "1,2.3,4", "٣", "x", "", "-1", "1e5", "\u00a0"])
def test_no_number_and_no_text_of_a_list_breaks_the_comparison(stated: float, text: str) -> None:
    assert rounds(text, stated) in (True, False)


def parts_of(content: bytes) -> dict[str, Any]:
    return {name: json.loads(attached(content, name)) for name in (INPUTS, ANSWER, FIGURES)}


ODD: list[Any] = [
    None,
    True,
    0,
    -1,
    1e300,
    10**19,
    "",
    "x" * 5_000,
    "\x1b[2J",
    [],
    {},
    [[]],
    {"value": []},
    [1, "a", None],
    "2026-11",
    {"p50": 3},
]


def places(document: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    for key, part in document.items() if isinstance(document, dict) else enumerate(document) if isinstance(document, list) else ():
        yield from places(part, (*path, key))


def put_at(document: Any, path: tuple[Any, ...], odd: Any) -> Any:
    copy = json.loads(json.dumps(document))
    inner = copy
    for key in path[:-1]:
        inner = inner[key]
    if odd is ODD:
        del inner[path[-1]]
    else:
        inner[path[-1]] = odd
    return copy


@pytest.mark.django_db
@pytest.mark.parametrize("name", [INPUTS, ANSWER, FIGURES])
def test_an_odd_value_anywhere_gives_a_verdict_or_a_reason(name: str, bank: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the model answers, it is left out: what it is asked is the same each time, or is refused before."""
    content = made()
    whole = read(content)
    documents = parts_of(content)
    draw, everywhere = random.Random(7), list(places(documents[name]))
    again = verify(documents[ANSWER])[1]
    monkeypatch.setattr("scenarios.verify.answer_to", lambda *asked, **more: _Known())
    monkeypatch.setattr("scenarios.verify.answer_document", lambda *asked, **more: again)
    for path in draw.choices(everywhere, k=1_000 if "PROOF" in os.environ else 60):
        changed = put_at(documents[name], path, draw.choice([*ODD, ODD]))
        files = {**whole.attached, name: json.dumps(changed).encode()}
        try:
            said = verify_parts(pdf_text.PdfParts(texts=whole.texts, laid_over=whole.laid_over, attached=files), bank=BANK).lines
        except NotAnAnswer as refused:
            said = (str(refused),)
        except InputError:
            continue
        assert all(line.isprintable() and line for line in said)


class _Known:
    """In place of an answer: its baseline's largest balance."""

    class baseline:  # noqa: N801
        class balance:  # noqa: N801
            class p95:  # noqa: N801
                value = 1e6


@pytest.mark.django_db
def test_a_file_that_was_cut_or_hit_anywhere_gives_its_parts_or_a_reason(bank: object) -> None:
    content, draw = made(), random.Random(11)
    broken = [content[: draw.randrange(len(content))] for _ in range(20)]
    for _ in range(40):
        hit = bytearray(content)
        for _ in range(draw.choice([1, 3, 30])):
            hit[draw.randrange(len(hit))] = draw.randrange(256)
        broken.append(bytes(hit))
    refused = 0
    for one in broken:
        try:
            read(one)
        except NotAnAnswer:
            refused += 1
    assert refused > 8


@pytest.mark.django_db
def test_a_question_about_other_futures_is_left_to_the_terminal(bank: object) -> None:
    """Else a file could ask the site for a bank of its own, which takes half a minute and a disk."""

    def edit(opened: pikepdf.Pdf) -> None:
        asked = json.loads(opened.attachments[INPUTS].get_file().read_bytes())
        asked["beliefs"] |= {"paths": 2_000, "seed": 7}
        put(opened, INPUTS, json.dumps(asked).encode())

    with pytest.raises(NotAnAnswer) as refused:
        checking.checked(edited(made(), edit))
    assert refused.value.reason == "elsewhere"


@pytest.mark.django_db
@pytest.mark.parametrize("name", [INPUTS, ANSWER, FIGURES])
def test_a_report_that_lost_what_it_carries_says_so(name: str, bank: object) -> None:
    with pytest.raises(NotAnAnswer) as refused:
        checking.checked(edited(made(), lambda opened: opened.attachments.__delitem__(name)))
    assert refused.value.reason == "not_attached"
