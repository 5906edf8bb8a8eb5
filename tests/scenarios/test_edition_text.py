"""The edition written out: complete, and the same in the document, the terminal and JSON."""

import json
from pathlib import Path

import pytest

from scenarios.assumptions import SLEEVE_CLASSES
from scenarios.edition_text import as_document, as_lines, as_markdown, derived, sections, written
from scenarios.editions import figures, load

EDITION = load("2026-11")
PAGE = Path(__file__).parents[2] / "docs" / "assumptions.md"


def test_the_page_of_assumptions_is_the_edition() -> None:
    assert PAGE.read_text(encoding="utf-8") == as_markdown(EDITION), "write docs/assumptions.md again from edition_text.as_markdown"


def test_every_figure_stands_in_one_row_with_value_date_status_and_source() -> None:
    rows = [row for section in sections(EDITION) for row in section.rows]
    shown = {(row.key, row.value, row.as_of, row.status, row.source) for row in rows}
    for key, figure in figures(EDITION):
        if ".views." not in key:
            part, _, name = key.partition(".")
            expected = (name, written(figure.value, figure.unit), figure.as_of, figure.status, figure.source.key)
            assert expected in shown, f"{part}.{name}"


def test_every_view_is_shown_with_its_average_typical_growth_and_reason() -> None:
    rows = {row.key: row for section in sections(EDITION) if section.title == "Views" for row in section.rows}
    assert set(rows) == {f"{key}.{view}" for key in SLEEVE_CLASSES for view in EDITION.classes[key].views}
    assert rows["private_equity.cautious"].value == "rule priced: average 7.75 %, typical 5.68 % a year"
    assert rows["private_equity.cautious"].note == EDITION.classes["private_equity"].views["cautious"].reason


def test_what_follows_by_rule_is_marked_computed() -> None:
    (section,) = (section for section in sections(EDITION) if section.title == "What follows by rule")
    assert {row.status for row in section.rows} == {"computed"}
    assert {row.key for row in section.rows} >= {
        f"{key}.{name}" for key in SLEEVE_CLASSES for name in ("beta", "priced_return", "typical_growth")
    }


@pytest.mark.parametrize("key", SLEEVE_CLASSES)
def test_the_premium_is_the_average_less_the_priced_return(key: str) -> None:
    values = derived(EDITION, key)
    assert values["premium_over_priced"] == pytest.approx(EDITION.average_return(key) - EDITION.priced_return(key))
    assert values["beta"] == EDITION.beta(key)


def test_notes_and_review_dates_reach_the_reader() -> None:
    page = as_markdown(EDITION)
    for _, figure in figures(EDITION):
        assert figure.note in page
        assert figure.review_by is None or f"look again by {figure.review_by}" in page


def test_the_terminal_shows_every_row_and_source() -> None:
    text = "\n".join(as_lines(EDITION))
    for section in sections(EDITION):
        for row in section.rows:
            origin = f"{row.as_of}, {row.status}, {row.source}" if row.status else f"{row.as_of}, {row.source}"
            assert f"  {row.key}: {row.value}  [{origin}]" in text
    for source in EDITION.sources.values():
        assert source.title in text
        assert source.where in text


def from_the_page() -> list[str]:
    """The lines of the terminal, made from docs/assumptions.md: its tables as rows, a note on a line of its own."""
    lines: list[str] = []
    for line in PAGE.read_text(encoding="utf-8").splitlines()[2:]:
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if line.startswith("## "):
            lines += ["", line.removeprefix("## ").upper()] if lines[-1] else [line.removeprefix("## ").upper()]
        elif line.startswith(("|---", "| what", "| key")):
            continue
        elif len(cells) == 6:
            key, value, as_of, status, source, note = cells
            lines += [f"  {key}: {value}  [{', '.join(part for part in (as_of, status, source) if part)}]"] + [f"      {note}"] * bool(note)
        elif len(cells) == 5:
            key, title, publisher, published, where = cells
            lines += [f"  {key}: {title}. {publisher}, {published}.", f"      {where}"]
        elif line and not line.startswith("#"):
            lines += [line.partition(" Written by the model")[0]]
    return lines


def test_the_terminal_says_what_the_page_says_line_by_line() -> None:
    assert list(as_lines(EDITION)) == from_the_page()


def test_the_json_document_holds_every_figure_in_full() -> None:
    document = json.loads(json.dumps(as_document(EDITION)))
    assert document["edition"] == "2026-11"
    assert document["figures"]["classes.bitcoin.log_volatility"]["value"] == 0.6637
    assert document["figures"]["limits.2027.catch_up"] == {
        "value": 8500, "unit": "dollars a year", "as_of": "2026-11-21", "status": "projected", "source": "indexing_formula", "note": "",
        "review_by": "2026-12-15",
    }  # fmt: skip
    assert set(document["figures"]) == {key for key, _ in figures(EDITION)}
    assert {figure["source"] for figure in document["figures"].values()} <= set(document["sources"])


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.0767, "share a year", "7.67 % a year"),
        (0.0008, "share a year", "0.08 % a year"),
        (0.3, "share of the account", "30 % of the account"),
        (0.01, "share", "1 %"),
        (72800, "dollars a year", "$72,800 a year"),
        (8.7e12, "dollars", "$8.7 trillion"),
        (1e11, "dollars", "$0.1 trillion"),
        (99_999_999_999, "dollars", "$99,999,999,999"),
        (2_027, "year", "2027"),
        (35, "years", "35 years"),
        (116300, "dollars", "$116,300"),
        (9, "months", "9 months"),
        (0.32, "correlation", "0.32"),
        (2.2, "ratio", "2.2"),
    ],
)
def test_values_are_written_with_their_units(value: float, unit: str, text: str) -> None:
    assert written(value, unit) == text
