"""What became of the PDFs that were asked for."""

import time
from collections.abc import Callable, Collection
from typing import TypeVar
from urllib.parse import urlsplit

from tests.faults.visitor import Visitor
from tests.production import Production
from tests.whole_site import wait_for

Got = TypeVar("Got")
RECOVERED_WITHIN = 180.0  # seconds: far more than it takes, on a machine that does other things too


def report_id(address: str) -> str:
    return address.rstrip("/").rsplit("/", 1)[1]


def jobs(site: Production, addresses: Collection[str] = (), condition: str = "true") -> list[tuple[str, str, int]]:
    """Id, state and attempts of these reports' jobs, or of all reports'."""
    these = ", ".join(f"'{report_id(address)}'" for address in addresses)
    which = f"r.id IN ({these})" if these else "true"
    query = f"SELECT j.id, j.state, j.attempts FROM jobs_job j JOIN reports_report r ON r.job_id = j.id WHERE {which} AND {condition}"
    return [tuple(row) for row in site.rows(query)]


def at_work(site: Production) -> set[str]:
    return {job for job, _, _ in jobs(site, condition="j.state = 'running'")}


def wait_until_made(site: Production, visitor: Visitor, *addresses: str, within: float = RECOVERED_WITHIN) -> list[tuple[str, str, int]]:
    """All are ready; each page, in whichever language, leads to a file that is whole."""
    over = "j.state IN ('ready', 'failed')"
    wait_for(lambda: len(jobs(site, addresses, over)) == len(set(addresses)), within=within, what="the end of the work", every=0.1)
    made = jobs(site, addresses)
    assert {state for _, state, _ in made} == {"ready"}, made
    for address in addresses:
        file = f"{address}file/"
        assert f'href="{urlsplit(file).path}"' in visitor.page(address)
        assert_whole(visitor.content(file))
    return made


def assert_whole(pdf: bytes) -> None:
    assert pdf.startswith(b"%PDF-")
    assert pdf.rstrip().endswith(b"%%EOF")


def timed(act: Callable[[], Got]) -> tuple[Got, float]:
    began = time.monotonic()
    got = act()
    return got, time.monotonic() - began
