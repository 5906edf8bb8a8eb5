"""The numbers of an answer are the same in every language, and each can be read back from the way in which it is written."""

import os
from collections.abc import Callable

import pytest
from django.utils import translation

from advisor.present import summary
from advisor.present.figures import Shown, noted
from scenarios.pdf_text import numbers
from scenarios.printed_number import rounds
from scenarios.results import Answer
from tests.people import PEOPLE
from tests.translations import LANGUAGES


def shown(answer: Answer, language: str) -> list[Shown]:
    with noted() as notes:
        summary(answer, language)
    return notes


SHOWN = PEOPLE if "PROOF" in os.environ else ("Maya", "Aisha", "Winston")


@pytest.mark.parametrize("language", LANGUAGES.values())
@pytest.mark.parametrize("person", SHOWN)
def test_every_language_writes_the_same_numbers(answer_of: Callable[[str], Answer], person: str, language: str) -> None:
    answer = answer_of(person)
    written = shown(answer, language)
    assert [note.value for note in written] == [note.value for note in shown(answer, "en")]
    assert len(written) > 100
    misread = [note for note in written if not any(rounds(digits, note.value) for digits in numbers(note.text))]
    assert misread == []


@pytest.mark.parametrize("language", LANGUAGES.values())
def test_a_language_is_left_as_it_was_found(answer_of: Callable[[str], Answer], language: str) -> None:
    with translation.override("en"):
        summary(answer_of("Maya"), language)
        assert translation.get_language() == "en"
