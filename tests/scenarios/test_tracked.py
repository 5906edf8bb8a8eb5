"""Payments into a tracked account, by hand."""

import numpy as np
import pytest

from scenarios.gates import Funds
from scenarios.tracked import TrackedAccount
from scenarios.trading import NO_CAP, Trading
from scenarios.years import ClassYears, Years
from tests.banks import question

YEARS, PATHS = 3, 2


@pytest.mark.parametrize("monthly", [0.5, np.full((1, PATHS), 0.5)], ids=["one number", "path by path"])
def test_even_half_a_dollar_goes_in_by_target_and_to_the_core_once_a_class_is_wiped_out(monthly: float | np.ndarray) -> None:
    still = np.ones((YEARS, PATHS))
    lost = ClassYears(growth=still, paid_in=24 * still, share=1.0, last=np.array([0, 9]), reported=None, gate=None)
    rules = Trading(
        plan=question().plan,
        targets=np.full((1, YEARS), 0.1),
        caps=np.full((1, YEARS), 0.1),
        asset_caps=np.full((1, 1), NO_CAP),
        paused=(None,),
        working_years=YEARS,
    )
    account = TrackedAccount(Funds(core=Years(growth=still, paid_in=12 * still), classes=(lost,), gates=None), rules, 100.0, watched=False)
    account.advance(0, monthly)
    assert account.value[0] == pytest.approx([106.6, 106.6])  # 100 + 0.5 (0.9 x 12 + 0.1 x 24): in the year of its end it is paid into
    assert account.holdings[1][0] == pytest.approx([0, 10.66])
    account.advance(1, monthly)
    assert account.value[0] == pytest.approx([112.6, 113.2])  # all 0.5 x 12 into the core, and as before
    assert account.holdings[1][0] == pytest.approx([0, 11.32])
