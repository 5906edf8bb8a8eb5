"""What the IRS lets a worker and an employer pay in, for an age and a year."""

from dataclasses import dataclass

from scenarios.assumptions import Assumptions, YearLimits


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Dollars a year. `catch_up` is the one open to this age, 0 under 50.

    `elective_deferral`: 402(g), the worker's own part. `annual_additions`: 415(c), worker and employer together, without
    catch-up. `compensation_cap`: 401(a)(17), the pay that the employer's money may count. `roth_catch_up_wage`: pay of the year
    before above which the catch-up must be Roth, None before 2026.
    """

    elective_deferral: float
    catch_up: float
    annual_additions: float
    compensation_cap: float
    roth_catch_up_wage: float | None


def limits_for(assumptions: Assumptions, year: int, age: int) -> Limits:
    """The limits of a year in the edition's table, in that year's dollars, for the age attained by 31 December.

    Source: the IRS notice that the edition names for the year. ValueError for a year outside the table.
    """
    if year not in assumptions.limits:
        raise ValueError(f"limits are known for {min(assumptions.limits)} to {max(assumptions.limits)}; got {year}")
    stated = assumptions.limits[year]
    return Limits(
        elective_deferral=stated.elective_deferral.value,
        catch_up=_catch_up(stated, age),
        annual_additions=stated.annual_additions.value,
        compensation_cap=stated.compensation_cap.value,
        roth_catch_up_wage=None if stated.roth_catch_up_wage is None else stated.roth_catch_up_wage.value,
    )


def real_limits(assumptions: Assumptions, year: int, age: int) -> Limits:
    """The same in dollars of the edition's year, by its mean inflation. After the table its last year's real value holds."""
    stated_year = min(year, max(assumptions.limits))
    nominal = limits_for(assumptions, stated_year, age)
    prices = (1 + assumptions.inflation.mean.value) ** (stated_year - assumptions.year)
    return Limits(
        elective_deferral=nominal.elective_deferral / prices,
        catch_up=nominal.catch_up / prices,
        annual_additions=nominal.annual_additions / prices,
        compensation_cap=nominal.compensation_cap / prices,
        roth_catch_up_wage=None if nominal.roth_catch_up_wage is None else nominal.roth_catch_up_wage / prices,
    )


def _catch_up(stated: YearLimits, age: int) -> float:
    """From 60 to 63 the higher catch-up stands instead of the one from 50, not beside it (26 U.S.C. 414(v)(2)(E))."""
    if age < 50:
        return 0.0
    return stated.catch_up_60_63.value if 60 <= age <= 63 else stated.catch_up.value
