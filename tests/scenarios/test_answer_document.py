"""The terminal contract, outgoing: every key that an answer prints, by name, so that none is renamed or lost unnoticed."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from scenarios.answer import answer
from scenarios.answer_document import answer_document
from scenarios.inputs import ASKS
from scenarios.results import Answer
from tests.banks import question, small_bank

KEYS = Path(__file__).parent / "cases" / "answer_keys.txt"  # one path a line; [] is any place of a list
PLACES = Path(__file__).parent / "cases" / "answer_places.txt"  # one path of a number a line, and its decimals
LONG = 1234.5678912345  # a number of many decimals


@cache
def answered() -> Answer:
    asked = question(
        household={"age": 55, "contribution": 0.02, "roth_balance": 5_000},
        sleeve={"weight": 0.1, "mix": {"bitcoin": 0.5, "private_equity": 0.5}},
        beliefs_of={"view": "cautious"},
        ask=ASKS,
    )
    bank = small_bank(paths=100)
    return answer(asked.household, asked.plan, asked.sleeve, asked.beliefs, asked.ask, bank=bank)


@cache
def printed() -> dict[str, Any]:
    return answer_document(answered())


def paths(value: object, where: str = "") -> Iterator[str]:
    """Every place of a document that holds no further document; lists by their first entry."""
    if isinstance(value, dict) and value:
        for key, part in value.items():
            yield from paths(part, f"{where}.{key}" if where else key)
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        yield from paths(value[0], f"{where}[]")
    else:
        yield where


def test_an_answer_prints_the_keys_on_record_and_no_other() -> None:
    assert sorted(set(paths(printed()))) == KEYS.read_text().splitlines()


def test_every_part_on_record_is_documented() -> None:
    terminal = (Path(__file__).parents[2] / "docs" / "terminal.md").read_text()
    parts = {line.partition(".")[0].partition("[")[0] for line in KEYS.read_text().splitlines()}
    assert [part for part in sorted(parts) if f"`{part}`" not in terminal] == []


def numbers(value: object, where: str = "") -> Iterator[tuple[str, float]]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield from numbers(part, f"{where}.{key}" if where else key)
    elif isinstance(value, list):
        for part in value:
            yield from numbers(part, f"{where}[]")
    elif isinstance(value, float):
        yield where, value


def test_money_is_printed_to_the_cent_and_shares_to_six_places() -> None:
    shares = ("chance", "weight", "break_even", "rate", "average", "typical", "over_priced", "income_replaced", "worst_fall", "low", "high")
    whole = [(where, number) for where, number in numbers(printed()) if not where.startswith("question.")]
    cents = [number for where, number in whole if not any(name in where for name in (*shares, "allowed", "within", "looked_to", "payable"))]
    assert all(round(number, 6) == number for _, number in whole)
    assert all(round(number, 2) == number for number in cents)
    assert len(cents) > 500
    assert any(round(number, 5) != number for _, number in whole)
    assert any(round(number, 1) != number for number in cents)


def with_long_numbers(value: Any) -> Any:
    """The same with LONG in place of every number that is not whole."""
    if isinstance(value, float):
        return LONG
    if isinstance(value, tuple):
        return tuple(with_long_numbers(part) for part in value)
    if isinstance(value, dict):
        return {key: with_long_numbers(part) for key, part in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: with_long_numbers(getattr(value, field.name)) for field in fields(value)})
    return value


def test_every_number_is_printed_to_the_places_on_record() -> None:
    """As its key says: money to the cent, shares to six places; what was given is repeated as it was."""
    found = answered()
    given = {
        field.name for field in fields(found) if field.name in ("household", "plan", "choice", "beliefs", "question", "assumptions", "run")
    }
    long = replace(
        found, **{field.name: with_long_numbers(getattr(found, field.name)) for field in fields(found) if field.name not in given}
    )
    document = answer_document(long)
    places = {where: len(str(number).partition(".")[2]) for where, number in numbers(document) if not where.startswith("question.")}
    assert {number for where, number in numbers(document) if not where.startswith("question.")} == {LONG, round(LONG, 6), round(LONG, 2)}
    assert sorted(f"{where} {count}" for where, count in places.items()) == PLACES.read_text().splitlines()


def test_parts_are_printed_only_where_they_are_wanted() -> None:
    found = answer(*(getattr(question(), part) for part in ("household", "plan", "sleeve", "beliefs")), bank=small_bank(paths=100))
    for at_retirement, by_age in ((True, False), (False, True), (True, True)):
        document = answer_document(found, at_retirement=at_retirement, by_age=by_age)
        for side in ("baseline", "sleeve", "difference"):
            assert ("at_retirement" in document[side], "by_age" in document[side]) == (at_retirement, by_age)
