"""The mix of the edition's target-date fund over a working life, drawn and as a table."""

from django.utils.translation import gettext

from advisor.present.charts.glide_path import NARROW, WIDE, Mix
from advisor.present.charts.glide_path import glide_path as drawn
from advisor.present.charts.pen import Picture
from advisor.present.figures import number, share
from advisor.present.lessons.shown import Shown
from advisor.present.tables import Table
from scenarios.assumptions import Assumptions
from scenarios.glide_path import core_weights

FIRST, LAST = 40, -15
LISTED = (40, 25, 20, 15, 10, 5, 0, -7)


def glide_path(assumptions: Assumptions) -> Shown:
    mixes = tuple(mix(assumptions, years) for years in range(FIRST, LAST - 1, -1))
    start, end = mix(assumptions, FIRST), mix(assumptions, 0)
    words = {"start": share(start.stocks), "end": share(end.stocks), "years": number(FIRST)}
    return Shown(
        picture=Picture(
            key="glide-path",
            title=gettext("Stocks go from %(start)s at %(years)s years before you stop work to %(end)s when you stop") % words,
            description=gettext("Layers: stocks at the bottom, bonds above them, inflation-protected bonds on top near the end."),
            wide=drawn(mixes, WIDE),
            narrow=drawn(mixes, NARROW),
        ),
        table=Table(
            caption=gettext("What the fund holds"),
            head=(gettext("When"), gettext("Stocks"), gettext("Bonds"), gettext("Inflation-protected bonds")),
            rows=tuple(_row(mix(assumptions, years)) for years in LISTED),
        ),
        cites=("glide_path.figure", "glide_path.tips_figure"),
    )


def mix(assumptions: Assumptions, years: int) -> Mix:
    us, other, bonds, tips, cash = core_weights(assumptions.glide_path, years)
    return Mix(years=years, stocks=us + other, bonds=bonds + cash, tips=tips)


def _row(held: Mix) -> tuple[str, ...]:
    words = {"years": number(abs(held.years))}
    after = gettext("When you stop work") if held.years == 0 else gettext("%(years)s years after") % words
    return (
        gettext("%(years)s years before") % words if held.years > 0 else after,
        *(share(round(part, 2)) for part in (held.stocks, 1 - round(held.stocks, 2) - round(held.tips, 2), held.tips)),
    )
