"""Workers that die in mid-job, and jobs that kill their worker: each PDF is there once, and nobody else waits for long."""

import os
import signal
import time

from tests.faults.conftest import Measured
from tests.faults.misbehaving import TASKS
from tests.faults.reports import RECOVERED_WITHIN, at_work, jobs, timed, wait_until_made
from tests.faults.visitor import Visitor
from tests.production import Production
from tests.whole_site import children, wait_for

PDFS, WORKER_KILLS, ALL_WITHIN = 40, 6, 120.0


def test_forty_jobs_outlive_six_worker_kills_and_a_broker_kill(site: Production, visitor: Visitor, measured: Measured) -> None:
    began = time.monotonic()
    addresses = [visitor.ask_for_pdf() for _ in range(PDFS)]
    lost: set[str] = set()
    for kill in range(WORKER_KILLS):
        begun_since(site, lost)
        lost |= at_work(site)
        site.kill_worker()
        site.start_workers()
        if kill == WORKER_KILLS // 2:
            site.kill_broker()
            site.start_broker()
    made = wait_until_made(site, visitor, *addresses, within=ALL_WITHIN)
    took = time.monotonic() - began
    measured("40 PDFs, 6 worker kills, 1 broker kill", took, "s")
    measured("40 PDFs: begun more than once", sum(attempts > 1 for _, _, attempts in made), "jobs")
    assert len(made) == PDFS
    assert {path.name for path in (site.home / "files").iterdir()} >= {job for job, _, _ in made}
    assert took < ALL_WITHIN


def begun_since(site: Production, lost: set[str]) -> None:
    wait_for(lambda: at_work(site) - lost, within=RECOVERED_WITHIN, what="a job at work that was not killed yet")


def test_a_killed_child_loses_no_pdf(site: Production, visitor: Visitor, measured: Measured) -> None:
    address = visitor.ask_for_pdf()
    wait_for(lambda: at_work(site), within=30, what="a job at work")
    for child in children(site.workers[0].pid):
        os.kill(child, signal.SIGKILL)
    ((_, _, attempts),), took = timed(lambda: wait_until_made(site, visitor, address))
    measured("worker children killed: the PDF is there after", took, "s")
    assert attempts == 2


def test_lost_work_is_taken_back_while_a_long_queue_waits(site: Production, visitor: Visitor, measured: Measured) -> None:
    addresses = [visitor.ask_for_pdf() for _ in range(PDFS)]
    wait_for(lambda: at_work(site), within=30, what="a job at work")
    lost = at_work(site)
    for child in children(site.workers[0].pid):
        os.kill(child, signal.SIGKILL)
    _, took = timed(lambda: wait_for(lambda: not lost & at_work(site), within=RECOVERED_WITHIN, what="the end of the lease"))
    waiting = len(jobs(site, condition="j.state = 'queued'"))
    measured(f"worker children killed, {waiting} PDFs waiting: taken back after", took, "s")
    assert waiting > len(lost)
    wait_until_made(site, visitor, *addresses)


def test_jobs_that_break_their_worker_fail_after_three_tries_and_the_others_are_made(
    site: Production, visitor: Visitor, measured: Measured
) -> None:
    site.run("-m", "tests.faults.misbehaving")
    for _ in range(3):
        _, took = timed(lambda: wait_until_made(site, visitor, visitor.ask_for_pdf()))
        measured("beside four jobs that break their worker: a PDF is there after", took, "s")
    ended = "SELECT task, state, attempts, failure FROM jobs_job WHERE task LIKE 'tests.%' AND state = 'failed'"
    _, took = timed(lambda: wait_for(lambda: len(site.rows(ended)) == len(TASKS), within=300, what="the end of the four"))
    measured("jobs that break their worker: all failed after another", took, "s")
    assert {row[1:] for row in site.rows(ended)} == {("failed", 3, "too_many_tries")}


def test_a_worker_that_is_asked_to_stop_finishes_what_it_has_begun(site: Production, visitor: Visitor, measured: Measured) -> None:
    addresses = [visitor.ask_for_pdf() for _ in range(8)]
    wait_for(lambda: at_work(site), within=30, what="a job at work")
    site.workers[0].terminate()
    _, took = timed(lambda: site.workers[0].wait(60))
    measured("worker asked to stop under load: gone after", took, "s")
    assert not at_work(site)
    site.start_workers()
    made = wait_until_made(site, visitor, *addresses)
    assert {attempts for _, _, attempts in made} == {1}
