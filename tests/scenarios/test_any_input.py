"""Any valid input has a sound answer: finite numbers in order, and a question that survives the way to a document and back."""

import os
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from math import isfinite
from typing import Any

from hypothesis import given, settings

from scenarios.answer import answer
from scenarios.bank import Bank
from scenarios.document import parse, to_document
from scenarios.inputs import Beliefs, Question
from scenarios.record import run_of
from scenarios.results import Distribution, Statistic, ToEnd
from tests.banks import bank_of
from tests.documents import EDITION, documents

DEEP = bool(os.environ.get("PROOF"))
ASKED_BACK = {"question", "household", "plan", "choice", "beliefs", "assumptions"}  # of an answer: not its numbers
BANKS = {smooth: bank_of(Beliefs(smoothing=smooth), paths=100, years=80) for smooth in (True, False)}
NEVER_NEGATIVE = ("balance", "income_monthly", "fees_paid", "reported_balance", "worst_fall", "highest_weight")


@settings(max_examples=1000 if DEEP else 25)
@given(document=documents(most_asks=9 if DEEP else 1))
def test_any_document_has_a_sound_answer(document: dict[str, Any]) -> None:
    question = parse(document)
    found = answer(question.household, question.plan, question.sleeve, question.beliefs, question.ask, bank=bank_for(question))
    for path, part in parts_of(found, "answer"):
        if isinstance(part, float):
            assert isfinite(part), path
        if isinstance(part, Distribution):
            marks = [part.p5.value, part.p25.value, part.p50.value, part.p75.value, part.p95.value]
            assert marks == sorted(marks), path
            assert part.worst5_mean.value <= part.p5.value + 1e-6 * abs(part.p5.value), path
        if isinstance(part, Statistic):
            assert part.se >= 0, path
            assert "chance" not in path or 0 <= part.value <= 1 or path.endswith("difference.chance_short"), path
        if isinstance(part, ToEnd):
            assert [point.chance.value for point in part.by_age] == sorted(point.chance.value for point in part.by_age)
    for side in (found.baseline, found.sleeve):
        for name in NEVER_NEGATIVE:
            money = getattr(side, name)
            lowest = money.p5 if isinstance(money, Distribution) else money
            assert lowest is None or lowest.value >= 0, name


@given(document=documents(most_asks=9))
def test_any_question_survives_the_way_to_a_document_and_back(document: dict[str, Any]) -> None:
    question = parse(document)
    again = parse(to_document(question))
    assert to_document(again) == to_document(question)
    assert run_of(again, EDITION, "").id == run_of(question, EDITION, "").id
    assert again.household == question.household
    assert again.plan == question.plan
    assert again.ask == question.ask
    assert again.within == question.within


def bank_for(question: Question) -> Bank:
    """A small bank of the default market, smoothed or not as the question asks: its market is not what is looked at here."""
    beliefs = question.beliefs
    return BANKS[beliefs.model == "regimes" if beliefs.smoothing is None else beliefs.smoothing]


def parts_of(part: object, path: str) -> Iterator[tuple[str, object]]:
    """Everything in an answer, with the way to it."""
    yield path, part
    if is_dataclass(part):
        for field in fields(part):
            if field.name not in ASKED_BACK:
                yield from parts_of(getattr(part, field.name), f"{path}.{field.name}")
    if isinstance(part, dict):
        for key, value in part.items():
            yield from parts_of(value, f"{path}.{key}")
    if isinstance(part, tuple):
        for at, value in enumerate(part):
            yield from parts_of(value, f"{path}[{at}]")
