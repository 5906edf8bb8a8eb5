"""Required distributions above the need, by hand: one account, one future, two years."""

from typing import Any

import numpy as np
import pytest

from scenarios.editions import load
from scenarios.set_aside import with_set_aside
from scenarios.spending import Entry, SpendingYear, Spent
from scenarios.tax import filer
from scenarios.years import Years

LAW = load().law.tax
GOAL = 10_000.0  # below every deduction: no tax is due on it
CORE = Years(growth=np.full((5, 1), 1.1), paid_in=np.full((5, 1), 12.6))


def entry(year: int, required: float, *, empty: bool = False, owed: float = 0.0, benefits: float = 0.0) -> Entry:
    return Entry(
        year=SpendingYear(year=year, benefits=benefits, filer=filer(LAW, 2031, "single", 75), penalty=0.0, divisor=20.0),
        worth=np.ones(1),
        required=np.array([[required]]),
        empty=np.array([[empty]]),
        owed=np.array([[owed]]),
    )


def short(*entries: Entry, first: int = 3, rich: bool = True) -> int:
    """The plan year in which money is short, where the account alone was in year `first`; 5 is never."""
    spent = Spent(short=np.array([[first]], np.int16), need=np.array([GOAL]), rich=np.array([[rich]]), entries=entries)
    return int(with_set_aside(spent, CORE, GOAL)[0, 0])


CASES: list[tuple[str, list[dict[str, Any]], int]] = [
    # 12,000 - 10,000 = 2,000 in twelfths becomes 2,000 / 12 x 12.6 = 2,100, then 2,310
    ("what was set aside pays what the account owes", [{"required": 12_000}, {"required": 0, "owed": 2_300}], 5),
    ("and not more than it is", [{"required": 12_000}, {"required": 0, "owed": 2_320}], 4),
    # empty: all of the year's goal is taken from it, 10,000 / 12 x 12.6 = 10,500 at the year's end
    ("it pays for a year of its own", [{"required": 16_000}, {"required": 0, "empty": True}], 4),  # 6,300 x 1.1 = 6,930
    ("with benefits too", [{"required": 16_000}, {"required": 0, "empty": True, "benefits": 6_000}], 5),  # 4,000 x 1.05 = 4,200
    ("benefits above the goal are not set aside", [{"required": 12_000}, {"required": 0, "empty": True, "benefits": 15_000}], 5),
    (
        "what an empty account owes is no debt of its own",
        [{"required": 12_000}, {"required": 0, "empty": True, "benefits": 9_000, "owed": 9}],
        5,
    ),
    ("nothing is set aside below the goal", [{"required": 9_000}, {"required": 0, "owed": 1}], 4),
]


@pytest.mark.parametrize(("says", "years", "expected"), CASES, ids=[says for says, _, _ in CASES])
def test_what_is_set_aside_is_spent_once_the_account_is_empty(says: str, years: list[dict[str, Any]], expected: int) -> None:
    assert short(*(entry(3 + place, **year) for place, year in enumerate(years))) == expected


def test_money_is_short_from_the_first_year_that_nothing_pays() -> None:
    assert short(entry(3, 0, owed=5), entry(4, 50_000)) == 3
    assert short(entry(3, 12_000), entry(4, 0, owed=9_000), first=4) == 4


def test_who_never_had_more_than_the_need_or_never_runs_short_is_left_alone() -> None:
    assert short(entry(3, 12_000), entry(4, 0, owed=1), rich=False) == 3
    assert short(entry(3, 0, owed=5), entry(4, 0), first=5) == 5
    assert short(first=2) == 2  # nothing was ever required
