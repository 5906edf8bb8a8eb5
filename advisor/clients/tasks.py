"""What a worker does with one report of a printing; and what Celery beat runs in production: `manage.py up` calls the service itself."""

from celery import shared_task

from advisor.clients import retention
from advisor.reports.tasks import make_report


@shared_task
def print_report(job_id: str) -> None:
    """As any report, from a queue of its own."""
    make_report(job_id)


@shared_task
def erase_expired() -> None:
    retention.erase_expired()
