"""python -m tests.mutation [--sample N] [--seed S] [--file PART ...]: how many of a sample of mutants the tests notice.

Fails under the bar. Resumable: what became of a mutant is kept in var/mutation/ as long as the model and its tests stay as they are.
"""

import argparse
import sys
import tempfile
from pathlib import Path
from random import Random

from scenarios.bank import ensure
from scenarios.inputs import Beliefs
from tests.mutation.journal import Journal, digest
from tests.mutation.mutants import Mutant, mutants
from tests.mutation.run import Run
from tests.mutation.score import enough, report

ROOT = Path(__file__).resolve().parents[2]
DECIDING = ("scenarios", "tests/scenarios", "tests/cases", "tests/broken_editions", "tests/twin", "tests/mutation")
SAMPLE, SEED = 400, 20261101


def main() -> int:
    given = arguments()
    among = [one for one in every_mutant() if any(part in one.file for part in given.file)]
    chosen = Random(given.seed).sample(among, min(given.sample, len(among)))
    journal = Journal(ROOT / "var" / "mutation" / f"{digest(ROOT, DECIDING)}.jsonl")
    with tempfile.TemporaryDirectory(prefix="ballast-mutants-") as folder:
        ensure(Beliefs(), Path(folder) / "home" / "banks")
        fates = Run(ROOT, Path(folder), journal).fates(chosen)
    print(report(chosen, fates, of=len(among), seed=given.seed))
    return 0 if enough(fates) else 1


def every_mutant() -> list[Mutant]:
    files = sorted(ROOT.glob("scenarios/**/*.py"))
    return [one for path in files for one in mutants(path.relative_to(ROOT).as_posix(), path.read_text())]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description="Do the tests notice small mistakes in the model?")
    parser.add_argument("--sample", type=int, default=SAMPLE, help=f"how many mutants (default {SAMPLE})")
    parser.add_argument("--seed", type=int, default=SEED, help=f"which of them (default {SEED})")
    parser.add_argument("--file", nargs="+", default=[""], help="only files with one of these in their path")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
