"""What the library that reads a workbook does not tell of its cells: formulas, errors, shares in percent, and how far they reach."""

import re
from collections.abc import Container
from decimal import Decimal

from advisor.cohorts.models import MOST_PEOPLE
from advisor.cohorts.refused import MOST_COLUMNS, MOST_LETTERS, too_long, too_many_columns, too_many_rows
from advisor.cohorts.workbook_xml import Attributes, Enough, Reader

_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


class Cells(Reader):
    """`instead`: by row and column, counted from 0, the text of a cell in place of what the library reads there."""

    gathered = frozenset({"f", "v", "t"})

    def __init__(self, percent: Container[str] = (), too_long: Container[str] = ()) -> None:
        super().__init__()
        self.instead: dict[tuple[int, int], str] = {}
        self._percent, self._too_long = percent, too_long
        self._row = self._column = -1
        self._kind = self._style = self._value = ""
        self._formula: str | None = None

    def begin(self, name: str, given: Attributes) -> None:
        if name == "row":
            self._row, self._column = _counted(given.get("r"), self._row), -1
        elif name == "c":
            self._row, self._column = self._place(given.get("r", ""))
            self._kind, self._style = given.get("t", "n"), given.get("s", "0")
            self._value, self._formula = "", None

    def end(self, name: str) -> None:
        if name == "f":
            self._formula = self.text
        elif name == "v":
            self._value = self.text
        elif name == "t":
            self._value += self.text
        elif name == "c" and (self._value or self._formula is not None):
            self.take()

    def take(self) -> None:
        """A cell that holds something."""
        self._refuse_what_is_too_much()
        place = self._row, self._column
        if self._formula is not None:
            self.instead[place] = "=" + self._formula[: MOST_LETTERS - 1]
        elif self._kind == "e":
            self.instead[place] = self._value
        elif self._kind == "n" and self._style in self._percent:
            self.instead[place] = plain_number(100 * float(self._value)) + "%"

    def _refuse_what_is_too_much(self) -> None:
        if self._row > MOST_PEOPLE:
            raise too_many_rows()
        if self._column >= MOST_COLUMNS:
            raise too_many_columns(self._row + 1)
        if len(self._value) > MOST_LETTERS or (self._kind == "s" and self._value.strip() in self._too_long):
            raise too_long(self._row + 1, self._column)

    def _place(self, reference: str) -> tuple[int, int]:
        """From the reference; without one, the next in the row."""
        found = _PLACE.fullmatch(reference)
        if found is None:
            return max(self._row, 0), self._column + 1
        column = 0
        for letter in found[1]:
            column = 26 * column + ord(letter) - ord("A") + 1
        return int(found[2]) - 1, column - 1


class AnyCell(Cells):
    """Whether a sheet holds anything."""

    found = False

    def take(self) -> None:
        self.found = True
        raise Enough


def plain_number(value: float) -> str:
    """With as many digits as a spreadsheet keeps, and no exponent: 67000, 0.06. Where that is too long it has one, and is refused later."""
    text = format(Decimal(f"{value:.15g}"), "f")
    return text if len(text) <= 40 else repr(value)


def _counted(given: str | None, before: int) -> int:
    return int(given) - 1 if given and given.isascii() and given.isdigit() and len(given) <= 7 else before + 1
