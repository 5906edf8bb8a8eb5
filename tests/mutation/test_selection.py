"""Which tests a mutant is put to."""

import pytest

from tests.mutation.mutants import Mutant
from tests.mutation.selection import Recorded, asked_about, mirrors


def recorded(seconds: float, *calls: str, loading: float = 0) -> Recorded:
    return Recorded(seconds=seconds, loading=loading, calls=frozenset(calls))


KNOWN = {
    "tests/scenarios/test_twin.py::test_all": recorded(9, "scenarios/tax.py:tax", "scenarios/tax.py:rates"),
    "tests/scenarios/test_need.py::test_quick": recorded(1, "scenarios/tax.py:tax", loading=0.5),
    "tests/scenarios/test_tax.py::test_own_slow": recorded(5, "scenarios/tax.py:tax"),
    "tests/scenarios/test_tax.py::test_own_quick": recorded(2, "scenarios/tax.py:tax"),
    "tests/scenarios/test_bank.py::test_other": recorded(3, "scenarios/bank.py:build"),
}
TWIN, QUICK, OWN_SLOW, OWN_QUICK, OTHER = KNOWN


def within(function: str) -> Mutant:
    return Mutant(file="scenarios/tax.py", number=0, line=1, within=function, was="1", became="2")


def test_the_tests_of_its_own_file_come_first_then_the_quickest_file() -> None:
    assert asked_about(within("tax"), KNOWN, budget=100) == [[OWN_QUICK, OWN_SLOW], [QUICK], [TWIN]]


def test_only_tests_that_call_the_function_are_asked() -> None:
    assert asked_about(within("rates"), KNOWN, budget=100) == [[TWIN]]
    assert asked_about(within("never"), KNOWN, budget=100) == []


def test_what_runs_on_import_may_be_noticed_by_any_test_those_that_call_the_file_first() -> None:
    assert asked_about(within(""), KNOWN, budget=100) == [[OWN_QUICK, OWN_SLOW], [QUICK], [TWIN], [OTHER]]


@pytest.mark.parametrize(
    ("budget", "asked"),
    [
        (18, [[OWN_QUICK, OWN_SLOW], [QUICK], [TWIN]]),  # 2 + 5, then 0.5 + 1, then 9
        (17, [[OWN_QUICK, OWN_SLOW], [QUICK]]),
        (8, [[OWN_QUICK, OWN_SLOW]]),
        (6, [[OWN_QUICK], [QUICK]]),  # a part of the first file, and then what else fits
        (1, [[OWN_QUICK]]),  # one test in any case
    ],
)
def test_the_budget_ends_the_list(budget: float, asked: list[list[str]]) -> None:
    assert asked_about(within("tax"), KNOWN, budget) == asked


def test_a_test_mirrors_the_file_of_its_name_and_the_files_of_its_package() -> None:
    assert mirrors("tests/scenarios/test_tax.py::test_x[1]", "scenarios/tax.py")
    assert mirrors("tests/scenarios/test_editions.py::test_x", "scenarios/editions/reading.py")
    assert not mirrors("tests/scenarios/test_tax.py::test_x", "scenarios/editions/law.py")
    assert not mirrors("tests/scenarios/test_tax.py::test_x", "scenarios/need.py")
