"""The tables of a document: their values by key, and every fault with the path of its key, what was given and what is accepted."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from math import isfinite
from typing import Any, TypeVar

from scenarios.errors import Fault, InputError

Made = TypeVar("Made")


class Section:
    """One table of the document: hands out its values by key, remembers which were asked for, and collects faults."""

    def __init__(self, given: object, path: str, faults: list[Fault]) -> None:
        self.path, self.faults = path, faults
        self.known: set[str] = set()
        if not isinstance(given, Mapping):
            self._fault("not_a_table", path or "document", given, "a table of keys and values")
            given = {}
        self.given: Mapping[str, Any] = given

    def at(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def take(self, key: str, default: Any) -> Any:
        self.known.add(key)
        value = self.given.get(key)
        return default if value is None else value

    def section(self, key: str) -> "Section":
        return Section(self.take(key, {}), self.at(key), self.faults)

    def number(self, key: str, default: Any) -> Any:
        value = self.take(key, default)
        if value is default or (isinstance(value, (int, float)) and not isinstance(value, bool) and isfinite(value)):
            return value
        self._fault("not_a_number", self.at(key), value, "a number")
        return default

    def integer(self, key: str, default: Any) -> Any:
        value = self.number(key, default)
        if value is default or value == int(value):
            return value if value is default else int(value)
        self._fault("not_whole", self.at(key), value, "a whole number")
        return default

    def choice(self, key: str, default: str, accepted: Sequence[str]) -> str:
        value = self.take(key, default)
        if value in accepted:
            return str(value)
        self._fault("unknown", self.at(key), value, ", ".join(accepted))
        return default

    def truth(self, key: str, default: Any) -> Any:
        value = self.take(key, default)
        if value is default or isinstance(value, bool):
            return value
        self._fault("not_true_false", self.at(key), value, "true or false")
        return default

    def texts(self, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
        value = self.take(key, default)
        if isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value):
            return tuple(dict.fromkeys(value))
        self._fault("not_a_list", self.at(key), value, "a list of names")
        return default

    def numbers(self, key: str) -> dict[str, float]:
        table = self.section(key)
        return {name: value for name in table.given if (value := table.number(name, None)) is not None}

    def required(self, key: str, accepted: str) -> None:
        if self.given.get(key) is None:
            self._fault("missing", self.at(key), None, accepted)

    def finish(self) -> None:
        for key in self.given:
            if key not in self.known:
                self._fault("unknown_key", self.at(str(key)), self.given[key], "one of: " + ", ".join(sorted(self.known)))

    def build(self, make: Callable[[], Made]) -> Made | None:
        """The value, or None with the faults that its own checks found, which know the table's name but not where it stands."""
        above = self.path[: self.path.rfind(".") + 1]
        try:
            return make()
        except InputError as error:
            self.faults.extend(replace(fault, key=above + fault.key) for fault in error.faults)
            return None

    def _fault(self, code: str, key: str, given: object, accepted: str) -> None:
        self.faults.append(Fault(code=code, key=key, given=given, accepted=accepted))
