"""What a report carries so that its numbers can be verified: the answer, and for each number on its pages where it is from."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import AttachedFileSpec, Name

from advisor.present.figures import Shown
from scenarios.pdf_text import NUMBER, numbers, page_texts
from scenarios.verify_pdf import ANSWER, FIGURES

SMALL = 200  # whole numbers below are ages and counts: too common to say where they are from


def attach(made: bytes, answer: Mapping[str, Any], notes: Sequence[Shown], made_on: date) -> bytes:
    """The report with `answer.json` and `figures.json` beside its inputs. `answer` is the document of the terminal, `notes` the
    numbers that were written for this report."""
    finished = BytesIO()
    with pikepdf.open(BytesIO(made)) as pdf:
        listed = figures(page_texts(pdf), notes, answer)
        _add(pdf, ANSWER, "The answer of this report", answer, made_on)
        _add(pdf, FIGURES, "Each number on the pages of this report and where it is from", {"pages": listed}, made_on)
        pdf.save(finished, deterministic_id=True)
    return finished.getvalue()


def figures(texts: Sequence[str], notes: Sequence[Shown], answer: Mapping[str, Any]) -> list[list[dict[str, Any]]]:
    """For each page its numbers in reading order: the `text`, and for a number of the answer its path (`of`) and what it was
    before rounding (`number`)."""
    sources = _sources(notes, answer)
    return [[_figure(text, found.start(), found[0], sources) for found in NUMBER.finditer(text)] for text in texts]


def _figure(text: str, at: int, digits: str, sources: Mapping[str, Sequence[tuple[str, int, dict[str, Any]]]]) -> dict[str, Any]:
    """The longest noted writing that stands here says where the number is from."""
    for written, offset, source in sources.get(digits, ()):
        if at >= offset and _stands(text, at - offset, written):
            return {"text": digits, **source}
    return {"text": digits}


def _stands(text: str, at: int, written: str) -> bool:
    """A line may end within what was written, in Chinese at any letter, and a picture has no spaces."""
    return "".join(text[at : at + 2 * len(written)].split()).startswith("".join(written.split()))


def _sources(notes: Sequence[Shown], answer: Mapping[str, Any]) -> Mapping[str, Sequence[tuple[str, int, dict[str, Any]]]]:
    """By its digits: how a number of the answer was written, how far into that its digits begin, and where it is from."""
    stated = list(_numbers(answer, ""))[::-1]  # of equal numbers the first keeps the name
    paths = {value: path for path, value in stated}
    chances = {value: path for path, value in stated if ".chance_" in path}
    found: dict[str, dict[str, tuple[str, int, dict[str, Any]]]] = {}
    for note in notes:
        number = round(note.value, 2 if abs(note.value) >= 1 else 6)
        path = (chances if note.text.isdecimal() and abs(note.value) < 1 else paths).get(number)
        if path is not None and numbers(note.text):
            digits = numbers(note.text)[0]
            source = note.text, note.text.index(digits), {"of": path, "number": number}
            found.setdefault(digits, {}).setdefault(note.text, source)
    return {digits: sorted(known.values(), key=lambda source: -len(source[0])) for digits, known in found.items()}


def _numbers(value: Any, path: str) -> Iterator[tuple[str, float]]:
    """The numbers of a document with their paths, without errors, ages and counts."""
    if isinstance(value, Mapping):
        for key, part in value.items():
            if key not in ("se", "run", "beliefs"):
                yield from _numbers(part, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from _numbers(part, f"{path}[{number}]")
    elif isinstance(value, (int, float)) and not isinstance(value, bool) and not (abs(value) < SMALL and float(value).is_integer()):
        yield path, value


def _add(pdf: pikepdf.Pdf, name: str, description: str, document: Mapping[str, Any], made_on: date) -> None:
    noon = datetime.combine(made_on, time(12)).strftime("D:%Y%m%d%H%M%SZ")
    file = AttachedFileSpec(
        pdf,
        json.dumps(document, separators=(",", ":")).encode(),
        description=description,
        filename=name,
        mime_type="application/json",
        creation_date=noon,
        mod_date=noon,
    )
    file.relationship = Name.Data
    pdf.attachments[name] = file
