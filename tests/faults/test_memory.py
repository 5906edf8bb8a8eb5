"""A worker that makes many PDFs does not grow without end."""

from collections.abc import Iterator

import pytest

from tests.faults.conftest import Measured
from tests.faults.reports import timed, wait_until_made
from tests.faults.visitor import Visitor
from tests.production import Process, Production
from tests.whole_site import children, of_process

PDFS, GROWTH = 200, 150.0  # MB
ORDERS = [(language, kind) for kind in ("full", "summary") for language in ("", "/es", "/zh-hant", "/zh-hans")]


@pytest.fixture
def worker(site: Production) -> Iterator[Process]:
    """Alone, with one child that is never replaced."""
    for other in site.workers:
        other.terminate()
        other.wait(60)
    lone = site.start_worker("--concurrency=1", "--max-tasks-per-child=100000")
    site.workers = [lone]
    yield lone
    lone.terminate()
    lone.wait(60)


def megabytes(worker: Process) -> float:
    """What the child has for itself: the bank of futures is a file that all share."""
    (child,) = children(worker.pid)
    lines = [line.split() for line in of_process(child, "smaps_rollup").splitlines()]
    return sum(int(line[1]) for line in lines if line[0] in ("Private_Dirty:", "Private_Clean:")) / 1000


def test_two_hundred_pdfs_in_one_worker(site: Production, visitor: Visitor, worker: Process, measured: Measured) -> None:
    def make(orders: list[tuple[str, str]]) -> float:
        addresses = [visitor.ask_for_pdf(language, kind=kind) for language, kind in orders]
        wait_until_made(site, visitor, *addresses, within=1_800)
        return megabytes(worker)

    (first, *rest) = ORDERS * (PDFS // len(ORDERS))
    before, child = make([first]), children(worker.pid)
    after, took = timed(lambda: make(rest))
    assert children(worker.pid) == child
    measured("one worker after its first PDF: memory of its own", before, "MB")
    measured(f"one worker after {PDFS} PDFs: memory of its own", after, "MB")
    measured("one worker, one PDF (4 languages, both kinds)", took / len(rest), "s")
    assert after - before < GROWTH
