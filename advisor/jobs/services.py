"""Everything that changes a Job row. Each change is one UPDATE whose WHERE says who may make it."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from celery import current_app
from django.conf import settings
from django.db import models, transaction
from django.db.models import ExpressionWrapper, F, Q
from django.utils import timezone
from kombu.exceptions import KombuError, OperationalError
from redis.exceptions import RedisError

from advisor.jobs.models import KEEP, Job, random_id

log = structlog.get_logger(__name__)

MAX_ATTEMPTS = 3
LEASE = timedelta(seconds=15)  # renewed while a worker lives; a dead worker's job waits at most this long
WAKE_AGAIN = timedelta(seconds=10)  # a queued job nobody took is published again
WAKE_AT_ONCE = 20  # of one task; the rest of a long queue waits its turn
GIVE_UP_WAITING = timedelta(hours=24)

QUEUED, RUNNING, READY, FAILED = Job.State.QUEUED, Job.State.RUNNING, Job.State.READY, Job.State.FAILED
UNFINISHED = (QUEUED, RUNNING)

# A page waits for the broker at most about a second, and asks it once; tend() repeats what a dead broker missed. Its line is new, so
# nobody need ask whether it still holds: far from the broker each such word is a tenth of a second.
IMPATIENT = {"socket_connect_timeout": 1, "socket_timeout": 1, "max_retries": 0, "health_check_interval": 0}


def enqueue(task: str) -> Job:
    """Save a queued job; a worker is woken once the caller's transaction is safe."""
    return enqueue_many(task, 1)[0]


def enqueue_many(task: str, count: int, *, kept: timedelta = KEEP) -> list[Job]:
    """The same of many. When the broker is away, they wait together, and the page waits for one."""
    jobs = Job.objects.bulk_create(Job(task=task, kept=kept) for _ in range(count))
    transaction.on_commit(lambda: publish(*jobs))
    return jobs


def publish(*jobs: Job) -> bool:
    """Wake workers with the rows' ids, until the broker cannot be reached: False then, and the rest waits for tend()."""
    if not jobs:
        return True
    if not settings.CELERY_BROKER_URL:
        log.warning("no broker", jobs=len(jobs))
        return False
    told: list[str] = []
    try:
        with current_app.connection_for_write(transport_options=IMPATIENT, connect_timeout=1) as connection:
            producer = current_app.amqp.Producer(connection)
            for job in jobs:
                current_app.send_task(job.task, [job.id], producer=producer, retry=False)
                told.append(job.id)
    except (KombuError, OperationalError, RedisError, OSError) as error:
        log.warning("broker not reached", job=jobs[len(told)].id, exc_info=error)
    Job.objects.filter(id__in=told).update(published_at=timezone.now())
    return len(told) == len(jobs)


def claim(job_id: str, *, now: datetime | None = None) -> str | None:
    """Take a queued job: a token for the one caller who got it, None for everybody else."""
    token = random_id()
    taken = Job.objects.filter(id=job_id, state=QUEUED).update(
        state=RUNNING, token=token, attempts=F("attempts") + 1, lease_until=(now or timezone.now()) + LEASE, steps_done=0
    )
    return token if taken else None


def step(job_id: str, token: str, done: int, total: int) -> bool:
    """Report progress and renew the lease. False when the claim was lost: stop working."""
    changed = _held(job_id, token).update(steps_done=done, steps_total=total, lease_until=timezone.now() + LEASE)
    return bool(changed)


def renew(job_id: str, token: str) -> None:
    """A sign of life in the middle of a long step."""
    _held(job_id, token).update(lease_until=timezone.now() + LEASE)


def finish(job_id: str, token: str, *, also: Callable[[], object]) -> bool:
    """Turn the job ready and put in place what was made, both or neither. False when the claim was lost."""
    with transaction.atomic():
        if not _held(job_id, token).update(state=READY, token="", finished_at=timezone.now()):
            return False
        also()
    return True


def fail(job_id: str, token: str, failure: str) -> bool:
    """End a job that another try would not help."""
    return bool(_held(job_id, token).update(state=FAILED, token="", failure=failure, finished_at=timezone.now()))


def release(job_id: str, token: str) -> None:
    """Give a job back after an accident: it waits for another try, or fails if it had its last."""
    _try_again_or_fail(_held(job_id, token))


def ahead_of(job: Job) -> int:
    """How many unfinished jobs of its kind were asked for before this one."""
    return Job.objects.filter(task=job.task, state__in=UNFINISHED, created_at__lt=job.created_at).count()


@transaction.atomic
def erase(jobs: "models.QuerySet[Job]") -> None:
    """Rows and files, in whatever state: who works on one has lost the claim. Rows are taken before anything that hangs on them, and
    in one order, as by whoever finishes one; so nobody waits for somebody who waits for them."""
    ids = [job.id for job in jobs.select_for_update(of=("self",)).order_by("id")]
    Job.objects.filter(id__in=ids).delete()
    transaction.on_commit(lambda: _unlink(ids))


def tend(*, now: datetime | None = None) -> None:
    """Put right what an accident left: called every few seconds by `manage.py up`, or by Celery beat."""
    now = now or timezone.now()
    _bring_back(now)
    _try_again_or_fail(Job.objects.filter(state=RUNNING, lease_until__lt=now))
    _wake_again(now)
    Job.objects.filter(state=QUEUED, created_at__lt=now - GIVE_UP_WAITING).update(state=FAILED, failure="waited_too_long", finished_at=now)
    _erase(now)


def _held(job_id: str, token: str) -> models.QuerySet[Job]:
    return Job.objects.filter(id=job_id, state=RUNNING, token=token)


def _bring_back(now: datetime) -> None:
    """Times that lie ahead, left by a clock that has gone back: else a dead worker's claim would hold, and a file be kept, until it is
    that late again."""
    Job.objects.filter(state=RUNNING, lease_until__gt=now + LEASE).update(lease_until=now + LEASE)
    Job.objects.filter(state=QUEUED, published_at__gt=now).update(published_at=now)
    Job.objects.filter(state__in=(READY, FAILED), finished_at__gt=now).update(finished_at=now)


def _try_again_or_fail(jobs: models.QuerySet[Job]) -> None:
    """Two UPDATEs on the rows that are running still: `state` is in both, so a row can take only one."""
    jobs.filter(attempts__lt=MAX_ATTEMPTS).update(state=QUEUED, token="", lease_until=None, published_at=None)
    jobs.filter(attempts__gte=MAX_ATTEMPTS).update(state=FAILED, token="", failure="too_many_tries", finished_at=timezone.now())


def _wake_again(now: datetime) -> None:
    """Publish what was never published, or by a broker that may have lost it: of each task the oldest, so that many jobs of one keep
    none of another waiting. Stops at the first refusal."""
    waiting = Job.objects.filter(state=QUEUED)
    for task in waiting.order_by("task").values_list("task", flat=True).distinct():
        forgotten = Q(published_at=None) | Q(published_at__lt=min(_reached(task) or now, now - WAKE_AGAIN))
        if not publish(*waiting.filter(forgotten, task=task).order_by("created_at")[:WAKE_AT_ONCE]):
            return


def _reached(task: str) -> datetime | None:
    """When the newest job at work was published. A queue keeps its order: what was published after that is not lost, only not begun."""
    at_work = Job.objects.filter(task=task, state=RUNNING, published_at__isnull=False).order_by("-published_at").first()
    return at_work.published_at if at_work else None


def _erase(now: datetime) -> None:
    """Delete old rows, with what hangs on them, and files that no row knows any more."""
    until = ExpressionWrapper(F("finished_at") + F("kept"), models.DateTimeField())
    erase(Job.objects.filter(state__in=(READY, FAILED)).annotate(until=until).filter(until__lt=now))
    known = set(Job.objects.values_list("id", flat=True))
    for path in Path(settings.FILES).iterdir():
        if path.name not in known and path.stat().st_mtime < (now - KEEP).timestamp():
            path.unlink(missing_ok=True)


def _unlink(ids: Iterable[str]) -> None:
    for name in ids:
        (Path(settings.FILES) / name).unlink(missing_ok=True)
