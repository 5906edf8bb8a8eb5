"""The files about federal law and length of life: income tax, Social Security, withdrawals."""

from itertools import pairwise
from pathlib import Path

from scenarios.editions.reading import Table, read_file
from scenarios.editions.series import read_columns, series
from scenarios.figure import Figure, Source
from scenarios.law import (
    BenefitTax,
    Bracket,
    EarlyWithdrawalTax,
    IncomeTax,
    Law,
    LifeTable,
    LifetimeIncomeRule,
    RequiredDistributions,
    SeniorDeduction,
    SocialSecurityLaw,
    TaxTable,
)

FILINGS = ("single", "joint", "head_of_household")
EXCEPTIONS = (
    "separation_at_55", "disability", "death", "terminal_illness", "equal_payments", "court_order", "medical_costs",
    "birth_or_adoption", "small_emergency", "disaster", "domestic_abuse",
)  # fmt: skip
DOLLARS = "dollars a year"


def read_law(folder: Path, sources: dict[str, Source], year: int) -> Law:
    retirement = read_file(folder, "retirement.toml", sources)
    law = Law(
        tax=_read_tax(read_file(folder, "tax.toml", sources), year),
        social_security=_read_social_security(read_file(folder, "social_security.toml", sources), folder, year),
        required=_read_required(retirement.table("required"), folder),
        early=_read_early(retirement.table("early")),
        life=_read_life(retirement.table("life"), folder),
        lifetime_income=_read_lifetime_income(retirement.table("lifetime_income")),
    )
    retirement.close()
    return law


def _read_tax(file: Table, year: int) -> IncomeTax:
    given = file.table("tables")
    years = [int(key) if key.isdecimal() else given.fault(key, "is not a year") for key in given.names()]
    if year not in years or years != list(range(years[0], years[0] + len(years))):
        given.fault(str(year), f"the years must follow each other and hold {year}")
    benefits, senior = file.table("benefits"), file.table("senior")
    tax = IncomeTax(
        tables={each: _read_filings(given.table(str(each))) for each in years},
        benefits=BenefitTax(
            half_from=_each_filing(benefits.table("half_from"), 10_000, 100_000),
            most_from=_each_filing(benefits.table("most_from"), 10_000, 100_000),
            half=benefits.figure("half", "share", 0, 1),
            most=benefits.figure("most", "share", 0, 1),
        ),
        senior=SeniorDeduction(
            amount=senior.figure("amount", DOLLARS, 0, 50_000),
            phase_out=senior.figure("phase_out", "share of income above the threshold", 0.01, 1),
            phase_out_from=_each_filing(senior.table("phase_out_from"), 10_000, 1_000_000),
            first_year=senior.figure("first_year", "year", 2020, 2100),
            last_year=senior.figure("last_year", "year", 2020, 2100),
        ),
    )
    for table in (benefits, senior, file):
        table.close()
    return tax


def _read_filings(table: Table) -> dict[str, TaxTable]:
    tables = {filing: _read_table(table.table(filing)) for filing in FILINGS}
    table.close()
    return tables


def _read_table(table: Table) -> TaxTable:
    brackets = tuple(_read_bracket(each) for each in table.tables("brackets"))
    tops = [bracket.upto for bracket in brackets]
    if not tops or tops[-1] is not None or None in tops[:-1]:
        table.fault("brackets", "the last bracket, and no other, has no upto")
    if any(below.rate >= above.rate or below.upto >= (above.upto or 1e12) for below, above in pairwise(brackets) if below.upto):
        table.fault("brackets", "each bracket must be higher than the one before it")
    read = TaxTable(
        brackets=brackets,
        standard_deduction=table.figure("standard_deduction", DOLLARS, 5_000, 100_000),
        extra_65=table.figure("extra_65", DOLLARS, 500, 10_000),
        source=table.source(),
        as_of=table.as_of(),
        status=table.status(),
    )
    table.close()
    return read


def _read_bracket(table: Table) -> Bracket:
    bracket = Bracket(rate=table.number("rate", 0.01, 0.6), upto=table.number("upto", 1_000, 1e7) if table.has("upto") else None)
    table.close()
    return bracket


def _each_filing(table: Table, low: float, high: float) -> dict[str, Figure]:
    figures = {filing: table.figure(filing, DOLLARS, low, high) for filing in FILINGS}
    table.close()
    return figures


def _read_social_security(file: Table, folder: Path, year: int) -> SocialSecurityLaw:
    columns, formula, claiming, payable = (file.table(key) for key in ("series", "formula", "claiming", "payable"))
    ages = read_columns(folder, "retirement_age.csv", ("born", "months", "credit"), 0.01, 1_000)
    wages = read_columns(folder, "average_wage.csv", ("year", "dollars"), 1_000, 1e6)["dollars"]
    bases = read_columns(folder, "wage_base.csv", ("year", "dollars"), 1_000, 1e7)["dollars"]
    adjusted = read_columns(folder, "cola.csv", ("year", "share"), 0, 0.3)["share"]
    law = SocialSecurityLaw(
        average_wage=series(columns, "average_wage", DOLLARS, 1_000, 1e6, wages),
        wage_base=series(columns, "wage_base", DOLLARS, 1_000, 1e7, bases),
        cola=series(columns, "cola", "share", 0, 0.3, adjusted),
        full_retirement_months=series(columns, "full_retirement_months", "months of age", 700, 900, ages["months"]),
        delayed_credit=series(columns, "delayed_credit", "share a year", 0.01, 0.2, ages["credit"]),
        first_bend=formula.figure("first_bend", "dollars a month", 100, 300),
        second_bend=formula.figure("second_bend", "dollars a month", 500, 2_000),
        rate_to_first=formula.figure("rate_to_first", "share", 0, 1),
        rate_to_second=formula.figure("rate_to_second", "share", 0, 1),
        rate_above=formula.figure("rate_above", "share", 0, 1),
        computation_years=formula.figure("computation_years", "years", 20, 50),
        early_first_36_months=claiming.figure("early_first_36_months", "share", 0, 0.5),
        early_further_year=claiming.figure("early_further_year", "share a year", 0, 0.2),
        payable_share=payable.figure("share", "share", 0.1, 1),
        payable_from=payable.figure("from_year", "year", 2020, 2200),
    )
    if max(wages) < year - 1:
        columns.fault("average_wage", f"must reach {year - 1}, the year before the edition's")
    if max(adjusted) < year - 1 or max(bases) < year:
        columns.fault("wage_base", f"must reach {year}, and cola {year - 1}")
    for table in (columns, formula, claiming, payable, file):
        table.close()
    return law


def _read_required(table: Table, folder: Path) -> RequiredDistributions:
    divisors = read_columns(folder, "uniform_lifetime.csv", ("age", "divisor"), 1, 50)["divisor"]
    required = RequiredDistributions(
        first_age=table.figure("first_age", "years", 65, 80),
        later_first_age=table.figure("later_first_age", "years", 65, 85),
        later_born_from=table.figure("later_born_from", "year", 1940, 2000),
        divisors=series(table, "divisors", "years", 1, 50, divisors),
    )
    table.close()
    return required


def _read_early(table: Table) -> EarlyWithdrawalTax:
    early = EarlyWithdrawalTax(
        rate=table.figure("rate", "share", 0, 1),
        until_age=table.figure("until_age", "years", 50, 70),
        separation_age=table.figure("separation_age", "years", 50, 70),
        exceptions=table.texts("exceptions", EXCEPTIONS),
    )
    table.close()
    return early


def _read_life(table: Table, folder: Path) -> LifeTable:
    chances = read_columns(folder, "life_table.csv", ("age", "male", "female"), 0, 1)
    life = LifeTable(
        male=series(table, "male", "chance a year", 0, 1, chances["male"]),
        female=series(table, "female", "chance a year", 0, 1, chances["female"]),
    )
    table.close()
    return life


def _read_lifetime_income(table: Table) -> LifetimeIncomeRule:
    rule = LifetimeIncomeRule(
        from_age=table.figure("from_age", "years", 60, 75),
        rate=table.figure("rate", "share a year", 0, 0.15),
    )
    table.close()
    return rule
