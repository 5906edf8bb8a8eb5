"""/metrics: what the web servers counted and how the site is at this moment, for a Prometheus that has the token. To all others there is
no such page."""

import os
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from django.conf import settings
from django.db import Error
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from advisor import health
from advisor.jobs import counts, rounds
from advisor.jobs.models import Job
from advisor.metrics import COUNTED
from scenarios import __version__
from scenarios.editions import DEFAULT

NEVER = float("inf")
Rows = Mapping[tuple[str, ...], float]  # by the values of the labels


def metrics(request: HttpRequest) -> HttpResponse:
    given = request.headers.get("Authorization", "")
    if not settings.METRICS_TOKEN or not constant_time_compare(given, f"Bearer {settings.METRICS_TOKEN}"):
        raise Http404
    registry = CollectorRegistry()
    registry.register(Now())
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:  # under gunicorn: of all its workers
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(COUNTED)
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class Now(Collector):
    def collect(self) -> Iterator[Metric]:
        found = health.parts()
        yield InfoMetricFamily("ballast_build", "The engine and the edition of assumptions", {"engine": __version__, "edition": DEFAULT})
        yield gauge("ballast_part_works", "1 if this part of the site works", ["part"], by_one(asdict(found)))
        ages = {task: NEVER if age is None else age for task, age in rounds.ages().items()}
        yield gauge("ballast_round_age_seconds", "Since a round of repairs or erasing was last done", ["task"], by_one(ages))
        with suppress(OSError):  # a disk that is away, a worker that ends while it is looked at, a system that is not Linux
            free = shutil.disk_usage(settings.FILES).free
            yield gauge("ballast_files_free_bytes", "Left on the disk where the files of jobs are", [], {(): free})
            yield gauge("ballast_web_memory_bytes", "Memory of this web server that it shares with nobody", [], {(): memory()})
        if found.database:
            yield from jobs()


def jobs() -> Iterator[Metric]:
    """Nothing if the database goes away in this very moment."""
    try:
        counted = [*(waiting := counts.unfinished()), *counts.ended_lately()]
    except Error:
        return
    states: Counter[tuple[str, ...]] = Counter()
    again: Counter[tuple[str, ...]] = Counter()
    for group in counted:
        states[group.task, group.state] += group.jobs
        again[group.task,] += group.tried_again
    failed: Rows = {(group.task, group.failure): group.jobs for group in counted if group.state == Job.State.FAILED}
    yield gauge("ballast_jobs", "Jobs: queued or running now, ready or failed in the last hour", ["task", "state"], states)
    yield gauge("ballast_jobs_tried_again", "Those of them that took more than one try", ["task"], again)
    yield gauge("ballast_jobs_failed", "Those of them that failed, by why", ["task", "failure"], failed)
    yield gauge("ballast_jobs_wait_seconds", "For how long the oldest queued job waits", ["task"], by_one(counts.longest_wait(waiting)))


def gauge(name: str, documentation: str, labels: list[str], rows: Rows) -> Metric:
    family = GaugeMetricFamily(name, documentation, labels=labels)
    for values, number in rows.items():
        family.add_metric(values, number)
    return family


def by_one(rows: Mapping[str, float]) -> Rows:
    return {(value,): number for value, number in rows.items()}


def memory() -> int:
    """Of the server and all its workers. The futures, which they share, are not in it."""
    server = os.getppid() if "PROMETHEUS_MULTIPROC_DIR" in os.environ else os.getpid()
    workers = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    return sum(own_memory(pid) for pid in (str(server), *workers))


def own_memory(pid: str) -> int:
    _, resident, shared, *_ = map(int, Path(f"/proc/{pid}/statm").read_text().split())
    return (resident - shared) * os.sysconf("SC_PAGE_SIZE")
