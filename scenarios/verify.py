"""Whether an answer's numbers are those that the model gives to its question: answered again and compared, number by number."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from scenarios import __version__
from scenarios.answer import answer_to
from scenarios.answer_document import SCHEMA, answer_document
from scenarios.bank import Bank
from scenarios.document import parse, to_document
from scenarios.errors import NotAnAnswer
from scenarios.inputs import Question

# How far numbers may differ between machines, whose exp may differ in the last bit of single precision.
PRECISION = 1e-5  # of a number; inside a distribution, of its largest number
OF_BALANCE = 1e-6  # of the largest balance, for what is taken from balances: paired changes are small beside them
OF_ERROR = 1e-2  # of a standard error, which itself is known to a tenth
CENT, MILLIONTH = 0.011, 1.1e-6  # numbers are written to the cent or to six places
FOUND_TO = 1e-5  # break-evens: as exact as the search on another machine
FROM_BALANCES = ("balance", "gate.cost", "_if_worse", "stress")  # in a path: dollars of the account, not of a month
LONGEST_PLACE = 160  # letters
LISTED = 20  # differences that are told one by one
RUN = ("id", "edition", "seed", "paths", "model", "edition_hash", "bank", "overrides")  # of NumPy the numbers do not depend


@dataclass(frozen=True, kw_only=True)
class Deviation:
    """One place where two accounts of the same thing differ: `of`, its path in the answer, `page` and `place`, the how manieth number
    of which page it is, or what else `what` says. 0 is no page."""

    stated: object
    found: object
    against: str = "made again"
    of: str = ""
    page: int = 0
    place: int = 0
    what: str = ""

    @property
    def where(self) -> str:
        on = f"page {self.page}" if self.page else ""
        number = f"number {self.place}" if self.place else self.what
        spot = ", ".join(part for part in (on, number) if part)
        return printable(f"{spot} ({self.of})" if spot and self.of else spot or self.of, LONGEST_PLACE)

    def __str__(self) -> str:
        numbers = isinstance(self.stated, (int, float)) and isinstance(self.found, (int, float))
        by = f" ({self.stated - self.found:+.6g})" if numbers else ""  # type: ignore[operator]
        return f"{self.where}: {said(self.stated)}, {said(self.found)} {self.against}{by}"


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a comparison found. `deviations`: the file's numbers against those made again. Where `made_by`, the version of the
    engine that the file names, is not ours, it explains them. `altered`: places where the file contradicts itself, which no
    version explains. Of the numbers `on_pages` those `traced` are the answer's own; the others stand as the file lists them."""

    run: str
    compared: int
    made_by: str
    deviations: tuple[Deviation, ...]
    altered: tuple[Deviation, ...] = ()
    edition: str = ""
    on_pages: int = 0
    traced: int = 0

    @property
    def by_another(self) -> bool:
        """Whether another version of the engine made it."""
        return self.made_by != __version__

    @property
    def same(self) -> bool:
        return not (self.deviations or self.altered)

    @property
    def lines(self) -> tuple[str, ...]:
        """The verdict in words, of each kind at most LISTED deviations one by one."""
        other = f" (made by version {self.made_by}; this is {__version__})" if self.by_another else ""
        if self.same:
            others = (
                f"  on the pages, {self.traced} of {self.on_pages} numbers are the answer's own; the others stand as the file lists them"
            )
            return (f"same numbers: {self.compared} compared, run {self.run}{other}", *([others] if self.on_pages else []))
        contradicts = f"altered: the file contradicts itself in {len(self.altered)} places, run {self.run}"
        name = "differences between engines" if other else "other numbers"
        differs = f"{name}: {len(self.deviations)} of {self.compared} differ, run {self.run}{other}"
        return (*_listed(contradicts, self.altered), *_listed(differs, self.deviations))


def _listed(title: str, found: tuple[Deviation, ...]) -> tuple[str, ...]:
    more = len(found) - LISTED
    return (title, *(f"  {one}" for one in found[:LISTED]), *([f"  and {more} more"] if more > 0 else [])) if found else ()


def verify(document: Mapping[str, Any], *, question: Question | None = None, bank: Bank | None = None) -> tuple[Verdict, dict[str, Any]]:
    """Answer a document's question again and compare everything it states. Also gives the answer made again. `question` is
    what to ask in place of the document's own. Raises NotAnAnswer, or InputError for a question that cannot be asked."""
    run, asked = _open(document)
    own = parse(asked) if question is None else question
    again = answer_to(own, bank=bank)
    parts = document["baseline"]
    made = answer_document(again, at_retirement="at_retirement" in parts, by_age="by_age" in parts)
    made_by = str(run.get("engine"))
    stated = {**document, "run": {key: run.get(key) for key in RUN if key != "id" or made_by == __version__}}
    found = {**made, "run": {key: made["run"][key] for key in stated["run"]}, "question": to_document(own)}
    deviations, compared = compare(stated, found, again.baseline.balance.p95.value)
    edition = str(made["run"]["edition"])
    return Verdict(
        run=printable(run.get("id")), edition=edition, compared=compared, made_by=printable(made_by), deviations=deviations
    ), made


def _open(document: object) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """The run and the question of a document."""
    if not isinstance(document, Mapping) or document.get("schema") != SCHEMA:
        raise NotAnAnswer(f"not an answer of this model: no schema {SCHEMA}")
    run, asked = document.get("run"), document.get("question")
    if not isinstance(run, Mapping) or not isinstance(asked, Mapping) or not isinstance(document.get("baseline"), Mapping):
        raise NotAnAnswer("not a whole answer: it needs run, question and baseline, as `answer --json` prints them")
    return run, asked


def compare(stated: object, found: object, balance: float = 0.0) -> tuple[tuple[Deviation, ...], int]:
    """All places where two documents differ, and how many values they have. `balance` is the largest balance in play."""
    deviations, compared = [], 0
    for where, one, other, largest in _pairs(stated, found, "", 0.0):
        compared += 1
        if not agree(one, other, where, largest, balance):
            deviations.append(Deviation(of=where, stated=one, found=other))
    return tuple(deviations), compared


def agree(stated: object, found: object, where: str, largest: float = 0.0, balance: float = 0.0) -> bool:
    """Whether two values are the same; numbers as far as they are exact. `largest` is the largest number of their distribution."""
    if not (isinstance(stated, float) and isinstance(found, (float, int))) or where.startswith(("run.", "question.")):
        return stated == found
    size = max(abs(found), largest)
    least = FOUND_TO if where.startswith("break_even.") else CENT if size >= 1 else MILLIONTH
    of_error = OF_ERROR * abs(found) if where.endswith(".se") else 0.0
    of_balance = OF_BALANCE * balance if any(name in where for name in FROM_BALANCES) else 0.0
    return abs(stated - found) <= max(PRECISION * size, least, of_error, of_balance)


def _pairs(stated: object, found: object, where: str, largest: float) -> Iterator[tuple[str, object, object, float]]:
    """Every value of either document with its path; what is missing on a side is None there."""
    if isinstance(stated, Mapping) and isinstance(found, Mapping):
        within = max([largest, *_sizes(found)]) if "p50" in found else largest
        for key in dict.fromkeys([*found, *stated]):
            yield from _pairs(stated.get(key), found.get(key), f"{where}.{key}" if where else str(key), within)
    elif isinstance(stated, list) and isinstance(found, list) and len(stated) == len(found):
        for number, (one, other) in enumerate(zip(stated, found, strict=True)):
            yield from _pairs(one, other, f"{where}[{number}]", largest)
    else:
        yield where, stated, found, largest


def _sizes(distribution: Mapping[str, Any]) -> list[float]:
    return [abs(statistic["value"]) for statistic in distribution.values() if isinstance(statistic, Mapping)]


def said(value: object) -> str:
    return printable("nothing" if value is None else f"{value:,}" if isinstance(value, float) else str(value))


def printable(value: object, most: int = 60) -> str:
    """Of a file that may be anybody's: short, and nothing that a terminal would obey."""
    text = "".join(letter if letter.isprintable() else " " if letter.isspace() else "?" for letter in str(value)[: most + 1])
    return text if len(text) <= most else text[: most - 3] + "..."
