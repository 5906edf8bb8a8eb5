"""What the model answers to questions of every kind, on record in double precision: no number moves unnoticed.

Whoever changes the model on purpose writes the record again, `python -m tests.scenarios.test_answers_on_record`, and reads what moved.
"""

import json
import tomllib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from scenarios.answer import answer
from scenarios.results import Answer, Distribution, Statistic
from tests.banks import question, small_bank

CASES = Path(__file__).parent / "cases"
QUESTIONS: dict[str, dict[str, Any]] = tomllib.loads((CASES / "questions_on_record.toml").read_text(encoding="utf-8"))
RECORD = CASES / "answers_on_record.json"
GIVEN = ("household", "plan", "choice", "beliefs", "question", "assumptions", "run", "contributions")
SEARCHED = ("break_even", "largest_sleeve")  # found to a precision of their own
MANY = 24  # numbers of one place that are told one by one; of more, how many, their sum and their sum by rank


def asked(name: str) -> Answer:
    parts = dict(QUESTIONS[name])
    ask, model = tuple(parts.pop("ask", ())), parts.get("beliefs", {}).get("model", "regimes")
    one = question(household=parts.pop("household", {}), beliefs_of=parts.pop("beliefs", {}), ask=ask, **parts)
    bank = small_bank(model=model, uncertain=one.beliefs.mean_uncertainty, paths=100, years=one.household.years + 15, exact=True)
    return answer(one.household, one.plan, one.sleeve, one.beliefs, one.ask, within=one.within, bank=bank)


def numbers(value: object, where: str) -> Iterator[tuple[str, float | str | None]]:
    """Every number and word of an answer with its place; places of one list, and all of a distribution, share theirs."""
    if isinstance(value, Distribution | Statistic):
        parts = [value] if isinstance(value, Statistic) else [getattr(value, field.name) for field in fields(value)]
        yield from ((where, number) for part in parts for number in (part.value, part.se))
    elif is_dataclass(value):
        for field in fields(value):
            yield from numbers(getattr(value, field.name), f"{where}.{field.name}")
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from numbers(part, f"{where}.{key}")
    elif isinstance(value, tuple):
        for part in value:
            yield from numbers(part, where)
    else:
        yield where, value if value is None or isinstance(value, str) else float(value)  # type: ignore[arg-type]


def told(name: str) -> dict[str, list[Any]]:
    """An answer, place by place."""
    found = asked(name)
    places: dict[str, list[Any]] = {}
    for field in fields(found):
        if field.name not in GIVEN:
            for where, number in numbers(getattr(found, field.name), field.name):
                places.setdefault(where, []).append(number)
    for row in ("employee", "catch_up", "roth", "employer"):
        places[f"contributions.{row}"] = [getattr(year, row) for year in found.contributions]
    return {where: short(values) for where, values in places.items()}


def short(values: list[Any]) -> list[Any]:
    if len(values) <= MANY or not all(isinstance(value, float) for value in values):
        return [float(f"{value:.11g}") if isinstance(value, float) else value for value in values]
    return [len(values), sum(values), sum(rank * value for rank, value in enumerate(values, start=1))]


def agree(found: list[Any], stated: list[Any], precision: float) -> bool:
    """As exact as the processors on which it runs: some digits of the largest number of the place."""
    if [type(one) for one in found if not isinstance(one, int | float)] != [
        type(one) for one in stated if not isinstance(one, int | float)
    ]:
        return False
    sizes = [abs(one) for one in stated if isinstance(one, int | float)]
    return len(found) == len(stated) and all(
        one == other if isinstance(one, str) or one is None else abs(one - other) <= precision * max(sizes)
        for one, other in zip(found, stated, strict=True)
    )


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_answer_is_the_one_on_record(name: str) -> None:
    found, stated = told(name), json.loads(RECORD.read_text(encoding="utf-8"))[name]
    assert list(found) == list(stated)
    moved = [key for key in found if not agree(found[key], stated[key], 2e-5 if key.startswith(SEARCHED) else 1e-8)]
    assert {key: found[key] for key in moved} == {key: stated[key] for key in moved}


def write() -> None:
    parts = []
    for name in QUESTIONS:
        rows = (f" {json.dumps(key)}: {json.dumps(row)}" for key, row in told(name).items())
        parts.append(f"{json.dumps(name)}: {{\n" + ",\n".join(rows) + "\n}")
    RECORD.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    write()
