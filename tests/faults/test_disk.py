"""The disk is full: no half PDF, plain words, and all is well once there is room."""

import os
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from tests.faults.conftest import Measured
from tests.faults.reports import jobs, timed, wait_until_made
from tests.faults.visitor import Visitor
from tests.production import Production
from tests.whole_site import children, wait_for

ROOM = 40_000  # bytes; a report has twice as many and more


@contextmanager
def no_room(site: Production) -> Iterator[None]:
    """Where the files are: a small disk of its own if we may mount one, else a limit on each file that a worker's child writes."""
    files = site.home / "files"
    if (
        os.geteuid() == 0
        and not subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", files], capture_output=True).returncode
    ):
        try:
            yield
            assert [path.name for path in files.iterdir()] == []
        finally:
            subprocess.run(["umount", files], check=True)
    else:
        limited = children(site.workers[0].pid)
        before = [resource.prlimit(child, resource.RLIMIT_FSIZE, (ROOM, resource.RLIM_INFINITY)) for child in limited]
        yield
        for child, limit in zip(limited, before, strict=True):
            resource.prlimit(child, resource.RLIMIT_FSIZE, limit)


def test_a_full_disk_leaves_no_half_pdf_and_the_page_says_so(site: Production, visitor: Visitor, measured: Measured) -> None:
    before = set((site.home / "files").iterdir())
    with no_room(site):
        address, asked = timed(visitor.ask_for_pdf)
        _, failed = timed(
            lambda: wait_for(lambda: jobs(site, [address], "j.state = 'failed'"), within=180, what="the end of three tries", every=0.1)
        )
        assert "The PDF could not be made after 3 tries." in visitor.page(address)
    assert set((site.home / "files").iterdir()) == before
    visitor.try_again(address)
    _, made = timed(lambda: wait_until_made(site, visitor, address))
    measured("disk full: the page says so after", asked + failed, "s")
    measured("disk full: asked again once there is room, the PDF is there after", made, "s")
