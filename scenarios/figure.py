"""A number from outside with all that is needed to check it, and a series of such numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Status = Literal["official", "survey", "computed", "projected", "judgement"]


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where figures come from. `where` is an address or the name of a document."""

    key: str
    title: str
    publisher: str
    published: str
    where: str


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One number from outside, with all that is needed to check it."""

    value: float
    unit: str
    as_of: str
    status: Status
    source: Source
    note: str = ""
    review_by: str | None = None


@dataclass(frozen=True, kw_only=True)
class Series:
    """A published column of numbers by year or age, without gaps. `last` is its last number, with unit, date and source of all."""

    values: Mapping[int, float]
    last: Figure

    def at(self, key: int) -> float:
        """The number of a year or age; outside the table the nearest one in it."""
        return self.values[min(max(key, min(self.values)), max(self.values))]
