"""The model in other surroundings: another NumPy, an older processor. What it prints there must be what it prints here."""

import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
OLDER_NUMPY = "1.26.4"
PROGRAM = """
import json
from scenarios import bank, editions, inputs, market
from scenarios.answer import answer
from scenarios.document import parse
futures = bank.build(market.resolve(editions.load(), inputs.Beliefs()), seed=1, paths=500, years=70)
asked = parse({
    "household": {"age": 45, "balance": 90_000, "contribution": 0.08, "roth_share": 0.5},
    "plan": {"rebalance": "band", "band": 0.02, "taper_years": 8},
    "sleeve": {"weight": 0.1, "mix": {"bitcoin": 0.5, "private_equity": 0.5}},
})
found = answer(asked.household, asked.plan, asked.sleeve, asked.beliefs, ("sweep",), bank=futures)
sides = (found.baseline, found.sleeve, found.difference)
rows = [row for side in sides for row in (side.balance, side.income_monthly)]
rows += [found.sleeve.worst_fall, *(point.balance for point in found.sweep)]
chances = (found.difference.chance_less, found.difference.chance_worse, found.sleeve.to_end.chance_short)
shown = [f"{getattr(row, name).value:.3g}" for row in rows for name in ("p5", "p25", "p50", "p75", "p95", "worst5_mean")]
print(json.dumps({"bank": futures.hash, "shown": shown + [f"{chance.value:.2f}" for chance in chances]}))
"""


def told(python: str = sys.executable, **environment: str) -> dict[str, object]:
    """The bank's hash and the rounded numbers of an answer, from a fresh process."""
    done = subprocess.run([python, "-c", PROGRAM], cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, check=True)
    found: dict[str, object] = json.loads(done.stdout)
    return found


def an_older_cpu() -> str:
    """For NPY_DISABLE_CPU_FEATURES: everything of this CPU that this NumPy has other code for and can leave unused."""
    loops = import_module("numpy._core._multiarray_umath" if hasattr(np, "_core") else "numpy.core._multiarray_umath")
    return " ".join(name for name in loops.__cpu_dispatch__ if loops.__cpu_features__.get(name) and name not in loops.__cpu_baseline__)


def python_with_older_numpy(folder: Path) -> str | None:
    """A Python with OLDER_NUMPY and nothing else, in a throw-away environment; None where no package index can be reached."""
    uv = Path(sys.executable).parent / "uv"
    python = folder / "bin" / "python"
    for command in (
        [str(uv), "venv", "--quiet", "--python", sys.executable, str(folder)],
        [str(uv), "pip", "install", "--quiet", "--python", str(python), f"numpy=={OLDER_NUMPY}"],
    ):
        if subprocess.run(command, capture_output=True, timeout=120, check=False).returncode != 0:
            return None
    return str(python)
