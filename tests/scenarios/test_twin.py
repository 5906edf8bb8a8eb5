"""The fast model against the slow twin: random households on the same futures, every figure to 1e-5 of the money at stake."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from random import Random

import numpy as np
import pytest
from numpy.typing import NDArray

from scenarios.answer import answer
from scenarios.assumptions import SLEEVE_CLASSES, VIEWS, MatchTier
from scenarios.bank import ARRAYS, Bank, build
from scenarios.editions import load
from scenarios.inputs import Beliefs, ClassBelief, Escalation, Household, PlanRules, Question, Sleeve
from scenarios.market import resolve
from scenarios.results import Answer, Difference, Distribution, Side
from tests.twin import Life, Twin, paid_in

EDITION = load()
FUTURES = 600
EACH = 20  # futures per random household: a slice of its own
CLOSE = 1e-5

Values = NDArray[np.float64]


@pytest.mark.parametrize("number", range(100))
def test_the_fast_model_agrees_with_the_twin(number: int) -> None:
    agree(household_number(number), slice_of_bank(number), looks=1)


@pytest.mark.proof
@pytest.mark.parametrize("number", range(100, 1100))
def test_the_fast_model_agrees_with_the_twin_on_a_thousand_more(number: int) -> None:
    agree(household_number(number), slice_of_bank(number), looks=4)


@pytest.mark.parametrize("number", [2, 7, 14])
def test_the_fast_model_agrees_with_the_twin_on_many_futures(number: int) -> None:
    agree(household_number(number), slice_of_bank(0, paths=400), looks=0)


@pytest.mark.parametrize("number", [2, 7, 14])
def test_at_the_break_even_return_the_twin_sees_no_difference(number: int) -> None:
    question = household_number(number)
    futures = slice_of_bank(number, paths=60)
    found = answer(question.household, question.plan, question.sleeve, question.beliefs, ("break_even",), bank=futures).break_even
    assert found
    base = lives(Twin(question, EDITION, futures, "neutral"), 0.0)
    scale = np.median(balances(base))
    for key, even in found.items():
        if even.median is not None:
            other = Twin(question, EDITION, futures, question.beliefs.view, {key: even.median.value})
            change = balances(lives(other, question.sleeve.weight)) - balances(base)
            assert abs(np.median(change)) < 1e-4 * scale
        if even.worst5 is not None:
            other = Twin(question, EDITION, futures, question.beliefs.view, {key: even.worst5.value})
            change = worst5(balances(lives(other, question.sleeve.weight))) - worst5(balances(base))
            assert abs(change) < 1e-4 * scale


def agree(question: Question, futures: Bank, looks: int) -> None:
    """All of an answer against the twin; `looks` is how many of the other views and of the sweep's weights are compared as well."""
    found = answer(question.household, question.plan, question.sleeve, question.beliefs, ("views", "sweep"), bank=futures)
    base, chosen = Twin(question, EDITION, futures, "neutral"), Twin(question, EDITION, futures, question.beliefs.view)
    without, with_sleeve = lives(base, 0.0), lives(chosen, question.sleeve.weight)
    same_contributions(question, found)
    same_side(found.baseline, without, without)
    same_side(found.sleeve, with_sleeve, without)
    same_difference(found.difference, without, with_sleeve)
    pick = Random(question.household.age * 1000 + round(question.household.balance))
    for result in pick.sample(found.views, min(looks, len(found.views))):
        same_difference(result.difference, without, lives(Twin(question, EDITION, futures, result.view), question.sleeve.weight))
    for point in pick.sample([point for point in found.sweep if point.weight <= question.plan.cap], looks):
        swept = lives(chosen, point.weight)
        scale = max(balances(without))
        same_distribution(point.balance, balances(swept), scale)
        same_distribution(point.income_change, incomes(swept) - incomes(without), max(incomes(without)))
        near(point.chance_worse.value, float(np.mean(fallen(without, swept))), 1.0)


def same_contributions(question: Question, found: Answer) -> None:
    rows = paid_in(question.household, question.plan, EDITION)
    assert [row.age for row in found.contributions] == [question.household.age + year for year in range(len(rows))]
    for fast, slow in zip(found.contributions, rows, strict=True):
        for name in ("pay", "employee", "catch_up", "employer"):
            assert getattr(fast, name) == pytest.approx(getattr(slow, name), rel=1e-9, abs=1e-6)


def same_side(found: Side, slow: list[Life], without: list[Life]) -> None:
    same_distribution(found.balance, balances(slow), max(balances(without)))
    same_distribution(found.income_monthly, incomes(slow), max(incomes(without)))
    for year, point in enumerate(found.by_age, start=1):
        by_age = np.array([life.balances[year] for life in slow])
        same_distribution(point.balance, by_age, max(life.balances[year] for life in without))
    middle = np.argsort(balances(without), kind="stable")[len(slow) // 4 : len(slow) - len(slow) // 4]
    fees = {fund: float(np.mean([slow[path].fees[fund] for path in middle])) for fund in slow[0].fees}
    for fund, fee in found.fees.items():
        near(fee.value, fees[fund], sum(fees.values()))
    near(found.fees_paid.value, sum(fees[fund] for fund in found.fees), sum(fees.values()))


def same_difference(found: Difference, without: list[Life], with_sleeve: list[Life]) -> None:
    change, income, base_income = balances(with_sleeve) - balances(without), incomes(with_sleeve) - incomes(without), incomes(without)
    same_distribution(found.balance, change, max(balances(without)))
    same_distribution(found.income_monthly, income, max(base_income))
    worse = fallen(without, with_sleeve)
    near(found.chance_worse.value, float(np.mean(worse)), 1.0)
    near(found.chance_worse_10pct.value, float(np.mean(change < -0.1 * balances(without))), 1.0)
    near(found.median_if_worse.value, float(np.median(change[worse])) if worse.any() else 0.0, max(balances(without)))
    less, more = income < -0.01 * base_income, income > 0.01 * base_income
    assert found.chance_less.value == pytest.approx(float(np.mean(less)), abs=0.0051)
    assert found.chance_more.value == pytest.approx(float(np.mean(more)), abs=0.0051)
    assert found.chance_less.value + found.chance_same.value + found.chance_more.value == pytest.approx(1)


def same_distribution(found: Distribution, values: Values, scale: float) -> None:
    for name, share in {"p5": 5, "p25": 25, "p50": 50, "p75": 75, "p95": 95}.items():
        near(getattr(found, name).value, float(np.percentile(values, share)), scale)
    near(found.mean.value, float(np.mean(values)), scale)
    near(found.sd.value, float(np.std(values)), scale)
    near(found.worst5_mean.value, worst5(values), scale)


def near(fast: float, slow: float, scale: float) -> None:
    assert fast == pytest.approx(slow, rel=CLOSE, abs=CLOSE * scale + 1e-9)


def worst5(values: Values) -> float:
    return float(np.mean(np.sort(values)[: len(values) // 20]))


def fallen(without: list[Life], with_sleeve: list[Life]) -> NDArray[np.bool_]:
    """Lower by more than what rounding of the stored bank can do."""
    return np.asarray(balances(with_sleeve) < balances(without) * (1 - 1e-7))


def balances(lives: list[Life]) -> Values:
    return np.array([life.balances[-1] for life in lives])


def incomes(lives: list[Life]) -> Values:
    return np.array([life.income for life in lives])


def lives(twin: Twin, weight: float) -> list[Life]:
    return [twin.path(path, weight) for path in range(twin.bank.paths)]


def household_number(number: int) -> Question:
    """The same household for the same number; between them they meet every rule of the plan and both sides of every age limit."""
    draw = Random(number)
    age = draw.choice([draw.randint(18, 49), draw.randint(48, 66), draw.randint(58, 64)])
    retirement_age = draw.choice([age, max(age, 67), draw.randint(age, 75), draw.randint(age + 1, 76)])
    unit = draw.choice(["share", "share", "dollars"])
    household = Household(
        age=age, retirement_age=retirement_age, plan_to_age=draw.randint(max(retirement_age + 1, 80), min(98, age + 80)),
        balance=draw.choice([0, 0, draw.uniform(1, 2_000), draw.uniform(2_000, 2_000_000)]),
        contribution=draw.choice([0, draw.uniform(0, 0.3), 1]) if unit == "share" else draw.choice([0, draw.uniform(1, 60_000)]),
        contribution_unit="share" if unit == "share" else "dollars",
        pay=draw.choice([draw.uniform(10_000, 90_000), draw.uniform(90_000, 900_000)]), pay_growth=draw.choice([0, draw.uniform(-0.02, 0.04)]),
        escalation=Escalation(step=draw.uniform(0, 0.02), ceiling=draw.uniform(0, 0.3)) if unit == "share" and draw.random() < 0.5 else Escalation(),
    )  # fmt: skip
    return Question(household=household, **plan_and_sleeve(draw))  # type: ignore[arg-type]


def plan_and_sleeve(draw: Random) -> Mapping[str, object]:
    cap, held = draw.choice([0.05, 0.1, 0.2, 1.0]), draw.sample(SLEEVE_CLASSES, draw.choice([1, 1, 2, 3]))
    cuts = [draw.uniform(0.1, 1) for _ in held]
    mix = {key: cut / sum(cuts) for key, cut in zip(held, cuts, strict=True)}
    weight = draw.choice([0.0, draw.uniform(0, cap), draw.uniform(0, cap), cap])
    tapers = draw.random() < 0.5
    plan = PlanRules(
        match=draw.choice([preset.tiers for preset in EDITION.match_presets.values()] + [(MatchTier(rate=0.25, upto=0.1), MatchTier(rate=2, upto=0.5))]),
        cap=cap, asset_caps={held[0]: weight * mix[held[0]]} if draw.random() < 0.3 else {},
        ramp_years=draw.choice([0, 0, 1, draw.randint(2, 12)]), taper_years=draw.randint(1, 20) if tapers else 0,
        taper_floor=draw.choice([0, draw.uniform(0, cap)]) if tapers else 0, core=draw.choice(list(EDITION.core_funds)),
    )  # fmt: skip
    own = {held[0]: ClassBelief(average_return=draw.uniform(-0.1, 0.3), fee=draw.choice([None, 0.03]))} if draw.random() < 0.2 else {}
    view = draw.choice([view for view in VIEWS if all(view in EDITION.classes[key].views for key in held)])
    return {"plan": plan, "sleeve": Sleeve(weight=weight, mix=mix), "beliefs": Beliefs(view=view, classes=own)}


@cache
def bank() -> Bank:
    return build(resolve(EDITION, Beliefs()), seed=EDITION.seed, paths=FUTURES, years=EDITION.years)


def slice_of_bank(number: int, paths: int = EACH) -> Bank:
    start = number * EACH % (FUTURES - paths)
    return replace(bank(), **{name: np.ascontiguousarray(getattr(bank(), name)[..., start : start + paths]) for name in ARRAYS})
