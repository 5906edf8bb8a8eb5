"""What a worker of the web server does before it takes its first call."""

import gc
import sys

from advisor import server


def test_a_worker_has_its_pages_read_in_and_does_not_look_through_them_for_garbage() -> None:
    before = gc.get_freeze_count()
    try:
        server.post_worker_init(None)
        assert "advisor.urls" in sys.modules
        assert gc.get_freeze_count() > before + 10_000
    finally:
        gc.unfreeze()
