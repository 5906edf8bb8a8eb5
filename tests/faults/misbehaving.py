"""The Celery app of the site whose parts fail: beside the real tasks it knows four that break their worker. As a program it asks for
one job of each."""

import os
import signal
import time

import django

django.setup()

from celery.exceptions import SoftTimeLimitExceeded  # noqa: E402

from advisor.celery import CHILD_MEMORY, app  # noqa: E402
from advisor.jobs import services  # noqa: E402
from advisor.jobs.work import Step, work  # noqa: E402

SOFT, HARD = 2, 4  # seconds, in place of the 90 and 120 of a report
FOR_EVER = 3600


def killed(step: Step) -> bytes:
    os.kill(os.getpid(), signal.SIGKILL)
    return b""


def greedy(step: Step) -> bytes:
    return bytes(CHILD_MEMORY)


def slow(step: Step) -> bytes:
    time.sleep(FOR_EVER)
    return b""


def deaf(step: Step) -> bytes:
    """To the soft limit."""
    try:
        return slow(step)
    except SoftTimeLimitExceeded:
        return slow(step)


@app.task
def kills_its_worker(job_id: str) -> None:
    work(job_id, killed)


@app.task
def wants_too_much_memory(job_id: str) -> None:
    work(job_id, greedy)


@app.task(soft_time_limit=SOFT, time_limit=HARD)
def takes_too_long(job_id: str) -> None:
    work(job_id, slow)


@app.task(soft_time_limit=SOFT, time_limit=HARD)
def never_ends(job_id: str) -> None:
    work(job_id, deaf)


TASKS = ("kills_its_worker", "wants_too_much_memory", "takes_too_long", "never_ends")

if __name__ == "__main__":
    for task in TASKS:
        services.enqueue(f"tests.faults.misbehaving.{task}")
