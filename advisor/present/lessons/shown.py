"""A picture and a table of the same numbers, for a page that teaches."""

from collections.abc import Callable
from dataclasses import dataclass

from advisor.present.charts.pen import Picture
from advisor.present.charts.plain_bars import Bar, bars
from advisor.present.tables import Table


@dataclass(frozen=True, kw_only=True)
class Shown:
    """`cites` are the figures of the edition that the numbers rest on; without any they are arithmetic."""

    table: Table
    picture: Picture | None = None
    cites: tuple[str, ...] = ()


def barred(key: str, title: str, description: str, rows: tuple[Bar, ...], tick: Callable[[float], str]) -> Picture:
    """Bars as a picture; `title` carries the finding, `tick` words a place on the axis."""
    wide, narrow = (bars(rows, tick, narrow=narrow) for narrow in (False, True))
    return Picture(key=key, title=title, description=description, wide=wide, narrow=narrow)
