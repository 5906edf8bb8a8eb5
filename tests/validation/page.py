"""docs/validation.md: plain Markdown from the checks and what was measured."""

from collections.abc import Iterator
from pathlib import Path

from tests.twin.agreement import SEARCHED_CLOSE, TOLERANCES
from tests.validation.checks import CHECKS, Check
from tests.validation.measures import MEASURES, WATCHED, at_full_size, pairs_of_features, spread_over_error, twin_agreement

PAGE = Path(__file__).resolve().parents[2] / "docs" / "validation.md"
HELD = "holds"
GATED = (
    f"\nIncomes behind the gates of private funds are searched for, and forced sales make them jump: there {SEARCHED_CLOSE:g} is allowed."
)

OPENING = """# How we know that the model is right

This page is made by `python -m tests.validation`. Every row is a claim that tests hold at every change, `make test` in part and
`make proof` in full. What the model computes is in [model.md](model.md), the figures are in [assumptions.md](assumptions.md).

Errors are Monte Carlo standard errors: how far a number would move with other random futures. They say nothing of whether the
assumptions are right. Nobody can test those against the future.
"""

LIMITS = """## What this does not show

- That the future will be like the assumptions. Views stand side by side for that reason.
- The chance that a coin goes to zero. No data can settle it.
- How private funds behave in a crisis of their own. Appraisals, gates and forced sales follow a rule of ours.
- History beyond about three independent windows of thirty years. Rolling windows overlap.
- Tax law, Social Security and limits of later years. They are today's, kept at their real value.
- State tax, and what people do when markets fall.
- The list of what is left out is at the end of [model.md](model.md).
"""


def page() -> str:
    parts = [OPENING, *table_of_checks(), "", *table_of_twin(), "", *table_of_errors(), "", *mutation(), "", LIMITS]
    return "\n".join(parts)


def table_of_checks() -> Iterator[str]:
    yield "## The list\n"
    yield "| no. | what must hold | how closely | measured | held by |\n| --- | --- | --- | --- | --- |"
    for check in CHECKS:
        yield row(check, MEASURES[check.measure]() if check.measure else HELD)


def row(check: Check, measured: str) -> str:
    number = str(check.number) if check.number else "also"
    return f"| {number} | {check.claim} | {check.tolerance} | {measured} | {held_by(check)} |"


def held_by(check: Check) -> str:
    return "; ".join(f"tests/{file}: {', '.join(f'`{name}`' for name in names)}" for file, names in check.tests.items())


def table_of_twin() -> Iterator[str]:
    """The largest difference of each output, as a share of the largest such amount at stake."""
    agreement, compared = twin_agreement()
    yield "## The twin, output by output\n"
    yield f"{compared} random households. {pairs_of_features()}. Money: as a share of the largest such amount at stake.{GATED}\n"
    yield "| output | tolerance | largest difference |\n| --- | --- | --- |"
    for name, tolerance in TOLERANCES.items():
        yield f"| {name} | {tolerance:.0e} | {agreement.worst[name]:.0e} |"


def table_of_errors() -> Iterator[str]:
    """Of the person of the README, with 10,000 futures, and how the stated errors compare with the spread over other seeds."""
    found, ratios = at_full_size(), spread_over_error()
    yield "## Errors at 10,000 futures\n"
    yield "A worker of 35 with $45,000, 8 % of $80,000 a year, and 5 % in bitcoin.\n"
    yield "| figure | value | standard error | spread over seeds / stated error |\n| --- | --- | --- | --- |"
    for name, of in WATCHED.items():
        statistic = of(found)
        digits = ".3f" if name.startswith("chance") else ",.0f"
        yield f"| {name} | {statistic.value:{digits}} | {statistic.se:{digits}} | {ratios[name]:.2f} |"


def mutation() -> Iterator[str]:
    yield "## Mistakes put into the code\n"
    yield "`make proof` puts small mistakes into the model, one at a time, and fails unless the tests notice at least 85 of 100."
