"""A site as in production under load: python -m tests.load. Postgres, Valkey, web and workers, on this machine with whoever asks."""

import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.timing import Row
from tests.load.measured import measured

if TYPE_CHECKING:
    from tests.faults.visitor import Visitor
    from tests.production import Production

RATES, SECONDS = (1, 20, 100), 30
BURST = 50  # PDFs asked for at once
VISITORS = 200  # so that the limit of one visitor is not what is met
WITHIN = 600.0


def rows() -> list[Row]:
    """Django is set up already."""
    from advisor.jobs.management.commands.up import CORES
    from tests.faults.visitor import Visitor
    from tests.production import Production

    with (
        tempfile.TemporaryDirectory(prefix="ballast-load-") as home,
        Production(Path(home), workers=1, children=CORES, web=True) as site,
    ):
        visitors = [Visitor(site.url) for _ in range(VISITORS)]
        found = [row for rate in RATES for row in at_rate(visitors, rate)]
        return found + during_a_burst(site, visitors)


def at_rate(visitors: list["Visitor"], rate: int) -> list[Row]:
    from tests.load.open_loop import as_rows, offered

    pages = offered([partial(one.page, f"{one.site}/") for one in visitors], a_second=rate, seconds=SECONDS)
    answers = offered([one.ask_for_answer for one in visitors], a_second=rate, seconds=SECONDS)
    return as_rows(f"{rate} a second, start page", pages) + as_rows(f"{rate} a second, answers", answers)


def during_a_burst(site: "Production", visitors: list["Visitor"]) -> list[Row]:
    """Answers keep coming while the workers have more PDFs to make than they can."""
    from tests.load.open_loop import as_rows, offered

    begin = time.monotonic()
    for visitor in visitors[:BURST]:
        visitor.ask_for_pdf()
    asked = time.monotonic() - begin
    answers = offered([one.ask_for_answer for one in visitors[BURST:]], a_second=5, seconds=SECONDS)
    while (left := int(site.rows("SELECT count(*) FROM jobs_job WHERE state IN ('queued', 'running')")[0][0])) and within(begin):
        time.sleep(0.5)
    ready = int(site.rows("SELECT count(*) FROM jobs_job WHERE state = 'ready'")[0][0])
    note = f"{ready} ready, {left} unfinished; asked for one after another in {asked:.1f} s"
    return [
        *as_rows(f"5 a second, answers, while {BURST} PDFs are made", answers),
        Row(what=f"{BURST} PDFs, until the last is ready", value=time.monotonic() - begin, unit="s", note=note),
    ]


def within(begin: float) -> bool:
    return time.monotonic() - begin < WITHIN


def main() -> None:
    measured(rows, "load")


if __name__ == "__main__":
    main()
