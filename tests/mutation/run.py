"""A sample of mutants, each put to the tests that call it, on two workers."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import cast

from tests.mutation.journal import Journal
from tests.mutation.mutants import Mutant
from tests.mutation.selection import Recorded, asked_about, work
from tests.mutation.workplace import Fate, Workplace, recorded

WORKERS = 2
BUDGET = 30.0  # seconds of tests, at most, that a mutant is put to


class Run:
    """`folder` is where the copies of `root` go; the whole bank stands in its `home` already."""

    def __init__(self, root: Path, folder: Path, journal: Journal) -> None:
        self.root, self.journal = root, journal
        self.free: SimpleQueue[Workplace] = SimpleQueue()
        for number in range(WORKERS):
            self.free.put(Workplace(root, folder / str(number), folder / "home"))

    def fates(self, mutants: Sequence[Mutant]) -> list[Fate]:
        files = sorted(path.relative_to(self.root).as_posix() for path in self.root.glob("tests/scenarios/test_*.py"))
        try:
            with ThreadPoolExecutor(WORKERS) as pool:
                known = {name: test for found in pool.map(self._recorded, files) for name, test in found.items()}
                return list(pool.map(lambda mutant: self._fate(mutant, known), mutants))
        finally:
            for _ in range(WORKERS):
                self.free.get().close()

    def _recorded(self, test_file: str) -> dict[str, Recorded]:
        if test_file not in self.journal.known:
            place = self.free.get()
            try:
                found = place.record(test_file)
            finally:
                self.free.put(place)
            self.journal.write(test_file, {name: [test.seconds, test.loading, sorted(test.calls)] for name, test in found.items()})
        known = cast(dict[str, tuple[float, float, list[str]]], self.journal.known[test_file])
        return {name: recorded(*test) for name, test in known.items()}

    def _fate(self, mutant: Mutant, known: Mapping[str, Recorded]) -> Fate:
        key = f"{mutant.file} {mutant.number}"
        if key not in self.journal.known:
            files = asked_about(mutant, known, BUDGET)
            place = self.free.get()
            try:
                fate = place.fate(mutant, files, longest(files, known))
            finally:
                self.free.put(place)
            self.journal.write(key, fate)
            print(f"{fate}: {mutant.name}", flush=True)
        return cast(Fate, self.journal.known[key])


def longest(files: Sequence[Sequence[str]], known: Mapping[str, Recorded]) -> float:
    """Seconds of work after which the tests of a file are taken to hang."""
    return 10 + 3 * max((sum(work(tests, known)) for tests in files), default=0)
