"""Sums in the topics that call themselves arithmetic, and those that rest on the edition: each is worked out anew."""

import re

import pytest

from advisor.learn.topics import topics
from advisor.present.figures import dollars, money
from scenarios.assumptions import MatchTier
from scenarios.contributions import employer_match
from scenarios.editions import load
from scenarios.tax import filer

MODEL = load()


def text_of(slug: str) -> str:
    """All claims and tables of a topic in one line; cells apart by |."""
    parts = []
    for section in topics("en")[slug].sections:
        parts += [claim.text for claim in section.claims]
        parts += [" | ".join(row) for shown in section.displays if shown.table for row in shown.table.rows]
    return " ".join(parts)


def grown(rate: float, years: int) -> float:
    """$1 paid in at the end of each year."""
    return sum((1 + rate) ** year for year in range(years))


@pytest.mark.parametrize("cost", [0.0037, 0.0097, 0.0316])
def test_what_a_cost_leaves_after_thirty_years(cost: float) -> None:
    left = 10_000 * (1.06 * (1 - cost)) ** 30
    row = f"{cost * 100:.2f}% | {dollars(round(10_000 * cost))} | about {money(left)}"
    assert row in text_of("who-earns-what")


def test_half_a_point_over_forty_years_is_what_the_page_says() -> None:
    assert f"about {100 * (grown(0.07, 40) / grown(0.065, 40) - 1):.1f}% more" in text_of("who-earns-what")
    assert f"about {100 * (1 - grown(0.06, 40) / grown(0.065, 40)):.0f}% less" in text_of("who-earns-what")


def test_costs_of_private_credit_took_about_a_fifth() -> None:
    gross, net = (float(found) for found in re.findall(r"([\d.]+)% a year before costs and ([\d.]+)% after", text_of("who-earns-what"))[0])
    assert 0.19 < (gross - net) / gross < 0.22


FORMULAS = [
    ("50% of the first 6%", [(0.5, 0.06)]),
    ("100% of the first 4%", [(1.0, 0.04)]),
    ("100% of the first 6%", [(1.0, 0.06)]),
    ("100% of the first 3% and 50% of the next 2%", [(1.0, 0.03), (0.5, 0.05)]),
]


@pytest.mark.parametrize(("words", "steps"), FORMULAS)
def test_the_table_of_matches_is_the_models(words: str, steps: list[tuple[float, float]]) -> None:
    tiers = [MatchTier(rate=rate, upto=upto) for rate, upto in steps]
    you = tiers[-1].upto
    employer = employer_match(tiers, you, 1.0)
    assert employer_match(tiers, you + 0.01, 1.0) == employer > employer_match(tiers, you - 0.01, 1.0)
    assert f"{words} | {100 * you:.0f}% | {100 * employer:.0f}%" in text_of("match")
    assert tiers in [list(preset.tiers) for preset in MODEL.match_presets.values()]


def test_the_unclaimed_match_of_the_example() -> None:
    tiers = [MatchTier(rate=0.5, upto=0.06)]
    part, whole = (employer_match(tiers, share * 60_000, 60_000) for share in (0.03, 0.06))
    assert (part, whole, whole - part) == (900, 1_800, 900)
    assert "Pay in 3%, or $1,800, and your employer adds $900. Pay in 6%, or $3,600, and your employer adds $1,800." in text_of("match")


def test_the_early_withdrawal_of_the_example() -> None:
    page, extra = text_of("early-withdrawal"), 10_000 * MODEL.law.early.rate.value
    assert "income tax on your last dollars is 22%" in page
    tax = filer(MODEL.law.tax, MODEL.year, "single", 40).tax
    income = float(tax(100_000.0, 0.0) - tax(90_000.0, 0.0))
    assert f"Income tax takes {dollars(round(income))} and the extra tax takes {dollars(extra)}." in page
    assert f"You keep {dollars(round(10_000 - income - extra))}." in page
    assert f"about {money(10_000 * 1.04 ** (67 - 35))} is missing at 67" in page


def test_every_exception_of_the_edition_is_named() -> None:
    page = text_of("early-withdrawal").lower()
    words = {
        "separation_at_55": "turn 55", "disability": "disability", "death": "after your death", "terminal_illness": "ends in death",
        "equal_payments": "equal payments", "court_order": "court order", "medical_costs": "medical costs",
        "birth_or_adoption": "a birth or an adoption", "small_emergency": "small emergency", "disaster": "disaster",
        "domestic_abuse": "abuse at home",
    }  # fmt: skip
    assert set(words) == set(MODEL.law.early.exceptions)
    assert [key for key, said in words.items() if said not in page] == []


def test_the_sums_on_one_thing_in_an_account() -> None:
    page = text_of("over-concentration")
    for part, loss in ((0.02, "1.5%"), (0.10, "7.7%"), (0.50, "38.5%")):
        assert f"{round(77 * part, 1)}%" == loss and loss in page
    assert f"about {100 * 0.5 / (0.5 + 0.95):.0f}% of the account" in page
    start, high, end = 1.0, 2.0, 1.0
    assert f"One saver put in $100 at the start, and has {dollars(100 / start * end)} again." in page
    assert f"added $900 after the rise, and has lost {dollars(900 - 900 / high * end)} of it." in page
