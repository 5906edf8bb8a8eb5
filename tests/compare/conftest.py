"""Answers of the ten people as a comparison asks for them, each worked out once."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from scenarios.answer import answer
from scenarios.inputs import Question
from scenarios.results import Answer
from tests.people import question_of


def asked(question: Question) -> Answer:
    return answer(question.household, question.plan, question.sleeve, question.beliefs)


def changed(question: Question, *, weight: float | None = None, core: str | None = None, **household: Any) -> Question:
    """The same question with another size, another fund, or another figure of the household."""
    return replace(
        question,
        sleeve=question.sleeve if weight is None else replace(question.sleeve, weight=weight),
        plan=question.plan if core is None else replace(question.plan, core=core),
        household=replace(question.household, **household),
    )


@pytest.fixture(scope="session")
def own(bank: object) -> Callable[[str], Answer]:
    return cache(lambda person: asked(question_of(person)))
