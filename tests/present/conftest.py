"""The ten people's answers on the real bank, each worked out once."""

from collections.abc import Callable
from functools import cache

import pytest

from advisor.present import Summary, summary
from scenarios.answer import answer
from scenarios.results import Answer
from tests.people import question_of


@pytest.fixture(scope="session")
def answer_of(bank: object) -> Callable[[str], Answer]:
    @cache
    def worked_out(person: str) -> Answer:
        question = question_of(person)
        return answer(question.household, question.plan, question.sleeve, question.beliefs, question.ask)

    return worked_out


@pytest.fixture(scope="session")
def summary_of(answer_of: Callable[[str], Answer]) -> Callable[[str], Summary]:
    return cache(lambda person: summary(answer_of(person), "en"))
