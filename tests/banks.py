"""Small banks and questions for the tests of the model."""

from dataclasses import fields, replace
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenarios.assumptions import CLASSES
from scenarios.bank import Bank, build, market_of
from scenarios.document import parse
from scenarios.editions import load
from scenarios.inputs import Beliefs, ClassBelief, Question


@cache
def small_bank(
    *, model: str = "regimes", uncertain: bool | None = None, seed: int = 1, paths: int = 500, years: int = 80, exact: bool = False
) -> Bank:
    """A bank of the edition with few paths; `exact` in float64."""
    return bank_of(Beliefs(model=model, mean_uncertainty=uncertain), seed=seed, paths=paths, years=years, exact=exact)  # type: ignore[arg-type]


def bank_of(beliefs: Beliefs, *, seed: int = 1, paths: int = 500, years: int = 80, exact: bool = False) -> Bank:
    return build(market_of(load(beliefs.edition), beliefs), seed=seed, paths=paths, years=years, dtype=np.float64 if exact else np.float32)


def certain(growth: float, *, volatility: float = 0.0) -> Beliefs:
    """Beliefs under which every class earns the same every year, in one regime, with no doubt."""
    return Beliefs(
        model="lognormal",
        mean_uncertainty=False,
        classes={
            key: ClassBelief(average_return=growth, volatility=volatility, fee=None if key in CLASSES[:5] else 0.0) for key in CLASSES
        },
    )


def question(
    *, beliefs: Beliefs | None = None, beliefs_of: dict[str, Any] | None = None, ask: tuple[str, ...] = (), **parts: Any
) -> Question:
    """A question from the terminal's own keys: question(household={...}, plan={...}, sleeve={...}); beliefs as their
    keys (`beliefs_of`) or made already."""
    household = {"age": 35, "balance": 45_000, "contribution": 0.08, "pay": 80_000} | parts.pop("household", {})
    asked = parse({"household": household, "ask": list(ask), "beliefs": beliefs_of or {}, **parts})
    return asked if beliefs is None else replace(asked, beliefs=beliefs)


def part_of(bank: Bank, paths: slice | list[int] | NDArray[Any]) -> Bank:
    """Some of a bank's futures, as a bank; a list may name one more than once."""
    arrays = {field.name: getattr(bank, field.name) for field in fields(bank)}
    parts: dict[str, Any] = {name: array[..., paths] for name, array in arrays.items() if isinstance(array, np.ndarray)}
    return replace(bank, **parts)
