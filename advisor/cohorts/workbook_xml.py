"""The XML inside a workbook, read as a stream. No document type is let in, so there are no entities; prefixes of names do not count."""

import re
from collections.abc import Mapping
from xml.parsers import expat

from advisor.cohorts.refused import MOST_LETTERS
from advisor.cohorts.workbook_zip import not_a_workbook

PERCENT_FORMATS = (9, 10)  # of those that the standard numbers

_AS_IT_IS = re.compile(r'"[^"]*"|\\.')  # signs of a format that are only shown

Attributes = Mapping[str, str]


class Enough(Exception):
    """The rest need not be looked at."""


class Reader:
    """Calls `begin` and `end` for each element by its plain name. `text` is what stood in the last one of those `gathered`."""

    gathered: frozenset[str] = frozenset()

    def __init__(self) -> None:
        self.text = ""
        self._gathers = False

    def begin(self, name: str, given: Attributes) -> None: ...

    def end(self, name: str) -> None: ...

    def read(self, xml: bytes) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse
        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = self._begin, self._end, self._add
        try:
            parser.Parse(xml, True)
        except Enough:
            pass
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise not_a_workbook() from error

    def _begin(self, name: str, given: Attributes) -> None:
        name = plain(name)
        self._gathers = name in self.gathered
        if self._gathers:
            self.text = ""
        self.begin(name, given)

    def _end(self, name: str) -> None:
        self._gathers = False
        self.end(plain(name))

    def _add(self, text: str) -> None:
        if self._gathers and len(self.text) <= MOST_LETTERS:
            self.text += text


class Sheets(Reader):
    """In their order: the id of the relation that says where each is, and whether it is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, bool]] = []

    def begin(self, name: str, given: Attributes) -> None:
        if name == "sheet":
            relation = next((value for key, value in given.items() if plain(key) == "id"), "")
            self.found.append((relation, given.get("state", "visible") == "visible"))


class Relations(Reader):
    """Paths by the id of their relation, in small letters, from the top of the file."""

    def __init__(self) -> None:
        super().__init__()
        self.paths: dict[str, str] = {}

    def begin(self, name: str, given: Attributes) -> None:
        if name == "Relationship":
            target = given.get("Target", "").lower()
            self.paths[given.get("Id", "")] = target[1:] if target.startswith("/") else "xl/" + target.removeprefix("./")


class Styles(Reader):
    """Which styles of cells show a share as percent."""

    def __init__(self) -> None:
        super().__init__()
        self.percent: set[str] = set()
        self._formats = {str(number) for number in PERCENT_FORMATS}
        self._of_cells, self._number = False, 0

    def begin(self, name: str, given: Attributes) -> None:
        if name == "numFmt" and "%" in _AS_IT_IS.sub("", given.get("formatCode", "")):
            self._formats.add(given.get("numFmtId", ""))
        elif name == "cellXfs":
            self._of_cells = True
        elif name == "xf" and self._of_cells:
            if given.get("numFmtId", "") in self._formats:
                self.percent.add(str(self._number))
            self._number += 1

    def end(self, name: str) -> None:
        if name == "cellXfs":
            raise Enough


class SharedTexts(Reader):
    """Which of the texts that cells share, by number, are longer than a cell may be."""

    gathered = frozenset({"t"})

    def __init__(self) -> None:
        super().__init__()
        self.too_long: set[str] = set()
        self._number = self._length = 0

    def end(self, name: str) -> None:
        if name == "t":
            self._length += len(self.text)
        elif name == "si":
            if self._length > MOST_LETTERS:
                self.too_long.add(str(self._number))
            self._number, self._length = self._number + 1, 0


def plain(name: str) -> str:
    return name.rpartition(":")[2]


def _refuse(*declared: object) -> None:
    raise not_a_workbook()
