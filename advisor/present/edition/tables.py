"""The long tables of an edition: what is stated for many years or ages, and the steps of the income tax."""

from dataclasses import dataclass

from django.utils.translation import gettext, pgettext

from advisor.present import names
from advisor.present.edition import rows
from advisor.present.edition.shapes import Fold
from advisor.present.edition.values import cell
from advisor.present.edition.words import FILINGS
from advisor.present.figures import dollars, share
from advisor.present.sections.assumed import Row
from advisor.present.tables import Table
from scenarios.assumptions import MEASURED_CLASSES, Assumptions
from scenarios.figure import Series
from scenarios.law import Bracket, TaxTable

EMPTY = "–"


@dataclass(frozen=True, kw_only=True)
class Column:
    """A series under a head."""

    head: str
    series: Series


def history(assumptions: Assumptions) -> Fold:
    columns = assumptions.history.columns
    heads = {key: names.first_capital(names.asset(key)) for key in MEASURED_CLASSES} | {"prices": gettext("Prices in shops")}
    return _by_year(
        gettext("Growth of markets and prices, year by year"),
        gettext("Year"),
        [Column(head=head, series=columns[key]) for key, head in heads.items()],
    )


def wages(assumptions: Assumptions) -> Fold:
    law = assumptions.law.social_security
    columns = [
        Column(head=gettext("Average wage"), series=law.average_wage),
        Column(head=gettext("Most pay that counts"), series=law.wage_base),
        Column(head=gettext("Raise of benefits in December"), series=law.cola),
    ]
    return _by_year(gettext("Wages and raises, year by year"), gettext("Year"), columns)


def full_ages(assumptions: Assumptions) -> Fold:
    law = assumptions.law.social_security
    columns = [
        Column(head=gettext("Full retirement age"), series=law.full_retirement_months),
        Column(head=gettext("More for each year of waiting, to age 70"), series=law.delayed_credit),
    ]
    return _by_year(gettext("Full retirement age, by year of birth"), gettext("Born"), columns, last=gettext("%(key)s or later"))


def divisors(assumptions: Assumptions) -> Fold:
    column = Column(head=gettext("Divide the balance by"), series=assumptions.law.required.divisors)
    return _by_year(gettext("How much must be taken out, by age"), gettext("Age"), [column], last=gettext("%(key)s or older"))


def deaths(assumptions: Assumptions) -> Fold:
    life = assumptions.law.life
    columns = [
        Column(head=gettext("Of 100,000 men this old, die in a year"), series=life.male),
        Column(head=gettext("Of 100,000 women this old, die in a year"), series=life.female),
    ]
    return _by_year(gettext("Deaths by age"), gettext("Age"), columns)


def _by_year(name: str, key: str, columns: list[Column], last: str = "%(key)s") -> Fold:
    """One line for each year or age that a column has; `key` heads the years or ages, `last` words the last of them."""
    keys = sorted({each for column in columns for each in column.series.values})
    lines = tuple((str(each), *(_cell(column.series, each) for column in columns)) for each in keys)
    lines = (*lines[:-1], (last % {"key": keys[-1]}, *lines[-1][1:]))
    table = Table(caption=name, head=(key, *(column.head for column in columns)), rows=lines)
    return Fold(name=name, rows=tuple(_row(column) for column in columns), table=table)


def _cell(series: Series, key: int) -> str:
    return cell(series.values[key], series.last.unit) if key in series.values else EMPTY


def _row(column: Column) -> Row:
    """Where a column is from. A note that names its file is for who reads the files."""
    last, years = column.series.last, column.series.values
    span = gettext("%(first)s to %(last)s") % {"first": str(min(years)), "last": str(max(years))}
    return rows.row(column.head, span, last.status, last.source, last.as_of, "" if ".csv" in last.note else last.note)


def income_tax(assumptions: Assumptions, year: int) -> Fold:
    """Rates and where each ends, and what is free of tax."""
    tables = assumptions.law.tax.tables[year]
    rates = sorted({bracket.rate for table in tables.values() for bracket in table.brackets})
    steps = Table(
        caption=gettext("Income after deductions, up to which each rate holds, %(year)s") % {"year": str(year)},
        head=(gettext("Rate"), *(names.first_capital(gettext(FILINGS[filing])) for filing in tables)),
        rows=tuple((share(rate), *(_end(table, rate) for table in tables.values())) for rate in rates),
    )
    lines = (*(_steps(filing, table) for filing, table in tables.items()), *rows.of(assumptions, f"law.tax.tables.{year}."))
    return Fold(name=gettext("Income tax in %(year)s") % {"year": str(year)}, rows=lines, table=steps)


def _steps(filing: str, table: TaxTable) -> Row:
    what = gettext("tax rates, %(filing)s") % {"filing": gettext(FILINGS[filing])}
    span = {"first": share(table.brackets[0].rate), "last": share(table.brackets[-1].rate)}
    return rows.row(what, gettext("%(first)s to %(last)s") % span, table.status, table.source, table.as_of)


def _end(table: TaxTable, rate: float) -> str:
    bracket: Bracket | None = next((each for each in table.brackets if each.rate == rate), None)
    if bracket is None:
        return EMPTY
    return pgettext("income", "no end") if bracket.upto is None else dollars(bracket.upto)
