"""The range in which each figure of an edition is plausible, on record: a slip of the pen outside it is refused (test_editions.py)."""

from pathlib import Path

import pytest

from scenarios.editions import SHIPPED, _read, series
from scenarios.editions.reading import Table

BOUNDS = Path(__file__).parent / "cases" / "edition_bounds.txt"  # one figure, range or table of numbers a line


def bounds(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a reading of the edition asks of its numbers."""
    asked: set[str] = set()
    number, columns = Table.number, series.read_columns

    def spied_number(table: Table, key: str, low: float, high: float) -> float:
        asked.add(f"{table._path(key)} {low:.12g} to {high:.12g}")
        return number(table, key, low, high)

    def spied_columns(folder: Path, file: str, header: tuple[str, ...], low: float, high: float) -> series.Columns:
        asked.add(f"{file} {' '.join(header)} {low:.12g} to {high:.12g}")
        return columns(folder, file, header, low, high)

    monkeypatch.setattr(Table, "number", spied_number)
    for module in ("law", "markets", "rules", "series"):
        if hasattr(__import__(f"scenarios.editions.{module}", fromlist=["x"]), "read_columns"):
            monkeypatch.setattr(f"scenarios.editions.{module}.read_columns", spied_columns)
    _read("2026-11", SHIPPED)
    return sorted(asked)


def test_every_number_of_the_edition_is_held_to_the_range_on_record(monkeypatch: pytest.MonkeyPatch) -> None:
    assert bounds(monkeypatch) == BOUNDS.read_text().splitlines()
