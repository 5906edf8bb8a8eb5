"""Balances in the dollars of their own year (trust.md, 9: real = nominal / (1 + i)^T)."""

from dataclasses import fields

import pytest

from scenarios.answer import answer
from scenarios.inputs import Question
from scenarios.results import Answer, Distribution
from tests.banks import question, small_bank

STEADY = small_bank(model="lognormal", paths=100, exact=True)  # prices rise by the same share every year


def ask(asked: Question) -> Answer:
    return answer(asked.household, asked.plan, asked.sleeve, asked.beliefs, asked.ask, bank=STEADY)


def values(distribution: Distribution) -> list[float]:
    return [getattr(distribution, field.name).value for field in fields(distribution)]


def test_real_is_nominal_over_the_prices_since() -> None:
    asked = question(household={"retirement_age": 40}, sleeve={"weight": 0.05}, beliefs_of={"model": "lognormal"}, ask=("nominal",))
    found, rise = ask(asked), 1 + ask(asked).assumptions.inflation.mean.value
    assert found.nominal is not None
    for side in ("baseline", "sleeve"):
        real, nominal = getattr(found, side), getattr(found.nominal, side)
        assert values(nominal.balance) == pytest.approx([value * rise**5 for value in values(real.balance)], rel=1e-9)
        assert values(nominal.income_monthly) == pytest.approx([value * rise**5 for value in values(real.income_monthly)], rel=1e-9)
        for years, (then, now) in enumerate(zip(nominal.by_age, real.by_age, strict=True), start=1):
            assert then.age == now.age
            assert values(then.balance) == pytest.approx([value * rise**years for value in values(now.balance)], rel=1e-9)
    change = [value * rise**5 for value in values(found.difference.balance)]
    assert values(found.nominal.difference.balance) == pytest.approx(change, rel=1e-9)


def test_nobody_gets_nominal_dollars_unasked() -> None:
    assert ask(question(beliefs_of={"model": "lognormal"})).nominal is None


def test_on_the_day_of_retirement_nominal_is_real() -> None:
    asked = question(household={"age": 67, "retirement_age": 67}, beliefs_of={"model": "lognormal"}, ask=("nominal",))
    found = ask(asked)
    assert found.nominal is not None
    assert values(found.nominal.baseline.balance) == values(found.baseline.balance)
    assert found.nominal.baseline.by_age == ()
