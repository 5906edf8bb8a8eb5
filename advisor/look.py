"""How the site is, as it was seen a few seconds ago. For the page that many ask for when the site is slow."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from django.conf import settings
from django.db import Error

from advisor import health
from advisor.jobs import counts
from advisor.jobs.models import Job

AGAIN_AFTER = 5.0  # seconds
HANGS = 10.0  # seconds later, whoever looks has not come back: only a database that takes a call and says nothing can do that
PDFS, BATCHES = "celery", "batch"  # queues


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """Jobs of a queue that nobody has begun."""

    jobs: int = 0
    longest: float = 0.0  # seconds


@dataclass(frozen=True, kw_only=True)
class Look:
    parts: health.Parts
    queues: Mapping[str, Waiting]  # those in which anything waits


class Lately:
    """What was seen last in this process. One request at a time looks again, and that rarely; the others do not wait for it."""

    def __init__(self, look: Callable[[], Look]) -> None:
        self._look = look
        self._looking = threading.Lock()
        self._seen: Look | None = None
        self._again_at = 0.0

    def seen(self) -> Look:
        if self._looking.acquire(blocking=self._seen is None):
            try:
                if self._seen is None or time.monotonic() >= self._again_at:
                    self._seen = self._look()
                    self._again_at = time.monotonic() + AGAIN_AFTER
            finally:
                self._looking.release()
        assert self._seen  # by this request, or by another before it
        if time.monotonic() >= self._again_at + HANGS:
            return Look(parts=replace(self._seen.parts, database=False), queues={})
        return self._seen


def look() -> Look:
    parts = health.parts()
    return Look(parts=parts, queues=_queues() if parts.database else {})


def _queues() -> dict[str, Waiting]:
    try:
        counted = [group for group in counts.unfinished() if group.state == Job.State.QUEUED]
    except Error:  # the database went away since
        return {}
    waits, found = counts.longest_wait(counted), dict[str, Waiting]()
    for group in counted:
        queue = settings.CELERY_TASK_ROUTES.get(group.task, {}).get("queue", PDFS)
        before = found.get(queue, Waiting())
        found[queue] = Waiting(jobs=before.jobs + group.jobs, longest=max(before.longest, waits[group.task]))
    return found


LATELY = Lately(look)
