"""The Celery app. Its settings are the CELERY_ ones of advisor/settings.py; its tasks are each app's tasks.py."""

import os
import resource
import socket
from typing import Any

from celery import Celery, signals
from celery.app.amqp import AMQP
from kombu.connection import Connection

from advisor import memory, signs

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "advisor.settings")

LOOK_AGAIN = 5  # seconds


class Attentive(Connection):
    """Looks every few seconds for a broker that is away. Celery's own comes to wait half a minute between looks."""

    def ensure_connection(self, *args: Any, **kwargs: Any) -> Any:
        return super().ensure_connection(*args, **{"interval_max": LOOK_AGAIN} | kwargs)  # type: ignore[no-untyped-call]


class Messages(AMQP):
    Connection = Attentive


app = Celery("advisor", amqp=Messages)
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
    memory.keep_what_is_there()


@signals.task_success.connect
def leave_a_sign(sender: Any, **_: Any) -> None:
    from advisor.jobs import rounds

    rounds.done(sender.name)


@signals.heartbeat_sent.connect
def leave_a_sign_of_life(**_: Any) -> None:
    """Every two seconds, while the worker's loop turns and the broker takes its word. Remote control is off, so nobody can ask it."""
    signs.leave(f"worker.{socket.gethostname()}")


@signals.worker_process_init.connect
def keep_memory_for_arrays(**_: Any) -> None:
    memory.keep_for_arrays()


@signals.worker_process_init.connect
def limit_memory(**_: Any) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (CHILD_MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))


@signals.task_postrun.connect
def give_memory_back(**_: Any) -> None:
    memory.give_back()
