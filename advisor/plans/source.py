"""A version of a plan as the source of what it sets, in plain values that a report keeps until it is printed."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext

from advisor.present.figures import day
from advisor.present.sections.assumed import SetBy


@dataclass(frozen=True, kw_only=True)
class PlanSource:
    """`published_on` is an ISO date, `fields` are those of the planner's form that the plan sets."""

    name: str
    number: int
    published_on: str
    fields: tuple[str, ...]

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "PlanSource":
        return cls(**{**kept, "fields": tuple(kept["fields"])})

    def kept(self) -> dict[str, Any]:
        return asdict(self)

    def set_by(self) -> SetBy:
        """For the table of what an answer assumes, in the language now active."""
        named = gettext("%(plan)s, version %(number)s") % {"plan": self.name, "number": self.number}
        return SetBy(name=named, since=day(self.published_on), fields=frozenset(self.fields))
