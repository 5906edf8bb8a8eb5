"""What a worker of the web server does before it takes its first call."""

import gc
import sys
from collections.abc import Iterator

import pytest

from advisor import server


@pytest.fixture
def ready() -> Iterator[int]:
    """What was frozen before."""
    frozen, turn = gc.get_freeze_count(), sys.getswitchinterval()
    server.post_worker_init(None)
    yield frozen
    gc.unfreeze()
    sys.setswitchinterval(turn)


def test_a_worker_has_its_pages_read_in_and_does_not_look_through_them_for_garbage(ready: int) -> None:
    assert "advisor.urls" in sys.modules
    assert gc.get_freeze_count() > ready + 10_000


@pytest.mark.usefixtures("ready")
def test_no_thread_keeps_an_answer_waiting_for_pythons_lock_for_long() -> None:
    assert sys.getswitchinterval() == pytest.approx(server.TURN)
    assert server.TURN <= 0.001
