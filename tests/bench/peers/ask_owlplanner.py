"""Runs by itself in an environment with owlplanner."""

from owlplanner import Plan
from timed_peer import report

PATHS, YEARS = 3, 60

plan = Plan(["Maya"], ["1991-01-01"], [35 + YEARS], "bench")
plan.setAccountBalances(taxable=[10], taxDeferred=[45], taxFree=[0])
plan.setSocialSecurity([2_000], [67])
plan.setAllocationRatios("individual", generic=[[[80, 20, 0, 0], [40, 60, 0, 0]]])
plan.setSpendingProfile("flat")
plan.setRates("gaussian", values=[7.0, 4.0, 3.5, 2.5], stdev=[17.0, 8.0, 6.0, 2.0], corr=[0.1, 0, 0, 0.5, 0, 0])


def solve() -> None:
    for _ in range(PATHS):
        plan.regenRates()
        plan.solve("maxSpending", {"bequest": 0})


report(
    "owlplanner",
    solve,
    paths=PATHS,
    years=YEARS,
    differs="yearly, finds the best withdrawals of each future by linear programming, taxes; one portfolio",
)
