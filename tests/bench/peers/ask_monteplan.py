"""Runs by itself in an environment with monteplan."""

from monteplan import AccountConfig, PlanConfig, SimulationConfig, default_market, default_policies, simulate
from timed_peer import report

PATHS, YEARS = 10_000, 60

plan = PlanConfig(
    current_age=35,
    retirement_age=67,
    end_age=95,
    accounts=[AccountConfig(account_type="traditional", balance=45_000, annual_contribution=7_000)],
    monthly_income=5_000,
    monthly_spending=3_000,
)
report(
    "monteplan",
    lambda: simulate(plan, default_market(), default_policies(), SimulationConfig(n_paths=PATHS)),
    paths=PATHS,
    years=YEARS,
    differs="monthly, six classes, taxes; one portfolio, no pair",
)
