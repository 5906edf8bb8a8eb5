"""The web server: many clicks at once, a stop and a death under load."""

import os
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from advisor.jobs.models import random_id
from tests.faults.conftest import Measured
from tests.faults.load import Load
from tests.faults.reports import jobs, timed, wait_until_made
from tests.faults.visitor import Visitor
from tests.production import Production
from tests.whole_site import children, is_ready, wait_for

CLICKS, STOPS = 10, 5


def test_ten_clicks_at_once_are_one_job_and_one_file(site: Production, visitor: Visitor, measured: Measured) -> None:
    once, before = random_id(), len(jobs(site))
    with ThreadPoolExecutor(CLICKS) as hands:
        addresses = set(hands.map(lambda _: visitor.ask_for_pdf(once=once), range(CLICKS)))
    assert len(addresses) == 1
    ((job, _, attempts),) = wait_until_made(site, visitor, *addresses)
    assert (len(jobs(site)) - before, attempts) == (1, 1)
    assert [path.name for path in (site.home / "files").glob(f"{job}*")] == [job]
    measured("ten clicks at once on one button", 1, "job")


def reader(site: Production) -> Callable[[], object]:
    visitor = Visitor(site.url)
    return lambda: visitor.page(f"{site.url}/learn/")


def many_visitors(site: Production) -> Load:
    return Load(reader(site), reader(site), Visitor(site.url).ask_for_answer, Visitor(site.url).ask_for_answer)


def test_a_web_server_that_is_asked_to_stop_owes_nobody_an_answer(site: Production, measured: Measured) -> None:
    """Stopped and started several times under load, as for a new version. Who finds nobody listening knocks again, as a proxy does."""
    port = int(site.url.rsplit(":", 1)[1])
    with many_visitors(site) as load:
        for _ in range(STOPS):
            time.sleep(2)
            site.web.terminate()
            site.web.wait(60)
            site.web, _ = site.start_web(port)
        time.sleep(1)
    measured(f"web server stopped and started {STOPS} times under load: answered", load.met["answered"], "requests")
    measured(f"web server stopped and started {STOPS} times under load: broken", load.met["broken"], "requests")
    assert set(load.met) <= {"answered", "refused", "429"}, load.met


def test_a_killed_web_process_is_replaced(site: Production, visitor: Visitor, measured: Measured) -> None:
    processes = children(site.web.pid)
    assert processes
    for process in processes:
        os.kill(process, signal.SIGKILL)
    _, took = timed(lambda: wait_for(lambda: is_ready(site.url), within=60, what="an answer"))
    measured("web processes killed: answers again after", took, "s")
