"""The page of an edition: every figure once, with a name of its own, its value, unit, date, kind and source."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from advisor.present.edition import edition
from advisor.present.edition.shapes import Chapter, Fold
from advisor.present.edition.tables import EMPTY
from advisor.present.edition.values import cell, written
from advisor.present.edition.words import EPISODES, EXCEPTIONS, FIELDS, FILINGS, MATCHES, label
from advisor.present.names import first_capital
from advisor.present.sections.assumed import Row
from scenarios.editions import figures, law, load
from scenarios.figure import Series

EDITION = load()
CHAPTERS, SOURCES = edition(EDITION, "en")
FOLDS = [fold for chapter in CHAPTERS for fold in chapter.folds]
PARTS: list[Chapter | Fold] = [*CHAPTERS, *FOLDS]
ROWS: list[Row] = [row for part in PARTS for row in part.rows]


def series_in(value: object) -> Iterator[Series]:
    if isinstance(value, Series):
        yield value
    elif isinstance(value, dict):
        for entry in value.values():
            yield from series_in(entry)
    elif is_dataclass(value):
        for field in fields(value):
            yield from series_in(getattr(value, field.name))


def test_every_figure_is_on_the_page_once_with_its_source() -> None:
    plain = [key for key, _ in figures(EDITION) if ".views." not in key]
    tax_tables = sum(len(tables) for tables in EDITION.law.tax.tables.values())
    exceptions = 1
    ruled = sum(len(asset.views) for asset in EDITION.classes.values()) + len(EDITION.match_presets) + len(EDITION.glide_path.points)
    assert len(ROWS) == len(plain) + ruled + tax_tables + exceptions
    assert {row.key for row in ROWS} <= {source.key for source in SOURCES} == set(EDITION.sources)
    assert all(row.what and row.value and row.date and row.kind for row in ROWS)


def test_every_figure_stands_under_its_own_name_with_its_unit_and_source() -> None:
    shown = Counter((row.what, row.value, row.key) for row in ROWS)
    stated = Counter(
        (first_capital(label(key)), written(key, figure), figure.source.key)
        for key, figure in figures(EDITION)
        if ".views." not in key and not key.endswith(".last")
    )
    assert not stated - shown


def test_no_name_is_used_twice_in_one_place() -> None:
    for part in PARTS:
        assert not [name for name, times in Counter(row.what for row in part.rows).items() if times > 1], part.name


def test_no_name_is_the_key_of_the_model() -> None:
    assert not [row.what for row in ROWS if "_" in row.what]
    assert not [row.note for row in ROWS if ".csv" in row.note]


def test_every_key_of_the_edition_has_words_and_no_words_are_left_over() -> None:
    assert set(EPISODES) == set(EDITION.episodes.history)
    assert set(MATCHES) == set(EDITION.match_presets)
    assert set(FILINGS) == set(law.FILINGS)
    assert set(EXCEPTIONS) == set(law.EXCEPTIONS)
    keys = [key for key, _ in figures(EDITION)]
    assert not [field for field in FIELDS if not any(f".{field}." in f".{key}." for key in keys)]


def test_every_number_of_every_series_is_in_a_table() -> None:
    every = list(series_in(EDITION))
    in_tables = Counter(text for fold in FOLDS if fold.table for line in fold.table.rows for text in line[1:])
    stated = Counter(cell(number, series.last.unit) for series in every for number in series.values.values())
    assert len(every) == 4 + 5 + 1 + 2  # history, Social Security, required withdrawals, deaths
    assert not stated - in_tables


def test_every_step_of_the_income_tax_is_in_its_years_table() -> None:
    for year, tables in EDITION.law.tax.tables.items():
        table = next(fold.table for fold in FOLDS if fold.table and fold.table.caption.endswith(f"holds, {year}"))
        assert table.head == ("Rate", "Single", "Married, one return", "Head of household")
        for column, filing in enumerate(tables, start=1):
            steps = [(line[0], line[column]) for line in table.rows if line[column] != EMPTY]
            brackets = tables[filing].brackets
            assert steps[0] == (f"{brackets[0].rate:.0%}", f"${brackets[0].upto:,.0f}")
            assert steps[-1] == (f"{brackets[-1].rate:.0%}", "no end")
            assert len(steps) == len(brackets)


def test_a_table_has_a_cell_for_each_head_and_a_name_of_its_own() -> None:
    tables = [fold.table for fold in FOLDS if fold.table]
    assert len({table.caption for table in tables}) == len(tables)
    assert all(len(line) == len(table.head) for table in tables for line in table.rows)


def test_a_chance_is_so_many_of_a_round_number() -> None:
    assert [row.value for row in ROWS if row.what == "Chance of losing nearly all"].count("1 of 100 a year") == 2  # bitcoin and ether
    deaths = next(fold.table for fold in FOLDS if fold.name == "Deaths by age")
    assert deaths
    assert deaths.rows[0] == ("0", "606.4", "511.9")
