"""A copy of the code in which one worker makes mistakes and asks the tests; the work tree itself is never touched."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

from tests.mutation.mutants import Mutant, mutated
from tests.mutation.selection import Recorded, file_of

Fate = Literal["killed", "hung", "survived", "never called"]

COPIED = ("scenarios", "tests", "docs", "pyproject.toml")
FAILED, CUT_SHORT, NOT_FOUND = 1, 2, 4  # what pytest ends with when a test fails, when collecting fails, when a named test is not there


class Workplace:
    """`place` is the folder of the copy, `home` holds the whole bank as the unchanged code builds it."""

    def __init__(self, root: Path, place: Path, home: Path) -> None:
        self.place = place
        for name in COPIED:
            copy(root / name, place / name)
        copy(Path(__file__).parent, place / "tests" / "mutation")
        command = [sys.executable, "-m", "tests.mutation.worker"]
        self.worker = subprocess.Popen(command, cwd=place, env=environment(home), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def close(self) -> None:
        self.worker.communicate()

    def record(self, test_file: str) -> dict[str, Recorded]:
        """What each test of a file calls; the tests must pass when nothing is wrong."""
        to = self.place / "recorded.json"
        if self._run([test_file], limit=1800, record=str(to)) != 0:
            raise RuntimeError(f"{test_file} fails without any mistake: {(self.place / 'log').read_text()[-2000:]}")
        tests = json.loads(to.read_text())
        return {name: recorded(test["seconds"], test["loading"], test["calls"]) for name, test in tests.items()}

    def fate(self, mutant: Mutant, files: Sequence[Sequence[str]], limit: float) -> Fate:
        """Whether the tests noticed, file by file."""
        if not files:
            return "never called"
        path = self.place / mutant.file
        original, times = path.read_text(), path.stat()
        path.write_text(mutated(mutant.file, original, mutant.number))
        os.utime(path, (mutant.number, mutant.number))  # bytecode is kept by the time of its source: each mistake needs its own
        try:
            code = next((code for tests in files if (code := self._noticed(tests, limit)) != 0), 0)
        finally:
            path.write_text(original)
            os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
        if code not in (None, 0, FAILED, CUT_SHORT):
            raise RuntimeError(f"{mutant.name}: pytest ended with {code}: {(self.place / 'log').read_text()[-2000:]}")
        return "hung" if code is None else "killed" if code else "survived"

    def _noticed(self, tests: Sequence[str], limit: float) -> int | None:
        """A named test that a mistake makes vanish has not failed: then its whole file is asked."""
        code = self._run(tests, limit)
        return self._run([file_of(tests[0])], limit) if code == NOT_FOUND else code

    def _run(self, tests: Sequence[str], limit: float, record: str | None = None) -> int | None:
        assert self.worker.stdin
        assert self.worker.stdout
        self.worker.stdin.write(json.dumps({"tests": tests, "limit": limit, "record": record}) + "\n")
        self.worker.stdin.flush()
        code: int | None = json.loads(self.worker.stdout.readline())
        return code


def recorded(seconds: float, loading: float, calls: Iterable[str]) -> Recorded:
    return Recorded(seconds=seconds, loading=loading, calls=frozenset(calls))


def copy(source: Path, to: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, to, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)
    elif source.exists():
        shutil.copy(source, to)


def environment(home: Path) -> dict[str, str]:
    """One thread for each run, the bank as it was built before."""
    inherited = {name: value for name, value in os.environ.items() if name not in {"BALLAST_BANKS", "PROOF"}}
    return inherited | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "BALLAST_HOME": str(home)}
