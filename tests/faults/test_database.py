"""The database restarts, loses its power, or is written to by many at once."""

import signal
import time

import pytest

from tests.faults.conftest import Measured
from tests.faults.load import Load
from tests.faults.reports import at_work, timed, wait_until_made
from tests.faults.visitor import Visitor
from tests.production import Production
from tests.whole_site import wait_for

AWAY = 5.0  # seconds


@pytest.mark.parametrize(("how", "by"), [("restarted", signal.SIGINT), ("crashed", signal.SIGQUIT)])
def test_a_database_that_restarts_loses_no_pdf_and_pages_are_back_with_it(
    how: str, by: signal.Signals, site: Production, visitor: Visitor, measured: Measured
) -> None:
    addresses = [visitor.ask_for_pdf() for _ in range(6)]
    wait_for(lambda: at_work(site), within=30, what="a job at work")
    with Load(lambda: visitor.page(addresses[0]), lambda: visitor.page(f"{site.url}/learn/")) as load:
        site.stop_database(by)
        _, answered = timed(visitor.ask_for_answer)
        time.sleep(AWAY)
        site.start_database()
        _, back = timed(lambda: visitor.page(addresses[0]))
        met = dict(load.met)
    _, made = timed(lambda: wait_until_made(site, visitor, *addresses))
    what = f"Postgres {how}, away for {AWAY:.0f} s"
    measured(f"{what}: an answer meanwhile", answered, "s")
    measured(f"{what}: the first page that needs it, after its return", back, "s")
    measured(f"{what}: six PDFs that were at work or waiting, after its return", made, "s")
    assert set(met) <= {"answered", "500", "503"}, met
