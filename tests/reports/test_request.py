"""Asking for a PDF, waiting for it, opening it."""

import re
from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from advisor.jobs import services as jobs
from advisor.jobs.models import Job, random_id
from advisor.reports import services
from advisor.reports.models import FOR_PRINT, Report
from scenarios import document
from scenarios.answer import answer
from scenarios.inputs import Question

HTMX = {"HX-Request": "true"}


def in_state(report: Report, state: str, **fields: object) -> Report:
    """The report with its job in a state that a worker would have brought about."""
    Job.objects.filter(id=report.job_id).update(state=state, **fields)
    if state == "ready":
        report.job.file.write_bytes(b"%PDF-1.7 whole")
    report.refresh_from_db()
    return report


def ask(client: Client, figures: dict[str, str], **more: str):  # type: ignore[no-untyped-def]
    return client.post(reverse("reports:request"), figures | more)


def status(client: Client, report: Report, **headers: str):  # type: ignore[no-untyped-def]
    return client.get(report.get_absolute_url(), headers=headers or None)


@pytest.mark.django_db
def test_a_request_leads_to_a_page_of_its_own(client: Client, figures: dict[str, str]) -> None:
    response = ask(client, figures)
    assert response.status_code == 303
    report = Report.objects.get()
    assert response.headers["Location"] == report.get_absolute_url()
    assert re.fullmatch(r"/report/[\w-]{22}/", report.get_absolute_url())
    assert (report.job.state, report.job.task) == ("queued", services.MAKE)


@pytest.mark.django_db
def test_the_address_holds_no_figure(client: Client, figures: dict[str, str]) -> None:
    address = urlsplit(ask(client, figures).headers["Location"])
    assert (address.query, address.fragment) == ("", "")
    assert ask(client, figures).headers["Location"] != address.path  # random, not made from the figures


@pytest.mark.django_db
def test_ten_clicks_on_one_form_are_one_report_and_one_job(client: Client, figures: dict[str, str]) -> None:
    once = random_id()
    addresses = {ask(client, figures, once=once).headers["Location"] for _ in range(10)}
    assert len(addresses) == 1
    assert (Report.objects.count(), Job.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_clicks_that_arrive_at_the_same_moment_are_one_report(question: Question) -> None:
    once, together, made = random_id(), Barrier(5), []

    def click() -> None:
        together.wait()
        made.append(services.request_report(question=question, language="en", once=once).id)
        connection.close()

    threads = [Thread(target=click) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 5
    assert len(set(made)) == 1
    assert (Report.objects.count(), Job.objects.count()) == (1, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("once", ["", "1", "x" * 21, "x" * 23, "é" * 22, "x" * 10_000])
def test_a_code_that_could_be_somebody_elses_is_not_used(once: str, client: Client, figures: dict[str, str]) -> None:
    assert ask(client, figures, once=once).headers["Location"] != ask(client, figures, once=once).headers["Location"]


@pytest.mark.django_db
def test_figures_that_cannot_be_read_save_nothing(client: Client, figures: dict[str, str]) -> None:
    response = ask(client, figures | {"age": "seven"})
    assert response.status_code == 422
    assert (Report.objects.count(), Job.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_the_row_holds_the_question_whole_and_the_run_of_its_answer(report: Report, question: Question, bank: object) -> None:
    asked = document.parse(report.question)
    assert replace(asked, ask=question.ask) == document.parse(document.to_document(question))
    assert set(asked.ask) == {*question.ask, "tornado"}
    answered = answer(question.household, question.plan, question.sleeve, question.beliefs, question.ask)
    assert report.run_id == answered.run.id


@pytest.mark.django_db
def test_a_waiting_page_says_how_many_are_ahead_and_looks_again(client: Client, report: Report, question: Question) -> None:
    assert "Yours is next." in status(client, report).text
    second = services.request_report(question=question, language="en")
    page = status(client, second).text
    assert "One PDF is ahead of yours." in page
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in page
    assert 'hx-trigger="every 1s"' in page


@pytest.mark.django_db
def test_a_running_page_shows_how_far_the_work_is(client: Client, report: Report) -> None:
    page = status(client, in_state(report, "running", steps_done=2, steps_total=4)).text
    assert "Drawing the pages." in page
    assert re.search(r'<progress[^>]* max="4" value="2">2 of 4</progress>', page)


@pytest.mark.django_db
def test_a_ready_page_offers_the_file_and_rests(client: Client, report: Report) -> None:
    page = status(client, in_state(report, "ready")).text
    assert reverse("reports:file", args=[report.id]) in page
    assert 'http-equiv="refresh"' not in page
    assert "hx-trigger" not in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("failure", "said"),
    [
        ("too_many_tries", "could not be made after 3 tries"),
        ("no_pango", "apt-get install libpango-1.0-0"),
        ("no_chinese", "apt-get install fonts-noto-cjk"),
        ("other_answer", "The site has changed"),
        ("waited_too_long", "not made in time"),
    ],
)
def test_a_failed_page_says_why_in_plain_words(client: Client, report: Report, failure: str, said: str) -> None:
    assert said in status(client, in_state(report, "failed", failure=failure)).text


@pytest.mark.django_db
def test_htmx_gets_the_moving_part_alone_and_stops_when_it_is_over(client: Client, report: Report) -> None:
    response = status(client, report, **HTMX)
    assert (response.status_code, "<html" in response.text) == (200, False)
    assert status(client, in_state(report, "running"), **HTMX).status_code == 200
    assert status(client, in_state(report, "ready"), **HTMX).status_code == 286
    assert status(client, in_state(report, "failed"), **HTMX).status_code == 286


@pytest.mark.django_db
def test_a_waiting_page_reads_no_figures_each_second(client: Client, report: Report) -> None:
    in_state(report, "running")
    with CaptureQueriesContext(connection) as queries:
        assert status(client, report, **HTMX).status_code == 200
    read = [query["sql"] for query in queries if '"reports_report"."id"' in query["sql"]]
    assert read
    assert not [sql for sql in read for heavy in FOR_PRINT if f'"reports_report"."{heavy}"' in sql]


@pytest.mark.django_db
def test_the_file_is_shown_in_the_browser_and_kept_nowhere(client: Client, report: Report) -> None:
    in_state(report, "ready")
    response = client.get(reverse("reports:file", args=[report.id]))
    assert response.getvalue() == b"%PDF-1.7 whole"
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == f'inline; filename="ballast-{report.made_at:%Y-%m-%d}.pdf"'
    assert response.headers["Cache-Control"] == "no-store"
    response.close()


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["queued", "running", "failed"])
def test_there_is_no_file_before_it_is_ready(client: Client, report: Report, state: str) -> None:
    in_state(report, state)
    assert client.get(reverse("reports:file", args=[report.id])).status_code == 404


@pytest.mark.django_db
def test_an_address_nobody_was_given_is_not_found(client: Client, report: Report) -> None:
    for name in ("status", "file"):
        assert client.get(reverse(f"reports:{name}", args=[random_id()])).status_code == 404
    assert client.post(reverse("reports:again", args=[random_id()])).status_code == 404
    assert client.get(reverse("reports:status", args=[report.job_id])).status_code == 404  # the broker's id opens nothing


@pytest.mark.django_db
def test_a_failed_report_can_be_tried_again_at_the_same_address(client: Client, report: Report) -> None:
    failed = in_state(report, "failed", failure="too_many_tries", finished_at=timezone.now()).job_id
    for _ in range(3):
        assert client.post(reverse("reports:again", args=[report.id])).headers["Location"] == report.get_absolute_url()
    report.refresh_from_db()
    assert report.job_id != failed
    assert [job.state for job in Job.objects.all()] == ["queued"]


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["queued", "running", "ready"])
def test_a_report_that_has_not_failed_is_not_made_again(client: Client, report: Report, state: str) -> None:
    before = in_state(report, state).job_id
    client.post(reverse("reports:again", args=[report.id]))
    report.refresh_from_db()
    assert report.job_id == before


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["ready", "failed"])
def test_an_hour_later_nothing_of_a_report_is_left(client: Client, report: Report, state: str) -> None:
    file = in_state(report, state, finished_at=timezone.now()).job.file
    jobs.tend(now=timezone.now() + timedelta(minutes=61))
    assert (Report.objects.count(), Job.objects.count(), file.exists()) == (0, 0, False)
    assert status(client, report).status_code == 404
