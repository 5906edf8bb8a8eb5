"""Why a file is not read at all, in words, and how large a table may be."""

from string import ascii_uppercase

from django.utils.translation import gettext

MOST_COLUMNS = 60
MOST_LETTERS = 300  # of a cell


class Refused(Exception):
    """Nothing of the file is kept. `kind` is a fixed word; `words` say where it is and what to do."""

    def __init__(self, kind: str, words: str) -> None:
        super().__init__(kind)
        self.kind, self.words = kind, words


def letters(place: int) -> str:
    """The name that a spreadsheet gives to a column, counted from 0: A, B, ... Z, AA."""
    above, own = divmod(place, len(ascii_uppercase))
    return (letters(above - 1) if above else "") + ascii_uppercase[own]


def too_long(row: int, place: int) -> Refused:
    where = {"row": row, "column": letters(place)}
    return Refused("long", gettext("Row %(row)s, column %(column)s: a cell has 300 letters at most.") % where)


def too_many_rows() -> Refused:
    return Refused("rows", gettext("The file has more than 10,000 rows. Split it, or leave out people."))


def too_many_columns(row: int) -> Refused:
    return Refused("columns", gettext("Row %(row)s has more than 60 columns.") % {"row": row})
