"""Runs by itself in an environment with manyfutures."""

from datetime import date

import numpy as np
from manyfutures import scenario
from manyfutures.chart import Profile
from manyfutures.lanes import Assumptions, Start
from manyfutures.models import Adult, MortgageTerms, Position, StudentLoanTerms
from timed_peer import report

PATHS, TODAY, BORN = 10_000, date(2026, 11, 1), date(1991, 1, 1)

people = Profile(first_adult=Adult(born=BORN, life_series="women"), partner=Adult(born=BORN, life_series="men"))
home = scenario.Household(
    gross_income=60_000,
    working_years_spending=40_000,
    pension=25_000,
    child_birth_ages=(),
    daycare_days_per_week=0,
    daycare_monthly_per_day=0,
    childcare_reimbursement_rate=0,
    after_school_monthly=0,
    mortgage=MortgageTerms(rate=0.03, term=30, start=TODAY),
    student_loan=StudentLoanTerms(rate=0, repayment=0, repayment_day=1),
)
years = np.arange(1928, 2025)
start = Start(
    today=TODAY,
    position=Position(portfolio=45_000, crypto=0, cash_buffer=5_000, home_value=300_000, mortgage_balance=0, student_loan=0),
    returns=np.random.default_rng(1).normal(0.09, 0.18, len(years)),
    return_years=years,
)
plan = scenario.Scenario(retirement_age=67, downsize=False, n_sims=PATHS)
report(
    "manyfutures",
    lambda: scenario.run(plan, start, household=home, profile=people, assumptions=Assumptions()),
    paths=PATHS,
    years=100 - 35,
    differs="yearly, one risky class, home, taxes of the Netherlands, lives that end; one portfolio, no pair",
)
