"""What a worker does with a job, whatever the job makes."""

import os
from collections.abc import Callable
from pathlib import Path

import structlog
from django.conf import settings

from advisor.jobs import services
from advisor.jobs.models import random_id

log = structlog.get_logger(__name__)

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
    token = services.claim(job_id)
    if token is None:
        return

    def step(done: int, total: int) -> None:
        if not services.step(job_id, token, done, total):
            raise ClaimLost

    try:
        services.finish(job_id, token, also=make(step))
    except ClaimLost:
        log.warning("claim lost", job=job_id)
    except CannotBeMade as error:
        log.error("cannot be made", job=job_id, failure=str(error), exc_info=error.__cause__)
        services.fail(job_id, token, str(error))
    except Exception as error:  # also the soft time limit; the row decides whether there is another try
        log.error("job broke", job=job_id, exc_info=error)
        services.release(job_id, token)
