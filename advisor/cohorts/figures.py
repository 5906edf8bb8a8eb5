"""What a Result keeps of a person: the figures of scenarios.cohort as JSON that reads back to equal ones. A spread is three pairs,
low, middle and high, each a value and its standard error."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any, TypeVar

from scenarios.cohort import PlanEffect, Spread, Standing
from scenarios.results import Statistic

Figures = dict[str, Any]
Of = TypeVar("Of", Standing, PlanEffect)


def kept(standing: Standing) -> Figures:
    return {field.name: _kept(getattr(standing, field.name)) for field in fields(standing)}


def standing(figures: Mapping[str, Any]) -> Standing:
    return _read(Standing, figures)


def kept_effect(effect: PlanEffect) -> Figures:
    return {field.name: _kept(getattr(effect, field.name)) for field in fields(effect)}


def effect(figures: Mapping[str, Any]) -> PlanEffect:
    return _read(PlanEffect, figures)


def _kept(value: Any) -> Any:
    match value:
        case Standing():
            return kept(value)
        case Spread():
            return [_kept(part) for part in (value.low, value.middle, value.high)]
        case Statistic():
            return [value.value, value.se]
    return value


def _read(kind: type[Of], figures: Mapping[str, Any]) -> Of:
    given: dict[str, Any] = {}
    for field in fields(kind):
        value = figures[field.name]
        given[field.name] = None if value is None else _reading(field.type)(value)
    return kind(**given)


def _reading(written: Any) -> Callable[[Any], Any]:
    """How a field of this type is read. A database may give a whole number back without its point."""
    for kind, read in ((Standing, standing), (Spread, _spread), (Statistic, _statistic)):
        if written == kind or written == kind | None:
            return read
    return float


def _spread(kept: Any) -> Spread:
    low, middle, high = map(_statistic, kept)
    return Spread(low=low, middle=middle, high=high)


def _statistic(kept: Any) -> Statistic:
    value, se = kept
    return Statistic(value=float(value), se=float(se))
