"""No figure that a person typed reaches a log line, whatever goes wrong."""

import io
import json
import logging
import re
import sys
from collections.abc import Iterator

import pytest
import structlog
from django.conf import settings
from django.test import Client
from django.urls import reverse

from advisor import logs, middleware, server
from advisor.jobs.models import Job
from advisor.jobs.work import Save, Step, work_on_rows
from scenarios.errors import Fault, InputError
from tests.accounts.conftest import digits, other_than

FIGURES = {"age": "4711", "balance": "$81,516.23", "contribution": "23.4242%", "pay": "97531.86"}
TRACES = ("4711", "81,516", "81516", "23.4242", "97531", "rX3yZ")


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """All that the site's own handler writes, at every level."""
    ours = next(handler for handler in logging.getLogger().handlers if isinstance(handler.formatter, structlog.stdlib.ProcessorFormatter))
    stream = io.StringIO()
    before = ours.setStream(stream)  # type: ignore[attr-defined]
    yield stream
    ours.setStream(before)  # type: ignore[attr-defined]


def test_an_exception_is_logged_without_its_message(lines: io.StringIO) -> None:
    log = structlog.get_logger("tests")
    try:
        raise InputError(Fault(code="out_of_range", key="household.age", given=4711, accepted="18 to 104"))
    except InputError as error:
        log.error("broke", exc_info=error)
        log.exception("broke")
        logging.getLogger("some.package").exception("broke too")
    assert lines.getvalue().count("InputError") == 3
    assert "test_logs.py" in lines.getvalue()
    assert "4711" not in lines.getvalue()


@pytest.mark.django_db
def test_whether_somebody_showed_who_they_are_is_logged_and_not_who(client: Client, lines: io.StringIO) -> None:
    email = "maya@example.org"
    client.post(reverse("accounts:sign_in"), {"email": email})
    code = digits()
    for typed in (other_than(code), code):
        client.post(reverse("accounts:code"), {"email": email, "code": typed})
    client.post(reverse("accounts:passkey"), {"credential": "{}"})
    said = lines.getvalue()
    assert re.findall(r"event='(identity[^']*)'.* by='(\w+)'.* why='(\w+)'", said) == [
        ("identity not shown", "code", "wrong"), ("identity shown", "code", "right"), ("identity not shown", "passkey", "refused"),
    ]  # fmt: skip
    assert said.count("purpose='sign_in'") == 2
    assert not [trace for trace in (email, "maya", code) if trace in said]


@pytest.mark.django_db
@pytest.mark.usefixtures("bank")
@pytest.mark.parametrize("address", ["planner:answer", "reports:request"])
def test_refused_figures_are_not_logged(address: str, client: Client, lines: io.StringIO) -> None:
    response = client.post(reverse(address), FIGURES)
    assert response.status_code == 422
    Client(enforce_csrf_checks=True).post(reverse(address), FIGURES)
    client.post(f"/no/such/{FIGURES['age']}/?balance={FIGURES['balance']}", FIGURES)
    client.get(reverse("reports:status", args=["rX3yZ" * 4 + "ab"]))
    assert lines.getvalue().count("request refused") >= 3
    assert not [trace for trace in TRACES if trace in lines.getvalue()]


@pytest.mark.django_db
def test_a_page_that_breaks_logs_where_and_not_with_what(client: Client, lines: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    from advisor.planner.forms import PlannerForm

    def break_down(form: PlannerForm) -> bool:
        raise ValueError(f"cannot read {dict(form.data)}")

    monkeypatch.setattr(PlannerForm, "is_valid", break_down)
    client.raise_request_exception = False
    assert client.post(reverse("reports:request"), FIGURES).status_code == 500
    assert "ValueError" in lines.getvalue()
    assert "reports/views.py" in lines.getvalue()
    assert not [trace for trace in TRACES if trace in lines.getvalue()]


@pytest.mark.django_db
def test_records_of_a_request_have_its_random_name_and_no_others_do(client: Client, lines: io.StringIO) -> None:
    first, second = (client.get("/no/such/page/", headers={"X-Request-Id": "4711"}) for _ in range(2))
    logging.getLogger("some.package").warning("between requests")
    *told, between = lines.getvalue().splitlines()
    names = [response["X-Request-Id"] for response in (first, second)]
    assert names[0] != names[1]
    assert all(re.fullmatch("[0-9a-f]{12}", name) for name in names)
    assert [re.findall("request_id='([^']*)'", line) for line in told] == [[name] for name in names]
    assert "request_id" not in between


@pytest.mark.django_db
def test_a_slow_request_is_told_by_its_route_and_a_quick_one_is_not(
    client: Client, lines: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.get("/")
    assert lines.getvalue() == ""
    monkeypatch.setattr(middleware, "SLOW", 0.0)
    client.get("/", {"balance": FIGURES["balance"]})
    client.get(reverse("reports:status", args=["rX3yZ" * 4 + "ab"]))
    slow = [line for line in lines.getvalue().splitlines() if "slow request" in line]
    assert len(slow) == 2
    assert "route='report/<str:report_id>/'" in slow[1]
    assert "status=404" in slow[1]
    assert not [trace for trace in TRACES if trace in lines.getvalue()]


@pytest.mark.django_db
def test_records_of_a_worker_have_the_job_that_it_works_on(lines: io.StringIO) -> None:
    def make(step: Step) -> Save:
        logging.getLogger("some.package").warning("careful")
        raise ValueError("cannot read $81,516.23")

    job = Job.objects.create(task="tests.no_such_task")
    work_on_rows(job.id, make)
    logging.getLogger("some.package").warning("between jobs")
    careful, broke, between = lines.getvalue().splitlines()
    assert f"job='{job.id}'" in careful
    assert f"job='{job.id}'" in broke
    assert "job broke" in broke
    assert "job=" not in between
    assert not [trace for trace in TRACES if trace in lines.getvalue()]


def test_the_web_server_logs_neither_the_address_nor_the_message_of_an_accident() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter())
    try:
        raise ValueError("cannot read $81,516.23")
    except ValueError:
        record = logging.LogRecord("gunicorn.error", logging.ERROR, __file__, 1, "Error handling request %s", ("/rX3yZ/",), sys.exc_info())
    handler.handle(record)
    assert "request broke" in stream.getvalue()
    assert "ValueError" in stream.getvalue()
    assert not [trace for trace in TRACES if trace in stream.getvalue()]
    assert server.logconfig_dict is settings.LOGGING


def test_a_worker_does_not_log_the_message_of_an_accident() -> None:
    """Of one that no job caught. A database quotes in it what it was given."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter())
    try:
        raise ValueError("cannot read $81,516.23")
    except ValueError as error:
        told = "Task %(name)s[%(id)s] %(description)s: %(exc)s"
        about = {"name": "advisor.jobs.tasks.tend", "id": "1", "description": "raised unexpected", "exc": repr(error)}
        record = logging.LogRecord("celery.app.trace", logging.ERROR, __file__, 1, told, (about,), sys.exc_info())
        record.data = about
    handler.handle(record)
    assert json.loads(stream.getvalue())["task"] == "advisor.jobs.tasks.tend"
    assert "ValueError" in stream.getvalue()
    assert not [trace for trace in TRACES if trace in stream.getvalue()]


def test_the_web_server_keeps_no_access_log() -> None:
    assert server.accesslog is None
    assert settings.LOGGING["loggers"]["django.server"]["level"] == "ERROR"


def test_production_logs_are_json() -> None:
    record = logging.LogRecord("some.package", logging.WARNING, __file__, 1, "careful", (), None)
    assert json.loads(formatter().format(record))["event"] == "careful"


def formatter() -> structlog.stdlib.ProcessorFormatter:
    """As in production."""
    config = logs.dict_config(as_json=True)["formatters"]["record"]
    return structlog.stdlib.ProcessorFormatter(foreign_pre_chain=config["foreign_pre_chain"], processors=config["processors"])
