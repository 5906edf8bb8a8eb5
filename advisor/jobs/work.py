"""What a worker does with a job, whatever the job makes."""

from collections.abc import Callable
from pathlib import Path

import structlog
from django.conf import settings

from advisor.jobs import services

log = structlog.get_logger(__name__)

Step = Callable[[int, int], None]


class CannotBeMade(Exception):
    """Another try would end the same way. The argument is a fixed word for Job.failure."""


class ClaimLost(Exception):
    """The lease ran out and somebody else may be at work."""


def work(job_id: str, make: Callable[[Step], bytes]) -> None:
    """Claim the job, let `make` make its file while it reports (steps done, of how many), and finish. Errors end here."""
    token = services.claim(job_id)
    if token is None:
        return

    def step(done: int, total: int) -> None:
        if not services.step(job_id, token, done, total):
            raise ClaimLost

    part = Path(settings.FILES) / f"{job_id}.{token}"
    try:
        part.write_bytes(make(step))
        services.finish(job_id, token, part)
    except ClaimLost:
        log.warning("claim lost", job=job_id)
    except CannotBeMade as error:
        log.error("cannot be made", job=job_id, failure=str(error), exc_info=error.__cause__)
        services.fail(job_id, token, str(error))
    except Exception as error:  # also the soft time limit; the row decides whether there is another try
        log.error("job broke", job=job_id, exc_info=error)
        services.release(job_id, token)
    finally:
        part.unlink(missing_ok=True)
