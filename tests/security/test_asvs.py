"""docs/asvs.md names each requirement of levels 1 and 2 once, and tests that exist."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "asvs.md").read_text()
STATES = {"met", "partly", "not met", "operator", "not applicable"}
ROW = re.compile(r"^\| (\d+\.\d+\.\d+[^|]*) \| ([123, ]+) \| ([^|]+) \| ([^|]+) \| (.+) \|$", re.MULTILINE)
PRACTICE = re.compile(r"^\| (\d+) \| ([A-Z][^|]+) \| ([^|]+) \| (.+) \|$", re.MULTILINE)

# The level of each requirement of ASVS 5.0.0, in its order, by section.
LEVELS = {
    "1.1": "22", "1.2": "1111122223", "1.3": "112222222223", "1.4": "222", "1.5": "123",
    "2.1": "122", "2.2": "112", "2.3": "12223", "2.4": "23",
    "3.1": "3", "3.2": "113", "3.3": "12223", "3.4": "11222233", "3.5": "11122333", "3.6": "3", "3.7": "22333",
    "4.1": "12233", "4.2": "23333", "4.3": "22", "4.4": "1222",
    "5.1": "2", "5.2": "112333", "5.3": "113", "5.4": "222",
    "6.1": "122", "6.2": "111111112222", "6.3": "11223333", "6.4": "112233", "6.5": "22222333", "6.6": "2223", "6.7": "33", "6.8": "2222",
    "7.1": "222", "7.2": "1111", "7.3": "22", "7.4": "11222", "7.5": "223", "7.6": "22",
    "8.1": "1233", "8.2": "1123", "8.3": "133", "8.4": "23",
    "9.1": "111", "9.2": "1222",
    "10.1": "22", "10.2": "223", "10.3": "22223", "10.4": "1111122222233333", "10.5": "22222", "10.6": "22", "10.7": "222",
    "11.1": "2233", "11.2": "22233", "11.3": "11233", "11.4": "1222", "11.5": "23", "11.6": "23", "11.7": "33",
    "12.1": "12233", "12.2": "11", "12.3": "22223",
    "13.1": "2333", "13.2": "222223", "13.3": "2233", "13.4": "1222233",
    "14.1": "22", "14.2": "12223333", "14.3": "122",
    "15.1": "12233", "15.2": "12233", "15.3": "1222222", "15.4": "3333",
    "16.1": "2", "16.2": "22222", "16.3": "2222", "16.4": "222", "16.5": "2223",
    "17.1": "23", "17.2": "22223333", "17.3": "22",
}  # fmt: skip
LEVEL = {f"{section}.{number}": level for section, levels in LEVELS.items() for number, level in enumerate(levels, start=1)}


def numbers(text: str) -> Iterator[str]:
    """Of "1.2.3, 1.2.5–1.2.7"."""
    for part in text.split(", "):
        first, _, last = part.partition("–")
        section, _, number = first.rpartition(".")
        yield from (f"{section}.{one}" for one in range(int(number), int((last or first).rpartition(".")[2]) + 1))


ROWS = [(tuple(numbers(ids)), levels, state, shown) for ids, levels, _words, state, shown in ROW.findall(PAGE)]


def test_each_requirement_of_both_levels_has_its_row_once() -> None:
    named = [one for ids, *_ in ROWS for one in ids]
    assert len(named) == len(set(named))
    assert {one for one, level in LEVEL.items() if level in "12"} <= set(named) <= LEVEL.keys()
    assert all(levels == ", ".join(sorted({LEVEL[one] for one in ids})) for ids, levels, *_ in ROWS)


def test_each_row_has_a_state_and_each_state_is_counted_right() -> None:
    assert {state for _, _, state, _ in ROWS} == STATES
    for level in "12":
        found = [state for ids, _, state, _ in ROWS for one in ids if LEVEL[one] == level]
        counts = " | ".join(str(found.count(state)) for state in ("met", "partly", "not met", "operator", "not applicable"))
        assert f"| {level} | {counts} |" in PAGE


def test_all_twelve_practices_of_the_department_of_labor_are_there() -> None:
    assert [int(number) for number, _, state, _ in PRACTICE.findall(PAGE) if state in STATES] == list(range(1, 13))


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`([\w./-]+\.(?:py|md|toml))`", PAGE))))
def test_every_file_that_is_named_exists(path: str) -> None:
    assert (ROOT / path).is_file()


@pytest.mark.parametrize(("path", "test"), sorted(set(re.findall(r"`(tests/[\w/]+\.py)`: `(test_\w+)`", PAGE))))
def test_every_test_that_is_named_exists(path: str, test: str) -> None:
    assert f"def {test}(" in (ROOT / path).read_text()
