"""The fast model against the slow twin: random households on the same futures, every figure to 1e-5 of the money at stake."""

import os
from collections.abc import Mapping
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
from scenarios.results import Answer, Difference, Distribution, Outlook, Side
from tests.twin import Life, Twin, paid_in

EDITION = load()
FUTURES = 600
EACH = 20  # futures per random household: a slice of its own
CLOSE = 1e-5

Values = NDArray[np.float64]


@pytest.mark.parametrize("number", range(1000 if os.environ.get("PROOF") else 100))
def test_the_fast_model_agrees_with_the_twin(number: int) -> None:
    agree(household_number(number), slice_of_bank(number), looks=1)


@pytest.mark.parametrize("number", [2, 10, 40])
def test_the_fast_model_agrees_with_the_twin_on_many_futures(number: int) -> None:
    agree(household_number(number), slice_of_bank(0, paths=400), looks=0)


@pytest.mark.parametrize("number", [2, 10, 40, 62, 77])  # 62 and 77 hold assets for which no return does it
def test_at_the_break_even_return_the_twin_sees_no_difference(number: int) -> None:
    question = household_number(number)
    futures = slice_of_bank(number, paths=60)
    found = answer(question.household, question.plan, question.sleeve, question.beliefs, ("break_even",), bank=futures).break_even
    assert found.keys() == question.sleeve.mix.keys()
    for key, even in found.items():
        if even.median is None:
            assert median_change(question, futures, {key: -0.5}) * median_change(question, futures, {key: 1.0}) > 0
        else:
            assert abs(median_change(question, futures, {key: even.median.value})) < 1e-4
        if even.worst5 is None:
            assert worst5_change(question, futures, {key: -0.5}) * worst5_change(question, futures, {key: 1.0}) > 0
        else:
            assert abs(worst5_change(question, futures, {key: even.worst5.value})) < 1e-4


def median_change(question: Question, futures: Bank, returns: Mapping[str, float]) -> float:
    """The median of the paired change, as a share of the median balance."""
    without, with_sleeve = both_balances(question, futures, returns)
    return float(np.median(with_sleeve - without) / np.median(without))


def worst5_change(question: Question, futures: Bank, returns: Mapping[str, float]) -> float:
    """Each side's own average of the lowest 5 of 100, and how far they lie apart, as a share of the median balance."""
    without, with_sleeve = both_balances(question, futures, returns)
    return float((worst5(with_sleeve) - worst5(without)) / np.median(without))


def both_balances(question: Question, futures: Bank, returns: Mapping[str, float]) -> tuple[Values, Values]:
    twin = Twin(question, EDITION, futures, returns=returns)
    return balances(lives(twin, 0.0)), balances(lives(twin, question.sleeve.weight))


def agree(question: Question, futures: Bank, looks: int) -> None:
    """All of an answer against the twin; `looks` is how many of the other views and of the sweep's weights are compared as well."""
    found = answer(question.household, question.plan, question.sleeve, question.beliefs, ("views", "sweep"), bank=futures)
    chosen = Twin(question, EDITION, futures)
    without, with_sleeve = lives(chosen, 0.0), lives(chosen, question.sleeve.weight)
    same_contributions(question, found)
    same_side(found.baseline, without, without)
    same_side(found.sleeve, with_sleeve, without)
    same_difference(found.difference, without, with_sleeve)
    same_outlook(found.outlook, chosen)
    pick = Random(question.household.age * 1000 + round(question.household.balance))
    for result in pick.sample(found.views, min(looks, len(found.views))):
        viewed = Twin(question, EDITION, futures, result.view)
        same_difference(result.difference, without, lives(viewed, question.sleeve.weight))
        same_outlook(result.outlook, viewed)
    for point in pick.sample(found.sweep, looks):
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


def same_outlook(found: Mapping[str, Outlook], twin: Twin) -> None:
    for asset in twin.assets:
        near(found[asset.key].average, asset.average, 1e-3)
        near(found[asset.key].typical, asset.typical, 1e-3)


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
    age = draw.choice([draw.randint(18, 48), draw.randint(18, 48), draw.randint(47, 66), draw.randint(58, 64)])
    retirement_age = draw.choice([max(age, 67), draw.randint(age, 75), draw.randint(age + 1, 76), draw.choice([age, age + 1])])
    in_dollars = draw.random() < 0.25
    household = Household(
        age=age, retirement_age=retirement_age, plan_to_age=draw.randint(max(retirement_age + 1, 80), min(98, age + 80)),
        balance=draw.choices([0, draw.uniform(1, 2_000), draw.uniform(2_000, 400_000), draw.uniform(400_000, 4_000_000)], [2, 1, 5, 2])[0],
        contribution=draw.choice([0, draw.uniform(1, 60_000), draw.uniform(1, 60_000)]) if in_dollars
        else draw.choices([0, draw.uniform(0, 0.3), 0.9999], [1, 8, 1])[0],
        contribution_unit="dollars" if in_dollars else "share",
        pay=draw.choice([draw.uniform(5_000, 40_000), draw.uniform(40_000, 200_000), draw.uniform(90_000, 900_000)]),
        pay_growth=draw.choice([0, draw.uniform(-0.02, 0.04)]),
        escalation=Escalation() if in_dollars or draw.random() < 0.5
        else Escalation(step=draw.uniform(0, 0.02), ceiling=draw.uniform(0, 0.3)),
    )  # fmt: skip
    plan, held = plan_with_assets(draw)
    return Question(household=household, plan=plan, sleeve=held, beliefs=beliefs_about(draw, held))


def plan_with_assets(draw: Random) -> tuple[PlanRules, Sleeve]:
    cap, held = draw.choice([0.05, 0.1, 0.2, 1.0]), draw.sample(SLEEVE_CLASSES, draw.choice([1, 1, 2, 3]))
    parts = [draw.uniform(0.1, 1) for _ in held]
    mix = {key: part / sum(parts) for key, part in zip(held, parts, strict=True)}
    weight = draw.choices([0.0, draw.uniform(0, cap), cap], [1, 4, 4])[0]
    tapers = draw.random() < 0.5
    two_tiers = (MatchTier(rate=0.25, upto=0.1), MatchTier(rate=2, upto=0.5))
    plan = PlanRules(
        match=draw.choice([two_tiers, *(preset.tiers for preset in EDITION.match_presets.values())]),
        menu=tuple(held), cap=cap, asset_caps={held[0]: weight * mix[held[0]]} if draw.random() < 0.3 else {},
        ramp_years=draw.choice([0, 1, draw.randint(2, 12)]), taper_years=draw.randint(1, 20) if tapers else 0,
        taper_floor=draw.choice([0, draw.uniform(0, cap)]) if tapers else 0, core=draw.choice(list(EDITION.core_funds)),
    )  # fmt: skip
    return plan, Sleeve(weight=weight, mix=mix)


def beliefs_about(draw: Random, sleeve: Sleeve) -> Beliefs:
    view = draw.choice([view for view in VIEWS if all(view in EDITION.classes[key].views for key in sleeve.mix)])
    own = ClassBelief(average_return=draw.choice([None, draw.uniform(-0.1, 0.3)]), fee=draw.choice([None, 0.03]))
    return Beliefs(view=view, classes={next(iter(sleeve.mix)): own} if draw.random() < 0.3 else {})


@cache
def bank() -> Bank:
    return build(resolve(EDITION, Beliefs()), seed=EDITION.seed, paths=FUTURES, years=EDITION.years)


def slice_of_bank(number: int, paths: int = EACH) -> Bank:
    start = number * EACH % (FUTURES - paths)
    return Bank(hash="a slice", **{name: np.ascontiguousarray(getattr(bank(), name)[..., start : start + paths]) for name in ARRAYS})
