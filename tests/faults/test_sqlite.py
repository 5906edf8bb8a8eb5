"""On one machine the database is a file: six processes write to it at once, and none is told that it is locked."""

import ast
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

from tests.faults.conftest import Measured
from tests.faults.reports import timed
from tests.whole_site import ROOT

WRITERS, JOBS = 6, 100


def test_six_writers_are_never_told_that_the_database_is_locked(tmp_path: Path, measured: Measured) -> None:
    home = os.environ | {"BALLAST_HOME": str(tmp_path)}
    subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity=0"], cwd=ROOT, env=home, check=True)
    write = [sys.executable, "-m", "tests.faults.writer", str(JOBS)]
    writers = [subprocess.Popen(write, cwd=ROOT, env=home, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) for _ in range(WRITERS)]
    said, took = timed(lambda: [writer.communicate()[0] for writer in writers])
    met: Counter[str] = sum((Counter(ast.literal_eval(each.decode())) for each in said), Counter())
    measured(f"SQLite, {WRITERS} writers, {WRITERS * JOBS * 7} writes: told that it is locked", met["database is locked"], "times")
    measured(f"SQLite, {WRITERS} writers: all done after", took, "s")
    assert met == {"finished": WRITERS * JOBS}
