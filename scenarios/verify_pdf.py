"""Whether the numbers printed in a PDF report are the model's: the attached question is answered again, and every number on the
pages is compared with what the report says of it."""

import json
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from math import floor, log10
from typing import Any

from scenarios.bank import Bank
from scenarios.document import parse
from scenarios.errors import NotAnAnswer
from scenarios.pdf_text import numbers, read
from scenarios.verify import Deviation, Verdict, verify

INPUTS, ANSWER, FIGURES = "inputs.json", "answer.json", "figures.json"
# What a printed number may count: ones, thousands, millions, hundredths; in Chinese also ten thousands and hundred millions.
UNITS = (1.0, 1e3, 1e6, 0.01, 1e4, 1e8)
UNITS_OF_ZERO = (1.0, 0.01)
STEP = 10.0  # dollars, to which changes are rounded
EXACT = 1e-6  # of a number: what writing it in decimal and back may move it


def is_pdf(content: bytes) -> bool:
    return content.startswith(b"%PDF-")


def verify_pdf(content: bytes, *, bank: Bank | None = None) -> Verdict:
    """Answer the attached inputs again and compare: the attached answer with it, each figure of the pages with the attached
    answer, and the pages with the attached list of figures. Raises NotAnAnswer, or InputError for inputs that cannot be."""
    texts, attached = read(content)
    inputs, stated, figures = (_json(attached, name) for name in (INPUTS, ANSWER, FIGURES))
    pages = figures.get("pages")
    if not isinstance(pages, list):
        raise NotAnAnswer(f"{FIGURES} does not list the pages' figures")
    verdict, _ = verify(stated, question=parse(inputs), bank=bank)
    altered = (*_on_pages(texts, pages), *_in_list(pages, stated))
    return Verdict(
        run=verdict.run,
        compared=verdict.compared + sum(len(page) for page in pages),
        made_by=verdict.made_by,
        deviations=verdict.deviations,
        altered=altered,
    )


def _json(attached: Mapping[str, bytes], name: str) -> dict[str, Any]:
    if name not in attached:
        raise NotAnAnswer(f"not a report of this model, or of a version that cannot be verified: {name} is not attached")
    try:
        document = json.loads(attached[name])
    except ValueError as error:
        raise NotAnAnswer(f"{name}: not JSON: {error}") from error
    if not isinstance(document, dict):
        raise NotAnAnswer(f"{name}: not a document")
    return document


def _on_pages(texts: list[str], pages: list[Any]) -> Iterator[Deviation]:
    """Where the numbers on the pages are not those that the list has, in their order."""
    for page, (text, listed) in enumerate(zip_longest(texts, pages, fillvalue=None), start=1):
        printed, expected = numbers(text or ""), [figure.get("text") for figure in listed or []]
        for place, (one, other) in enumerate(zip_longest(printed, expected), start=1):
            if one != other:
                yield Deviation(where=f"page {page}, number {place}", stated=one, found=other, against=f"in {FIGURES}")
                if len(printed) != len(expected):
                    break  # one number more or less moves all that follow


def _in_list(pages: list[Any], stated: Mapping[str, Any]) -> Iterator[Deviation]:
    """Where the list names a number of the answer that the answer does not have, or a text that does not round it."""
    for page, figures in enumerate(pages, start=1):
        for place, figure in enumerate(figures, start=1):
            if "of" not in figure:
                continue
            where, number, own = f"page {page}, number {place}", figure.get("number"), at(stated, figure["of"])
            if number != own:
                yield Deviation(where=f"{where} ({figure['of']})", stated=number, found=own, against=f"in {ANSWER}")
            elif not rounds(figure["text"], own):
                yield Deviation(where=f"{where} ({figure['of']})", stated=figure["text"], found=own, against="before rounding")


def at(document: Any, path: str) -> Any:
    """The value at a path as `sweep[3].balance.p50.value`; None if there is none."""
    for step in path.replace("[", ".[").split("."):
        try:
            document = document[int(step[1:-1])] if step.startswith("[") else document[step]
        except (KeyError, IndexError, TypeError, ValueError):
            return None
    return document


def rounds(text: str, number: float) -> bool:
    """Whether a printed number is this one rounded: to its own last place, to two significant figures (three after a leading 1)
    or from there to ten dollars; in any of the units, in either habit of writing. A zero counts no thousands or more: half of one
    would be nothing."""
    size = abs(number)
    short = _two_figures(size)
    for written in _readings(text):
        value, last = float(written), 10 ** -len(written.partition(".")[2])
        for unit in UNITS if value else UNITS_OF_ZERO:
            targets = (size, last / 2 * unit), (short, 0.0), (round(short / STEP) * STEP, 0.0)
            if any(abs(value * unit - target) <= near + EXACT * size for target, near in targets):
                return True
    return False


def _two_figures(size: float) -> float:
    if size == 0:
        return 0.0
    exponent = floor(log10(size))
    return float(round(size, 1 - exponent + (size < 2 * 10.0**exponent)))


def _readings(text: str) -> tuple[str, str]:
    """The number with a point as the decimal mark, and with a comma."""
    plain = "".join(text.split())
    return plain.replace(",", ""), plain.replace(".", "").replace(",", ".")
