"""What is paid in, year by year."""

from collections.abc import Mapping
from dataclasses import dataclass

from scenarios.assumptions import Assumptions
from scenarios.inputs import Household, PlanRules


@dataclass(frozen=True)
class PaidIn:
    """One working year's contributions, today's dollars. `employee` includes `catch_up` and `roth`."""

    pay: float
    employee: float
    catch_up: float
    roth: float
    employer: float

    @property
    def total(self) -> float:
        return self.employee + self.employer


def limits(edition: Assumptions, calendar_year: int) -> Mapping[str, float]:
    """The IRS limits of a calendar year in the edition year's dollars; beyond the table they keep their last real value."""
    stated = min(max(calendar_year, min(edition.limits)), max(edition.limits))
    deflator = (1 + edition.inflation.mean.value) ** (stated - edition.year)
    row = edition.limits[stated]
    names = ("elective_deferral", "catch_up", "catch_up_60_63", "annual_additions", "compensation_cap")
    return {name: getattr(row, name).value / deflator for name in names}


def paid_in(household: Household, plan: PlanRules, edition: Assumptions) -> list[PaidIn]:
    """Every working year's contributions, by the age attained in the year."""
    rows = []
    for year in range(household.working_years):
        limit, age = limits(edition, edition.year + year), household.age + year
        pay = household.pay * (1 + household.pay_growth) ** year
        if age < 50:
            catch_up_limit = 0.0
        elif 60 <= age <= 63:
            catch_up_limit = limit["catch_up_60_63"]
        else:
            catch_up_limit = limit["catch_up"]
        employee = min(wanted(household, year, pay), pay, limit["elective_deferral"] + catch_up_limit)
        counted = min(pay, limit["compensation_cap"])
        employer = match(plan, employee, counted) + plan.nonelective * counted
        additions_limit = min(limit["annual_additions"], pay)
        # A deferral above any limit of the law, 402(g) or 415(c), counts as catch-up as far as that goes (section 414(v)).
        catch_up = min(catch_up_limit, employee, max(0.0, employee - limit["elective_deferral"], employee + employer - additions_limit))
        employer = min(employer, max(0.0, additions_limit - (employee - catch_up)))
        rows.append(PaidIn(pay, employee, catch_up, roth(household, edition, year, employee, catch_up), employer))
    return rows


def roth(household: Household, edition: Assumptions, year: int, employee: float, catch_up: float) -> float:
    """The worker's own part that goes to Roth: the chosen share, and no less than the catch-up of those whose pay of the year before
    was above the wage of section 414(v)(7)."""
    stated = edition.limits[min(edition.year + year, max(edition.limits))]
    must = False
    if stated.roth_catch_up_wage is not None:
        inflation = 1 + edition.inflation.mean.value
        nominal_pay = household.pay * (1 + household.pay_growth) ** (year - 1) * inflation ** (year - 1)
        must = nominal_pay > stated.roth_catch_up_wage.value * inflation ** (edition.year + year - stated.year)
    return max(employee * household.roth_share, catch_up if must else 0.0)


def wanted(household: Household, year: int, pay: float) -> float:
    """What the worker would pay in if no limit stood in the way."""
    if household.contribution_unit == "dollars":
        return household.contribution
    share = household.contribution
    for _ in range(year):
        if share < household.escalation.ceiling:
            share = min(share + household.escalation.step, household.escalation.ceiling)
    return share * pay


def match(plan: PlanRules, employee: float, pay: float) -> float:
    """The employer's money: each tier pays on the slice of the deferral between the tier before it and its own end."""
    total, start = 0.0, 0.0
    for tier in plan.match:
        end = tier.upto * pay
        total += tier.rate * max(0.0, min(employee, end) - start)
        start = end
    return total
