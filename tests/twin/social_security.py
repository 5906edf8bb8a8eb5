"""Social Security by hand: earnings, their average, the primary amount, the age at which it is claimed. Edition year's dollars."""

from collections.abc import Mapping
from math import floor

from scenarios.assumptions import Assumptions
from scenarios.inputs import Household
from tests.twin.contributions import PaidIn

FORMULA_YEAR = 1979


def monthly_benefit(household: Household, edition: Assumptions, paid_in: list[PaidIn]) -> float:
    """What is paid a month from the claim age, before any cut to what is payable."""
    if household.social_security == "none":
        return 0.0
    if household.social_security != "estimate":
        return float(household.social_security)
    born = edition.year - household.age
    earned = earnings(household, edition, paid_in)
    return float(floor(round(primary_amount(edition, born, earned) * claim_factor(edition, born, household.claim_age), 9)))


def payable(household: Household, edition: Assumptions, calendar_year: int) -> float:
    """The share of benefits that is paid in a year, if the trustees' expectation is taken."""
    law = edition.law.social_security
    is_cut = household.social_security_payable == "trustees" and calendar_year >= law.payable_from.value
    return law.payable_share.value if is_cut else 1.0


def average_wage(edition: Assumptions, year: int) -> float:
    """The average wage index; after the table it grows on at its last yearly rate."""
    table = edition.law.social_security.average_wage.values
    last = max(table)
    if year <= last:
        return float(table[year])
    return float(table[last] * (table[last] / table[last - 1]) ** (year - last))


def earnings(household: Household, edition: Assumptions, paid_in: list[PaidIn]) -> dict[int, float]:
    """Covered earnings by calendar year, each in its own year's dollars up to the edition's year, later in today's."""
    bases, first = edition.law.social_security.wage_base.values, round(edition.defaults.career_start_age.value)
    born = edition.year - household.age
    rows = {}
    for year in range(max(1951, born + first), edition.year):
        rows[year] = min(household.pay * average_wage(edition, year) / average_wage(edition, edition.year), bases[year])
    for number, row in enumerate(paid_in):
        rows[edition.year + number] = min(row.pay, bases[edition.year])
    return rows


def primary_amount(edition: Assumptions, born: int, earned: dict[int, float]) -> float:
    """The primary insurance amount: top 35 indexed years, two bend points, cost-of-living raises since 62."""
    eligible = born + 62
    indexed_to = min(eligible, edition.year) - 2
    indexed = [
        dollars * (average_wage(edition, indexed_to) / average_wage(edition, year) if year < indexed_to else 1.0)
        for year, dollars in earned.items()
    ]
    average = floor(round(sum(sorted(indexed, reverse=True)[:35]) / 420, 6))
    moved = average_wage(edition, indexed_to) / average_wage(edition, FORMULA_YEAR - 2)
    first, second = floor(180 * moved + 0.5), floor(1085 * moved + 0.5)
    amount = 0.9 * min(average, first) + 0.32 * max(0, min(average, second) - first) + 0.15 * max(0, average - second)
    amount = to_the_dime(amount)
    for year in range(eligible, edition.year):
        amount = to_the_dime(amount * (1 + edition.law.social_security.cola.values[year]))
    return amount


def to_the_dime(dollars: float) -> float:
    return floor(round(dollars * 10, 6)) / 10


def claim_factor(edition: Assumptions, born: int, claim_age: int) -> float:
    """Less for each month before the full retirement age, more for each after it."""
    law = edition.law.social_security
    full = by_birth(law.full_retirement_months.values, born)
    early = full - 12 * claim_age
    if early > 0:
        return 1 - min(early, 36) * 5 / 900 - max(0, early - 36) * 5 / 1200
    return 1 - early * by_birth(law.delayed_credit.values, born) / 12


def by_birth(table: Mapping[int, float], born: int) -> float:
    """The row of a year of birth; beyond the table its ends hold."""
    return float(table[min(max(born, min(table)), max(table))])
