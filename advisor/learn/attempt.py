"""One round of the check: what was answered, what is right by now, what is still open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from advisor.learn.check_questions import Answer, CheckQuestion

CHOSEN, BEFORE = "check_", "check_before_"  # the fields of a question: what is chosen in this round, and what was in the last
MISSED = "check_missed"  # stands on a page that says which answers are missing


@dataclass(frozen=True, kw_only=True)
class Mark:
    """Where one question stands: `before` was answered in an earlier round, `chosen` is picked in this one."""

    number: int
    question: CheckQuestion
    before: Answer | None = None
    chosen: Answer | None = None
    missing: bool = False

    @property
    def settled(self) -> bool:
        return self.before is not None and self.before.key == self.question.right


@dataclass(frozen=True, kw_only=True)
class Attempt:
    marks: tuple[Mark, ...]

    @property
    def missing(self) -> list[Mark]:
        """Those that got no answer in this round; until there are none, nothing is judged."""
        return [mark for mark in self.marks if mark.missing]

    @property
    def wrong(self) -> list[Mark]:
        """Those with a lesson, which are asked again."""
        return [mark for mark in self.marks if mark.before and not mark.settled]

    @property
    def right(self) -> int:
        return sum(mark.settled for mark in self.marks)

    @property
    def passed(self) -> bool:
        return self.right == len(self.marks)


def first(questions: Sequence[CheckQuestion]) -> Attempt:
    """Before anything is answered."""
    return Attempt(marks=tuple(Mark(number=number, question=question) for number, question in enumerate(questions, 1)))


def sent(questions: Sequence[CheckQuestion], data: Mapping[str, str]) -> Attempt:
    """After a round: judged if every open question has an answer, else as it was sent, with what is missing."""
    marks = [_read(mark, data) for mark in first(questions).marks]
    if any(mark.missing for mark in marks):
        return Attempt(marks=tuple(marks))
    return Attempt(marks=tuple(mark if mark.settled else replace(mark, before=mark.chosen, chosen=None) for mark in marks))


def unjudged(questions: Sequence[CheckQuestion], data: Mapping[str, str]) -> Attempt:
    """A page as somebody left it in the middle of a round."""
    marks = [_read(mark, data) for mark in first(questions).marks]
    return Attempt(marks=tuple(marks if MISSED in data else (replace(mark, missing=False) for mark in marks)))


def _read(mark: Mark, data: Mapping[str, str]) -> Mark:
    """An answer that the question does not have counts as none."""
    question = mark.question
    read = replace(
        mark,
        before=question.answer(data.get(BEFORE + question.id, "")),
        chosen=question.answer(data.get(CHOSEN + question.id, "")),
    )
    return replace(read, missing=not read.settled and read.chosen is None)
