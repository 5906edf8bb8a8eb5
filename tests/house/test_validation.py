"""docs/validation.md names every number of the trust list, and tests that exist."""

import ast
from functools import cache
from pathlib import Path

import pytest

from tests.validation.checks import CHECKS, Check
from tests.validation.measures import MEASURES
from tests.validation.page import LIMITS, PAGE, held_by, row

TESTS = Path(__file__).resolve().parents[1]
LINES = PAGE.read_text(encoding="utf-8").splitlines()


def test_every_number_of_the_trust_list_has_its_row() -> None:
    assert [check.number for check in CHECKS if check.number] == list(range(1, 35))


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.claim)
def test_the_page_says_what_the_checks_say(check: Check) -> None:
    before, after = row(check, "|").split("| | |")
    assert [line for line in LINES if line.startswith(before) and line.endswith(after)], check.claim


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.claim)
def test_every_test_that_is_named_exists(check: Check) -> None:
    for file, names in check.tests.items():
        assert set(names) <= names_in(file), file


def test_every_measure_is_shown_and_nothing_failed() -> None:
    assert {check.measure for check in CHECKS if check.measure} == set(MEASURES)
    assert not [line for line in LINES if "NOT" in line]


def test_what_is_not_shown_is_said() -> None:
    assert LIMITS.strip() in "\n".join(LINES)
    assert all(held_by(check) for check in CHECKS)


@cache
def names_in(file: str) -> set[str]:
    return {node.name for node in ast.walk(ast.parse((TESTS / file).read_text())) if isinstance(node, ast.FunctionDef)}
