"""One bar for each name, from zero, with its words beside it: for pages that teach, where the words carry the numbers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from advisor.present.charts import bars as rows_of_bars
from advisor.present.charts.pen import Drawing


@dataclass(frozen=True, kw_only=True)
class Bar:
    """`sleeve` draws it in the sleeve's color with a diamond, else it is the baseline's."""

    name: str
    value: float
    words: str
    sleeve: bool


def bars(entries: Sequence[Bar], tick: Callable[[float], str], *, narrow: bool) -> Drawing:
    rows = [
        rows_of_bars.Row(
            name=entry.name,
            detail="",
            bars=[rows_of_bars.Bar(end=entry.value, words=entry.words, short=entry.words, sleeve=entry.sleeve)],
        )
        for entry in entries
    ]
    return rows_of_bars.bars(rows, tick, rows_of_bars.NARROW if narrow else rows_of_bars.WIDE)
