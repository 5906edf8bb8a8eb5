"""Threads of a web process wait for each other before the model, however they ask."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event, Semaphore
from types import SimpleNamespace
from typing import Any

import pytest

from advisor import answering
from scenarios.errors import Fault, InputError

QUESTION: Any = SimpleNamespace()


def test_one_answer_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    free, asked = Semaphore(1), Event()

    def answer(question: Any) -> str:
        assert free.acquire(blocking=False), "two at once"
        asked.wait(0.02)  # long enough for others to come in, if they could
        free.release()
        return "answered"

    monkeypatch.setattr("scenarios.answer.answer_to", answer)
    with ThreadPoolExecutor(4) as threads:
        answers: list[Any] = list(threads.map(answering.answer_to, [QUESTION] * 12))
    assert answers == ["answered"] * 12


def test_a_question_that_is_refused_keeps_nobody_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(question: Any) -> None:
        raise InputError(Fault(code="unknown", key="plan.core", given="x", accepted="y"))

    monkeypatch.setattr("scenarios.answer.answer_to", refuse)
    for _ in range(2):
        with pytest.raises(InputError):
            answering.answer_to(QUESTION)
