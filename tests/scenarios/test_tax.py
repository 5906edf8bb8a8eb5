"""Federal income tax: to the cent with an independent library, at every kink from both sides, and exact the other way round."""

import csv
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scenarios.editions import load
from scenarios.inputs import FILINGS
from scenarios.need import need
from scenarios.tax import Filer, filer, needed

LAW = load("2026-11").law.tax
FILE = Path(__file__).parents[1] / "cases" / "federal_tax.csv"
with FILE.open(encoding="utf-8") as recorded:
    FILERS: list[dict[str, Any]] = list(csv.DictReader(recorded))
LIVES = [(filing, age, year) for filing in FILINGS for age in (60, 70) for year in (2026, 2031)]


def law_of(filing: str = "single", age: int = 70, year: int = 2031) -> Filer:
    return filer(LAW, year, filing, age)


def left(of: Filer, withdrawal: Any, benefits: Any, prices: Any = 1.0) -> Any:
    return withdrawal + benefits - of.tax(withdrawal, benefits, prices)


# The independent library. It is recorded to a hundredth of a cent (tests/oracles/federal_tax.py); ours is rounded alike.


def test_eight_hundred_filers_owe_to_the_cent_what_an_independent_library_says() -> None:
    assert len(FILERS) >= 800
    for row in FILERS:
        ours = float(law_of(row["filing"], int(row["age"]), int(row["year"])).tax(float(row["withdrawal"]), float(row["benefits"])))
        assert ours == pytest.approx(float(row["tax"]), abs=1e-4), row


def test_the_recorded_filers_are_of_every_kind() -> None:
    assert {(row["year"], row["filing"], row["age"]) for row in FILERS} == {
        (year, filing, age) for year in ("2025", "2026") for filing in FILINGS for age in ("60", "70")
    }
    assert any(float(row["tax"]) == 0 for row in FILERS)
    assert any(float(row["tax"]) > 500_000 for row in FILERS)


# Case table: a rate that holds below a kink and one that holds above it, in tax on one more dollar. Law of 2026, price level 1.

KINKS = [  # filing, age, year, benefits, withdrawal at the kink, rate below, rate above
    ("single", 60, 2026, 0, 16_100, 0.00, 0.10),  # standard deduction 16,100
    ("single", 60, 2026, 0, 28_500, 0.10, 0.12),  # + 12,400
    ("single", 60, 2026, 0, 66_500, 0.12, 0.22),  # + 50,400
    ("single", 60, 2026, 0, 121_800, 0.22, 0.24),  # + 105,700
    ("single", 60, 2026, 0, 217_875, 0.24, 0.32),  # + 201,775
    ("single", 60, 2026, 0, 272_325, 0.32, 0.35),  # + 256,225
    ("single", 60, 2026, 0, 656_700, 0.35, 0.37),  # + 640,600
    ("joint", 60, 2026, 0, 32_200, 0.00, 0.10),
    ("joint", 60, 2026, 0, 800_900, 0.35, 0.37),  # 32,200 + 768,700
    ("head_of_household", 60, 2026, 0, 24_150, 0.00, 0.10),
    ("head_of_household", 60, 2026, 0, 225_900, 0.24, 0.32),  # 24,150 + 201,750
    ("single", 70, 2031, 0, 18_150, 0.00, 0.10),  # 16,100 + 2,050 for 65 or older
    ("joint", 70, 2031, 0, 35_500, 0.00, 0.10),  # 32,200 + 2 x 1,650
    ("single", 70, 2026, 0, 24_150, 0.00, 0.10),  # + 6,000 for seniors until 2028
    ("joint", 70, 2028, 0, 47_500, 0.00, 0.10),  # + 2 x 6,000
    ("single", 70, 2026, 0, 75_000, 0.22, 0.2332),  # the senior deduction falls by 6 %: 22 % x 1.06
    ("single", 70, 2026, 0, 175_000, 0.2544, 0.24),  # 6,000 / 6 % = 100,000 later it is gone; 24 % x 1.06 before
    ("joint", 70, 2026, 0, 150_000, 0.22, 0.2464),  # two seniors lose 6 % each; taxable 102,500 is in 22 %
    # benefits of 24,000, half is 12,000: taxed from 25,000 - 12,000 on, half of each dollar, until 22,000; then 85 %
    ("single", 60, 2031, 24_000, 22_000, 0.15, 0.185),  # taxable 22,000 + 4,500 - 16,100 = 10,400: 10 % of 1.5, then of 1.85
    # until 85 % of 24,000 = 20,400 is taxed: 4,500 + 85 % of 18,705.88 more
    ("single", 60, 2031, 24_000, 40_705.8823529, 0.222, 0.12),  # 12 % x 1.85
    # benefits of 6,000: half of them is taxed before the second threshold: 25,000 - 3,000 + 6,000 = 28,000, up to 31,000 no more
    ("single", 60, 2031, 6_000, 28_000, 0.18, 0.12),  # taxable 28,000 + 3,000 - 16,100 = 14,900: 12 % of 1.5, then of 1
    ("joint", 60, 2031, 40_000, 12_000, 0.00, 0.00),  # 32,000 - 20,000, below the deduction: taxed benefits, no tax
]


@pytest.mark.parametrize(("filing", "age", "year", "benefits", "at", "below", "above"), KINKS)
def test_the_rate_on_one_more_dollar_changes_where_the_law_says(
    filing: str, age: int, year: int, benefits: float, at: float, below: float, above: float
) -> None:
    of = law_of(filing, age, year)
    assert (float(of.tax(at, benefits)) - float(of.tax(at - 1, benefits))) == pytest.approx(below, abs=1e-6)
    assert (float(of.tax(at + 1, benefits)) - float(of.tax(at, benefits))) == pytest.approx(above, abs=1e-6)


TAXED = [  # filing, withdrawal, benefits, price level, taxed benefits
    ("single", 13_000, 24_000, 1.0, 0),  # 13,000 + 12,000 = 25,000: nothing yet
    ("single", 13_002, 24_000, 1.0, 1),  # half of what is above
    ("single", 22_000, 24_000, 1.0, 4_500),  # half of 34,000 - 25,000
    ("single", 32_000, 24_000, 1.0, 13_000),  # + 85 % of 10,000
    ("single", 500_000, 24_000, 1.0, 20_400),  # at most 85 %
    ("single", 30_000, 6_000, 1.0, 3_000),  # at most half below the second threshold
    ("joint", 20_000, 24_000, 1.0, 0),  # 32,000
    ("joint", 32_000, 24_000, 1.0, 6_000),  # half of 44,000 - 32,000
    ("head_of_household", 22_000, 24_000, 1.0, 4_500),  # as single
    ("single", 6_500, 12_000, 2.0, 0),  # prices doubled, thresholds did not: 12,500 is half of 25,000
    ("single", 11_000, 12_000, 2.0, 2_250),  # everything half of the third case
    ("single", 0, 24_000, 1_000.0, 10_175.6),  # thresholds of 25 and 34 are left: 4.5 + 85 % of 11,966
]


@pytest.mark.parametrize(("filing", "withdrawal", "benefits", "prices", "taxed"), TAXED)
def test_benefits_are_taxed_by_thresholds_that_prices_wear_down(
    filing: str, withdrawal: float, benefits: float, prices: float, taxed: float
) -> None:
    assert float(law_of(filing, 60).taxed_benefits(withdrawal, benefits, prices)) == pytest.approx(taxed, abs=1e-9)


def test_after_the_table_law_keeps_its_real_value_and_the_senior_deduction_ends() -> None:
    assert law_of(year=2029) == law_of(year=2060)
    assert law_of(year=2028).senior == 6_000
    assert law_of(year=2029).senior == 0
    assert law_of(age=64, year=2026).senior == 0
    assert law_of("joint", 65, 2026).senior == 12_000


# The other way round


@pytest.mark.parametrize(("filing", "age", "year"), LIVES)
@given(
    goal=st.floats(0, 1e6),
    benefits=st.floats(0, 80_000),
    prices=st.floats(0.5, 20),
    roth=st.floats(0, 1),
    penalty=st.sampled_from([0.0, 0.1]),
)
def test_what_is_needed_leaves_the_goal_exactly(
    filing: str, age: int, year: int, goal: float, benefits: float, prices: float, roth: float, penalty: float
) -> None:
    of = law_of(filing, age, year)
    drawn = needed(of, goal, benefits, prices, roth_share=roth, penalty=penalty)
    kept = drawn + benefits - of.tax(drawn * (1 - roth), benefits, prices) - penalty * drawn * (1 - roth)
    if drawn > 0:
        assert kept == pytest.approx(goal, rel=1e-11, abs=1e-6)
    else:
        assert kept >= goal - 1e-6


@pytest.mark.parametrize(("filing", "age"), [(filing, age) for filing in FILINGS for age in (60, 70)])
@given(goal=st.floats(100, 500_000), benefits=st.floats(1, 70_000))
@example(goal=46_627.0, benefits=46_700.0)  # benefits are enough only while little of them is taxed
def test_the_straight_pieces_of_the_need_are_what_the_search_finds(filing: str, age: int, goal: float, benefits: float) -> None:
    worth = np.concatenate([np.linspace(0.01, 2, 80), np.geomspace(2, 1e5, 20)])
    pieces, of = need(law_of(filing, age), goal, benefits), law_of(filing, age)
    assert np.allclose(pieces.at(worth), needed(of, goal, benefits, 1 / worth), rtol=1e-10, atol=1e-5)


@pytest.mark.parametrize("filing", FILINGS)
def test_more_withdrawn_always_leaves_more(filing: str) -> None:
    amounts = np.geomspace(1, 3e6, 4_000)
    for benefits, prices in ((0, 1), (30_000, 1), (60_000, 4)):
        kept = left(law_of(filing, 70, 2026), amounts, benefits, prices)
        assert all(more > less for less, more in pairwise(kept))


def test_without_a_goal_nothing_is_withdrawn() -> None:
    assert float(needed(law_of(), 0.0, 24_000)) == 0
    assert need(law_of(), 20_000, 24_000).at(np.array([0.2, 1.0])) == pytest.approx([0, 0])


# How the inverse is found: by the slope, which is the tax on one more dollar


@pytest.mark.parametrize(("filing", "age", "year"), LIVES)
@pytest.mark.parametrize("benefits", [0.0, 6_000.0, 24_000.0, 60_000.0])
@pytest.mark.parametrize("prices", [1.0, 1.7])
def test_the_slope_is_the_tax_on_one_more_cent(filing: str, age: int, year: int, benefits: float, prices: float) -> None:
    of = law_of(filing, age, year)
    drawn = np.arange(137.0, 900_000.0, 911.0)  # no kink lies within a cent of any
    tax, slope = of.tax_and_slope(drawn, benefits, prices)
    assert (of.tax(drawn + 0.01, benefits, prices) - tax) / 0.01 == pytest.approx(slope, abs=1e-6)


def looks(monkeypatch: pytest.MonkeyPatch, of: Filer, **asked: Any) -> int:
    """How often the tax is worked out in search of the withdrawals for many goals."""
    looked: list[int] = []
    tax_and_slope = Filer.tax_and_slope

    def counted(self: Filer, *parts: Any) -> Any:
        looked.append(1)
        return tax_and_slope(self, *parts)

    monkeypatch.setattr(Filer, "tax_and_slope", counted)
    needed(of, np.linspace(1_000, 900_000, 2_000), **asked)
    return len(looked)


@pytest.mark.parametrize(
    ("filing", "age", "year", "asked", "most"),
    [
        ("single", 60, 2031, {}, 4),
        ("single", 70, 2026, {"benefits": 24_000.0}, 4),
        ("joint", 70, 2026, {"benefits": 60_000.0, "roth_share": 0.3}, 3),
        ("single", 57, 2026, {"penalty": 0.1}, 4),
    ],
)
def test_the_withdrawals_for_two_thousand_goals_are_found_in_a_few_steps(
    filing: str, age: int, year: int, asked: dict[str, float], most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert looks(monkeypatch, law_of(filing, age, year), **asked) <= most


def test_the_need_is_one_number_where_every_dollar_is_worth_less_than_the_first_point() -> None:
    of = law_of()
    found = need(of, 60_000.0, 24_000.0)
    little = np.array([found.worth[0] / 2, found.worth[0] / 3])
    assert np.array_equal(found.at(little), np.full(2, found.withdrawal[0]))
    assert found.at(np.array([0.0, 1.0, 50.0])) == pytest.approx(needed(of, 60_000.0, 24_000.0, 1 / np.array([1e-9, 1.0, 50.0])), rel=1e-6)
    assert found.at(np.array([1.0], np.float32)).dtype == np.float32
