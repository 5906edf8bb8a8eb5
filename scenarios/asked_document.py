"""The terminal contract, outgoing: what was asked beside the answer. A key stands there only if it was asked and has something."""

from typing import Any

from scenarios.plain_values import difference, distribution, money, outlooks, share
from scenarios.results import (
    Answer,
    BreakEven,
    EarlyWithdrawal,
    Effect,
    Episode,
    Fall,
    Instead,
    LargestSleeve,
    NominalSide,
    Sensitivity,
    Statistic,
    SweepPoint,
    ViewResult,
)

NOMINAL = ("baseline", "sleeve", "difference")


def asked_document(answer: Answer) -> dict[str, Any]:
    """The parts of the document that `ask` names, as plain values."""
    parts: dict[str, Any] = {
        "views": {result.view: _view(result) for result in answer.views},
        "sweep": [_sweep_point(point) for point in answer.sweep],
        "break_even": {key: _break_even(found) for key, found in answer.break_even.items()},
        "largest_sleeve": None if answer.largest_sleeve is None else _largest(answer.largest_sleeve),
        "stress": [_episode(episode) for episode in answer.stress],
        "tornado": [_bar(bar) for bar in answer.tornado],
        "instead": [_instead(step) for step in answer.instead],
        "effects": [_effect(effect) for effect in answer.effects],
        "early_withdrawal": None if answer.early_withdrawal is None else _early_withdrawal(answer.early_withdrawal),
        "nominal": None if answer.nominal is None else {name: _nominal(getattr(answer.nominal, name)) for name in NOMINAL},
    }
    return {key: part for key, part in parts.items() if part}


def _nominal(side: NominalSide) -> dict[str, Any]:
    return {
        "at_retirement": {"balance": distribution(side.balance), "income_monthly": distribution(side.income_monthly)},
        "by_age": [{"age": point.age, "balance": distribution(point.balance)} for point in side.by_age],
    }


def _early_withdrawal(taken: EarlyWithdrawal) -> dict[str, Any]:
    dollars = {name: round(getattr(taken, name), 2) for name in ("amount", "penalty", "income_tax", "left")}
    return {**dollars, "missing_at_retirement": money(taken.missing_at_retirement), "exceptions": list(taken.exceptions)}


def _view(result: ViewResult) -> dict[str, Any]:
    return {"outlook": outlooks(result.outlook), "difference": {"at_retirement": difference(result.difference)}}


def _sweep_point(point: SweepPoint) -> dict[str, Any]:
    return {
        "weight": point.weight,
        "balance": distribution(point.balance),
        "income_monthly_change": distribution(point.income_change),
        "chance_worse": share(point.chance_worse),
        "chance_less": share(point.chance_less),
    }


def _break_even(found: BreakEven) -> dict[str, Any]:
    def one(value: Statistic | None, typical: float | None) -> dict[str, float] | None:
        return None if value is None or typical is None else {**share(value), "typical": round(typical, 6)}

    return {"median": one(found.median, found.median_typical), "worst5": one(found.worst5, found.worst5_typical)}


def _largest(found: LargestSleeve) -> dict[str, float]:
    return {
        "within": found.within,
        "weight": round(found.weight, 6),
        "looked_to": found.looked_to,
        "allowed": round(found.allowed, 6),
    }


def _episode(episode: Episode) -> dict[str, Any]:
    return {
        "key": episode.key,
        "years_before": episode.years_before,
        "baseline": _fall(episode.baseline),
        "sleeve": _fall(episode.sleeve),
        "estimated": list(episode.estimated),
        "locked": round(episode.locked, 2),
    }


def _fall(fall: Fall) -> dict[str, float]:
    return {"before": round(fall.before, 2), "after": round(fall.after, 2)}


def _bar(bar: Sensitivity) -> dict[str, Any]:
    return {
        "key": bar.key,
        "low": round(bar.low, 6),
        "high": round(bar.high, 6),
        "baseline_at_low": money(bar.baseline_at_low),
        "baseline_at_high": money(bar.baseline_at_high),
        "change_at_low": money(bar.change_at_low),
        "change_at_high": money(bar.change_at_high),
    }


def _instead(step: Instead) -> dict[str, Any]:
    return {
        "key": step.key,
        "costs": round(step.costs, 2),
        "adds": round(step.adds, 2),
        "balance": distribution(step.balance),
        "income_monthly": distribution(step.income_monthly),
    }


def _effect(effect: Effect) -> dict[str, Any]:
    return {"key": effect.key, "balance": distribution(effect.balance), "income_monthly": distribution(effect.income_monthly)}
