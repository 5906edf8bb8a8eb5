"""What each belief does: one bar for a lower and a higher setting, all else as asked, on the same futures.

Beliefs that would need another bank (volatility, correlation, inflation, wipe-out) are not among them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from scenarios import outcomes
from scenarios.assumptions import average_from_typical
from scenarios.futures import Futures
from scenarios.inputs import MAX_AGE, MAX_PAY_GROWTH, MAX_YEARS
from scenarios.market import log_volatility
from scenarios.project import Balances
from scenarios.results import Sensitivity, Statistic
from scenarios.variants import (
    average_of,
    fee_of,
    held_private,
    with_average,
    with_fee,
    with_household,
    with_plan,
    with_us_stocks,
    without_doubt,
    without_smoothing,
)

ON, OFF = 1.0, 0.0


@dataclass(frozen=True, kw_only=True)
class Setting:
    """A belief at one value, and the futures under it."""

    value: float
    futures: Futures


@dataclass(frozen=True, kw_only=True)
class Bar:
    key: str
    low: Setting
    high: Setting


def tornado(futures: Futures, accounts: Balances) -> tuple[Sensitivity, ...]:
    """All bars, the largest first: by how far they move the sleeve's change, then the baseline. `accounts` holds baseline and
    sleeve as asked."""
    bars = [_sensitivity(bar, futures, accounts) for bar in _bars(futures)]
    return tuple(sorted(bars, key=lambda bar: (-abs(bar.change_at_high.value - bar.change_at_low.value), -_baseline_span(bar), bar.key)))


def _sensitivity(bar: Bar, asked: Futures, accounts: Balances) -> Sensitivity:
    def outcome(setting: Setting) -> tuple[Statistic, Statistic]:
        weight = asked.question.sleeve.weight
        both = accounts if setting.futures is asked else setting.futures.account([0.0, weight])
        return outcomes.middle(both.income_monthly[0]), outcomes.middle(both.income_monthly[1] - both.income_monthly[0])

    (baseline_at_low, change_at_low), (baseline_at_high, change_at_high) = outcome(bar.low), outcome(bar.high)
    return Sensitivity(
        key=bar.key,
        low=bar.low.value,
        high=bar.high.value,
        baseline_at_low=baseline_at_low,
        baseline_at_high=baseline_at_high,
        change_at_low=change_at_low,
        change_at_high=change_at_high,
    )


def _baseline_span(bar: Sensitivity) -> float:
    return abs(bar.baseline_at_high.value - bar.baseline_at_low.value)


def _bars(futures: Futures) -> Iterator[Bar]:
    yield from _market(futures)
    yield from _person(futures)
    yield from _core_fee(futures)
    if futures.question.sleeve.weight:
        yield from _sleeve(futures)


def _market(futures: Futures) -> Iterator[Bar]:
    ranges = futures.assumptions.ranges
    spread = log_volatility(futures.assumptions, futures.question.beliefs, "us_stocks")
    low, high = (average_from_typical(typical.value, spread) for typical in (ranges.us_stocks_low, ranges.us_stocks_high))
    yield Bar(
        key="us_stocks.return",
        low=Setting(value=low, futures=with_us_stocks(futures, low)),
        high=Setting(value=high, futures=with_us_stocks(futures, high)),
    )
    if futures.bank.mean_shift.any():
        yield _switch("mean_uncertainty", without_doubt(futures), futures)


def _person(futures: Futures) -> Iterator[Bar]:
    household, ranges = futures.question.household, futures.assumptions.ranges
    step, years = ranges.pay_growth.value, round(ranges.plan_to_age.value)
    if household.working_years > 1:
        growths = max(household.pay_growth - step, -MAX_PAY_GROWTH), min(household.pay_growth + step, MAX_PAY_GROWTH)
        yield _bar("pay_growth", growths, [with_household(futures, replace(household, pay_growth=growth)) for growth in growths])
    ages = (
        max(household.plan_to_age - years, household.retirement_age + 1, household.age + 1),
        min(household.plan_to_age + years, MAX_AGE + 1, household.age + MAX_YEARS),
    )
    yield _bar("plan_to_age", ages, [with_household(futures, replace(household, plan_to_age=age)) for age in ages])


def _core_fee(futures: Futures) -> Iterator[Bar]:
    """From the cheapest to the costliest core fund of the edition."""
    plan, funds = futures.question.plan, sorted(futures.assumptions.core_funds.values(), key=lambda fund: fund.fee.value)
    if funds[0].fee.value < funds[-1].fee.value:
        ends = funds[0], funds[-1]
        made = [futures if fund.key == plan.core else with_plan(futures, replace(plan, core=fund.key)) for fund in ends]
        yield _bar("core.fee", (ends[0].fee.value, ends[1].fee.value), made)


def _sleeve(futures: Futures) -> Iterator[Bar]:
    assumptions, beliefs = futures.assumptions, futures.question.beliefs
    for terms in futures.mix:
        key, fee = terms.key, fee_of(futures, terms.key)
        spread = log_volatility(assumptions, beliefs, key)
        averages = [assumptions.average_return(key, view, spread) for view in assumptions.classes[key].views]
        if min(averages) < max(averages):
            ends = min(averages), max(averages)
            made = [futures if end == average_of(futures, key) else with_average(futures, key, end) for end in ends]
            yield _bar(f"{key}.return", ends, made)
        if fee:
            step = assumptions.ranges.fee.value
            fees = fee * (1 - step), fee * (1 + step)
            yield _bar(f"{key}.fee", fees, [with_fee(futures, key, end) for end in fees])
    if held_private(futures):
        yield _switch("smoothing", without_smoothing(futures), futures)
        if futures.question.plan.gates:
            yield _switch("gates", futures.without_gates(), futures)


def _bar(key: str, ends: tuple[float, float], made: list[Futures]) -> Bar:
    return Bar(key=key, low=Setting(value=ends[0], futures=made[0]), high=Setting(value=ends[1], futures=made[1]))


def _switch(key: str, off: Futures, on: Futures) -> Bar:
    return Bar(key=key, low=Setting(value=OFF, futures=off), high=Setting(value=ON, futures=on))
