"""What nobody asked for is refused: an unknown key in any table of any file of an edition, named with its place."""

import contextlib
import re
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scenarios.assumptions import CLASSES, VIEWS
from scenarios.editions import DEFAULT, SHIPPED, load
from scenarios.editions.law import FILINGS
from scenarios.editions.markets import BEHAVIOURS
from scenarios.errors import EditionError
from tests.scenarios.edition_files import read_anew

FILES = sorted(path.name for path in (SHIPPED / DEFAULT).glob("*.toml"))
TABLE = re.compile(r"^\[\[?[^\n]*\]\n|\{ ", re.MULTILINE)  # where a table begins: its header, or its brace
ALIKE = "|".join((*CLASSES, *VIEWS, *FILINGS, *BEHAVIOURS, *load().sources, r"\d+"))  # names of tables that are read by one rule
LISTS = ("notices", "history", "match_presets", "about", "pool", "pairs")  # tables whose keys the edition chooses


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("editions")
    shutil.copytree(SHIPPED / DEFAULT, folder / DEFAULT)
    return folder


def place_of(content: object, path: str = "") -> str | None:
    """Where the key "colour" stands, as an error names it."""
    parts: Iterator[tuple[str, Any]] = iter(())
    if isinstance(content, dict):
        if "colour" in content:
            return f"{path}.colour".lstrip(".")
        parts = ((f"{path}.{key}".lstrip("."), part) for key, part in content.items())
    elif isinstance(content, list):
        parts = ((f"{path}[{number}]", part) for number, part in enumerate(content))
    return next((found for where, part in parts if (found := place_of(part, where))), None)


def kind(place: str, *, is_figure: bool) -> str:
    """The same for tables that are read by one rule: those of two classes, say, and figures that stand side by side."""
    parts = [re.sub(rf"^({ALIKE})$|\[\d+\]$", "*", part) for part in place.split(".")[:-1]]
    if len(parts) > 1 and parts[0] in LISTS:
        parts[1] = "*"
    return ".".join([*parts[:-1], "figure"] if is_figure else parts)


def without_header(content: dict[str, Any], path: str = "") -> Iterator[str]:
    """The tables that stand in a file only by the headers of the tables in them."""
    for key, part in content.items():
        if isinstance(part, dict) and "/" not in key:
            yield f"{path}{key}"
            yield from without_header(part, f"{path}{key}.")


def with_a_colour(text: str) -> Iterator[tuple[str, str]]:
    """The file with one more key, once in each table, of those that are alike in one, with the place of that key."""
    places = {"colour": f"colour = 1\n{text}"}
    for found in TABLE.finditer(text):
        added = "colour = 1\n" if found[0].startswith("[") else "colour = 1, "
        changed = f"{text[: found.end()]}{added}{text[found.end() :]}"
        place = place_of(tomllib.loads(changed))
        assert place is not None
        places.setdefault(kind(place, is_figure=text[found.end() :].startswith("value")), changed)
    for table in without_header(tomllib.loads(text)):
        changed = f"{text}\n[{table}]\ncolour = 1\n"
        with contextlib.suppress(tomllib.TOMLDecodeError):  # it has a header
            tomllib.loads(changed)
            places.setdefault(kind(f"{table}.colour", is_figure=False), changed)
    for changed in places.values():
        yield str(place_of(tomllib.loads(changed))), changed


@pytest.mark.parametrize("file", FILES)
def test_a_key_that_nobody_asks_for_is_refused_in_every_table_and_named(file: str, copies: Path) -> None:
    path = copies / DEFAULT / file
    text = path.read_text(encoding="utf-8")
    try:
        for place, changed in with_a_colour(text):
            path.write_text(changed, encoding="utf-8")
            with pytest.raises(EditionError, match=rf"^{DEFAULT}/{file}: {re.escape(place)}: "):
                read_anew(file, copies)
    finally:
        path.write_text(text, encoding="utf-8")
