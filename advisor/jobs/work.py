"""What a worker does with a job, whatever the job makes."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import structlog
from django.conf import settings
from django.db import Error, connection
from structlog.contextvars import bound_contextvars

from advisor.jobs import services
from advisor.jobs.models import random_id

log = structlog.get_logger(__name__)

RENEW_EVERY = services.LEASE.total_seconds() / 3

Step = Callable[[int, int], None]
Save = Callable[[], object]


class CannotBeMade(Exception):
    """Another try would end the same way. The argument is a fixed word for Job.failure."""


class ClaimLost(Exception):
    """The lease ran out and somebody else may be at work, or the work is no longer wanted."""


def work(job_id: str, make: Callable[[Step], bytes], *, also: Save | None = None) -> None:
    """Of a job whose product is a file: `make` makes it. `also` saves what the rows should say with it."""
    part = Path(settings.FILES) / f"{job_id}.{random_id()}"

    def file(step: Step) -> Save:
        part.write_bytes(make(step))
        return in_place

    def in_place() -> None:
        if also:
            also()
        os.replace(part, Path(settings.FILES) / job_id)

    try:
        work_on_rows(job_id, file)
    finally:
        part.unlink(missing_ok=True)


def work_on_rows(job_id: str, make: Callable[[Step], Save]) -> None:
    """Claim the job, let `make` work while it reports (steps done, of how many), and finish: what it gives back saves what was made, in
    the one transaction in which the job turns ready. Errors end here."""
    with bound_contextvars(job=job_id):
        token = services.claim(job_id)
        if token is not None:
            _work_on_rows(job_id, token, make)


def _work_on_rows(job_id: str, token: str, make: Callable[[Step], Save]) -> None:
    def step(done: int, total: int) -> None:
        if not services.step(job_id, token, done, total):
            raise ClaimLost

    try:
        with _alive(job_id, token):
            services.finish(job_id, token, also=make(step))
    except ClaimLost:
        log.warning("claim lost")
    except CannotBeMade as error:
        log.error("cannot be made", failure=str(error), exc_info=error.__cause__)
        services.fail(job_id, token, str(error))
    except Exception as error:  # also the soft time limit; the row decides whether there is another try
        log.error("job broke", exc_info=error)
        services.release(job_id, token)


@contextmanager
def _alive(job_id: str, token: str) -> Iterator[None]:
    """The claim holds while this process lives, however long a step takes: else a machine with too much to do would begin the same work
    again and again, and never end it. What hangs is ended by the time limits."""
    over = Event()
    Thread(target=_renew, args=(job_id, token, over), daemon=True).start()
    try:
        yield
    finally:
        over.set()


def _renew(job_id: str, token: str, over: Event) -> None:
    while not over.wait(RENEW_EVERY):
        try:
            services.renew(job_id, token)
        except Error as error:  # the database is away; the lease may last until it is back
            log.warning("lease not renewed", job=job_id, exc_info=error)
        finally:
            connection.close()
