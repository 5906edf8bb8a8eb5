"""Whether the numbers printed in a PDF report are the model's: the attached question is answered again, and every number on the
pages is compared with what the report says of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any

from scenarios.bank import Bank
from scenarios.document import parse
from scenarios.errors import NotAnAnswer
from scenarios.inputs import Question
from scenarios.pdf_text import PdfParts, numbers, read
from scenarios.printed_number import rounds
from scenarios.strict_json import read_json
from scenarios.verify import Deviation, Verdict, verify

INPUTS, ANSWER, FIGURES = "inputs.json", "answer.json", "figures.json"


def is_pdf(content: bytes) -> bool:
    return content.startswith(b"%PDF-")


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number that a page shows: as written there and, if it is the answer's, its path in it and the exact value."""

    text: str
    of: str = ""
    number: float | None = None


def verify_pdf(content: bytes, *, bank: Bank | None = None) -> Verdict:
    """Answer the attached inputs again and compare: the attached answer with it, each figure of the pages with the attached
    answer, and the pages with the attached list of figures. Raises NotAnAnswer, or InputError for inputs that cannot be."""
    return verify_parts(read(content), bank=bank)


def verify_parts(parts: PdfParts, *, bank: Bank | None = None) -> Verdict:
    """The same for a PDF that has been read."""
    stated, pages = _document(parts.attached, ANSWER), _listed(_document(parts.attached, FIGURES))
    verdict, _ = verify(stated, question=inputs(parts), bank=bank)
    on_pages = (*_laid_over(parts.laid_over), *_without_code(parts.texts, verdict.run), *_on_pages(parts.texts, pages))
    return replace(
        verdict,
        compared=verdict.compared + sum(len(page) for page in pages),
        on_pages=sum(len(page) for page in pages),
        traced=sum(bool(figure.of) for page in pages for figure in page),
        deviations=_placed(verdict.deviations, pages),
        altered=(*on_pages, *_in_list(pages, stated)),
    )


def inputs(parts: PdfParts) -> Question:
    """What the report asks. Raises NotAnAnswer, or InputError."""
    return parse(_document(parts.attached, INPUTS))


def _document(attached: Mapping[str, bytes], name: str) -> dict[str, Any]:
    if name not in attached:
        missing = f"not a report of this model, or of a version that cannot be verified: {name} is not attached"
        raise NotAnAnswer(missing, "not_attached")
    document = read_json(attached[name], f"{name}: not JSON")
    if not isinstance(document, dict):
        raise NotAnAnswer(f"{name}: not a document")
    return document


def _listed(figures: Mapping[str, Any]) -> list[list[Figure]]:
    match figures:
        case {"pages": list(pages)} if all(isinstance(page, list) for page in pages):
            return [[_figure(entry) for entry in page] for page in pages]
    raise NotAnAnswer(f"{FIGURES} does not list the pages' figures")


def _figure(entry: object) -> Figure:
    match entry:
        case {"text": str(text), "of": str(of), "number": int() | float() as number}:
            return Figure(text=text, of=of, number=number)
        case {"text": str(text), **others} if not others:
            return Figure(text=text)
    raise NotAnAnswer(f"{FIGURES} has an entry that is no figure")


def _laid_over(pages: Sequence[Sequence[str]]) -> Iterator[Deviation]:
    """Where something lies on a page that no report of ours has there: it may hide what is below."""
    for page, kinds in enumerate(pages, start=1):
        for kind in kinds:
            yield Deviation(page=page, what="laid over it", stated=kind, found=None, against="in a report")


def _without_code(texts: Sequence[str], run: str) -> Iterator[Deviation]:
    """Pages without the code of the attached answer: pages of another one, or a code that was changed."""
    for page, text in enumerate(texts, start=1):
        if run not in "".join(text.split()):
            yield Deviation(page=page, what="run code", stated=None, found=run, against=f"in {ANSWER}")


def _on_pages(texts: Sequence[str], pages: Sequence[Sequence[Figure]]) -> Iterator[Deviation]:
    """Where the numbers on the pages are not those that the list has, in their order."""
    if len(texts) != len(pages):
        yield Deviation(what="pages", stated=len(texts), found=len(pages), against=f"in {FIGURES}")
    for page, (text, listed) in enumerate(zip_longest(texts, pages, fillvalue=None), start=1):
        printed, expected = numbers(text or ""), [figure.text for figure in listed or []]
        for place, (one, other) in enumerate(zip_longest(printed, expected), start=1):
            if one != other:
                yield Deviation(page=page, place=place, stated=one, found=other, against=f"in {FIGURES}")
                if len(printed) != len(expected):
                    break  # one number more or less moves all that follow


def _in_list(pages: Sequence[Sequence[Figure]], stated: Mapping[str, Any]) -> Iterator[Deviation]:
    """Where the list names a number of the answer that the answer does not have, or a text that does not round it."""
    for page, figures in enumerate(pages, start=1):
        for place, figure in enumerate(figures, start=1):
            if not figure.of:
                continue
            own = at(stated, figure.of)
            if figure.number != own:
                yield Deviation(page=page, place=place, of=figure.of, stated=figure.number, found=own, against=f"in {ANSWER}")
            elif not rounds(figure.text, own):
                yield Deviation(page=page, place=place, of=figure.of, stated=figure.text, found=own, against="before rounding")


def _placed(deviations: Sequence[Deviation], pages: Sequence[Sequence[Figure]]) -> tuple[Deviation, ...]:
    """The same, each with the first place where a page shows it."""
    places: dict[str, tuple[int, int]] = {}
    for page, figures in enumerate(pages, start=1):
        for place, figure in enumerate(figures, start=1):
            places.setdefault(figure.of, (page, place))
    shown = {of: spot for of, spot in places.items() if of}
    return tuple(replace(one, page=shown[one.of][0], place=shown[one.of][1]) if one.of in shown else one for one in deviations)


def at(document: Any, path: str) -> Any:
    """The value at a path as `sweep[3].balance.p50.value`; None if there is none."""
    for step in path.replace("[", ".[").split("."):
        try:
            document = document[int(step[1:-1])] if step.startswith("[") else document[step]
        except (KeyError, IndexError, TypeError, ValueError):
            return None
    return document
