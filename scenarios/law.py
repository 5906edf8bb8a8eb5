"""The federal rules around an account, as an edition states them: income tax, Social Security, withdrawals, length of life."""

from collections.abc import Mapping
from dataclasses import dataclass

from scenarios.figure import Figure, Series, Source, Status


@dataclass(frozen=True, kw_only=True)
class Bracket:
    """`rate` on taxable income up to `upto` dollars, from where the bracket before it ends; None: without end."""

    rate: float
    upto: float | None


@dataclass(frozen=True, kw_only=True)
class TaxTable:
    """One year and filing status, in that year's dollars. `extra_65` is the higher standard deduction of each person 65 or older."""

    brackets: tuple[Bracket, ...]
    standard_deduction: Figure
    extra_65: Figure
    source: Source
    as_of: str
    status: Status


@dataclass(frozen=True, kw_only=True)
class BenefitTax:
    """How much of Social Security is taxed (26 U.S.C. 86), thresholds by filing status, in dollars that are never indexed.

    Half of what income plus half the benefits exceeds `half_from`, at most half the benefits; above `most_from` `most` of the
    rest, together at most `most` of the benefits.
    """

    half_from: Mapping[str, Figure]
    most_from: Mapping[str, Figure]
    half: Figure
    most: Figure


@dataclass(frozen=True, kw_only=True)
class SeniorDeduction:
    """A deduction for each person 65 or older, less `phase_out` of income above `phase_out_from`; not indexed, some years only."""

    amount: Figure
    phase_out: Figure
    phase_out_from: Mapping[str, Figure]
    first_year: Figure
    last_year: Figure


@dataclass(frozen=True, kw_only=True)
class IncomeTax:
    """Federal income tax: `tables` [year][filing]."""

    tables: Mapping[int, Mapping[str, TaxTable]]
    benefits: BenefitTax
    senior: SeniorDeduction


@dataclass(frozen=True, kw_only=True)
class SocialSecurityLaw:
    """How a benefit follows from earnings. Bend points are those of 1979, moved by the average wage; retirement ages in months
    and the credit a year for waiting are by year of birth."""

    average_wage: Series
    wage_base: Series
    cola: Series
    first_bend: Figure
    second_bend: Figure
    rate_to_first: Figure
    rate_to_second: Figure
    rate_above: Figure
    computation_years: Figure
    full_retirement_months: Series
    delayed_credit: Series
    early_first_36_months: Figure
    early_further_year: Figure
    payable_share: Figure
    payable_from: Figure


@dataclass(frozen=True, kw_only=True)
class RequiredDistributions:
    """From which age how much must be taken out a year: the balance at the year's start over the divisor of the age attained."""

    first_age: Figure
    later_first_age: Figure
    later_born_from: Figure
    divisors: Series


@dataclass(frozen=True, kw_only=True)
class EarlyWithdrawalTax:
    """The additional tax on what is taken out before `until_age`, and the keys of the cases in which it is not due."""

    rate: Figure
    until_age: Figure
    separation_age: Figure
    exceptions: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class LifeTable:
    """Chance of death within a year by exact age."""

    male: Series
    female: Series


@dataclass(frozen=True, kw_only=True)
class LifetimeIncomeRule:
    """What a balance as a lifetime income is figured with: the age from which it is paid, and the yearly interest rate."""

    from_age: Figure
    rate: Figure


@dataclass(frozen=True, kw_only=True)
class Law:
    """All of it."""

    tax: IncomeTax
    social_security: SocialSecurityLaw
    required: RequiredDistributions
    early: EarlyWithdrawalTax
    life: LifeTable
    lifetime_income: LifetimeIncomeRule
