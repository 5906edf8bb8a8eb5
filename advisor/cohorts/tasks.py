"""What a worker does with one slice of a batch."""

from functools import partial

from celery import shared_task

from advisor.cohorts import batches, census_saving, letters
from advisor.cohorts.answering import answered
from advisor.cohorts.models import Batch, Slice
from advisor.jobs.work import work, work_on_rows

LONGEST = 300  # seconds, of 25 letters on a machine with too much to do; a slice that lives says so at each step


@shared_task(soft_time_limit=LONGEST, time_limit=LONGEST + 30)
def do_slice(job_id: str) -> None:
    part = Slice.objects.select_related("batch__census__plan").filter(job=job_id).first()
    if part is None:  # stopped, or deleted with its census
        return
    if part.batch.kind == Batch.Kind.LETTERS:
        work(job_id, partial(letters.make, part), also=partial(batches.done, part))
    else:
        work_on_rows(job_id, partial(answered, part))


@shared_task
def erase_expired() -> None:
    """For Celery beat in production; `manage.py up` calls the service itself."""
    census_saving.erase_expired()
