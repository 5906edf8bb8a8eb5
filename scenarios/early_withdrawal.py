"""Money taken out of the pre-tax account this year: what tax takes of it, and what it would have become.

Source: 26 U.S.C. 72(t) and the income tax of the edition. Federal tax only; many plans let workers take money out only for hardship.
"""

import numpy as np

from scenarios import outcomes
from scenarios.futures import Futures
from scenarios.results import EarlyWithdrawal, SocialSecurity
from scenarios.social_security import benefits
from scenarios.tax import filer

LOOKED_AT = 10_000.0  # dollars, or the whole pre-tax account if less


def early_withdrawal(futures: Futures, social_security: SocialSecurity) -> EarlyWithdrawal:
    """The withdrawal as the last dollars of this year's income: pay less what goes into the account before tax, or what the
    retired have, Social Security. What is missing at retirement is told by the baseline's growth on the same futures."""
    household, assumptions = futures.question.household, futures.assumptions
    amount = min(LOOKED_AT, household.balance)
    tax = filer(assumptions.law.tax, assumptions.year, household.filing, household.age).tax
    income, paid = _income(futures), 0.0
    if not household.working_years:
        paid = float(benefits(household, assumptions, social_security, 1)[0])
    income_tax = float(tax(income + amount, paid) - tax(income, paid))
    penalty = amount * assumptions.law.early.rate.value if _is_early(futures) else 0.0
    grown = np.multiply.reduce(futures.core.growth[: household.working_years], axis=0, dtype=np.float64)
    return EarlyWithdrawal(
        amount=amount,
        penalty=penalty,
        income_tax=income_tax,
        left=amount - penalty - income_tax,
        missing_at_retirement=outcomes.middle(amount * np.broadcast_to(grown, futures.bank.paths)),
        exceptions=assumptions.law.early.exceptions,
    )


def _income(futures: Futures) -> float:
    """This year's taxable pay, dollars: after the part of the deferral that is not Roth; nothing for the retired."""
    if not futures.contributions:
        return 0.0
    this_year = futures.contributions[0]
    return this_year.pay - (this_year.employee - this_year.roth)


def _is_early(futures: Futures) -> bool:
    """Under 59 1/2, taken to be reached at the end of the year in which 59 is, and not separated from work at 55 or later."""
    household, early = futures.question.household, futures.assumptions.law.early
    separated = not household.working_years and household.age >= early.separation_age.value
    return household.age < early.until_age.value and not separated
