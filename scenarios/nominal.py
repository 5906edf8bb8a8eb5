"""The same balances in the dollars of their own year: today's dollars times the path's prices since."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenarios import outcomes
from scenarios.futures import Futures
from scenarios.project import Balances
from scenarios.results import AgePoint, Nominal, NominalSide

Array = NDArray[Any]


def nominal(futures: Futures, accounts: Balances) -> Nominal:
    """Baseline, sleeve and paired difference in nominal dollars; income in the dollars of the year of retirement."""
    years = futures.question.household.working_years
    prices = np.cumprod(np.concatenate([np.ones_like(futures.bank.prices[:1]), futures.bank.prices[:years]]), axis=0)
    balances = accounts.by_year[:, :2] * prices[:, None]
    incomes = accounts.income_monthly[:2] * prices[years]
    age = futures.question.household.age
    return Nominal(
        baseline=_side(balances[:, 0], incomes[0], age),
        sleeve=_side(balances[:, 1], incomes[1], age),
        difference=_side(balances[:, 1] - balances[:, 0], incomes[1] - incomes[0], age),
    )


def _side(balances: Array, income: Array, age: int) -> NominalSide:
    """`balances` [year][path] from now to retirement."""
    *by_age, at_retirement, monthly = outcomes.distributions(np.concatenate([balances[1:], balances[-1:], income[None, :]]))
    return NominalSide(
        balance=at_retirement,
        income_monthly=monthly,
        by_age=tuple(AgePoint(age=age + 1 + year, balance=row) for year, row in enumerate(by_age)),
    )
