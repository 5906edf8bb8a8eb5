"""How far a batch has come."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Sum
from django.utils import timezone

from advisor.cohorts.models import Batch
from advisor.jobs.models import Job

LATELY = 10  # slices by which the rest is judged


@dataclass(frozen=True, kw_only=True)
class Progress:
    """`people` of the batch and how many of them are `done`; slices that are `running`, `waiting` or have `failed`. Over when nobody
    works on it any more. `seconds_left` once that can be judged."""

    people: int
    done: int
    running: int
    waiting: int
    failed: int
    is_over: bool
    is_stopped: bool
    seconds_left: float | None


def progress(batch: Batch) -> Progress:
    """Counts slices that are done, whole: a slice that is begun again takes nothing back."""
    slices = batch.slices.annotate(people=F("last") - F("first"))
    people, done = (parts.aggregate(all=Sum("people"))["all"] or 0 for parts in (slices, slices.exclude(done_at=None)))
    left = list(slices.filter(done_at=None).values_list("job__state", flat=True))
    running, waiting = left.count(Job.State.RUNNING), left.count(Job.State.QUEUED)
    is_stopped = batch.stopped_at is not None
    return Progress(
        people=people,
        done=done,
        running=running,
        waiting=waiting,
        failed=0 if is_stopped else len(left) - running - waiting,
        is_over=not (running or waiting),
        is_stopped=is_stopped,
        seconds_left=_seconds_left(batch, people - done),
    )


def _seconds_left(batch: Batch, people: int, now: datetime | None = None) -> float | None:
    """As quick as the last slices were."""
    lately = list(batch.slices.exclude(done_at=None).order_by("-done_at")[:LATELY])
    if len(lately) < 3 or not people:
        return None
    first = lately[-1].done_at
    done = sum(part.last - part.first for part in lately[:-1])
    took = ((now or timezone.now()) - first).total_seconds() if first else 0.0
    return people * took / done if took > 0 else None
