"""What a target-date fund holds by years to retirement: stocks below, bonds above them, inflation-protected bonds on top."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from advisor.present.charts.axis import Scale
from advisor.present.charts.pen import Drawing, Path, Point, Text, area, line
from advisor.present.figures import number, share


@dataclass(frozen=True, kw_only=True)
class Mix:
    """Shares of the fund; `years` is to retirement, negative after it."""

    years: float
    stocks: float
    bonds: float
    tips: float


@dataclass(frozen=True, kw_only=True)
class Room:
    """The measures that differ between wide and narrow paper."""

    width: int
    height: int
    left: float
    right: float
    size: float


WIDE = Room(width=760, height=330, left=58, right=744, size=14)
NARROW = Room(width=340, height=300, left=46, right=334, size=13)


def glide_path(mixes: Sequence[Mix], room: Room) -> Drawing:
    x = Scale(low=-mixes[0].years, high=-mixes[-1].years, start=room.left, end=room.right)
    y = Scale(low=0, high=1, start=room.height - 44, end=24)
    floor = [(x(-mix.years), y(0)) for mix in mixes]
    stocks = [(x(-mix.years), y(mix.stocks)) for mix in mixes]
    bonds = [(x(-mix.years), y(mix.stocks + mix.bonds)) for mix in mixes]
    top = [(x(-mix.years), y(1)) for mix in mixes]
    layers = ((floor, stocks, "base"), (stocks, bonds, "mid"), (bonds, top, "soft"))
    areas = [Path(d=area(upper, lower), fill=ink) for lower, upper, ink in layers]
    edges = [Path(d=line(*edge), stroke="page", width=2) for edge in (stocks, bonds)]
    shapes = (*areas, *edges, *_retirement(x, y, room), *_axes(mixes, x, y, room), *_names(floor, stocks, bonds, room))
    return Drawing(width=room.width, height=room.height, shapes=shapes)


def _retirement(x: Scale, y: Scale, room: Room) -> tuple[Path | Text, ...]:
    at = x(0)
    words = Text(x=round(at, 1), y=y(1) - 8, words=gettext("you stop work"), size=room.size, anchor="middle", weight=600)
    return Path(d=line((at, y(1) - 4), (at, y(0))), stroke="ink", width=2, dash="5 4"), words


def _axes(mixes: Sequence[Mix], x: Scale, y: Scale, room: Room) -> list[Path | Text]:
    shapes: list[Path | Text] = []
    for value in (0.0, 0.5, 1.0):
        shapes.append(Text(x=room.left - 8, y=round(y(value) + 5, 1), words=share(value), ink="muted", size=room.size, anchor="end"))
    for years in (mixes[0].years, 20, 0, mixes[-1].years):
        anchor = "start" if years == mixes[0].years else "end" if years == mixes[-1].years else "middle"
        shapes.append(Text(x=round(x(-years), 1), y=y(0) + 18, words=number(abs(years)), ink="muted", size=room.size, anchor=anchor))
    ends = ((gettext("years before"), room.left, "start"), (gettext("years after"), room.right, "end"))
    for words, at, anchor in ends:
        shapes.append(Text(x=at, y=y(0) + 36, words=words, ink="muted", size=room.size, anchor=anchor))
    return shapes


def _names(floor: Sequence[Point], stocks: Sequence[Point], bonds: Sequence[Point], room: Room) -> tuple[Text, ...]:
    """Each layer's name inside it, where it is thick enough."""
    last = len(floor) - 1
    inside = Text(x=room.left + 14, y=floor[0][1] - 26, words=gettext("stocks"), ink="page", size=room.size + 2, weight=600)
    middle = (stocks[last][1] + bonds[last][1]) / 2 + 5
    at = room.right - 10
    return (
        inside,
        Text(x=at, y=round(middle, 1), words=gettext("bonds"), size=room.size + 2, anchor="end", weight=600),
        *(
            Text(x=at, y=round(bonds[last][1] - 8 - 15 * n, 1), words=words, size=13, anchor="end")
            for n, words in enumerate((gettext("protected"), gettext("inflation-")))
        ),
    )
