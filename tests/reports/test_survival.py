"""PDFs on the real site (broker, workers, web, all in processes of their own) while its parts are killed."""

import contextlib
import os
import re
import signal
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import pytest

from tests.whole_site import Site, wait_for

RECOVERED_WITHIN = 90.0  # the lease, a round of tending and the work, on a machine that does other things too


class Visitor:
    """A browser without JavaScript."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._browser: OpenerDirector = build_opener(HTTPCookieProcessor(CookieJar()))

    def page(self, address: str) -> str:
        with self._browser.open(address, timeout=30) as response:
            return str(response.read().decode())

    def ask_for_pdf(self, figures: dict[str, str]) -> str:
        """The address of the waiting page."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.page(self.site.url))
        assert token
        form = urlencode(figures | {"csrfmiddlewaretoken": token[1]}).encode()
        with self._browser.open(f"{self.site.url}/report/", form, timeout=30) as response:
            return str(response.url)

    def file(self, address: str) -> bytes:
        with self._browser.open(f"{address}file/", timeout=30) as response:
            return bytes(response.read())


@pytest.fixture
def visitor(site: Site) -> Visitor:
    return Visitor(site)


@pytest.fixture(autouse=True)
def no_job_left_over(site: Site) -> Iterator[None]:
    yield
    wait_for(lambda: not job(site, "state IN ('queued', 'running')"), within=RECOVERED_WITHIN, what="the end of all work")


def job(site: Site, condition: str) -> list[tuple[object, ...]]:
    return site.rows(f"SELECT r.id, j.id, j.attempts FROM jobs_job j JOIN reports_report r ON r.job_id = j.id WHERE {condition}")


def kill(*pids: int) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def assert_made_once(site: Site, visitor: Visitor, address: str) -> None:
    """Ready, whole, one file, one report."""
    report = address.rstrip("/").rsplit("/", 1)[1]
    over = f"r.id = '{report}' AND j.state IN ('ready', 'failed')"
    wait_for(lambda: job(site, over), within=RECOVERED_WITHIN, what="the end of the work")
    assert "Your PDF is ready." in visitor.page(address)
    ((_, job_id, _),) = job(site, over)
    made = visitor.file(address)
    assert made.startswith(b"%PDF-")
    assert made.rstrip().endswith(b"%%EOF")
    assert [path.name for path in (Path(site.home) / "files").glob(f"{job_id}*")] == [job_id]


def test_a_pdf_is_made_by_a_worker_process(site: Site, visitor: Visitor, figures: dict[str, str]) -> None:
    assert_made_once(site, visitor, visitor.ask_for_pdf(figures))


def test_a_killed_child_and_a_killed_worker_lose_no_pdf(site: Site, visitor: Visitor, figures: dict[str, str]) -> None:
    """kill -9 in mid-job: first of the children that do the work, then of the whole worker."""
    first = visitor.ask_for_pdf(figures)
    wait_for(lambda: job(site, "j.state = 'running'"), within=30, what="a worker")
    kill(*site.processes("worker")[1:])
    second = visitor.ask_for_pdf(figures)
    wait_for(lambda: job(site, f"j.state = 'running' AND r.id = '{second.split('/')[-2]}'"), within=30, what="a new child")
    kill(*site.processes("worker"))
    for address in (first, second):
        assert_made_once(site, visitor, address)
    assert {attempts for _, _, attempts in job(site, "j.attempts > 1")} == {2}


def test_a_killed_broker_holds_no_page_and_loses_no_pdf(site: Site, visitor: Visitor, figures: dict[str, str]) -> None:
    (broker,) = site.processes("valkey-server")
    kill(broker)
    address = visitor.ask_for_pdf(figures)
    assert any(word in visitor.page(address) for word in ("Waiting", "Being made", "Ready"))
    assert_made_once(site, visitor, address)
