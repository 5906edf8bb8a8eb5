"""How much work there is, for whoever watches. Counted in two queries that look at unfinished jobs and at the last hour alone: rows of
reports that are kept for years do not slow them down."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q
from django.utils import timezone

from advisor.jobs.models import Job
from advisor.jobs.services import FAILED, READY, UNFINISHED

LATELY = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Counted:
    """Jobs that are alike. `tried_again` is how many of them took more than one try; `oldest` when the first of them was asked for."""

    task: str
    state: str
    failure: str
    jobs: int
    tried_again: int
    oldest: datetime


def unfinished() -> list[Counted]:
    return _counted(Q(state__in=UNFINISHED))


def ended_lately() -> list[Counted]:
    return _counted(Q(state__in=(READY, FAILED), finished_at__gte=timezone.now() - LATELY))


def longest_wait(counted: Iterable[Counted]) -> dict[str, float]:
    """Of each task with jobs that nobody has begun: for how many seconds the first of them waits."""
    now = timezone.now()
    return {group.task: (now - group.oldest).total_seconds() for group in counted if group.state == Job.State.QUEUED}


def _counted(which: Q) -> list[Counted]:
    groups = Job.objects.filter(which).values("task", "state", "failure").order_by()
    counted = groups.annotate(jobs=Count("id"), tried_again=Count("id", filter=Q(attempts__gt=1)), oldest=Min("created_at"))
    return [Counted(**group) for group in counted]
