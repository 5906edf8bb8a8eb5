"""Social Security: bend points, retirement ages and factors as the Social Security Administration publishes them."""

from typing import Any

import pytest

from scenarios.editions import load
from scenarios.inputs import Household
from scenarios.social_security import (
    average_indexed_earnings,
    bend_points,
    benefits,
    claiming_factor,
    earnings,
    primary_amount,
    social_security,
)

EDITION = load("2026-11")
LAW = EDITION.law.social_security

PUBLISHED = {  # ssa.gov/oact/cola/bendpoints.html; 2027 is computed by the same rule from the average wage of 2025
    1979: (180, 1085), 1980: (194, 1171), 1981: (211, 1274), 1982: (230, 1388), 1983: (254, 1528), 1984: (267, 1612),
    1985: (280, 1691), 1986: (297, 1790), 1987: (310, 1866), 1988: (319, 1922), 1989: (339, 2044), 1990: (356, 2145),
    1991: (370, 2230), 1992: (387, 2333), 1993: (401, 2420), 1994: (422, 2545), 1995: (426, 2567), 1996: (437, 2635),
    1997: (455, 2741), 1998: (477, 2875), 1999: (505, 3043), 2000: (531, 3202), 2001: (561, 3381), 2002: (592, 3567),
    2003: (606, 3653), 2004: (612, 3689), 2005: (627, 3779), 2006: (656, 3955), 2007: (680, 4100), 2008: (711, 4288),
    2009: (744, 4483), 2010: (761, 4586), 2011: (749, 4517), 2012: (767, 4624), 2013: (791, 4768), 2014: (816, 4917),
    2015: (826, 4980), 2016: (856, 5157), 2017: (885, 5336), 2018: (895, 5397), 2019: (926, 5583), 2020: (960, 5785),
    2021: (996, 6002), 2022: (1024, 6172), 2023: (1115, 6721), 2024: (1174, 7078), 2025: (1226, 7391), 2026: (1286, 7749),
    2027: (1340, 8077),
}  # fmt: skip


def worker(age: int = 35, pay: float = 80_000, **given: Any) -> Household:
    given.setdefault("retirement_age", max(67, age))
    return Household(age=age, balance=0, contribution=0.0, contribution_unit="share", pay=pay, **given)


def test_the_formula_gives_every_bend_point_ever_published() -> None:
    assert {year: bend_points(LAW, year) for year in PUBLISHED} == PUBLISHED


@pytest.mark.parametrize(
    ("born", "years", "months"),
    [(1917, 65, 0), (1937, 65, 0), (1938, 65, 2), (1942, 65, 10), (1943, 66, 0), (1954, 66, 0), (1955, 66, 2), (1959, 66, 10),
     (1960, 67, 0), (2000, 67, 0)],
)  # fmt: skip
def test_full_retirement_age_is_that_of_the_year_of_birth(born: int, years: int, months: int) -> None:
    assert LAW.full_retirement_months.at(born) == 12 * years + months


FACTORS = [  # born, claimed at, share of the primary amount
    (1960, 67, 1.0),
    (1960, 66, 1 - 12 * 5 / 900),  # 5/9 of 1 % a month
    (1960, 64, 0.80),  # 36 months
    (1960, 63, 0.75),  # and 12 at 5/12 of 1 %
    (1960, 62, 0.70),  # published: 30 % less at 62
    (1943, 62, 0.75),  # 48 months before 66
    (1937, 62, 0.80),
    (1956, 62, 1 - 0.20 - 16 * 5 / 1200),  # full retirement age 66 and 4 months: 52 months early
    (1960, 68, 1.08),
    (1960, 70, 1.24),
    (1943, 70, 1.32),
    (1937, 70, 1.325),  # 6.5 % a year for five years
    (1924, 70, 1.15),  # 3 % a year
]


@pytest.mark.parametrize(("born", "age", "share"), FACTORS)
def test_claiming_early_costs_and_waiting_pays_what_the_law_says(born: int, age: int, share: float) -> None:
    assert claiming_factor(LAW, born, age) == pytest.approx(share, abs=1e-12)


PRIMARY = [  # average monthly earnings, year of eligibility, primary amount; bend points of 2026: 1,286 and 7,749
    (1_000, 2026, 900.0),  # 90 %
    (1_286, 2026, 1_157.4),
    (1_287, 2026, 1_157.7),  # 1,157.40 + 0.32 = 1,157.72, down to the dime
    (7_749, 2026, 3_225.5),  # 1,157.40 + 32 % of 6,463 = 3,225.56
    (8_749, 2026, 3_375.5),  # + 15 % of 1,000 = 3,375.56
    (5_000, 2040, 2_345.8),  # the edition's formula in today's dollars: 1,157.40 + 32 % of 3,714 = 2,345.88
    # 2024: bend points 1,174 and 7,078: 1,056.60 + 32 % of 3,826 = 2,280.92 -> 2,280.9; + 2.5 % = 2,337.92 -> 2,337.9;
    # + 2.8 % = 2,403.36 -> 2,403.3
    (5_000, 2024, 2_403.3),
]


@pytest.mark.parametrize(("average", "eligible", "amount"), PRIMARY)
def test_the_primary_amount_follows_the_formula_of_its_year_and_the_adjustments_since(average: float, eligible: int, amount: float) -> None:
    assert primary_amount(EDITION, average, eligible) == pytest.approx(amount, abs=1e-9)


def test_past_pay_moved_with_average_wages_and_starts_at_the_career_s_age() -> None:
    history = earnings(worker(age=60, pay=72_000), EDITION)
    assert min(history) == 2026 - 60 + 22
    assert max(history) == 2026 + 6
    assert history[2020] / history[2010] == pytest.approx(55_628.60 / 41_673.83)
    grown = 72_800.33 * 72_800.33 / 69_846.57  # the average wage of 2026 is not known: it grows on as in 2025
    assert history[2024] == pytest.approx(72_000 * 69_846.57 / grown)
    assert history[2026] == history[2032] == 72_000


def test_somebody_always_paid_the_average_has_the_average_indexed_wage() -> None:
    # 62 in 2026, works no more: every year to 2023 is indexed to the wage of 2024
    of_2026 = 72_800.33**2 / 69_846.57
    retired = worker(age=62, pay=of_2026, retirement_age=62)
    # 2025 counts at face, 72,800.33; the other 34 of the best 35 years are 69,846.57 when indexed: 34 and 1, over 420 months
    assert average_indexed_earnings(retired, EDITION) == int((34 * 69_846.57 + 72_800.33) / 420)


def test_pay_above_the_wage_base_adds_nothing() -> None:
    assert average_indexed_earnings(worker(pay=184_500), EDITION) < average_indexed_earnings(worker(pay=1e6), EDITION)  # past pay was lower
    assert average_indexed_earnings(worker(pay=1e6), EDITION) == average_indexed_earnings(worker(pay=1e7), EDITION)


def test_a_short_career_counts_years_without_pay() -> None:
    whole, half = worker(age=30, retirement_age=67), worker(age=30, retirement_age=40)
    assert average_indexed_earnings(half, EDITION) < 0.55 * average_indexed_earnings(whole, EDITION)


def test_the_largest_benefit_is_near_the_published_one() -> None:
    """SSA's fact sheet for 2026: at most $4,152 for somebody who reaches full retirement age in it, born in 1959."""
    top = worker(age=67, pay=1e6, retirement_age=67)
    assert social_security(top, EDITION).primary_amount == pytest.approx(4_152, abs=1)


def test_the_estimate_says_where_it_comes_from_and_the_others_do_not() -> None:
    estimate = social_security(worker(), EDITION)
    assert estimate.source == "estimate"
    assert estimate.average_indexed_earnings
    assert estimate.monthly == int(estimate.primary_amount or 0)  # claimed at full retirement age
    own, none = (social_security(worker(social_security=stated), EDITION) for stated in (1_850.0, "none"))
    assert (own.source, own.monthly, own.primary_amount) == ("own", 1_850.0, None)
    assert (none.source, none.monthly) == ("none", 0.0)


def test_benefits_start_in_the_year_of_the_claim_and_are_cut_when_the_trustees_say() -> None:
    paid = {
        payable: benefits(household := worker(age=64, claim_age=66, social_security=1_000.0, social_security_payable=payable),
                          EDITION, social_security(household, EDITION), 10)
        for payable in ("full", "trustees")
    }  # fmt: skip
    assert list(paid["full"]) == [0, 0] + 8 * [12_000]
    assert list(paid["trustees"]) == [0, 0] + 5 * [12_000] + 3 * [9_360]  # 2033 is the eighth year: 78 %


def test_nobody_without_pay_is_paid() -> None:
    assert social_security(worker(pay=0), EDITION).monthly == 0
