"""A small model with good tests and bad ones: the run tells a mutant that was noticed from one that was not."""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.mutation.journal import Journal, digest
from tests.mutation.mutants import Mutant, mutants
from tests.mutation.run import Run
from tests.mutation.score import enough, interval, report
from tests.mutation.workplace import Fate

MODEL = """
LIMIT = 10

def tested(x):
    return x + 1

def called_but_not_checked(x):
    return x * 2

def never_called(x):
    return x - 3

def waits(x):
    while x < 0:
        x = x + 1
    return x
"""
TESTS = """
from scenarios import small

def test_limit():
    assert small.LIMIT == 10

def test_tested():
    assert small.tested(1) == 2

def test_called():
    small.called_but_not_checked(1)

def test_waits():
    assert small.waits(-1) == 0
"""
FATES = {
    ("", "10 -> 11"): "killed",
    ("tested", "x + 1 -> x - 1"): "killed",
    ("tested", "1 -> 2"): "killed",
    ("called_but_not_checked", "x * 2 -> x / 2"): "survived",
    ("called_but_not_checked", "2 -> 3"): "survived",
    ("never_called", "x - 3 -> x + 3"): "never called",
    ("never_called", "3 -> 4"): "never called",
    ("waits", "while x < 0: -> while False:"): "killed",
    ("waits", "x < 0 -> x <= 0"): "killed",
    ("waits", "0 -> 1"): "killed",
    ("waits", "x + 1 -> x - 1"): "hung",
    ("waits", "1 -> 2"): "killed",
}
CHANGES = [*mutants("scenarios/small.py", MODEL)]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """With what the plugin of the runs asks for: a bank that costs nothing."""
    (tmp_path / "home").mkdir()
    root = tmp_path / "project"
    for path, text in {
        "pyproject.toml": '[tool.pytest.ini_options]\npythonpath = ["."]\naddopts = "--import-mode=importlib"',
        "scenarios/bank.py": "class Bank: ...\ndef ensure(beliefs): ...",
        "scenarios/inputs.py": "class Beliefs: ...",
        "scenarios/small.py": MODEL,
        "tests/scenarios/test_small.py": TESTS,
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return root


def run(project: Path, chosen: Sequence[Mutant]) -> list[Fate]:
    return Run(project, project.parent, Journal(project / "var" / "known.jsonl")).fates(chosen)


def texts(project: Path) -> dict[Path, str]:
    return {path: path.read_text() for folder in ("scenarios", "tests") for path in (project / folder).rglob("*.py")}


@pytest.mark.skipif("PROOF" not in os.environ, reason="a dozen runs of pytest: make proof, where the tool is used")
def test_what_the_tests_notice_is_told_from_what_they_do_not(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.mutation.run.longest", lambda files, known: 3.0)
    monkeypatch.setattr("tests.mutation.run.WORKERS", 1)
    before = texts(project)
    fates = run(project, CHANGES)
    assert {(one.within, f"{one.was} -> {one.became}"): fate for one, fate in zip(CHANGES, fates, strict=True)} == FATES
    assert texts(project) == before  # nothing happens in the work tree
    (project / "tests/scenarios/test_small.py").write_text("def test_that_fails(): assert False")
    assert run(project, CHANGES) == fates  # all is known: no test runs again


def test_a_run_needs_tests_that_pass_without_any_mistake(project: Path) -> None:
    (project / "tests/scenarios/test_small.py").write_text("def test_that_fails(): assert False")
    with pytest.raises(RuntimeError, match="fails without any mistake"):
        run(project, CHANGES)


def test_a_journal_goes_on_after_a_line_that_was_cut_off(tmp_path: Path) -> None:
    Journal(tmp_path / "known").write("a 1", "killed")
    with (tmp_path / "known").open("a") as file:
        file.write('["a 2", "surv')
    Journal(tmp_path / "known").write("a 3", "hung")
    assert Journal(tmp_path / "known").known == {"a 1": "killed", "a 3": "hung"}


def test_the_digest_changes_with_the_model_and_with_the_tests_alone(project: Path) -> None:
    folders = ("scenarios", "tests/scenarios")
    first = digest(project, folders)
    (project / "README.md").write_text("other words")
    assert digest(project, folders) == first
    (project / "scenarios/small.py").write_text(MODEL + "\n")
    second = digest(project, folders)
    (project / "tests/scenarios/test_small.py").write_text(TESTS + "\n")
    assert len({first, second, digest(project, folders)}) == 3


def test_the_interval_is_that_of_wilson() -> None:
    low, high = interval(81, 263)  # Newcombe 1998, table I
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)
    assert interval(0, 10)[0] == pytest.approx(0)
    assert interval(10, 10)[1] == pytest.approx(1)


@pytest.mark.parametrize(("noticed", "passes"), [(84, False), (85, True)])
def test_the_bar_is_85_of_100_and_who_was_not_noticed_is_named(noticed: int, passes: bool) -> None:
    fates: list[Fate] = ["hung", *["killed"] * (noticed - 1), "never called", *["survived"] * (99 - noticed)]  # type: ignore[list-item]
    text = report([CHANGES[0]] * 100, fates, of=500, seed=7)
    assert enough(fates) is passes
    assert text.count("survived: scenarios/small.py:2 10 -> 11") == 99 - noticed
    assert text.count("never called: scenarios/small.py:2 10 -> 11") == 1
    assert f"{noticed} of 100 mutants noticed" in text
    assert "drawn from 500 with seed 7" in text
