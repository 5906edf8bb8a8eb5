"""Runs by itself in an environment with eggnest."""

from eggnest.models import SimulationInput
from eggnest.simulation import MonteCarloSimulator
from timed_peer import report

PATHS, YEARS = 100, 5  # a year of a path takes it milliseconds

person = SimulationInput(
    initial_capital=600_000,
    annual_spending=36_000,
    current_age=75,
    max_age=75 + YEARS,
    n_simulations=PATHS,
    include_mortality=False,
)
report(
    "eggnest",
    lambda: MonteCarloSimulator(person).run(),
    paths=PATHS,
    years=YEARS,
    differs="yearly, two classes, federal and state taxes by a tax library; one portfolio, no pair",
    rounds=1,
)
