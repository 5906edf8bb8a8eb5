"""Clocks and the table."""

import json
import os
import platform
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

HISTORY = Path(__file__).resolve().parents[2] / "var" / "bench"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the table."""

    what: str
    value: float
    unit: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Runs:
    """Milliseconds of several runs of the same thing."""

    cpu: tuple[float, ...] = ()
    wall: tuple[float, ...] = ()

    @property
    def cpu_median(self) -> float:
        return float(np.median(self.cpu))

    @property
    def wall_median(self) -> float:
        return float(np.median(self.wall))

    @property
    def wall_p95(self) -> float:
        return float(np.percentile(self.wall, 95))

    def __add__(self, other: "Runs") -> "Runs":
        return Runs(cpu=self.cpu + other.cpu, wall=self.wall + other.wall)


def timed(act: Callable[[], object], runs: int = 1) -> Runs:
    cpu, wall = [], []
    for _ in range(runs):
        cpu_before, wall_before = time.process_time(), time.perf_counter()
        act()
        cpu.append((time.process_time() - cpu_before) * 1000)
        wall.append((time.perf_counter() - wall_before) * 1000)
    return Runs(cpu=tuple(cpu), wall=tuple(wall))


def as_table(rows: Sequence[Row]) -> str:
    width = max(len(row.what) for row in rows)
    return "\n".join(f"{row.what:<{width}}  {row.value:>10,.1f} {row.unit:<4} {row.note}".rstrip() for row in rows)


def write(rows: Sequence[Row], part: str, place: Path | None = None) -> Path:
    """As JSON, with the day and the machine. By default into the history of that part."""
    now = datetime.now(UTC)
    about = {
        "made_at": now.isoformat(timespec="seconds"),
        "machine": machine(),
        "python": platform.python_version(),
        "numpy": np.__version__,
    }
    place = place or HISTORY / f"{part}-{now:%Y%m%dT%H%M%S}.json"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(json.dumps({"about": about, "rows": [asdict(row) for row in rows]}, indent=1))
    return place


def machine() -> str:
    """The processor's name and how many of its cores may be used."""
    found = re.search(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    return f"{found[1] if found else platform.machine()}, {len(os.sched_getaffinity(0))} cores"
