"""Gunicorn's settings, the same for `manage.py up` and for the container: `gunicorn -c python:advisor.server`."""

import itertools
import os
import shutil
import sys
import tempfile
from importlib import import_module
from typing import Any

from advisor import memory, settings

bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
worker_class = "advisor.web_worker.Worker"  # with threads
TURN = 0.0005  # seconds, see post_worker_init
threads = settings.ANSWERS_AT_ONCE + settings.ANSWERS_IN_LINE + 2  # two are always free, for pages and to refuse: no queue grows unseen
max_requests, max_requests_jitter = 5000, 500
accesslog = None  # addresses of reports are secrets, and nobody needs to know who looked when
logconfig_dict = settings.LOGGING  # its own would print the path and the message of an exception
control_socket_disable = True  # it would be put into the user's home folder
wsgi_app = "advisor.wsgi"


# What the workers count (advisor/metrics.py) they write into files of their own, which prometheus-client adds up when it is asked.


def on_starting(server: Any) -> None:
    server.counted_in = tempfile.mkdtemp(prefix="ballast-metrics-")
    os.environ |= {"PROMETHEUS_MULTIPROC_DIR": server.counted_in}


def pre_fork(server: Any, worker: Any) -> None:
    """A worker takes the place of one that has ended and goes on in its files: no count goes back, and no more files come to be."""
    taken = {other.place for other in server.WORKERS.values()}
    worker.place = next(place for place in itertools.count() if place not in taken)


def post_fork(server: Any, worker: Any) -> None:
    from prometheus_client import values  # not before the folder has a name: it is looked at once

    values.ValueClass = values.MultiProcessValue(lambda: worker.place)  # type: ignore[no-untyped-call]


def post_worker_init(worker: Any) -> None:
    """The pages are read in before anybody waits for one. They stay for good, so the collector of garbage need not look at them again:
    it would now and then, for a tenth of a second in the middle of an answer.

    An answer lets go of Python's lock some two thousand times. If it waited Python's usual 5 ms to have it back from threads that write
    pages or refuse, it would take seconds: beside four of them it took 12.3 s, with this turn 0.4."""
    import_module("advisor.urls")
    memory.keep_what_is_there()
    memory.keep_for_arrays()
    sys.setswitchinterval(TURN)


def on_exit(server: Any) -> None:
    shutil.rmtree(server.counted_in, ignore_errors=True)
