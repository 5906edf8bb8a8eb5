"""The broker is away, or slow: pages do not wait for it, and PDFs come soon after it is back."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.faults.conftest import Measured
from tests.faults.reports import timed, wait_until_made
from tests.faults.slow_line import SlowLine
from tests.faults.visitor import Visitor
from tests.production import Production

ANSWERED_WITHIN, MADE_WITHIN = 1.5, 20.0  # seconds: a page without the broker; a PDF after its return
LONG = 45.0  # seconds: as long as it takes until those who look for it look seldom


@contextmanager
def without_broker(site: Production, fault: str) -> Iterator[None]:
    if fault == "frozen":
        site.broker.send_signal(signal.SIGSTOP)
    else:
        site.kill_broker(signal.SIGKILL if fault == "killed" else signal.SIGTERM)
    try:
        yield
    finally:
        if fault == "frozen":
            site.broker.send_signal(signal.SIGCONT)
        else:
            site.start_broker()


@pytest.mark.parametrize(("fault", "seconds"), [("killed", 5.0), ("stopped", 5.0), ("frozen", 5.0), ("killed", LONG), ("frozen", LONG)])
def test_no_page_waits_for_the_broker_and_a_pdf_comes_soon_after_it(
    fault: str, seconds: float, site: Production, visitor: Visitor, measured: Measured
) -> None:
    wait_until_made(site, visitor, visitor.ask_for_pdf())
    _, usual = timed(visitor.ask_for_answer)
    with without_broker(site, fault):
        address, asked = timed(visitor.ask_for_pdf)
        page, looked = timed(lambda: visitor.page(address))
        answer, answered = timed(visitor.ask_for_answer)
        time.sleep(seconds)
        assert "Waiting" in visitor.page(address)
    _, made = timed(lambda: wait_until_made(site, visitor, address, within=60))
    what = f"broker {fault} for {seconds:.0f} s"
    measured(f"{what}: asking for a PDF", asked, "s")
    measured(f"{what}: an answer", answered, "s")
    measured(f"{what}: the PDF, after its return", made, "s")
    assert "Waiting" in page
    assert "Get the PDF" in answer
    assert max(asked, looked, answered - usual) < ANSWERED_WITHIN
    assert made < MADE_WITHIN


@pytest.mark.parametrize("delay", [0.05, 3.0])
def test_a_slow_line_to_the_broker_holds_no_page(delay: float, site: Production, measured: Measured) -> None:
    """Web server and worker reach it with this delay each way."""
    with SlowLine(site.broker_socket, delay) as line:
        web, address = site.start_web(REDIS_URL=line.url)
        visitor = Visitor(address)
        _, usual = timed(Visitor(site.url).ask_for_answer)
        visitor.ask_for_answer()
        pdf, asked = timed(visitor.ask_for_pdf)
        _, answered = timed(visitor.ask_for_answer)
        _, made = timed(lambda: wait_until_made(site, visitor, pdf))
        web.terminate()
        web.wait(60)
    what = f"broker {delay * 2000:.0f} ms away and back"
    measured(f"{what}: asking for a PDF", asked, "s")
    measured(f"{what}: an answer", answered, "s")
    measured(f"{what}: the PDF", made, "s")
    assert max(asked, answered - usual) < ANSWERED_WITHIN
