"""Which column means what: known headers, and what whoever uploads says instead."""

import pytest
from django.utils import translation

from advisor.cohorts import columns
from advisor.cohorts.template import template_rows
from tests.cohorts.workforce import HEADER


@pytest.mark.parametrize(
    ("header", "key"),
    [("Emp ID", "reference"), ("EMPLOYEE_NUMBER", "reference"), ("Employee #", "reference"), ("DOB", "born"), ("Date of Birth", "born"),
     ("Deferral %", "share"), ("deferral pct", "share"), ("Contribution $", "dollars"), ("Annual Comp", "pay"), ("base-salary", "pay"),
     ("401(k) Balance", "balance"), ("Roth %", "roth_share"), ("Dept.", "department"), ("Preferred Language", "language"),
     ("Hoe heet u?", ""), ("Shoe size", ""), ("", ""), ("%", "")],
)  # fmt: skip
def test_usual_headers_are_known_whatever_their_case_spaces_and_signs(header: str, key: str) -> None:
    assert columns.guessed([header]) == (key,)


def test_every_meaning_is_known_by_its_own_name_in_every_language() -> None:
    for code in ("en", "es", "zh-hant", "zh-hans"):
        with translation.override(code):
            header = template_rows()[0]
        assert set(columns.guessed(header)) == set(columns.KEYS) - {"age"}
    assert columns.guessed(HEADER) == (
        "reference", "name", "age", "pay", "balance", "share", "dollars", "roth_balance", "roth_share", "retirement_age", "department",
        "location", "language", "sleeve_share",
    )  # fmt: skip


def test_no_header_has_two_meanings() -> None:
    aliases = [alias for meaning in columns.MEANINGS for alias in {columns.normal(text) for text in meaning.aliases.split(",")}]
    assert all(aliases.count(alias) == 1 for alias in aliases)
    assert all(columns.guessed([columns.label(key)]) == (key,) for key in columns.KEYS)


def test_the_first_of_two_columns_that_could_mean_the_same_has_it() -> None:
    assert columns.guessed(["Salary", "Pay", "ID"]) == ("pay", "", "reference")


def test_of_age_and_birth_date_the_birth_date_is_used() -> None:
    assert columns.guessed(["Age", "DOB"]) == ("", "born")
    assert columns.guessed(["DOB", "Age"]) == ("born", "")
    assert columns.guessed(["Age"]) == ("age",)


def test_what_is_picked_wins_and_what_there_is_not_is_not_used() -> None:
    header = ["Age", "Pay", "ID"]
    assert columns.sent(header, {"column-0": "reference", "column-1": "everything", "column-7": "age"}) == ("reference", "", "")


def test_a_column_without_a_name_is_called_as_a_spreadsheet_calls_it() -> None:
    assert [columns.name_of(["ID", "", "Pay"], place) for place in (0, 1, 2, 3, 30)] == ["ID", "B", "Pay", "D", "AE"]
