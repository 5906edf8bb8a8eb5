"""Which tests are asked about a mutant, and in which order."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from pathlib import PurePath

from tests.mutation.mutants import Mutant


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """What a test called when all was well, as file:function, and the seconds of work that it took, and its file before it."""

    seconds: float
    loading: float
    calls: frozenset[str]


def asked_about(mutant: Mutant, recorded: Mapping[str, Recorded], budget: float) -> list[list[str]]:
    """The tests that call the mutant's function, file by file: its own file first, then the quickest, as many as fit in the budget;
    of a file that does not fit, its quickest tests.

    What runs on import belongs to no function: every test may notice it, those that call a function of the file first.
    """
    calling = [test for test, known in recorded.items() if calls(known, mutant)]
    files = in_order(calling, mutant, recorded)
    if not mutant.within:
        files += in_order([test for test in recorded if test not in set(calling)], mutant, recorded)
    asked = []
    for file in files:
        if fitting := part(file, recorded, budget):
            asked.append(fitting)
            budget -= sum(work(fitting, recorded))
    return asked or [file[:1] for file in files[:1]]


def in_order(tests: Iterable[str], mutant: Mutant, recorded: Mapping[str, Recorded]) -> list[list[str]]:
    quickest = sorted(tests, key=lambda test: (file_of(test), recorded[test].seconds))
    files = [list(group) for _, group in groupby(quickest, key=file_of)]
    return sorted(files, key=lambda file: (not mirrors(file[0], mutant.file), sum(work(file, recorded))))


def work(tests: Sequence[str], recorded: Mapping[str, Recorded]) -> Iterator[float]:
    """Seconds: of loading the file, then of each of its tests."""
    yield recorded[tests[0]].loading
    yield from (recorded[test].seconds for test in tests)


def part(tests: Sequence[str], recorded: Mapping[str, Recorded], budget: float) -> list[str]:
    """Of a file the quickest tests that fit."""
    spent = [*accumulate(work(tests, recorded))][1:]
    return [test for test, so_far in zip(tests, spent, strict=True) if so_far <= budget]


def calls(test: Recorded, mutant: Mutant) -> bool:
    if mutant.within:
        return f"{mutant.file}:{mutant.within}" in test.calls
    return any(called.startswith(f"{mutant.file}:") for called in test.calls)


def mirrors(test: str, file: str) -> bool:
    """tests/scenarios/test_limits.py mirrors scenarios/limits.py, and a package's test all of its files."""
    path = PurePath(file)
    names = {path.stem.strip("_")} | ({path.parent.name} if path.parent.name != "scenarios" else set())
    return PurePath(file_of(test)).stem.removeprefix("test_") in names


def file_of(test: str) -> str:
    return test.split("::")[0]
