"""What an edition may just say, and what it may just not: rules between figures, on both sides of their edge."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from scenarios.editions import DEFAULT, SHIPPED
from scenarios.editions.law import _read_bracket, _read_social_security, _read_table
from scenarios.editions.reading import Table, read_file
from scenarios.errors import EditionError
from tests.scenarios.edition_files import read_anew, shipped

Changes = list[tuple[str, str, str]]  # file, what stands there once, what then does

ALLOWED: dict[str, Changes] = {
    "deferral_just_below_the_total": [
        ("limits.toml", "annual_additions = { value = 72000,", "annual_additions = { value = 40001,"),
        ("limits.toml", "elective_deferral = { value = 24500,", "elective_deferral = { value = 40000,"),
    ],
    "a_point_that_is_all_equity_and_tips": [("glide_path.toml", "equity = 0.81, tips = 0 }", "equity = 0.81, tips = 0.19 }")],
    "two_points": [
        ("glide_path.toml", f"  {{ years_to_retirement = {years} }},\n", "")
        for years in ("19, equity = 0.81, tips = 0", "14, equity = 0.73, tips = 0", "9, equity = 0.66, tips = 0",
                      "5, equity = 0.588, tips = 0", "4, equity = 0.57, tips = 0.0142", "0, equity = 0.50, tips = 0.0708")
    ],
    "houses_that_nearly_agree": [("ranges.toml", "low = { value = 0.031,", "low = { value = 0.0669,")],
}  # fmt: skip
REFUSED: dict[str, tuple[Changes, str]] = {
    "deferral_as_high_as_the_total": (
        [
            ("limits.toml", "annual_additions = { value = 72000,", "annual_additions = { value = 40000,"),
            ("limits.toml", "elective_deferral = { value = 24500,", "elective_deferral = { value = 40000,"),
        ],
        "limits.toml: 2026.annual_additions: must be above elective_deferral",
    ),
    "one_point": (
        [*ALLOWED["two_points"], ("glide_path.toml", "  { years_to_retirement = 25, equity = 0.90, tips = 0 },\n", "")],
        "glide_path.toml: points: two points or more, each nearer to retirement than the one before it",
    ),
    "a_point_twice": (
        [("glide_path.toml", "years_to_retirement = 14,", "years_to_retirement = 19,")],
        "glide_path.toml: points: two points or more, each nearer to retirement than the one before it",
    ),
    "houses_that_agree": (
        [("ranges.toml", "low = { value = 0.031,", "low = { value = 0.067,")],
        "ranges.toml: us_stocks_typical.high: must be above low",
    ),
    "a_tier_that_reaches_no_further": (
        [("plans.toml", "{ rate = 0.5, upto = 0.05 }", "{ rate = 0.5, upto = 0.03 }")],
        "plans.toml: match_presets.safe_harbor.tiers: each tier must reach further than the one before it",
    ),
    "a_tax_year_too_many": (
        [("tax.toml", "[benefits.half_from]", '[tables.2030]\nabout = "2026"\n\n[benefits.half_from]')],
        "tax.toml: tables.2026: the years must follow each other and hold 2026",
    ),
    "a_tax_year_in_words": (
        [("tax.toml", "[benefits.half_from]", '[tables.soon]\nabout = "2026"\n\n[benefits.half_from]')],
        "tax.toml: tables.soon: is not a year",
    ),
    "wages_that_end_too_early": (
        [("average_wage.csv", "\n2025,72800.33", ""), ("social_security.toml", "value = 72800.33", "value = 69846.57")],
        "social_security.toml: series.average_wage: must reach 2025, the year before the edition's",
    ),
    "wage_bases_that_end_too_early": (
        [("wage_base.csv", "\n2026,184500\n2027,192300", ""), ("social_security.toml", "value = 192300", "value = 176100")],
        "social_security.toml: series.wage_base: must reach 2026, and cola 2025",
    ),
    "adjustments_that_end_too_early": (
        [("cola.csv", "\n2025,0.028\n2026,0.036", ""), ("social_security.toml", "value = 0.036", "value = 0.025")],
        "social_security.toml: series.wage_base: must reach 2026, and cola 2025",
    ),
}


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    shutil.copytree(SHIPPED / DEFAULT, tmp_path / DEFAULT)
    return tmp_path


def change(folder: Path, changes: Changes) -> str:
    """The last file changed that is no series."""
    for name, old, new in changes:
        text = (folder / DEFAULT / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {name}"
        (folder / DEFAULT / name).write_text(text.replace(old, new), encoding="utf-8")
    return next(name for name, _, _ in reversed(changes) if name.endswith(".toml"))


@pytest.mark.parametrize("name", ALLOWED)
def test_this_may_just_be_said(name: str, copies: Path) -> None:
    read_anew(change(copies, ALLOWED[name]), copies)


@pytest.mark.parametrize("name", REFUSED)
def test_this_may_just_not_be_said_and_is_refused_in_these_words(name: str, copies: Path) -> None:
    changes, says = REFUSED[name]
    with pytest.raises(EditionError) as error:
        read_anew(change(copies, changes), copies)
    assert str(error.value) == f"{DEFAULT}/{says}"


def test_series_may_end_with_the_year_that_is_needed(copies: Path) -> None:
    """The edition's own reach a year further."""
    changes = [
        ("wage_base.csv", "\n2027,192300", ""),
        ("cola.csv", "\n2026,0.036", ""),
        ("social_security.toml", "value = 192300", "value = 184500"),
        ("social_security.toml", "value = 0.036", "value = 0.028"),
    ]
    change(copies, changes)
    law = _read_social_security(read_file(copies / DEFAULT, "social_security.toml", shipped().sources), copies / DEFAULT, 2026)
    assert (max(law.average_wage.values), max(law.wage_base.values), max(law.cola.values)) == (2025, 2026, 2025)


# Tax brackets

TO_10, TO_20, REST = {"rate": 0.1, "upto": 10_000}, {"rate": 0.2, "upto": 20_000}, {"rate": 0.3}
BRACKETS: dict[str, tuple[list[dict[str, Any]], str]] = {
    "in order": ([TO_10, TO_20, REST], ""),
    "one for all": ([REST], ""),
    "up to the most": ([TO_10, {"rate": 0.2, "upto": 1e7}, REST], ""),
    "none": ([], "the last bracket, and no other, has no upto"),
    "an end": ([TO_10, TO_20], "the last bracket, and no other, has no upto"),
    "two without end": ([TO_10, REST, {"rate": 0.4}], "the last bracket, and no other, has no upto"),
    "one rate twice": ([TO_10, TO_20 | {"rate": 0.1}, REST], "each bracket must be higher than the one before it"),
    "one end twice": ([TO_10, TO_20 | {"upto": 10_000}, REST], "each bracket must be higher than the one before it"),
    "a lower rate at the end": ([TO_10, REST | {"rate": 0.05}], "each bracket must be higher than the one before it"),
}


def table(**content: Any) -> Table:
    return Table("a.toml", "here", content, {}, shipped().sources)


@pytest.mark.parametrize("name", BRACKETS)
def test_brackets_rise_to_one_without_end(name: str) -> None:
    brackets, problem = BRACKETS[name]
    dollars = {"value": 10_000, "unit": "dollars a year", "as_of": "2026", "status": "official", "source": "usc_86"}
    given = table(
        brackets=brackets, standard_deduction=dollars, extra_65=dollars, as_of="2026", status="official", source="usc_86"
    )  # fmt: skip
    if problem:
        with pytest.raises(EditionError, match=f"^a.toml: here.brackets: {problem}$"):
            _read_table(given)
    else:
        assert [bracket.upto for bracket in _read_table(given).brackets] == [each.get("upto") for each in brackets]


def test_a_bracket_knows_its_rate_and_its_end_alone() -> None:
    with pytest.raises(EditionError, match=r"^a\.toml: here\.from: unknown key$"):
        _read_bracket(table(rate=0.1, **{"from": 5}))
