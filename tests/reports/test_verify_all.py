"""A hundred reports of the golden people, in both kinds, on both papers and in all languages: each has the same numbers.

`make test` takes four of them; the proof all, and prints what was compared.
"""

import json
import os
from collections.abc import Iterator
from itertools import cycle

import pytest

from advisor.reports import checking
from scenarios import bank as banks
from scenarios.document import parse
from scenarios.inputs import Question
from tests.golden.recorded import PERSONAS, read
from tests.reports.made import made_for

REPORTS, SAMPLE = 100, 4
ORDERS = [
    (language, kind, paper) for paper in ("letter", "a4") for language in ("en", "zh-hant", "es", "zh-hans") for kind in ("summary", "full")
]


def of_the_site() -> Iterator[Question]:
    """The golden people who believe in the futures of the edition: the others are asked in the terminal alone."""
    for document in read(PERSONAS):
        question = parse(document)
        if banks.is_usual(question.beliefs):
            yield question


@pytest.mark.django_db
def test_every_report_of_many_people_has_the_same_numbers(bank: object, capsys: pytest.CaptureFixture[str]) -> None:
    count = REPORTS if "PROOF" in os.environ else SAMPLE
    compared = traced = shown = 0
    for number, (question, (language, kind, paper)) in enumerate(zip(of_the_site(), cycle(ORDERS)), start=1):
        content = made_for(question, language=language, kind=kind, paper=paper, address="https://ballast.example")
        verdict = checking.checked(content)
        assert verdict.same, (number, language, kind, paper, json.dumps(verdict.lines))
        compared, traced, shown = compared + verdict.compared, traced + verdict.traced, shown + verdict.on_pages
        if number == count:
            break
    with capsys.disabled():
        print(f"\n{number} of {count} reports: same numbers; {compared:,} compared; on the pages {traced:,} of {shown:,} are the answer's")
    assert number == count
