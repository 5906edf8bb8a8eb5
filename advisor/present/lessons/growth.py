"""Average against typical growth: what swings do to money that stays in."""

from collections.abc import Iterator

from django.utils.translation import gettext

from advisor.present import names
from advisor.present.figures import dollars, number, rate, share
from advisor.present.lessons.shown import Shown
from advisor.present.tables import Table
from scenarios.assumptions import SLEEVE_CLASSES, Assumptions, typical_growth
from scenarios.inputs import Beliefs
from scenarios.terms import outlook

SWING = 0.5
ROUNDS = 4
AVERAGE = 0.08
SWINGS = (0.0, 0.1, 0.2, 0.4, 0.6, 0.8)


def lose_and_gain(assumptions: Assumptions) -> Shown:
    """$100 that loses half and gains half, again and again: the average year is zero."""
    worth, rows = 100.0, []
    for n in range(ROUNDS):
        down, worth = worth * (1 - SWING), worth * (1 - SWING) * (1 + SWING)
        rows.append((number(n + 1), dollars(round(down)), dollars(round(worth)), share(0)))
    head = (gettext("Pair of years"), gettext("After the loss"), gettext("After the gain"), gettext("Average year"))
    caption = gettext("$100 that loses %(part)s and then gains %(part)s, pair after pair") % {"part": share(SWING)}
    return Shown(table=Table(caption=caption, head=head, rows=tuple(rows)))


def swings_and_growth(assumptions: Assumptions) -> Shown:
    """One average and wider and wider swings (of the log return, as for crypto)."""
    caption = gettext("Typical growth when the average year is %(average)s") % {"average": rate(AVERAGE)}
    rows = tuple((share(swing), rate(typical_growth(AVERAGE, swing))) for swing in SWINGS)
    return Shown(table=Table(caption=caption, head=(gettext("Usual swing in a year"), gettext("Typical growth")), rows=rows))


def growth_of_assets(assumptions: Assumptions) -> Shown:
    """Both for what this edition models, under the neutral beliefs and after a fund's fee."""
    cites = tuple(f"classes.{key}.{_swing(assumptions, key)}" for key in ("us_stocks", *SLEEVE_CLASSES))
    head = (gettext("Asset"), gettext("Average year"), gettext("Typical growth"), gettext("Lost to swings"))
    caption = gettext("Under the neutral belief of edition %(edition)s, after the fund’s fee") % {"edition": assumptions.edition}
    return Shown(table=Table(caption=caption, head=head, rows=tuple(_rows(assumptions))), cites=cites)


def _rows(assumptions: Assumptions) -> Iterator[tuple[str, ...]]:
    average = assumptions.average_return("us_stocks")
    yield _row("us_stocks", average, typical_growth(average, assumptions.log_volatility("us_stocks")))
    for key in SLEEVE_CLASSES:
        neutral = outlook(assumptions, Beliefs(), key, "neutral")
        yield _row(key, neutral.average, neutral.typical)


def _row(key: str, average: float, typical: float) -> tuple[str, ...]:
    lost = gettext("%(number)s points") % {"number": number((average - typical) * 100, 1)}
    return names.first_capital(names.asset(key)), rate(average), rate(typical), lost


def _swing(assumptions: Assumptions, key: str) -> str:
    return "log_volatility" if assumptions.classes[key].log_volatility else "volatility"
