"""The rows of a census, one after the other: people, and every fault with its row and column."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext

from advisor.cohorts import cells, columns
from advisor.cohorts.columns import Columns
from advisor.cohorts.models import Person
from advisor.cohorts.people import household_document
from advisor.present.faults import wording
from scenarios.assumptions import Assumptions
from scenarios.errors import Fault as ModelFault
from scenarios.errors import InputError

Row = Sequence[str]

# Where in a row the cause of what the model refuses stands: the first of these that is filled in.
_CAUSES = {
    "household.age": ("age", "born"),
    "household.contribution": ("dollars", "share"),
    "household.plan_to_age": ("retirement_age",),
}


@dataclass(frozen=True, kw_only=True)
class Fault:
    """`row` as in the file, whose header is row 1; `column` as the header calls it; `kind` is a fixed word."""

    row: int
    column: str
    given: str
    kind: str
    words: str


@dataclass
class Rows:
    """What was found in the rows so far."""

    header: Row
    picked: Columns
    assumptions: Assumptions
    people: list[Person] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)
    parts_of_1: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.places = {key: place for place, key in enumerate(self.picked) if key}

    def look_at_percents(self, filled: Sequence[tuple[int, Row]]) -> None:
        """A column in which no number is above 1 is unclear as a whole: that is one fault."""
        for key in cells.PERCENTS:
            found = [(number, text, value) for number, row in filled if (text := self._cell(row, key)) and (value := _read(key, text))]
            if found and all(cells.is_unclear(text, value, with_1=True) for _, text, value in found):
                self.parts_of_1.add(key)
                self._fault(found[0][0], key, found[0][1], cells.unclear())

    def take(self, number: int, row: Row) -> None:
        before = len(self.faults)
        if len(row) > len(self.header):
            self._more_cells(number, row)
        values = {key: self._value(number, row, key) for key in self.places}
        self._judge_reference(number, values)
        self._judge_contribution(number, row, values)
        if len(self.faults) == before:
            self._add(number, row, {key: value for key, value in values.items() if value is not None})

    def _value(self, number: int, row: Row, key: str) -> Any:
        """None for a cell that is empty, or at fault."""
        text = self._cell(row, key)
        if not text:
            if key in (*columns.REQUIRED, "age", "born"):
                self._fault(number, key, "", cells.Wrong("missing", gettext("Fill in this cell.")))
            return None
        try:
            value = cells.meant(key, text)
            if key in cells.PERCENTS and key not in self.parts_of_1 and cells.is_unclear(text, value):
                raise cells.unclear()
        except cells.Wrong as wrong:
            self._fault(number, key, text, wrong)
            return None
        return value

    def _judge_reference(self, number: int, values: Mapping[str, Any]) -> None:
        reference = values["reference"]
        if reference is None:
            return
        first = self.seen.setdefault(reference.casefold(), number)
        if first != number:
            words = gettext("Row %(row)s has the same number. Each person has one row.") % {"row": first}
            self._fault(number, "reference", reference, cells.Wrong("duplicate", words))

    def _judge_contribution(self, number: int, row: Row, values: Mapping[str, Any]) -> None:
        keys = [key for key in ("share", "dollars") if key in self.places]
        if not any(self._cell(row, key) for key in keys):
            words = gettext("Fill in what this person pays in, or 0.")
            self._fault(number, keys[0], "", cells.Wrong("missing", words))
        elif len(keys) == 2 and values["share"] and values["dollars"]:
            words = gettext("Give percent of pay or dollars a year, not both.")
            self._fault(number, "dollars", self._cell(row, "dollars"), cells.Wrong("both", words))

    def _more_cells(self, number: int, row: Row) -> None:
        place = next(place for place in range(len(self.header), len(row)) if row[place])
        words = gettext("This row has more cells than the header.")
        self.faults.append(Fault(row=number, column=columns.name_of(self.header, place), given=row[place], kind="more_cells", words=words))

    def _add(self, number: int, row: Row, values: dict[str, Any]) -> None:
        try:
            household = household_document(_known(values, self.assumptions), self.assumptions)
        except InputError as error:
            for fault in error.faults:
                self._refused(number, row, fault)
            return
        texts = {key: values.get(key, "") for key in ("reference", "name", "department", "location", "language")}
        place = len(self.people) + 1
        self.people.append(Person(place=place, household=household, sleeve_share=values.get("sleeve_share"), **texts))

    def _refused(self, number: int, row: Row, fault: ModelFault) -> None:
        """By the model, which knows the ranges."""
        keys = _CAUSES.get(fault.key, (fault.key.rpartition(".")[2],))
        key = next((key for key in keys if self._cell(row, key)), "reference")
        words = wording(fault)
        if key == "born":
            words = gettext("This makes an age of %(age)s. It may be from 18 to 104.") % {"age": fault.given}
        self._fault(number, key, self._cell(row, key), cells.Wrong("range", words))

    def _cell(self, row: Row, key: str) -> str:
        place = self.places.get(key, len(row))
        return row[place] if place < len(row) else ""

    def _fault(self, number: int, key: str, given: str, wrong: cells.Wrong) -> None:
        column = columns.name_of(self.header, self.places[key])
        self.faults.append(Fault(row=number, column=column, given=given, kind=wrong.kind, words=wrong.words))


def _read(key: str, text: str) -> float:
    """0 for what cannot be read, which is told later."""
    try:
        return float(cells.meant(key, text))
    except cells.Wrong:
        return 0.0


def _known(values: Mapping[str, Any], assumptions: Assumptions) -> dict[str, Any]:
    """The table `household` as far as the census says it."""
    known = {key: values[key] for key in ("age", "pay", "balance", "roth_balance", "roth_share", "retirement_age") if key in values}
    if "born" in values:
        known["age"] = assumptions.year - values["born"]
    return known | {"contribution": values.get("dollars") or values.get("share") or 0.0}
