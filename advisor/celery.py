"""The Celery app. Its settings are the CELERY_ ones of advisor/settings.py; its tasks are each app's tasks.py."""

import os
import resource
from typing import Any

from celery import Celery, signals

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "advisor.settings")

app = Celery("advisor")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

CHILD_MEMORY = 4 * 1024**3  # bytes of address space; a report needs a tenth of it


@signals.setup_logging.connect
def keep_our_logging(**_: Any) -> None:
    """Celery would put its own handlers beside ours, and print the arguments of tasks with them."""


@signals.worker_init.connect
def import_before_fork(**_: Any) -> None:
    """WeasyPrint takes half a second to import: once for the worker, not once for each child."""
    from advisor.reports import pdf

    pdf.weasyprint_problem()


@signals.worker_process_init.connect
def limit_memory(**_: Any) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (CHILD_MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
