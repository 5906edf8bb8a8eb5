"""What a golden household is told, as shown: money to three significant figures, chances and shares in whole hundredths."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scenarios.answer import answer
from scenarios.bank import ensure
from scenarios.document import parse
from scenarios.results import Answer, Difference, Side

FOLDER = Path(__file__).parent
PERSONAS, ANSWERS = FOLDER / "personas.json", FOLDER / "answers.json"
FIGURES = 3

Told = Mapping[str, "Number | None"]
Recorded = Mapping[str, float | None]


@dataclass(frozen=True)
class Number:
    """A number in full, how it is shown, and how far another processor may move it: where rounding tips, both sides are right."""

    value: float
    is_money: bool

    @property
    def shown(self) -> float:
        return self._rounded(self.value)

    def may_be_shown_as(self, recorded: float | None) -> bool:
        away = 1e-5 * abs(self.value) if self.is_money else 1.5e-4  # a share of 10,000 futures: one of them
        return recorded in {self._rounded(self.value + step) for step in (-away, 0.0, away)}

    def _rounded(self, value: float) -> float:
        return float(f"{value:.{FIGURES}g}") if self.is_money else round(100 * value)


def told(document: Mapping[str, Any]) -> dict[str, Number | None]:
    """The headline numbers of a household, by name."""
    question = parse(document)
    found = answer(question.household, question.plan, question.sleeve, question.beliefs, bank=ensure(question.beliefs))
    return side("baseline", found.baseline) | side("sleeve", found.sleeve) | difference(found.difference) | retirement(found)


def side(name: str, found: Side) -> dict[str, Number | None]:
    highest = found.highest_weight
    return {
        f"{name} balance, lowest 5 of 100": money(found.balance.p5.value),
        f"{name} balance, middle": money(found.balance.p50.value),
        f"{name} balance, highest 5 of 100": money(found.balance.p95.value),
        f"{name} balance, worst-5 average": money(found.balance.worst5_mean.value),
        f"{name} income a month, middle": money(found.income_monthly.p50.value),
        f"{name} fees": money(found.fees_paid.value),
        f"{name} worst fall, middle": chance(found.worst_fall.p50.value),
        f"{name} highest weight, highest 5 of 100": None if highest is None else chance(highest.p95.value),
        f"{name} short, of 100": chance(found.to_end.chance_short.value),
        f"{name} withdrawal the goal needs": money(found.to_end.first_withdrawal_monthly.value),
    }


def difference(found: Difference) -> dict[str, Number | None]:
    return {
        "difference of balance, lowest 5 of 100": money(found.balance.p5.value),
        "difference of balance, middle": money(found.balance.p50.value),
        "difference of income, middle": money(found.income_monthly.p50.value),
        "worse, of 100": chance(found.chance_worse.value),
        "less income, of 100": chance(found.chance_less.value),
        "same income, of 100": chance(found.chance_same.value),
        "more income, of 100": chance(found.chance_more.value),
        "middle loss of those worse off": money(found.median_if_worse.value),
    }


def retirement(found: Answer) -> dict[str, Number | None]:
    return {
        "paid in over the years": money(sum(row.employee + row.employer for row in found.contributions)),
        "Social Security a month": money(found.social_security.monthly),
        "lifetime income, single": money(found.lifetime_income.single),
        "gate met, of 100": None if found.gate is None else chance(found.gate.chance_met.value),
    }


def money(dollars: float) -> Number:
    return Number(dollars, is_money=True)


def chance(share: float) -> Number:
    return Number(share, is_money=False)


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def write(path: Path, rows: list[Any]) -> None:
    """One line for each household, so that a change reads as such."""
    path.write_text("[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]\n", encoding="utf-8")


def as_shown(told: Told) -> dict[str, float | None]:
    return {name: None if number is None else number.shown for name, number in told.items()}


def changes(recorded: Recorded, now: Told) -> list[str]:
    """Every number that is not as recorded, by name."""
    gone = [f"{name}: {value} -> nothing" for name, value in recorded.items() if name not in now]
    return gone + [f"{name}: {recorded.get(name)} -> {number}" for name, number in now.items() if not same(recorded, name, number)]


def same(recorded: Recorded, name: str, number: Number | None) -> bool:
    return name in recorded and (recorded[name] is None if number is None else number.may_be_shown_as(recorded[name]))
