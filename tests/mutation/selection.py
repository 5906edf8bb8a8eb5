"""Which tests are asked about a mutant, and in which order."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate, chain
from pathlib import PurePath

from tests.mutation.mutants import Mutant


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """What a test called when all was well, as file:function, and how long it took."""

    seconds: float
    calls: frozenset[str]


def asked_about(mutant: Mutant, recorded: Mapping[str, Recorded], budget: float) -> list[str]:
    """The tests that call the mutant's function: those of its own file first, then the quickest, as many as fit in the budget of seconds.

    What runs on import belongs to no function: every test may notice it, those that call a function of the file first.
    """
    quickest = sorted(recorded, key=lambda test: recorded[test].seconds)
    calling = [test for test in quickest if calls(recorded[test], mutant)]
    wanted = calling if mutant.within else [*calling, *quickest]
    own = [test for test in wanted if mirrors(test, mutant.file)]
    ordered = list(dict.fromkeys(chain(own, wanted)))
    spent = accumulate(recorded[test].seconds for test in ordered)
    return [test for test, so_far in zip(ordered, spent, strict=True) if so_far <= budget or test == ordered[0]]


def calls(test: Recorded, mutant: Mutant) -> bool:
    if mutant.within:
        return f"{mutant.file}:{mutant.within}" in test.calls
    return any(called.startswith(f"{mutant.file}:") for called in test.calls)


def mirrors(test: str, file: str) -> bool:
    """tests/scenarios/test_limits.py mirrors scenarios/limits.py, and a package's test all of its files."""
    path = PurePath(file)
    names = {path.stem.strip("_")} | ({path.parent.name} if path.parent.name != "scenarios" else set())
    return PurePath(test.split("::")[0]).stem.removeprefix("test_") in names
