"""What fees take in dollars: counted over the middle half, fund by fund, by hand."""

import numpy as np
import pytest

from scenarios.fees import dollars, middle_half, total
from scenarios.results import Statistic
from scenarios.sleeve import ClassTerms


def test_the_middle_half_leaves_a_quarter_out_at_each_end() -> None:
    balance = np.arange(200.0)[::-1]
    assert sorted(balance[middle_half(balance)]) == list(range(50, 150))
    assert np.count_nonzero(middle_half(np.ones(100))) == 50  # equal balances too


def test_a_fee_is_its_rate_on_what_was_held_before_it_was_taken() -> None:
    held = [np.full(100, 990_000.0), np.full(100, 95_000.0)]  # after fees of 1 % and 5 %: 10,000 and 5,000 were taken
    mix = [ClassTerms(key="ether", share=1.0, log_shift=0.0, all_in_fee=0.05)]
    paid = dollars(("core", 0.01), mix, held, np.ones(100, bool))
    assert {key: part.value for key, part in paid.items()} == pytest.approx({"core": 10_000, "ether": 5_000})
    assert total(list(paid.values())).value == pytest.approx(15_000)


def test_errors_of_fees_are_added() -> None:
    assert total([Statistic(value=1.0, se=0.25), Statistic(value=2.0, se=0.5)]) == Statistic(value=3.0, se=0.75)


def test_only_the_chosen_futures_count() -> None:
    held = np.where(np.arange(100) < 50, 99.0, 9_900.0)
    assert dollars(("core", 0.01), [], [held], np.arange(100) < 50)["core"].value == pytest.approx(1)
