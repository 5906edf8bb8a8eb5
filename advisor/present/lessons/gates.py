"""A fund that limits sales: who wants out and how much is still inside, year after year."""

from django.utils.translation import gettext

from advisor.present.figures import dollars, number, share
from advisor.present.lessons.shown import Shown
from advisor.present.tables import Table
from scenarios.assumptions import Assumptions

YEARS = (1, 2, 3)


def locked(limit: float, years: int) -> float:
    """Share of a holding that is still inside when no more than `limit` of it could be sold each year."""
    return float((1 - limit) ** years)


def closed_gate(assumptions: Assumptions) -> Shown:
    limit, fall = assumptions.private.gate_sale_limit.value, assumptions.episodes.mark_down.value
    caption = gettext("Of $100 that you want to take out of a closed fund. Each year %(limit)s of what is left can be sold") % {
        "limit": share(limit)
    }
    head = (
        gettext("Years closed"),
        gettext("Sold by then"),
        gettext("Still inside"),
        gettext("Left of that after a fall of %(fall)s") % {"fall": share(fall)},
    )
    rows = tuple((number(years), *(dollars(round(part)) for part in _parts(locked(limit, years), fall))) for years in YEARS)
    return Shown(table=Table(caption=caption, head=head, rows=rows), cites=("private.gate_sale_limit", "episodes.mark_down"))


def _parts(inside: float, fall: float) -> tuple[float, ...]:
    return 100 - round(100 * inside), round(100 * inside), 100 * inside * (1 - fall)
