"""Strict reading of an edition's files: every key is asked for by name, and what nobody asked for is refused."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, NoReturn, cast, get_args

from scenarios.assumptions import Figure, Source, Status
from scenarios.errors import EditionError

STATUSES: tuple[str, ...] = get_args(Status)
YEARLY = "share a year"
ABOUT_KEYS = ("unit", "as_of", "status", "source", "review_by")


class Table:
    """One table of a file. Read its keys, then `close` it: a key that was never read is an error."""

    def __init__(
        self, file: str, path: str, content: Mapping[str, Any], about: Mapping[str, "Table"], sources: Mapping[str, Source]
    ) -> None:
        self.file, self.path, self._content, self._about, self._sources = file, path, content, about, sources
        self._read: set[str] = set()

    def fault(self, key: str, problem: str) -> NoReturn:
        """Stop with an error that names the file and the key."""
        raise EditionError(f"{self.file}: {self._path(key)}: {problem}")

    def names(self) -> tuple[str, ...]:
        """All keys of the table, as written, without the shared [about] sets."""
        return tuple(key for key in self._content if not (self.path == "" and key == "about"))

    def has(self, key: str) -> bool:
        return key in self._content

    def close(self) -> None:
        """Refuse the keys that were not read."""
        for key in self.names():
            if key not in self._read:
                self.fault(key, "unknown key")

    def text(self, key: str, known: tuple[str, ...] = ()) -> str:
        """A text that is not empty; with `known`, one of these words."""
        value = self._typed(key, str, "a text")
        if not value.strip():
            self.fault(key, "must not be empty")
        if known and value not in known:
            self.fault(key, f"got {value!r}; accepted: {', '.join(known)}")
        return cast(str, value)

    def flag(self, key: str) -> bool:
        """True or false; false where the key is absent."""
        return bool(self._typed(key, bool, "true or false")) if self.has(key) else False

    def number(self, key: str, low: float, high: float) -> float:
        """A number from `low` to `high`."""
        value = float(self._typed(key, (int, float), "a number"))
        if not low <= value <= high:
            self.fault(key, f"got {value:g}; plausible: {low:g} to {high:g}")
        return value

    def whole(self, key: str, low: int, high: int) -> int:
        """A whole number from `low` to `high`."""
        self._typed(key, int, "a whole number")
        return int(self.number(key, low, high))

    def texts(self, key: str, known: tuple[str, ...]) -> tuple[str, ...]:
        """A list of different words, each one of `known`."""
        values = self._typed(key, list, "a list of texts")
        for value in values:
            if value not in known:
                self.fault(key, f"got {value!r}; accepted: {', '.join(known)}")
        if len(set(values)) < len(values):
            self.fault(key, "names the same thing twice")
        return tuple(values)

    def table(self, key: str) -> "Table":
        return self._sub(key, self._typed(key, dict, "a table"))

    def tables(self, key: str) -> tuple["Table", ...]:
        """A list of tables."""
        values = self._typed(key, list, "a list of tables")
        if not all(isinstance(value, dict) for value in values):
            self.fault(key, "must be a list of tables")
        return tuple(self._sub(f"{key}[{number}]", value) for number, value in enumerate(values))

    def source(self) -> Source:
        """The source that this table, or the [about] set it names, gives."""
        holder = self._holder("source")
        key = holder.text("source")
        if key not in self._sources:
            holder.fault("source", f"{key!r} is not in sources.toml")
        return self._sources[key]

    def as_of(self) -> str:
        """The date of this table or of its [about] set: a year, a month or a day."""
        holder = self._holder("as_of")
        value = holder.text("as_of")
        if _day(value) is None:
            holder.fault("as_of", f"got {value!r}; accepted: a date as 2026, 2026-11 or 2026-11-21")
        return value

    def status(self) -> Status:
        return cast(Status, self._holder("status").text("status", STATUSES))

    def figure(self, key: str, unit: str, low: float, high: float) -> Figure:
        """A sourced number in `unit` from `low` to `high`."""
        given = self.table(key)
        if (stated := given._holder("unit").text("unit")) != unit:
            given.fault("unit", f"got {stated!r}; accepted: {unit}")
        figure = Figure(
            value=given.number("value", low, high), unit=unit, as_of=given.as_of(), status=given.status(), source=given.source(),
            note=given.text("note") if given.has("note") else "", review_by=given._review_by(),
        )  # fmt: skip
        given.close()
        return figure

    def _review_by(self) -> str | None:
        if not (self.has("review_by") or (self.has("about") and self._shared().has("review_by"))):
            return None
        holder = self._holder("review_by")
        value = holder.text("review_by")
        if len(value) != len("2026-11-21") or _day(value) is None:
            holder.fault("review_by", f"got {value!r}; accepted: a day as 2026-11-21")
        return value

    def _holder(self, key: str) -> "Table":
        """Where `key` is stated: here or in the [about] set, never in both."""
        if not self.has("about"):
            return self
        shared = self._shared()
        if self.has(key) and shared.has(key):
            self.fault(key, f"is given here and in [about.{self._content['about']}]; give it once")
        return shared if shared.has(key) else self

    def _shared(self) -> "Table":
        name = self.text("about")
        if name not in self._about:
            self.fault("about", f"there is no [about.{name}] in this file")
        return self._about[name]

    def _typed(self, key: str, kind: type | tuple[type, ...], words: str) -> Any:
        if key not in self._content:
            self.fault(key, "missing key")
        self._read.add(key)
        value = self._content[key]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.fault(key, f"got {value!r}; must be {words}")
        return value

    def _sub(self, key: str, content: Mapping[str, Any]) -> "Table":
        return Table(self.file, self._path(key), content, self._about, self._sources)

    def _path(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key


def read_file(folder: Path, file: str, sources: Mapping[str, Source]) -> Table:
    """The top table of one file, with its [about] sets checked."""
    name = f"{folder.name}/{file}"
    try:
        content = tomllib.loads((folder / file).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise EditionError(f"{name}: missing file") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise EditionError(f"{name}: not valid TOML: {error}") from None
    about: dict[str, Table] = {}
    top = Table(name, "", content, about, sources)
    if "about" in content:
        shared = top.table("about")
        about.update({key: shared.table(key) for key in shared.names()})
    for table in about.values():
        for key in table.names():
            if key not in ABOUT_KEYS:
                table.fault(key, "unknown key")
    return top


def read_sources(file: Table) -> dict[str, Source]:
    sources = {}
    for key in file.names():
        table = file.table(key)
        sources[key] = Source(key=key, **{name: table.text(name) for name in ("title", "publisher", "published", "where")})
        table.close()
    return sources


def _day(value: str) -> date | None:
    """The first day that a date as 2026, 2026-11 or 2026-11-21 covers; None if it is none."""
    if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", value):
        return None
    try:
        return date.fromisoformat(value + "-01-01"[len(value) - 4 :])
    except ValueError:
        return None
