"""A made-up workforce: as rows of a file, and as a census that is saved already."""

import csv
import io
import random
from collections.abc import Sequence
from typing import Any

from advisor.accounts import audit
from advisor.cohorts.models import Census, Person
from advisor.cohorts.people import household_document
from advisor.plans.models import Plan
from scenarios.editions import DEFAULT, load
from tests.cohorts.workbook import PERCENT

HEADER = (
    "Employee number", "Name", "Age", "Yearly pay", "Balance", "Percent of pay", "Dollars a year", "Roth balance", "Roth share",
    "Retirement age", "Department", "Location", "Language", "Sleeve share",
)  # fmt: skip
IN_PERCENT = ("Percent of pay", "Roth share", "Sleeve share")
DEPARTMENTS = ("Mill", "Dock", "Office", "Research and development")
LOCATIONS = ("Harbor", "North")
LANGUAGES = ("", "en", "es", "zh-hant", "zh-hans")
NAMES = ("Ana Silva", "Ben O’Neil", "Chen Mei-Ling", "Dora Nuñez", "Emil Sørensen", "Fatima Haddad", "Gus Park", "Hana Novak")

Row = dict[str, str]  # by HEADER


def rows(people: int = 30, seed: int = 7) -> list[Row]:
    """Ages 22 to 68; one in eight pays nothing in, one in five pays dollars, one in ten has Roth money, half have a sleeve."""
    chance = random.Random(seed)
    return [_row(number, chance) for number in range(1, people + 1)]


def census_csv(people: int = 30, seed: int = 7) -> bytes:
    return as_csv(rows(people, seed))


def as_csv(table: Sequence[Row], delimiter: str = ",") -> bytes:
    written = io.StringIO()
    writer = csv.DictWriter(written, HEADER, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(table)
    return written.getvalue().encode()


def as_cells(table: Sequence[Row]) -> list[list[Any]]:
    """For tests.cohorts.workbook, as a spreadsheet has them: numbers as numbers, percent as a share that is shown as percent."""
    return [list(HEADER), *([_cell(name, row[name]) for name in HEADER] for row in table)]


def saved_census(*, plan: Plan, people: int = 30, seed: int = 7) -> Census:
    """Straight into the tables, by the plan's first member."""
    member = plan.memberships.first()
    by = audit.actor(member.user) if member and member.user else ""
    census = Census.objects.create(plan=plan, name="workforce.csv", edition=DEFAULT, by=by)
    Person.objects.bulk_create(_person(census, place, row) for place, row in enumerate(rows(people, seed), start=1))
    return census


def _cell(name: str, text: str) -> Any:
    if name in IN_PERCENT and text:
        return float(text) / 100, PERCENT
    return float(text) if text.replace(".", "").isdigit() else text


def _row(number: int, chance: random.Random) -> Row:
    age = chance.randint(22, 68)
    pay = round(chance.lognormvariate(11, 0.4), -2)
    kind = chance.random()
    own = 0.0 if kind < 1 / 8 else chance.choice((2.0, 3.0, 4.5, 6.0, 8.0, 10.0, 15.0))
    in_dollars = own > 0 and chance.random() < 1 / 5
    roth = chance.random() < 1 / 10
    return {
        "Employee number": f"E{number:05d}",
        "Name": f"{chance.choice(NAMES)} {number}",
        "Age": str(age),
        "Yearly pay": f"{pay:.0f}",
        "Balance": f"{pay * max(age - 24, 0) / 15 * chance.uniform(0.2, 1.8):.2f}",
        "Percent of pay": "" if in_dollars else f"{own:g}",
        "Dollars a year": f"{pay * own / 100:.0f}" if in_dollars else "",
        "Roth balance": str(chance.randint(1, 30) * 1000) if roth else "",
        "Roth share": "50" if roth else "",
        "Retirement age": "70" if chance.random() < 1 / 10 else "",
        "Department": chance.choice(DEPARTMENTS),
        "Location": chance.choice(LOCATIONS),
        "Language": chance.choice(LANGUAGES),
        "Sleeve share": chance.choice(("", "", "0", "2", "5", "7.5")),
    }


def _person(census: Census, place: int, row: Row) -> Person:
    sleeve = row["Sleeve share"]
    return Person(
        census=census,
        place=place,
        reference=row["Employee number"],
        name=row["Name"],
        department=row["Department"],
        location=row["Location"],
        language=row["Language"],
        household=household_document(_known(row), load()),
        sleeve_share=float(sleeve) / 100 if sleeve else None,
    )


def _known(row: Row) -> dict[str, Any]:
    known: dict[str, Any] = {
        "age": int(row["Age"]),
        "pay": float(row["Yearly pay"]),
        "balance": float(row["Balance"]),
        "contribution": float(row["Dollars a year"]) if row["Dollars a year"] else float(f"{row['Percent of pay']}e-2"),
        "roth_balance": float(row["Roth balance"] or 0),
        "roth_share": float(row["Roth share"] or 0) / 100,
    }
    return known | ({"retirement_age": int(row["Retirement age"])} if row["Retirement age"] else {})
