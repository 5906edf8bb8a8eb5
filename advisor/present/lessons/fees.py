"""What a yearly cost takes in the end: 1 - (1 - fee)^years of the end money, whatever the growth; with steady payments somewhat less."""

from collections.abc import Iterator

from django.utils.translation import gettext

from advisor.present import names
from advisor.present.charts.plain_bars import Bar
from advisor.present.figures import dollars, money, number, share
from advisor.present.lessons.shown import Shown, barred
from advisor.present.tables import Table
from scenarios.assumptions import Assumptions

ROUND_FEE = 0.01
YEARS = 30
OTHER_YEARS = (10, 20, 30, 40)
MONTHLY = 500.0
GROWTH = 0.06  # made up, to show the arithmetic
CITES = ("core_funds.target_date_index.fee", "core_funds.target_date_active.fee", "classes.private_equity.all_in_fee")


def gone(fee: float, years: int) -> float:
    """Share of the end money that a yearly fee takes of money paid in at the start."""
    return 1 - float((1 - fee) ** years)


def saved(fee: float, years: int, *, monthly: float = MONTHLY, growth: float = GROWTH) -> float:
    """What payments at the end of every month become at `growth` a year before the fee."""
    month = float(((1 + growth) * (1 - fee)) ** (1 / 12))
    return float(monthly * sum(month**n for n in range(12 * years)))


def fees_by_years(assumptions: Assumptions) -> Shown:
    """One round fee over more and more years, and what it leaves of each $100."""
    rows = tuple((number(years), *(dollars(round(part)) for part in _parts(ROUND_FEE, years))) for years in OTHER_YEARS)
    caption = gettext("Of each $100 that you would have at the end without the fee, at %(fee)s a year") % {"fee": share(ROUND_FEE)}
    return Shown(table=Table(caption=caption, head=(gettext("Years"), gettext("The fee takes"), gettext("You keep")), rows=rows))


def _parts(fee: float, years: int) -> tuple[float, float]:
    taken = round(100 * gone(fee, years))
    return taken, 100 - taken


def fees_by_fund(assumptions: Assumptions) -> Shown:
    """The fees of the edition's funds and the round one over thirty years."""
    funds = list(_funds(assumptions))
    rows = tuple(Bar(name=name, value=gone(fee, YEARS), words=_of_100(gone(fee, YEARS)), sleeve=own) for name, fee, own in funds)
    words = {"years": number(YEARS), "low": rows[0].words, "high": rows[-1].words}
    title = gettext("Over %(years)s years these fees take from %(low)s to %(high)s of each $100 at the end") % words
    without = saved(0.0, YEARS)
    return Shown(
        picture=barred("fees-by-fund", title, gettext("One bar for each fee, longer where the fee is higher."), rows, _of_100),
        table=Table(
            caption=gettext("After %(years)s years, with %(monthly)s a month at %(growth)s a year before the fee")
            % {"years": number(YEARS), "monthly": dollars(MONTHLY), "growth": share(GROWTH)},
            head=(gettext("Fee a year"), gettext("Of each $100 at the end it takes"), gettext("Savings grow to"), gettext("Less by")),
            rows=tuple(
                (bar.name, bar.words, money(saved(fee, YEARS)), money(without - saved(fee, YEARS)))
                for bar, (_name, fee, _own) in zip(rows, funds, strict=True)
            ),
        ),
        cites=CITES,
    )


def _of_100(part: float) -> str:
    return dollars(round(100 * part))


def _funds(assumptions: Assumptions) -> Iterator[tuple[str, float, bool]]:
    pattern = gettext("%(fee)s: %(fund)s")
    index, active = (assumptions.core_funds[key].fee.value for key in ("target_date_index", "target_date_active"))
    private = assumptions.classes["private_equity"].all_in_fee.value
    yield pattern % {"fee": share(index), "fund": names.core_fund("target_date_index")}, index, False
    yield pattern % {"fee": share(active), "fund": names.core_fund("target_date_active")}, active, False
    yield pattern % {"fee": share(ROUND_FEE), "fund": gettext("a round figure")}, ROUND_FEE, False
    yield pattern % {"fee": share(private), "fund": gettext("private assets")}, private, True
