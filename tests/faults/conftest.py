"""The site whose parts fail, started once; what was measured is one table at the end. `make faults` runs this folder, `make test` not."""

from collections.abc import Callable, Iterator

import pytest

from tests.bench.timing import Row, as_table
from tests.faults.visitor import Visitor
from tests.production import Production
from tests.whole_site import children, wait_for

Measured = Callable[[str, float, str], None]
CHILDREN = 2  # of the worker, as in docker/compose.yaml
ROWS: list[Row] = []


@pytest.fixture(scope="session")
def running(bank: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Production]:
    home = tmp_path_factory.mktemp("production")
    with Production(home, workers=1, children=CHILDREN, app="tests.faults.misbehaving", web=True) as site:
        yield site


@pytest.fixture
def site(running: Production) -> Iterator[Production]:
    """With every part alive and nothing left to do: what a test breaks, it mends."""
    running.start_workers()
    wait_for(lambda: len(children(running.workers[0].pid)) == CHILDREN, within=60, what="a worker with its children")
    yield running
    running.start_workers()
    wait_for(
        lambda: not running.rows("SELECT 1 FROM jobs_job WHERE state IN ('queued', 'running')"), within=300, what="the end of all work"
    )


@pytest.fixture
def visitor(site: Production) -> Visitor:
    return Visitor(site.url)


@pytest.fixture
def measured() -> Measured:
    return lambda what, value, unit: ROWS.append(Row(what=what, value=value, unit=unit))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if ROWS:
        terminalreporter.section("what was measured")
        terminalreporter.write_line(as_table(ROWS))
