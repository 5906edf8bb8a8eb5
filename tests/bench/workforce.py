"""A whole workforce is answered on a site as in production: python -m tests.bench.workforce [PEOPLE...], by default 1,000 and 10,000.

With more people than a census may have, fewer futures: what is measured then are rows, slices, database and memory.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.timing import Row, as_table

if TYPE_CHECKING:
    from tests.production import Production

SIZES = (1_000, 10_000)
LOOK_EVERY = 1.0
DESK = ("-m", "tests.cohorts.desk")
HOW_LONG = "SELECT extract(epoch FROM finished_at - made_at) FROM cohorts_batch WHERE finished_at IS NOT NULL AND id = '{batch}'"


def rows(sizes: Sequence[int] = SIZES) -> Iterator[Row]:
    """Django is set up already."""
    for people in sizes:
        with tempfile.TemporaryDirectory(prefix="ballast-bench-") as home:
            yield from _answered(people, Path(home))


def _answered(people: int, home: Path) -> Iterator[Row]:
    from advisor.cohorts.models import MOST_PEOPLE
    from advisor.jobs.management.commands.up import CORES
    from scenarios import bank
    from scenarios.inputs import Beliefs
    from tests.bench.few_paths import PATHS
    from tests.production import Production

    few = people > MOST_PEOPLE
    paths = PATHS if few else bank.ensure(Beliefs()).paths
    bank.ensure(Beliefs(paths=paths))
    note = f"{CORES} workers, {paths:,} paths, Postgres, Valkey"
    with Production(home, workers=CORES, app="tests.bench.few_paths" if few else "advisor") as site:
        batch = site.run(*DESK, "start", str(people))
        answers = _measured(site, batch, people, f"workforce of {people:,}: answers", note)
        yield from answers
        size = float(site.rows("SELECT pg_database_size(current_database())")[0][0]) / 1e6
        yield Row(what=f"workforce of {people:,}: database", value=size, unit="MB")
        if not few:
            printed = site.run(*DESK, "print_letters", batch)
            letters = _measured(site, printed, people, f"workforce of {people:,}: letters", note)
            yield from letters
            yield Row(what=f"workforce of {people:,}: answers and letters", value=answers[0].value + letters[0].value, unit="s", note=note)


def _measured(site: "Production", batch: str, people: int, what: str, note: str) -> list[Row]:
    """Seconds first."""
    most = 0.0
    while not (found := site.rows(HOW_LONG.format(batch=batch))):
        assert all(worker.poll() is None for worker in site.workers), site.said()
        most = max(most, site.megabytes())
        time.sleep(LOOK_EVERY)
    seconds = float(found[0][0])
    return [
        Row(what=what, value=seconds, unit="s", note=note),
        Row(what=f"{what}, people in a second", value=people / seconds, unit=""),
        Row(what=f"{what}, memory of all workers", value=most, unit="MB", note="of what they share each its part; the most seen"),
    ]


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="ballast-bench-") as home:
        os.environ |= {"BALLAST_HOME": home, "DJANGO_SETTINGS_MODULE": "advisor.settings"}
        import django

        django.setup()
        for row in rows([int(people) for people in sys.argv[1:]] or SIZES):
            print(as_table([row]), flush=True)


if __name__ == "__main__":
    main()
