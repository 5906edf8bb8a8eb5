"""The answers of a comparison."""

from collections.abc import Sequence
from dataclasses import replace

from advisor.answering import answer_to
from scenarios.inputs import Question
from scenarios.results import Answer


def answered(questions: Sequence[Question]) -> list[Answer]:
    """The answers, in this order; what is asked twice is worked out once."""
    known: list[Answer] = []
    for question in questions:
        if not any(_same(question, answer.question) for answer in known):
            known.append(answer_to(replace(question, ask=())))
    return [next(answer for answer in known if _same(question, answer.question)) for question in questions]


def _same(one: Question, other: Question) -> bool:
    """Whether they have the same answer, but for what is asked beside it."""
    return (one.household, one.plan, one.sleeve, one.beliefs) == (other.household, other.plan, other.sleeve, other.beliefs)
