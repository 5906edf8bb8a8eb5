"""The income that an account behind gates sustains: the same from any guess, in a few passes, and at its end nothing is left."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from scenarios import sustained
from scenarios.accounts import annuity
from scenarios.editions import load
from scenarios.futures import Futures, futures_of
from scenarios.tracked import TrackedAccount
from tests.banks import question, small_bank

PARTS: dict[str, Any] = {"sleeve": {"weight": 0.3, "mix": {"private_equity": 0.7, "bitcoin": 0.3}}, "plan": {"cap": 0.3}}
ASKED = question(household={"age": 62, "retirement_age": 64, "plan_to_age": 80, "balance": 200_000}, **PARTS)
BANK = small_bank(paths=100, years=20, exact=True)


@pytest.fixture
def futures() -> Futures:
    return futures_of(ASKED, load(), BANK)


@pytest.fixture
def passes(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many paths went through retirement, pass by pass."""
    gone: list[int] = []
    left = sustained._left

    def counted(account: TrackedAccount, years: range, monthly: np.ndarray) -> object:
        gone.append(monthly.shape[1])
        return left(account, years, monthly)

    monkeypatch.setattr(sustained, "_left", counted)
    return gone


def test_an_income_is_found_in_four_passes_and_where_no_gate_is_met_in_one(futures: Futures, passes: list[int]) -> None:
    futures.account([0.3], keep=1)
    assert len(passes) == 4
    assert 100 == passes[0] > passes[1] == passes[2] == passes[3] > 0


def test_gates_that_close_leave_the_income_where_they_stand_in_no_sale_s_way(futures: Futures) -> None:
    with_gates, without = (each.account([0.3], keep=1) for each in (futures, futures.without_gates()))
    assert with_gates.gate_met is not None
    assert without.gate_met is None
    met = with_gates.gate_met[0]
    assert 0 < np.count_nonzero(met) < 100
    assert with_gates.income_monthly[0, ~met] == pytest.approx(without.income_monthly[0, ~met], rel=1e-9)
    assert np.abs(with_gates.income_monthly[0, met] / without.income_monthly[0, met] - 1).max() > 1e-6


@pytest.mark.parametrize(("times", "most"), [(0.2, 6), (0.8, 5), (1.3, 5), (5.0, 6)])
def test_whatever_the_guess_the_income_is_the_same(
    times: float, most: int, futures: Futures, passes: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = futures.account([0.3]).income_monthly
    passes.clear()
    monkeypatch.setattr(sustained, "annuity", lambda *parts: annuity(*parts) / times)
    assert futures_of(ASKED, load(), BANK).account([0.3]).income_monthly == pytest.approx(expected, rel=1e-9)
    assert len(passes) <= most


def test_nothing_is_left_at_the_end_of_the_income(futures: Futures) -> None:
    account = futures.account([0.3], keep=1)
    retired, years = account.retired.copy(), range(2, 18)
    for year in years:
        retired.advance(year, -account.income_monthly)
    assert np.abs(retired.value).max() < 1e-6 * account.at_retirement.max()


def test_without_gates_an_account_goes_into_retirement_as_the_simpler_kind_and_pays_the_same(futures: Futures) -> None:
    banded = replace(ASKED, plan=replace(ASKED.plan, gates=False, rebalance="band", band=0.02))
    free = futures_of(banded, load(), BANK).account([0.3], keep=1)
    assert not isinstance(free.retired, TrackedAccount)
    assert isinstance(futures.account([0.3], keep=1).retired, TrackedAccount)
    retired = free.retired.copy()
    for year in range(2, 18):
        retired.advance(year, -free.income_monthly)
    assert np.abs(retired.value).max() < 1e-6 * free.at_retirement.max()
