"""What Celery beat runs in production; `manage.py up` calls the service itself."""

from celery import shared_task

from advisor.firms import services


@shared_task
def erase_expired() -> None:
    services.PEOPLE.erase_expired()
