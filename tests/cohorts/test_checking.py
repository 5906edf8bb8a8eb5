"""The people of a table, or every fault of it: by row, by column, of which kind."""

import random
from collections.abc import Mapping
from typing import Any

import pytest
from django.utils import translation

from advisor.cohorts import columns
from advisor.cohorts.checking import Checked, check
from advisor.cohorts.reading import read
from scenarios.editions import load
from tests.cohorts.workbook import workbook
from tests.cohorts.workforce import HEADER, as_cells, as_csv, rows

GOOD = {"Employee number": "7", "Age": "40", "Yearly pay": "50000", "Balance": "1000", "Percent of pay": "6"}
MOST = "1,000,000,000"


def checked(table: list[list[str]], picked: tuple[str, ...] | None = None) -> Checked:
    return check(table, columns.guessed(table[0]) if picked is None else picked)


def of_rows(*given: Mapping[str, str]) -> Checked:
    return checked([list(HEADER), *([row.get(name, "") for name in HEADER] for row in given)])


def one(**changed: str) -> Any:
    """The household of one person; names with _ for spaces."""
    found = of_rows(GOOD | {name.replace("_", " "): text for name, text in changed.items()})
    assert not found.faults, found.faults
    return found.people[0]


def places(found: Checked) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.column, fault.kind) for fault in found.faults]


# Each makes a row wrong in one way, and says in which column and of which kind the fault is.
PLANTED: list[tuple[Mapping[str, str], str, str]] = [
    ({"Employee number": ""}, "Employee number", "missing"),
    ({"Employee number": "E00001"}, "Employee number", "duplicate"),
    ({"Employee number": "e00002"}, "Employee number", "duplicate"),
    ({"Employee number": "x" * 41}, "Employee number", "long"),
    ({"Employee number": "@SUM(A1)"}, "Employee number", "formula"),
    ({"Name": "=HYPERLINK(1)"}, "Name", "formula"),
    ({"Name": "Ana\u202eavliS"}, "Name", "signs"),
    ({"Name": "Ana\x07"}, "Name", "signs"),
    ({"Name": "x" * 121}, "Name", "long"),
    ({"Age": ""}, "Age", "missing"),
    ({"Age": "17"}, "Age", "range"),
    ({"Age": "105"}, "Age", "range"),
    ({"Age": "forty"}, "Age", "number"),
    ({"Age": "40.5"}, "Age", "number"),
    ({"Yearly pay": ""}, "Yearly pay", "missing"),
    ({"Yearly pay": "-50000"}, "Yearly pay", "number"),
    ({"Yearly pay": "1e5"}, "Yearly pay", "number"),
    ({"Yearly pay": "NaN"}, "Yearly pay", "number"),
    ({"Yearly pay": "2000000000"}, "Yearly pay", "range"),
    ({"Yearly pay": "50%"}, "Yearly pay", "number"),
    ({"Balance": "1.000,50"}, "Balance", "number"),
    ({"Balance": "=B2"}, "Balance", "formula"),
    ({"Balance": "+A1"}, "Balance", "formula"),
    ({"Balance": "#N/A"}, "Balance", "number"),
    ({"Balance": "12 000"}, "Balance", "number"),
    ({"Percent of pay": "", "Dollars a year": ""}, "Percent of pay", "missing"),
    ({"Percent of pay": "6", "Dollars a year": "3000"}, "Dollars a year", "both"),
    ({"Percent of pay": "100", "Dollars a year": ""}, "Percent of pay", "range"),
    ({"Percent of pay": "0.06", "Dollars a year": ""}, "Percent of pay", "unclear"),
    ({"Percent of pay": "$6", "Dollars a year": ""}, "Percent of pay", "number"),
    ({"Percent of pay": "", "Dollars a year": "0.5"}, "Dollars a year", "range"),
    ({"Percent of pay": "", "Dollars a year": "5%"}, "Dollars a year", "number"),
    ({"Roth balance": "some"}, "Roth balance", "number"),
    ({"Roth share": "150"}, "Roth share", "range"),
    ({"Age": "66", "Retirement age": "65"}, "Retirement age", "range"),
    ({"Age": "18", "Retirement age": "104"}, "Retirement age", "range"),
    ({"Language": "Klingon"}, "Language", "language"),
    ({"Department": "x" * 81}, "Department", "long"),
    ({"Sleeve share": "101"}, "Sleeve share", "range"),
    ({"more": "left over"}, "O", "more_cells"),
]  # fmt: skip


def planted() -> tuple[list[list[str]], list[tuple[int, str, str]]]:
    """A census of 1,000 people and where its faults are: as many kinds as there are, in rows drawn by chance."""
    people, wanted = rows(1000), []
    for place, (wrong, column, kind) in zip(sorted(random.Random(40).sample(range(10, 1000), len(PLANTED))), PLANTED, strict=True):
        people[place] |= wrong
        wanted.append((place + 2, column, kind))
    table = [list(HEADER), *([row[name] for name in HEADER] + ([row["more"]] if "more" in row else []) for row in people)]
    return table, wanted


def test_a_census_of_1000_people_with_40_planted_faults_gives_exactly_those_40() -> None:
    table, wanted = planted()
    assert len(wanted) == 40
    found = checked(table)
    assert places(found) == wanted
    assert (len(found.people), found.rows) == (960, 1000)
    assert all(fault.words for fault in found.faults)
    assert all(fault.given == table[fault.row - 1][HEADER.index(fault.column)] for fault in found.faults if fault.column in HEADER)


def test_the_same_40_faults_are_found_in_a_csv_file_and_in_a_workbook() -> None:
    table, wanted = planted()
    for row in table:
        row[1] = row[1].replace("\x07", "\u202e")  # XML has no place for a bell
    assert places(checked(read("\n".join(",".join(f'"{cell}"' for cell in row) for row in table).encode()).rows)) == wanted
    assert places(checked(read(workbook(table)).rows)) == wanted


@pytest.mark.parametrize("language", ["es", "zh-hant", "zh-hans"])
def test_the_same_faults_are_found_in_every_language(language: str) -> None:
    table, wanted = planted()
    with translation.override(language):
        assert places(checked(table)) == wanted


def test_a_workbook_and_a_csv_file_of_the_same_people_give_the_same_people() -> None:
    table = rows(300)
    of_workbook, of_csv = checked(read(workbook(as_cells(table))).rows), checked(read(as_csv(table)).rows)
    assert not of_workbook.faults and not of_csv.faults
    assert len(of_csv.people) == 300
    assert [_facts(person) for person in of_workbook.people] == [_facts(person) for person in of_csv.people]


def _facts(person: Any) -> tuple[Any, ...]:
    return (
        person.place, person.reference, person.name, person.department, person.location, person.language, person.household,
        person.sleeve_share,
    )  # fmt: skip


def test_the_sentences_name_what_is_wrong_and_what_is_accepted() -> None:
    def words(**changed: str) -> str:
        (fault,) = of_rows(GOOD, GOOD | {"Employee number": "8"} | {name.replace("_", " "): text for name, text in changed.items()}).faults
        return fault.words

    assert words(Age="17") == "Type a number from 18 to 104. You gave 17."
    assert words(Yearly_pay="1e3") == "Type dollars in plain digits, like 40000 or $40,000. You typed “1e3”."
    assert words(Employee_number="7") == "Row 2 has the same number. Each person has one row."
    assert words(Percent_of_pay="100") == "Type a number from 0% to 99.99%. You gave 100%."
    assert words(Percent_of_pay="", Dollars_a_year="0.5") == f"Type a number from $1 to ${MOST}. You gave $0.50."
    assert words(Percent_of_pay="0.06") == "This may be percent or a part of 1. Type it with the sign, like 6%."


@pytest.mark.parametrize(
    ("changed", "key", "value"),
    [({"Yearly_pay": "$50,000"}, "pay", 50000), ({"Percent_of_pay": " 8 % "}, "contribution", 0.08),
     ({"Percent_of_pay": "0.5%"}, "contribution", 0.005),
     ({"Percent_of_pay": "0"}, "contribution", 0), ({"Percent_of_pay": "", "Dollars_a_year": "$3,000"}, "contribution", 3000),
     ({"Percent_of_pay": "0", "Dollars_a_year": "3000"}, "contribution", 3000),
     ({"Percent_of_pay": "6", "Dollars_a_year": "0"}, "contribution", 0.06),
     ({"Balance": "-0"}, "balance", None), ({"Roth_balance": "500"}, "roth_balance", 500), ({"Roth_share": "50"}, "roth_share", 0.5),
     ({"Age": "67"}, "retirement_age", 68), ({"Age": "80"}, "plan_to_age", 95), ({"Retirement_age": "60"}, "retirement_age", 60),
     ({"Retirement_age": "60"}, "claim_age", 62)],
)  # fmt: skip
def test_cells_are_read_as_people_write_them_and_the_rest_as_the_model_s_defaults_say(
    changed: dict[str, str], key: str, value: float | None
) -> None:
    if value is None:
        assert of_rows(GOOD | {name.replace("_", " "): text for name, text in changed.items()}).faults
    else:
        assert one(**changed).household[key] == value


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("1985", 41),
        ("1985-12-31", 41),
        ("12/31/1985", 41),
        ("31.12.1985", 41),
        ("1985/1/2", 41),
        ("1985-12-31 00:00:00", 41),
        ("1/2/1985", 41),
    ],
)
def test_the_age_is_the_one_attained_in_the_year_of_the_edition(text: str, age: int) -> None:
    header = ["ID", "DOB", "Pay", "Balance", "Deferral %"]
    assert load().year == 2026
    assert checked([header, ["7", text, "1", "1", "5"]]).people[0].household["age"] == age


@pytest.mark.parametrize(
    ("text", "kind"),
    [("85", "date"), ("1/2/85", "date"), ("13/13/1985", "date"), ("1985-00-10", "date"), ("1985-1/2", "date"), ("yesterday", "date"),
     ("2015", "range"), ("1890", "range"), ("0001", "range"), ("２０００", "date"), ("1985-12-31 10:00", "date")],
)  # fmt: skip
def test_a_birth_date_that_is_unclear_or_too_long_ago_is_refused(text: str, kind: str) -> None:
    header = ["ID", "DOB", "Pay", "Balance", "Deferral %"]
    assert places(checked([header, ["7", text, "1", "1", "5"]])) == [(2, "DOB", kind)]


@pytest.mark.parametrize(
    ("text", "code"),
    [("en", "en"), ("EN", "en"), ("English", "en"), ("español", "es"), ("Spanish", "es"), ("zh-Hant", "zh-hant"), ("zh_TW", "zh-hant"),
     ("繁體中文", "zh-hant"), ("Chinese (Simplified)", "zh-hans"), ("简体中文", "zh-hans"), ("", "")],
)  # fmt: skip
def test_a_language_goes_by_its_code_or_its_name(text: str, code: str) -> None:
    assert one(Language=text).language == code


@pytest.mark.parametrize("texts", [("0.06", "0.1"), ("0.06", "0", "1"), ("1", "1"), ("0.5", "")])
def test_a_column_of_percent_without_a_number_above_1_is_one_fault(texts: tuple[str, ...]) -> None:
    people = [GOOD | {"Employee number": str(place), "Roth share": text} for place, text in enumerate(texts)]
    assert places(of_rows(*people)) == [(2, "Roth share", "unclear")]


@pytest.mark.parametrize("texts", [("6%", "0.5%"), ("0", "0"), ("6", "1"), ("0.06%", "1%"), ("", "")])
def test_percent_with_a_sign_or_beside_larger_numbers_is_clear(texts: tuple[str, ...]) -> None:
    people = [GOOD | {"Employee number": str(place), "Roth share": text} for place, text in enumerate(texts)]
    assert not of_rows(*people).faults


def test_spaces_inside_a_text_are_made_one_and_quotation_marks_stay() -> None:
    assert one(Name="  Ana \u00a0 \n Silva “the boss”").name == "Ana Silva “the boss”"


def test_a_plain_number_with_its_sign_is_no_formula() -> None:
    assert one(Name="-5").name == "-5"
    assert one(Employee_number="+1,234").reference == "+1,234"


def test_formulas_in_a_column_that_is_not_used_do_no_harm_and_are_not_kept() -> None:
    header = ["ID", "Age", "Pay", "Balance", "Deferral %", "Phone"]
    found = checked([header, ["7", "40", "1", "1", "5", "+1 555 0100"], ["8", "40", "1", "1", "5", "=A1"]])
    assert not found.faults
    assert "555" not in str([_facts(person) for person in found.people])


def test_rows_that_are_empty_are_no_people_and_still_count_as_rows() -> None:
    header = ["ID", "Age", "Pay", "Balance", "Deferral %"]
    found = checked([header, [], ["7", "40", "1", "1", "5"], [], ["8", "x", "1", "1", "5"]])
    assert places(found) == [(5, "Age", "number")]
    assert ([person.place for person in found.people], found.rows) == ([1], 2)


@pytest.mark.parametrize(
    ("picked", "kinds"),
    [(("reference", "age", "pay", "balance", ""), ["no_column"]), (("", "", "", "", ""), ["no_column"] * 5),
     (("reference", "age", "pay", "pay", "share"), ["no_column", "twice"]),
     (("reference", "age", "pay", "balance", "balance"), ["no_column", "twice"]),
     (("age", "born", "pay", "balance", "share"), ["no_column", "twice"])],
)  # fmt: skip
def test_columns_that_are_missing_or_given_twice_are_faults_of_row_1(picked: tuple[str, ...], kinds: list[str]) -> None:
    found = checked([["a", "b", "c", "d", "e"], ["7", "40", "1", "1", "5"]], picked)
    assert [fault.kind for fault in found.faults] == kinds
    assert {fault.row for fault in found.faults} == {1}
    assert not found.people


def test_percent_and_dollars_may_both_be_columns() -> None:
    header = ["ID", "Age", "Pay", "Balance", "Deferral %", "Deferral $"]
    found = checked([header, ["7", "40", "50000", "1", "5"], ["8", "40", "50000", "1", "", "2000"]])
    assert [person.household["contribution"] for person in found.people] == [0.05, 2000]
