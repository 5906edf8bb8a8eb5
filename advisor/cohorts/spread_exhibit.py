"""How much of last pay people of each age band are on course for, as a picture with its table."""

from collections.abc import Sequence

from django.utils.translation import gettext

from advisor.cohorts.dashboard import Spread
from advisor.present.charts.bars import NARROW, WIDE, Bar, Row, Rule, bars
from advisor.present.charts.pen import Picture
from advisor.present.exhibit import Exhibit
from advisor.present.figures import share
from advisor.present.punctuation import clauses, labelled, sentences, stopped
from advisor.present.tables import Table


def exhibit(spreads: Sequence[Spread], goal: float) -> Exhibit | None:
    """None without a band that is large enough."""
    if not spreads:
        return None
    finding = _finding(spreads, goal)
    rows = [Row(name=ages(spread), detail="", bars=[_bar(spread)]) for spread in spreads]
    rule = Rule(value=goal, words=gettext("goal, %(goal)s") % {"goal": share(goal)})
    said = [labelled(ages(spread), gettext("half are between %(low)s and %(high)s") % _ends(spread)) for spread in spreads]
    return Exhibit(
        heading=gettext("Spread by age"),
        short=gettext("Spread by age"),
        finding=finding,
        note=gettext("With Social Security, before tax; the goal is after tax. A bar holds the middle half of a band."),
        picture=Picture(
            key="spread",
            title=sentences(finding, stopped(clauses(said))),
            description=gettext("One bar for each age band, with a mark for its middle person and a line at the goal."),
            wide=bars(rows, share, WIDE, rule),
            narrow=bars(rows, share, NARROW, rule),
        ),
        table=Table(
            caption=gettext("Share of last pay that income in retirement replaces"),
            head=(gettext("Age"), gettext("A quarter are below"), gettext("Middle"), gettext("A quarter are above")),
            rows=tuple((ages(spread), share(spread.low), share(spread.middle), share(spread.high)) for spread in spreads),
        ),
    )


def _finding(spreads: Sequence[Spread], goal: float) -> str:
    low, high = (share(end(spread.middle for spread in spreads)) for end in (min, max))
    if low == high:
        words = gettext("The middle person of each age band is on course for %(low)s of last pay. The goal is %(goal)s.")
    else:
        words = gettext("The middle person of each age band is on course for %(low)s to %(high)s of last pay. The goal is %(goal)s.")
    return words % {"low": low, "high": high, "goal": share(goal)}


def ages(spread: Spread) -> str:
    if spread.first is None:
        return gettext("All ages") if spread.end is None else gettext("Under %(age)s") % {"age": spread.end}
    if spread.end is None:
        return gettext("%(age)s and over") % {"age": spread.first}
    return f"{spread.first}–{spread.end - 1}"


def _bar(spread: Spread) -> Bar:
    words = share(spread.middle)
    return Bar(start=spread.low, end=spread.high, middle=spread.middle, words=words, short=words, sleeve=False, alone=True)


def _ends(spread: Spread) -> dict[str, str]:
    return {"low": share(spread.low), "high": share(spread.high)}
