"""From pay to the money that worker and employer pay in each year, within the IRS limits. All in today's dollars."""

from collections.abc import Sequence

from scenarios.assumptions import Assumptions, MatchTier
from scenarios.inputs import Household, PlanRules
from scenarios.limits import Limits, real_limits
from scenarios.results import ContributionYear

HALF_A_CENT = 0.005  # a smaller difference is rounding, not a limit or a gain


def schedule(household: Household, plan: PlanRules, assumptions: Assumptions, least: float = 0.0) -> tuple[ContributionYear, ...]:
    """One entry for each working year, from the edition's year to the year before retirement age is reached. The worker wants
    to pay in at least the share `least` of the pay that a match counts.

    Contributions are level within a year, so a true-up of the match would change nothing. Employer money, matched or not, is
    pre-tax, and one sum to the limits: which part of it 415(c) cuts is the plan's wording and changes no figure.
    """
    return tuple(_year(household, plan, assumptions, t, least) for t in range(household.working_years))


def _year(household: Household, plan: PlanRules, assumptions: Assumptions, t: int, least: float) -> ContributionYear:
    year, age = assumptions.year + t, household.age + t
    limits = real_limits(assumptions, year, age)
    pay = household.pay * (1 + household.pay_growth) ** t
    wanted = max(wanted_deferral(household, pay, t), least * min(pay, limits.compensation_cap))
    employee = min(wanted, pay, limits.elective_deferral + limits.catch_up)
    promised = employer_money(plan, employee, min(pay, limits.compensation_cap))
    catch_up, employer = _within_annual_additions(employee, promised, pay, limits)
    return ContributionYear(
        age=age,
        year=year,
        pay=pay,
        employee=employee,
        catch_up=catch_up,
        roth=max(household.roth_share * employee, catch_up if _roth_catch_up(household, limits, assumptions, t) else 0.0),
        employer=employer,
        limited_by=_limited_by(
            pay=wanted - pay if employee == pay else 0.0,
            deferral=wanted - employee,
            additions=promised - employer,
            compensation=employer_money(plan, employee, pay) - promised,
        ),
    )


def _roth_catch_up(household: Household, limits: Limits, assumptions: Assumptions, t: int) -> bool:
    """Whether the catch-up must be Roth, since the pay of the year before was above the threshold (26 U.S.C. 414(v)(7)); Roth
    money that is paid in anyway counts towards it. Both sides in dollars of the same year."""
    last_year = household.pay * (1 + household.pay_growth) ** (t - 1) / (1 + assumptions.inflation.mean.value)
    return limits.roth_catch_up_wage is not None and last_year > limits.roth_catch_up_wage


def wanted_deferral(household: Household, pay: float, t: int) -> float:
    """What the worker would pay in in year `t` (0 is the first) if no limit stood in the way, dollars a year."""
    if household.contribution_unit == "dollars":
        return household.contribution
    escalated = min(household.contribution + household.escalation.step * t, household.escalation.ceiling)
    return max(household.contribution, escalated) * pay


def employer_money(plan: PlanRules, employee: float, pay: float) -> float:
    """Match and non-elective share, before 415(c)."""
    return employer_match(plan.match, employee, pay) + plan.nonelective * pay


def employer_match(tiers: Sequence[MatchTier], employee: float, pay: float) -> float:
    """Each tier pays its rate on the worker's dollars between the tier before it and its own share of `pay`."""
    match = reached = 0.0
    for tier in tiers:
        upto = tier.upto * pay
        match += tier.rate * max(0.0, min(employee, upto) - reached)
        reached = upto
    return match


def _within_annual_additions(employee: float, promised: float, pay: float, limits: Limits) -> tuple[float, float]:
    """Catch-up and employer money once worker and employer together stay within 415(c): its dollars, or pay if less.

    What is too much first counts as catch-up as far as age and the worker's own part allow (26 CFR 1.414(v)-1(b)(1)(i)); the
    rest comes off the employer's part, as the usual plan wording has it ("the amount contributed or allocated will be reduced").
    """
    catch_up = max(0.0, employee - limits.elective_deferral)
    room = min(limits.annual_additions, pay) - (employee - catch_up)
    more_catch_up = min(max(0.0, promised - room), limits.catch_up - catch_up, employee - catch_up)
    return catch_up + more_catch_up, min(promised, room + more_catch_up)


def _limited_by(*, pay: float, deferral: float, additions: float, compensation: float) -> str | None:
    """The first limit that cut more than half a cent."""
    cuts = {"pay": pay, "402(g)": deferral, "415(c)": additions, "401(a)(17)": compensation}
    return next((name for name, cut in cuts.items() if cut > HALF_A_CENT), None)
