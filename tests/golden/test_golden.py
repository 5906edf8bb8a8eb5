"""Two hundred households are told what they were told before, number by number."""

import os
from pathlib import Path

import pytest

from scenarios.assumptions import SLEEVE_CLASSES
from scenarios.bank import Bank
from scenarios.document import parse, to_document
from tests.golden.__main__ import recorded_with
from tests.golden.personas import COUNT, personas
from tests.golden.recorded import ANSWERS, PERSONAS, changes, read, told

CHANGELOG = Path(__file__).resolve().parents[2] / "CHANGELOG.md"
LOOKED_AT = range(0, COUNT, 1 if os.environ.get("PROOF") else 10)


@pytest.mark.parametrize("number", LOOKED_AT)
def test_recorded_answers_are_found_again(number: int, bank: Bank) -> None:
    assert changes(read(ANSWERS)[1 + number], told(read(PERSONAS)[number])) == []


def test_the_changelog_names_what_the_answers_were_recorded_with(bank: Bank) -> None:
    """A changed number needs a reason: recording anew changes this line when engine, edition or bank did, and somebody must write it."""
    assert read(ANSWERS)[0] == recorded_with(bank)
    assert recorded_with(bank) in CHANGELOG.read_text(encoding="utf-8")


def test_the_households_are_those_that_were_drawn() -> None:
    assert read(PERSONAS) == personas()


def test_the_households_cover_every_key_of_the_document() -> None:
    drawn = read(PERSONAS)
    given = {(part, key) for document in drawn for part, keys in document.items() for key in keys}
    served = {(part, key) for part, keys in to_document(parse(drawn[0])).items() if isinstance(keys, dict) for key in keys}
    assert len(drawn) == COUNT
    assert served - given == {("beliefs", "edition")}
    assert {key for document in drawn for key in document["sleeve"]["mix"]} == set(SLEEVE_CLASSES)
