"""A clock that jumps. Rows hold times, so to them it is the same whether the clock goes on or all their times go back: the rows are
moved, under the real beat and the real worker."""

import os
import signal
from urllib.error import HTTPError

import pytest

from tests.faults.conftest import Measured
from tests.faults.reports import at_work, jobs, timed, wait_until_made
from tests.faults.visitor import Visitor
from tests.production import Production
from tests.whole_site import children, wait_for

TIMES = ("created_at", "published_at", "finished_at", "lease_until")
DAY = 24  # hours


def clock_goes_on(site: Production, hours: int) -> None:
    site.change("UPDATE jobs_job SET " + ", ".join(f"{name} = {name} - interval '{hours} hours'" for name in TIMES))


def begun(site: Production, visitor: Visitor) -> str:
    """The address of a PDF that a worker has begun."""
    address = visitor.ask_for_pdf()
    wait_for(lambda: at_work(site), within=30, what="a job at work")
    return address


def test_a_clock_that_goes_on_by_two_hours_erases_what_is_ready_and_makes_what_is_at_work(
    site: Production, visitor: Visitor, measured: Measured
) -> None:
    ready = visitor.ask_for_pdf()
    ((job, _, _),) = wait_until_made(site, visitor, ready)
    working = begun(site, visitor)
    clock_goes_on(site, 2)
    _, took = timed(lambda: wait_until_made(site, visitor, working))
    measured("clock on by 2 hours: the PDF at work is there after", took, "s")
    wait_for(lambda: not jobs(site, [ready]), within=30, what="its erasing")
    assert not (site.home / "files" / job).exists()
    with pytest.raises(HTTPError, match="404"):
        visitor.page(ready)


def test_a_clock_that_goes_back_by_a_day_does_not_keep_a_dead_workers_job_or_an_old_file(
    site: Production, visitor: Visitor, measured: Measured
) -> None:
    ready, working = visitor.ask_for_pdf(), ""
    wait_until_made(site, visitor, ready)
    working = begun(site, visitor)
    for child in children(site.workers[0].pid):
        os.kill(child, signal.SIGKILL)
    clock_goes_on(site, -DAY)
    _, took = timed(lambda: wait_until_made(site, visitor, working))
    measured("clock back by a day, its worker killed: the PDF is there after", took, "s")
    assert site.rows("SELECT count(*) FROM jobs_job WHERE finished_at > now()") == [(0,)]
