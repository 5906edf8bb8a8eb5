"""The pool as a picture with its table, and date by date."""

from django.utils.translation import gettext

from advisor.present.charts.bars import NARROW, WIDE, Bar, Row, bars
from advisor.present.charts.pen import Picture
from advisor.present.exhibit import Exhibit
from advisor.present.figures import billions, billions_short, count, day, number, share
from advisor.present.punctuation import clauses, labelled, sentences, stopped
from advisor.present.tables import Table
from scenarios.assumptions import Assumptions, Figure
from scenarios.pool import Part, Pool


def beside_all(pool: Pool, assumptions: Assumptions) -> Exhibit:
    """The share beside all retirement savings, as of the latest date."""
    latest = pool.parts[-1]
    rows = [(name, figure.value, False) for name, figure in _pots(latest, assumptions)]
    rows.append((gettext("%(share)s of 401(k) plans") % {"share": share(pool.share)}, latest.at_once.dollars, True))
    if pool.years > 1:
        rows.append((gettext("Of that each year"), latest.a_year.dollars, True))
    drawn = [Row(name=name, detail="", bars=[_bar(value, sleeve)]) for name, value, sleeve in rows]
    words = {"date": day(latest.assets.as_of)}
    finding = gettext("All retirement savings are %(all)s. %(share)s of 401(k) plans is %(part)s.") % {
        "all": billions(rows[0][1]), "share": share(pool.share), "part": billions(latest.at_once.dollars),
    }  # fmt: skip
    return Exhibit(
        heading=gettext("Beside all retirement savings"),
        short=gettext("All savings"),
        finding=finding,
        note=gettext("As of %(date)s. The 401(k) plans are part of the employer plans, and these are part of all.") % words,
        picture=Picture(
            key="pool",
            title=sentences(finding, stopped(clauses(labelled(name, billions(value)) for name, value, _ in rows))),
            description=gettext("One bar for each sum, all from zero."),
            wide=bars(drawn, billions_short, WIDE),
            narrow=bars(drawn, billions_short, NARROW),
        ),
        table=Table(
            caption=gettext("US retirement savings on %(date)s") % words,
            head=(gettext("What"), gettext("Dollars")),
            rows=tuple((name, billions(value)) for name, value, _ in rows),
        ),
    )


def _pots(latest: Part, assumptions: Assumptions) -> list[tuple[str, Figure]]:
    """All savings and their parts, as they stood on the day of the latest size of 401(k) plans."""
    names = {
        "retirement_assets": gettext("All retirement savings"),
        "iras": gettext("Individual accounts (IRAs)"),
        "employer_dc_plans": gettext("Employer plans with accounts"),
        "plans_401k": gettext("401(k) plans"),
    }
    same_day = {key.rpartition("_")[0]: figure for key, figure in assumptions.pool.items() if figure.as_of == latest.assets.as_of}
    return [(name, same_day[key]) for key, name in names.items()]


def _bar(value: float, sleeve: bool) -> Bar:
    return Bar(end=value, words=billions(value), short=billions_short(value), sleeve=sleeve)


def date_by_date(pool: Pool) -> Table:
    """One row for each date on which the edition has the size of 401(k) plans."""
    words = {"share": share(pool.share), "years": number(pool.years)}
    head = [gettext("Date"), gettext("401(k) plans"), gettext("%(share)s of them") % words, gettext("Bitcoin"), gettext("Ether")]
    if pool.years > 1:
        head.append(gettext("A year, over %(years)s years") % words)
    return Table(
        caption=gettext("%(share)s of all 401(k) plans, in dollars and in coins at one price") % words,
        head=tuple(head),
        rows=tuple(_row(part, pool.years > 1) for part in pool.parts),
    )


def _row(part: Part, spread: bool) -> tuple[str, ...]:
    amount = part.at_once
    row = (day(part.assets.as_of), billions(part.assets.value), billions(amount.dollars), count(amount.bitcoin), count(amount.ether))
    return (*row, billions(part.a_year.dollars)) if spread else row
