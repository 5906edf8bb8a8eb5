"""The end of work for a whole census: called before its rows are deleted, so that nobody works for it any more and no file outlives it."""

from django.db.models import QuerySet

from advisor.cohorts.models import Census
from advisor.jobs import services as jobs
from advisor.jobs.models import Job


def end_batches(censuses: "QuerySet[Census]") -> None:
    """Within the transaction that deletes them."""
    jobs.erase(Job.objects.filter(slice__batch__census__in=censuses))
