"""The questions of the check of understanding, from content/check.toml, and which of them a sleeve calls for."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from django.utils import translation

from advisor.learn import CONTENT
from advisor.learn.dated import dated
from advisor.learn.placeholders import text_of
from scenarios.assumptions import SLEEVE_CLASSES
from scenarios.editions.reading import Table, read_file

SUBJECTS = ("sleeve", "fall", "growth", "holding", "fees", "use")  # in the order in which they are asked
ANY = "any"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """`why` is the lesson: why it is right, or why it is not."""

    key: str
    text: str
    why: str


@dataclass(frozen=True, kw_only=True)
class CheckQuestion:
    """`held` are the assets that it is about, or "any"; `right` is the key of one of its answers."""

    id: str
    subject: str
    held: tuple[str, ...]
    asked: str
    answers: tuple[Answer, ...]
    right: str
    dated: str

    def answer(self, key: str) -> Answer | None:
        return next((answer for answer in self.answers if answer.key == key), None)


def drawn(held: Collection[str], language: str) -> tuple[CheckQuestion, ...]:
    """One on each subject: the first in the file that is for something held, or for any. The same for the same assets, always."""
    fitting = [question for question in questions(language) if ANY in question.held or set(held) & set(question.held)]
    return tuple(next(question for question in fitting if question.subject == subject) for subject in SUBJECTS)


@cache
def questions(language: str) -> tuple[CheckQuestion, ...]:
    """All of them in the order of the file. Raises EditionError, as the edition's own files do."""
    file = read_file(CONTENT, "check.toml", {})
    with translation.override(language):
        found = tuple(_question(given) for given in file.tables("questions"))
    file.close()
    return found


def _question(given: Table) -> CheckQuestion:
    answers = tuple(_answer(answer) for answer in given.tables("answers"))
    question = CheckQuestion(
        id=given.text("id"),
        subject=given.text("subject", SUBJECTS),
        held=given.texts("for", (ANY, *SLEEVE_CLASSES)),
        asked=text_of(given, "asked"),
        answers=answers,
        right=given.text("right", tuple(answer.key for answer in answers)),
        dated=dated(given),
    )
    given.close()
    return question


def _answer(given: Table) -> Answer:
    answer = Answer(key=given.text("key"), text=text_of(given, "text"), why=text_of(given, "why"))
    given.close()
    return answer
