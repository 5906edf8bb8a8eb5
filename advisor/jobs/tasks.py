"""What Celery beat runs in production; `manage.py up` calls the service itself."""

from celery import shared_task

from advisor.jobs import services


@shared_task
def tend() -> None:
    services.tend()
