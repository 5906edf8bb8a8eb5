"""Social Security retirement benefits: from a pay history that is assumed to a monthly benefit in today's dollars.

AIME, the primary insurance amount by the bend points, full retirement age, the cut for claiming early and the credit for waiting.
Source: 42 U.S.C. 402, 415, 416 with the figures of the edition. Own retirement benefit only: no spouse's, survivor's or
disability benefit, no earnings test, no pension from work outside Social Security.
"""

from math import floor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenarios.assumptions import Assumptions
from scenarios.inputs import FIRST_CLAIM, LAST_CLAIM, Household
from scenarios.law import SocialSecurityLaw
from scenarios.results import SocialSecurity

Array = NDArray[Any]

INDEXED_BEFORE, BEND_BASE = 2, 1977  # wages are indexed to two years before eligibility; the bend points of 1979 rest on 1977
SLACK = 1e-6  # that rounding down forgives to floating point


def social_security(household: Household, assumptions: Assumptions) -> SocialSecurity:
    """What is taken to be paid from the claim age, dollars a month; an estimate says where it comes from."""
    payable = assumptions.law.social_security.payable_share.value if household.social_security_payable == "trustees" else 1.0
    average: float | None = None
    primary: float | None = None
    if household.social_security == "estimate":
        average = average_indexed_earnings(household, assumptions)
        primary = primary_amount(assumptions, average, born(household, assumptions) + FIRST_CLAIM)
        monthly = float(
            floor(primary * claiming_factor(assumptions.law.social_security, born(household, assumptions), household.claim_age) + SLACK)
        )
        source = "estimate"
    else:
        monthly = 0.0 if household.social_security == "none" else float(household.social_security)
        source = "none" if household.social_security == "none" else "own"
    return SocialSecurity(
        source=source,
        claim_age=household.claim_age,
        monthly=monthly,
        average_indexed_earnings=average,
        primary_amount=primary,
        payable_share=payable,
    )


def benefits(household: Household, assumptions: Assumptions, social_security: SocialSecurity, years: int) -> Array:
    """Dollars a year in each plan year: from the year in which the claim age is attained, cut from the year in which the
    trustees expect the fund to be used up where that is asked for."""
    law = assumptions.law.social_security
    plan_years = np.arange(years)
    paid = np.where(household.age + plan_years >= household.claim_age, 12 * social_security.monthly, 0.0)
    cut: Array = np.where(assumptions.year + plan_years >= law.payable_from.value, social_security.payable_share, 1.0)
    return paid * cut


def born(household: Household, assumptions: Assumptions) -> int:
    return assumptions.year - household.age


def average_indexed_earnings(household: Household, assumptions: Assumptions) -> float:
    """AIME, whole dollars a month: the best 35 years of earnings, indexed to two years before eligibility, later ones at face.

    Past pay is taken to have moved with average wages since the career's start age; future pay is the worker's, in today's
    dollars. Those not yet 62 are treated as if they were in the edition's year, as the Social Security Statement does.
    """
    law = assumptions.law.social_security
    indexed_to = min(born(household, assumptions) + FIRST_CLAIM, assumptions.year) - INDEXED_BEFORE
    earned = []
    for year, pay in earnings(household, assumptions).items():
        capped = min(pay, law.wage_base.at(min(year, assumptions.year)))
        earned.append(capped * _wage(law, indexed_to) / _wage(law, year) if year < indexed_to else capped)
    years = round(law.computation_years.value)
    return float(floor(sum(sorted(earned, reverse=True)[:years]) / (12 * years) + SLACK))


def earnings(household: Household, assumptions: Assumptions) -> dict[int, float]:
    """Pay by calendar year, from the career's start age (1951 at the earliest) to the last year of work."""
    law, now = assumptions.law.social_security, assumptions.year
    first = born(household, assumptions) + round(assumptions.defaults.career_start_age.value)
    past = {year: household.pay * _wage(law, year) / _wage(law, now) for year in range(max(first, min(law.average_wage.values)), now)}
    return past | {now + t: household.pay * (1 + household.pay_growth) ** t for t in range(household.working_years)}


def primary_amount(assumptions: Assumptions, average: float, eligible: int) -> float:
    """PIA, dollars a month at full retirement age, by the formula of the year of eligibility (the edition's year at the latest)
    and the cost-of-living adjustments since then; rounded down to a dime each time, as the law does."""
    law = assumptions.law.social_security
    first, second = bend_points(law, min(eligible, assumptions.year))
    amount = _dimes(
        law.rate_to_first.value * min(average, first)
        + law.rate_to_second.value * max(0.0, min(average, second) - first)
        + law.rate_above.value * max(0.0, average - second)
    )
    for year in range(max(eligible, min(law.cola.values)), assumptions.year):
        amount = _dimes(amount * (1 + law.cola.at(year)))
    return amount


def bend_points(law: SocialSecurityLaw, eligible: int) -> tuple[float, float]:
    """The two bend points of a year of eligibility: those of 1979 moved by the average wage two years before, whole dollars."""
    moved = _wage(law, eligible - INDEXED_BEFORE) / _wage(law, BEND_BASE)
    return float(floor(law.first_bend.value * moved + 0.5)), float(floor(law.second_bend.value * moved + 0.5))


def claiming_factor(law: SocialSecurityLaw, born: int, claim_age: int) -> float:
    """Benefit over primary amount when claimed on reaching an age: less for each month before full retirement age, more for
    each month after it until 70."""
    months = round(law.full_retirement_months.at(born)) - 12 * claim_age
    if months <= 0:
        return 1 + law.delayed_credit.at(born) * min(-months, 12 * LAST_CLAIM - round(law.full_retirement_months.at(born))) / 12
    return 1 - law.early_first_36_months.value * min(months, 36) / 36 - law.early_further_year.value * max(months - 36, 0) / 12


def _wage(law: SocialSecurityLaw, year: int) -> float:
    """The average wage of a year; after the last known one it grows on as it did then."""
    known = law.average_wage.values
    last = max(known)
    if year <= last:
        return law.average_wage.at(year)
    return float(known[last] * (known[last] / known[last - 1]) ** (year - last))


def _dimes(amount: float) -> float:
    return floor(10 * amount + SLACK) / 10
