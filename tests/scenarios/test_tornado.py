"""What single beliefs and features do, always on the same futures: the tornado and the effects."""

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest

from scenarios.answer import answer
from scenarios.assumptions import CLASSES, average_from_typical
from scenarios.editions import load
from scenarios.futures import futures_of
from scenarios.inputs import Question
from scenarios.results import Answer, Effect, Sensitivity
from scenarios.shifted import shifted
from scenarios.variants import with_us_stocks
from tests.banks import bank_of, question, small_bank

BANK = small_bank(paths=500)
MIX = {"bitcoin": 0.5, "private_equity": 0.5}


def ask(asked: Question) -> Answer:
    return answer(asked.household, asked.plan, asked.sleeve, asked.beliefs, asked.ask, bank=BANK)


@cache
def asked_bars() -> dict[str, Sensitivity]:
    return bars()


def bars(**parts: Any) -> dict[str, Sensitivity]:
    sleeve = parts.pop("sleeve", {"weight": 0.05, "mix": MIX})
    return {bar.key: bar for bar in ask(question(sleeve=sleeve, ask=("tornado",), **parts)).tornado}


def shown(asked: Question) -> tuple[float, float]:
    found = ask(asked)
    return found.baseline.income_monthly.p50.value, found.difference.income_monthly.p50.value


@pytest.mark.parametrize(
    ("key", "low", "high"),
    [
        ("gates", {"plan": {"gates": False}}, {}),
        ("core.fee", {}, {"plan": {"core": "target_date_active"}}),
        ("pay_growth", {"household": {"pay_growth": -0.01}}, {"household": {"pay_growth": 0.01}}),
        ("plan_to_age", {"household": {"plan_to_age": 90}}, {"household": {"plan_to_age": 100}}),
        ("bitcoin.fee", {"beliefs_of": {"classes": {"bitcoin": {"fee": 0.0}}}}, {"beliefs_of": {"classes": {"bitcoin": {"fee": 0.005}}}}),
        ("private_equity.fee", {"beliefs_of": {"classes": {"private_equity": {"fee": 0.0}}}},
         {"beliefs_of": {"classes": {"private_equity": {"fee": 0.0438}}}}),
        ("mean_uncertainty", None, {}),
        ("smoothing", None, {}),
    ],
)  # fmt: skip
def test_each_end_of_a_bar_is_the_answer_at_that_setting(key: str, low: dict[str, Any] | None, high: dict[str, Any]) -> None:
    bar = asked_bars()[key]
    for parts, baseline, change in ((low, bar.baseline_at_low, bar.change_at_low), (high, bar.baseline_at_high, bar.change_at_high)):
        if parts is not None:
            own_baseline, own_change = shown(question(sleeve={"weight": 0.05, "mix": MIX}, **parts))
            assert baseline.value == pytest.approx(own_baseline, rel=1e-5)
            assert change.value == pytest.approx(own_change, rel=1e-4, abs=0.02)


def test_a_class_goes_over_the_range_of_its_views() -> None:
    edition = load()
    bar = bars(sleeve={"weight": 0.05})["bitcoin.return"]
    averages = [edition.average_return("bitcoin", view) for view in edition.classes["bitcoin"].views]
    assert (bar.low, bar.high) == (min(averages), max(averages))
    for setting, change in ((bar.low, bar.change_at_low), (bar.high, bar.change_at_high)):
        asked = question(sleeve={"weight": 0.05}, beliefs_of={"classes": {"bitcoin": {"return": setting}}})
        assert change.value == pytest.approx(shown(asked)[1], rel=1e-4, abs=0.02)


def test_us_stocks_go_over_the_range_of_the_houses() -> None:
    edition = load()
    bar, spread = asked_bars()["us_stocks.return"], edition.log_volatility("us_stocks")
    assert (bar.low, bar.high) == (average_from_typical(0.031, spread), average_from_typical(0.067, spread))
    assert bar.baseline_at_low.value < ask(question()).baseline.income_monthly.p50.value < bar.baseline_at_high.value  # 6.2 % typical


def test_the_largest_bar_comes_first() -> None:
    found = tuple(asked_bars().values())
    sizes = [abs(bar.change_at_high.value - bar.change_at_low.value) for bar in found]
    assert sizes == sorted(sizes, reverse=True)
    assert len(found) == 11


def test_without_a_sleeve_only_the_baseline_s_beliefs_have_bars_and_change_nothing_between_the_sides() -> None:
    found = bars(sleeve={"weight": 0, "mix": MIX})
    assert set(found) == {"us_stocks.return", "mean_uncertainty", "pay_growth", "plan_to_age", "core.fee"}
    assert all(bar.change_at_low.value == bar.change_at_high.value == 0 for bar in found.values())


def test_a_belief_that_is_off_or_not_at_work_has_no_bar() -> None:
    assert not {"smoothing", "gates", "private_equity.return"} & set(bars(sleeve={"weight": 0.05}))
    assert "gates" not in bars(plan={"gates": False})
    assert "pay_growth" not in bars(household={"age": 70, "retirement_age": 70})


# Moved averages


def test_moved_core_averages_are_those_of_a_bank_built_with_them() -> None:
    """The same draws at another stated average: the derived bank agrees with the built one to single precision and third order."""
    asked = question(beliefs_of={"mean_uncertainty": False})
    base = bank_of(asked.beliefs, paths=100, years=20)
    futures = replace(futures_of(question(household={"age": 66, "plan_to_age": 86}, sleeve={"mix": {"private_equity": 1.0}}), load(), base))
    moved = with_us_stocks(futures, 0.0567).bank
    edition = load()
    gap = 0.0567 - 0.0767
    stated = {key: {"return": edition.average_return(key) + edition.beta(key) * gap} for key in ("us_stocks", "non_us_stocks")}
    # log volatility is held: volatility / (1 + average) stays
    for key in stated:
        asset = edition.classes[key]
        assert asset.volatility is not None
        stated[key]["volatility"] = asset.volatility.value * (1 + stated[key]["return"]) / (1 + edition.average_return(key))
    built = bank_of(question(beliefs_of={"mean_uncertainty": False, "classes": stated}).beliefs, paths=100, years=20)
    for key in stated:
        at = CLASSES.index(key)
        assert moved.growth[:, at] == pytest.approx(built.growth[:, at], rel=2e-5)
        assert moved.paid_in[:, at] == pytest.approx(built.paid_in[:, at], rel=1e-3)  # 11/24 + 143/1728 log growth, not each month
        assert np.mean(moved.paid_in[:, at] / built.paid_in[:, at]) == pytest.approx(1, abs=2e-5)
    bonds = CLASSES.index("us_bonds")
    assert np.array_equal(moved.growth[:, bonds], base.growth[:20, bonds])


def test_a_shift_and_back_is_the_bank_itself() -> None:
    there = shifted(BANK, {"us_stocks": 0.02, "bitcoin": -0.1}, 30)
    back = shifted(there, {"us_stocks": -0.02, "bitcoin": 0.1}, 30)
    for name in ("growth", "paid_in", "time_left"):
        assert np.allclose(getattr(back, name), getattr(BANK, name)[:30], rtol=2e-6, atol=0)


def test_without_doubt_the_long_run_means_of_futures_differ_less() -> None:
    asked = question(sleeve={"weight": 0.05, "mix": MIX})
    doubt = [effect for effect in effects(asked) if effect.key == "mean_uncertainty"]
    assert doubt[0].balance.p5.value < 0 < doubt[0].balance.p95.value


# Effects


def effects(asked: Question) -> tuple[Effect, ...]:
    return answer(asked.household, asked.plan, asked.sleeve, asked.beliefs, ("effects",), bank=BANK).effects


@pytest.mark.parametrize(
    ("key", "without"),
    [
        ("gates", {"plan": {"gates": False}}),
        ("bitcoin.fee", {"beliefs_of": {"classes": {"bitcoin": {"fee": 0.0}}}}),
        ("private_equity.fee", {"beliefs_of": {"classes": {"private_equity": {"fee": 0.0}}}}),
    ],
)
def test_an_effect_is_the_paired_difference_of_two_answers(key: str, without: dict[str, Any]) -> None:
    sleeve = {"weight": 0.05, "mix": MIX}
    [effect] = [one for one in effects(question(sleeve=sleeve)) if one.key == key]
    on, off = (futures_of(question(sleeve=sleeve, **parts), load(), BANK).account([0.05]) for parts in ({}, without))
    change = np.sort(on.at_retirement[0] - off.at_retirement[0])
    assert effect.balance.p50.value == pytest.approx(float(np.median(change)), rel=1e-4, abs=0.5)
    assert effect.balance.mean.value == pytest.approx(float(change.mean(dtype=np.float64)), rel=1e-3, abs=0.5)


def test_costs_and_losses_cost() -> None:
    found = {effect.key: effect for effect in effects(question(sleeve={"weight": 0.05}, beliefs_of={"view": "cautious"}))}
    assert set(found) == {"bitcoin.fee", "bitcoin.wiped_out_once", "mean_uncertainty"}
    assert found["bitcoin.fee"].balance.p95.value < 0
    assert found["bitcoin.wiped_out_once"].balance.p50.value < 0


@pytest.mark.parametrize(("working_years", "shown"), [(1, False), (2, True)])
def test_pay_growth_has_a_bar_as_soon_as_a_second_year_is_worked(working_years: int, shown: bool) -> None:
    found = bars(sleeve={"weight": 0}, household={"age": 67 - working_years, "retirement_age": 67, "plan_to_age": 70})
    assert ("pay_growth" in found) is shown
