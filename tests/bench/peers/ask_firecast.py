"""Runs by itself in an environment with firecast."""

import numpy as np
from firecast.config.config import (
    Asset,
    DeterministicInputs,
    ExpenseStep,
    IncomeStep,
    PlannedContribution,
    PortfolioRebalance,
    SimulationParameters,
)
from firecast.config.correlation_matrix import CorrelationMatrix
from firecast.core.simulation import SimulationBuilder
from timed_peer import report

PATHS, YEARS = 100, 60
NAMES = ["stocks", "bonds", "inflation"]

inputs = DeterministicInputs(
    initial_bank_balance=10_000,
    bank_lower_bound=5_000,
    bank_upper_bound=15_000,
    years_to_simulate=YEARS,
    monthly_income_steps=[IncomeStep(year=0, monthly_amount=5_000)],
    income_inflation_factor=1.0,
    income_end_year=32,
    monthly_pension=2_000,
    pension_inflation_factor=1.0,
    pension_start_year=32,
    planned_contributions=[PlannedContribution(year=0, amount=45_000)],
    annual_fund_fee=0.001,
    investment_lot_size=1_000,
    planned_illiquid_purchases=[],
    monthly_expenses_steps=[ExpenseStep(year=0, monthly_amount=4_400)],
    planned_extra_expenses=[],
)
assets = {
    "stocks": Asset(mu=0.07, sigma=0.15, withdrawal_priority=2),
    "bonds": Asset(mu=0.03, sigma=0.055, withdrawal_priority=1),
    "inflation": Asset(mu=0.025, sigma=0.025),
}


def simulate() -> None:
    for _ in range(PATHS):
        built = (
            SimulationBuilder.new()
            .set_det_inputs(inputs)
            .set_assets(assets)
            .set_correlation_matrix(CorrelationMatrix(assets_order=NAMES, matrix=np.eye(3).tolist()))
            .set_portfolio_rebalances([PortfolioRebalance(year=0, period=1, weights={"stocks": 0.8, "bonds": 0.2})])
            .set_shock_events([])
            .set_sim_params(SimulationParameters(num_simulations=PATHS))
            .build()
        )
        built.init()
        built.run()


report("firecast", simulate, paths=PATHS, years=YEARS, differs="monthly, two classes and inflation, no taxes; one portfolio, no pair")
