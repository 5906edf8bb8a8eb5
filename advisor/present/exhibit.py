"""A picture with what belongs to it: a heading, the finding in a sentence, a note on how to read it, the same numbers as a table."""

from dataclasses import dataclass

from advisor.present.charts.pen import Picture
from advisor.present.tables import Table


@dataclass(frozen=True, kw_only=True)
class Exhibit:
    """`short` is the heading in a list of contents."""

    heading: str
    short: str
    finding: str
    note: str
    picture: Picture
    table: Table
