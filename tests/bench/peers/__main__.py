"""Install each planner in an environment of its own under build/peers, ask it, then ask ours: python -m tests.bench.peers [FILE].

They answer other questions than ours: what differs stands beside each figure. The unit is a portfolio carried through one year of one
future (a path-year); CPU seconds on one core, the median of three.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from scenarios import bank
from scenarios.answer import SWEEP, answer
from scenarios.editions import load
from scenarios.inputs import Beliefs
from tests.bench.reference import reference
from tests.bench.timing import Row, as_table, timed, write

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
ENVIRONMENTS = ROOT / "build" / "peers"
PEERS = {"monteplan": "0.6.0", "manyfutures": "0.2.0", "firecast": "0.1.3", "eggnest": "0.1.0", "owlplanner": "2026.10.26"}
UV = Path(sys.executable).with_name("uv")


def main() -> None:
    place = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    ours = _ours()
    rows = [ours, *(_row(found, ours.value) for found in _asked())]
    print(as_table(rows))
    print(f"\nWritten to {write(rows, 'peers', place)}")


def _ours() -> Row:
    edition, futures = load(), bank.ensure(Beliefs())
    question = reference(edition)

    def ask() -> object:
        return answer(question.household, question.plan, question.sleeve, question.beliefs, question.ask, bank=futures)

    ask()
    policies, years = len({0.0, question.sleeve.weight, *SWEEP}), question.household.years
    speed = policies * futures.paths * years / (timed(ask, 5).cpu_median / 1000)
    return Row(
        what="ballast",
        value=speed / 1e6,
        unit="M/s",
        note=f"{policies} portfolios on the same monthly futures, with errors; the futures are drawn before, once for all questions",
    )


def _asked() -> Iterator[Mapping[str, Any]]:
    for name, version in PEERS.items():
        python = ENVIRONMENTS / name / "bin" / "python"
        if not python.exists():
            print(f"Installing {name} {version}.", flush=True)
            subprocess.run([UV, "venv", "--quiet", "--python", sys.executable, python.parents[1]], check=True)
            subprocess.run([UV, "pip", "install", "--quiet", "--python", python, f"{name}=={version}"], check=True)
        environment = os.environ | {"PYTHONPATH": str(HERE), "OMP_NUM_THREADS": "1"}
        ran = subprocess.run([python, HERE / f"ask_{name}.py"], cwd=ENVIRONMENTS, env=environment, stdout=subprocess.PIPE, check=True)
        yield json.loads(ran.stdout.splitlines()[-1])


def _row(found: Mapping[str, Any], ours: float) -> Row:
    speed = found["paths"] * found["years"] / found["seconds"] / 1e6
    note = f"ours {_about(ours / speed):,} x; {found['differs']}; {found['paths']:,} paths, {found['years']} years"
    return Row(what=f"{found['name']} {found['version']}", value=speed, unit="M/s", note=note)


def _about(ratio: float) -> int:
    """In two digits: more would say that the same was done."""
    return int(float(f"{ratio:.1e}"))


if __name__ == "__main__":
    main()
