"""Whether memory grows: a site as in production is used for a while, and what its processes hold is written down. python -m tests.load.soak
[MINUTES], by default 20."""

import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tests.bench.timing import Row
from tests.load.measured import measured

if TYPE_CHECKING:
    from tests.faults.visitor import Visitor
    from tests.production import Production

ANSWERS_A_SECOND, PDF_EVERY, LOOK_EVERY = 4, 6.0, 5.0
SETTLED = 0.25  # of the time, after which every process has done everything once

Looks = Sequence[tuple[float, float, float]]  # seconds; MB of web and of workers


def rows(minutes: float) -> list[Row]:
    """Django is set up already."""
    from advisor.jobs.management.commands.up import CORES
    from tests.faults.visitor import Visitor
    from tests.load.open_loop import as_rows, offered
    from tests.production import Production

    with (
        tempfile.TemporaryDirectory(prefix="ballast-soak-") as home,
        Production(Path(home), workers=1, children=CORES, web=True) as site,
    ):
        visitors = [Visitor(site.url) for _ in range(20)]
        looks: list[tuple[float, float, float]] = []
        over = threading.Event()
        others = [
            threading.Thread(target=look, args=(site, looks, over)),
            threading.Thread(target=ask_for_pdfs, args=(visitors[0], over)),
        ]
        for thread in others:
            thread.start()
        answers = offered([one.ask_for_answer for one in visitors], a_second=ANSWERS_A_SECOND, seconds=minutes * 60)
        over.set()
        for thread in others:
            thread.join()
        ((made,),) = site.rows("SELECT count(*) FROM jobs_job WHERE state = 'ready'")
    return [
        *as_rows(f"{minutes:g} minutes, {ANSWERS_A_SECOND} answers a second", answers),
        Row(what="PDFs made", value=float(made), unit=""),
        *growth("web", looks, 1),
        *growth("worker", looks, 2),
    ]


def look(site: "Production", looks: list[tuple[float, float, float]], over: threading.Event) -> None:
    begin = time.monotonic()
    while not over.wait(LOOK_EVERY):
        looks.append((time.monotonic() - begin, site.megabytes(site.web), site.megabytes()))


def ask_for_pdfs(visitor: "Visitor", over: threading.Event) -> None:
    while not over.wait(PDF_EVERY):
        visitor.ask_for_pdf()


def growth(part: str, looks: Looks, column: int) -> list[Row]:
    """By a straight line through what was seen after it had settled."""
    found = np.array(looks)
    settled = found[found[:, 0] > SETTLED * found[-1, 0]]
    a_minute, start = np.polyfit(settled[:, 0] / 60, settled[:, column], 1)
    note = f"{start:.0f} MB at first, {found[-1, column]:.0f} at the end, {found[:, column].max():.0f} at most"
    return [Row(what=f"memory of {part}, growth", value=float(a_minute * 10), unit="MB", note=f"in ten minutes; {note}")]


def main() -> None:
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 20.0
    measured(lambda: rows(minutes), "soak")


if __name__ == "__main__":
    main()
