"""What a Prometheus is told, and that nothing of it tells about a person."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from smtplib import SMTPException, SMTPRecipientsRefused
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import DjangoAssertNumQueries, Settings
from redis import RedisError

from advisor import busy, health, metrics
from advisor.accounts import mail
from advisor.jobs.models import Job
from advisor.reports.models import Report
from scenarios import __version__

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "token-for-the-tests"
Figures = dict[str, float]  # by the name of a figure and its labels, as they are written: ballast_jobs{state="queued",task="a"}

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture(autouse=True)
def token(settings: Settings) -> None:
    settings.METRICS_TOKEN = TOKEN


def asked(token: str = f"Bearer {TOKEN}") -> Any:
    return Client().get("/metrics", headers={"Authorization": token})


def figures() -> Figures:
    families = text_string_to_metric_families(asked().text)
    return {named(sample.name, sample.labels): sample.value for family in families for sample in family.samples}


def named(name: str, labels: dict[str, str]) -> str:
    said = ",".join(f"{label}={labels[label]}" for label in sorted(labels))
    return f"{name}({said})" if said else name


def added(do: Callable[[], object], name: str) -> float:
    before = figures().get(name, 0)
    do()
    return figures().get(name, 0) - before


@pytest.mark.django_db
def test_there_is_no_such_page_without_the_token(settings: Settings) -> None:
    assert asked().status_code == 200
    for wrong in ("", TOKEN, "Bearer", "Bearer ", f"Bearer {TOKEN}x", f"Basic {TOKEN}", "Bearer ü"):
        assert asked(wrong).status_code == 404, wrong
    assert Client().get("/metrics").status_code == 404
    settings.METRICS_TOKEN = ""
    assert {asked(given).status_code for given in ("", "Bearer", "Bearer ", f"Bearer {TOKEN}")} == {404}


@pytest.mark.django_db
def test_requests_are_counted_by_route_method_and_class_of_status() -> None:
    start = "ballast_requests_total(method=GET,route=planner:start,status=2xx)"
    assert added(lambda: [Client().get("/"), Client().get("/es/")], start) == 2
    assert added(lambda: Client().get("/no/such/page/"), "ballast_requests_total(method=GET,route=none,status=4xx)") == 1
    assert added(lambda: Client().generic("MAYA", "/"), "ballast_requests_total(method=other,route=planner:start,status=4xx)") == 1
    assert added(lambda: Client().get("/"), "ballast_request_seconds_count(route=planner:start)") == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("bank")
def test_no_figure_id_address_or_code_of_a_journey_is_in_them(client: Client) -> None:
    """And no label but the few that are meant to be there."""
    typed = {"age": "37", "balance": "81516", "contribution": "11.37%", "pay": "97531", "weight": "4.25"}
    answered = client.post(reverse("planner:answer"), typed)
    code = re.search(r"\b[0-9a-f]{12,}\b", answered.text)
    assert answered.status_code == 200
    client.post(reverse("reports:request"), typed)
    report = Report.objects.select_related("job").get()
    client.get(report.get_absolute_url())
    client.get("/report/rX3yZ4711/?balance=81516")
    client.post(reverse("accounts:sign_in"), {"email": "maya.4711@example.org"})
    client.generic("BREW81516", "/answer/", headers={"Host": "testserver", "X-Forwarded-For": "192.0.2.77"})
    told = asked().text
    assert 'route="reports:status"' in told
    assert 'task="advisor.reports.tasks.make_report"' in told
    traces = ["81516", "97531", "11.37", "4711", "rX3yZ", "maya", "example.org", "BREW", "192.0.2", "testserver", report.id, report.job_id]
    traces += [report.run_id, *([code[0]] if code else [])]
    names, values = names_and_values(told)
    assert not [trace for trace in traces if trace in names]
    assert not {81516, 97531, 11.37, 4.25} & values
    labels = {label for sample in re.findall(r"\{(.*)\}", told) for label in re.findall(r'(\w+)="', sample)}
    assert labels == {"route", "method", "status", "le", "task", "state", "part", "reason", "why", "engine", "edition"} - absent(told)


def names_and_values(told: str) -> tuple[str, set[float]]:
    """All that was written but what was measured, and that apart: among the digits of a duration any four stand by chance."""
    lines = [line for line in told.splitlines() if line]
    said = [line if line.startswith("#") else line.rpartition(" ")[0] for line in lines]
    return "\n".join(said), {float(line.rpartition(" ")[2]) for line in lines if not line.startswith("#")}


def absent(told: str) -> set[str]:
    """Of counts that nothing was added to yet."""
    return {label for label in ("reason", "why") if f'{label}="' not in told}


@pytest.mark.django_db
def test_refused_answers_are_counted_by_reason(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    monkeypatch.setattr(busy, "PATIENCE", 0)
    monkeypatch.setattr(busy, "_leave", lambda *_: None)
    for wait, reason in ((-1, "visitor_at_once"), (-2, "all_at_once"), (7, "visitor_a_minute")):
        monkeypatch.setattr(busy, "_enter", lambda *_, wait=wait: wait)
        assert added(ask_for_a_place, f"ballast_answers_refused_total(reason={reason})") == 1
    monkeypatch.setattr(busy, "_enter", lambda *_: 0)
    assert added(ask_for_a_place, "ballast_limits_unavailable_total") == 0

    def away(*_: object) -> int:
        raise RedisError

    monkeypatch.setattr(busy, "_enter", away)
    assert added(ask_for_a_place, "ballast_limits_unavailable_total") == 1


def ask_for_a_place() -> None:
    with busy.a_place("maya"):
        pass


@pytest.mark.django_db
def test_mail_that_is_not_taken_is_counted_by_whose_fault_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    for error, why in ((SMTPException(), "server"), (SMTPRecipientsRefused({}), "address"), (ConnectionRefusedError(), "server")):

        def send(*_: object, error: Exception = error) -> None:
            raise error

        monkeypatch.setattr(mail, "send_mail", send)
        assert added(deliver, f"ballast_mail_not_sent_total(why={why})") == 1


def deliver() -> None:
    with pytest.raises((SMTPException, OSError)):
        mail.deliver("Hello", "text", email="maya@example.org")


@pytest.mark.django_db
def test_jobs_are_counted_by_task_and_state_those_that_ended_for_an_hour(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    now = timezone.now()
    ago = {minutes: now - timedelta(minutes=minutes) for minutes in (1, 3, 5, 59, 61)}
    for at in (ago[1], ago[5]):
        Job.objects.create(task="a", created_at=at)
    Job.objects.create(task="a", state="running", attempts=2, created_at=ago[61])
    for at in (ago[59], ago[61]):
        Job.objects.create(task="a", state="ready", attempts=1, created_at=ago[61], finished_at=at)
    for word in ("too_many_tries", "too_many_tries", "no_pango"):
        Job.objects.create(task="b", state="failed", attempts=3, failure=word, finished_at=ago[1])
    Job.objects.create(task="b", created_at=ago[3])
    with django_assert_num_queries(3):  # the first is whether the database is there
        told = figures()
    assert {name: number for name, number in told.items() if name.startswith("ballast_jobs(")} == {
        "ballast_jobs(state=queued,task=a)": 2,
        "ballast_jobs(state=running,task=a)": 1,
        "ballast_jobs(state=ready,task=a)": 1,
        "ballast_jobs(state=queued,task=b)": 1,
        "ballast_jobs(state=failed,task=b)": 3,
    }
    assert (told["ballast_jobs_tried_again(task=a)"], told["ballast_jobs_tried_again(task=b)"]) == (1, 3)
    assert told["ballast_jobs_failed(failure=too_many_tries,task=b)"] == 2
    assert told["ballast_jobs_failed(failure=no_pango,task=b)"] == 1
    assert 300 <= told["ballast_jobs_wait_seconds(task=a)"] < 360
    assert 180 <= told["ballast_jobs_wait_seconds(task=b)"] < 240


@pytest.mark.django_db
@pytest.mark.usefixtures("bank")
def test_how_the_site_is_at_this_moment() -> None:
    told = figures()
    parts = {part: told[f"ballast_part_works(part={part})"] for part in ("database", "bank", "broker", "files", "rounds", "mail")}
    assert parts == {"database": 1, "bank": 1, "broker": 0, "files": 1, "rounds": 0, "mail": 1}
    assert told["ballast_round_age_seconds(task=advisor.jobs.tasks.tend)"] == float("inf")
    assert f'ballast_build_info{{edition="2026-11",engine="{__version__}"}}' in asked().text
    assert told["ballast_web_memory_bytes"] > 10_000_000
    assert told["ballast_files_free_bytes"] > 0


@pytest.mark.usefixtures("no_database")
def test_without_the_database_all_but_the_jobs_is_told() -> None:
    told = figures()
    assert told["ballast_part_works(part=database)"] == 0
    assert "ballast_requests_total(method=GET,route=metrics,status=2xx)" in {*told, *figures()}
    assert not [name for name in told if name.startswith("ballast_jobs")]


@pytest.mark.usefixtures("no_database")
def test_a_database_that_goes_away_while_it_is_asked_breaks_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    everything = dict.fromkeys(("database", "bank", "broker", "files", "rounds", "mail"), True)
    monkeypatch.setattr(health, "parts", lambda: health.Parts(**everything))
    assert asked().status_code == 200


def test_a_status_is_told_by_its_class_and_a_word_for_a_method_of_ones_own_is_not_told() -> None:
    before = metrics.COUNTED.get_sample_value
    labels = {"route": "test", "method": "other", "status": "5xx"}
    metrics.request_served(route="test", method="PWNED", status=503, seconds=0.1)
    assert before("ballast_requests_total", labels) == 1


# A server with one worker after the other, as gunicorn starts them; each counts one request.
WORKERS = """
import os
from types import SimpleNamespace
from advisor import server

master = SimpleNamespace(WORKERS={})
server.on_starting(master)
for number in range(3):
    worker = SimpleNamespace()
    server.pre_fork(master, worker)
    pid = os.fork()
    if not pid:
        server.post_fork(master, worker)
        from advisor import metrics
        metrics.request_served(route="a", method="GET", status=200, seconds=0.3)
        os._exit(0)
    if number:
        os.waitpid(pid, 0)  # it ends before the next one starts
    else:
        master.WORKERS[pid] = worker  # lives on
os.waitpid(*master.WORKERS, 0)
files = sorted(os.listdir(master.counted_in))
from prometheus_client import CollectorRegistry
from prometheus_client.multiprocess import MultiProcessCollector
registry = CollectorRegistry()
MultiProcessCollector(registry)
requests = registry.get_sample_value("ballast_requests_total", {"route": "a", "method": "GET", "status": "2xx"})
slower = registry.get_sample_value("ballast_request_seconds_bucket", {"route": "a", "le": "0.5"})
server.on_exit(master)
print(files, requests, slower, os.path.exists(master.counted_in))
"""


def test_workers_count_together_and_who_follows_on_one_that_ended_goes_on(tmp_path: Path) -> None:
    environment = os.environ | {"BALLAST_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "advisor.settings"}
    done = subprocess.run([sys.executable, "-c", WORKERS], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    files = ["counter_0.db", "counter_1.db", "histogram_0.db", "histogram_1.db"]
    assert done.stdout.strip() == f"{files} 3.0 3.0 False"
