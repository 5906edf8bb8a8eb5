"""How long people live, by a period life table, both sexes half and half; and a balance as an income for life.

A period table holds a year's chances of death constant: it knows no progress and no difference in health or income.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenarios.assumptions import Assumptions
from scenarios.calibrate import MONTHS
from scenarios.figure import Series
from scenarios.inputs import Household
from scenarios.law import LifeTable
from scenarios.results import LifetimeIncome

Array = NDArray[Any]

LAST_AGE = 110  # to which spending is followed when the goal is to be met for life


def survival(life: LifeTable, age: int, years: int) -> Array:
    """The chance that somebody of `age` lives to each of the next birthdays, [0 .. years]; of women and men, half each at `age`."""
    return (_of_one(life.male, age, years) + _of_one(life.female, age, years)) / 2


def _of_one(deaths: Series, age: int, years: int) -> Array:
    lives = np.cumprod([1 - deaths.at(age + year) for year in range(years)])
    return np.concatenate([[1.0], lives])


def lifetime_income(household: Household, assumptions: Assumptions) -> LifetimeIncome:
    """The balance of today as a level nominal income, paid at each month's start from 67 or the age now if later, for one life
    and for two of the same age where the survivor keeps all of it. Source: 29 CFR 2520.105-3, with the edition's figures."""
    rule = assumptions.law.lifetime_income
    age = max(round(rule.from_age.value), household.age)
    last = max(assumptions.law.life.male.values)
    birthdays = survival(assumptions.law.life, age, last + 1 - age)
    months = np.arange((len(birthdays) - 1) * MONTHS)
    alive = np.interp(months / MONTHS, np.arange(len(birthdays)), birthdays)  # deaths are spread evenly over each year
    discount = (1 + rule.rate.value) ** (-months / MONTHS)
    balance = household.balance + household.roth_balance
    return LifetimeIncome(
        single=float(balance / np.sum(alive * discount)),
        joint=float(balance / np.sum((1 - (1 - alive) ** 2) * discount)),
        rate=rule.rate.value,
    )
