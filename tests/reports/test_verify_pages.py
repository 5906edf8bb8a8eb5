"""Checking a report on the site: by its PDF, by its run code, by the code on its pages."""

import re
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from advisor import busy
from advisor.jobs.models import Job, random_id
from advisor.receiving import MOST_BYTES
from advisor.reports import checking
from advisor.reports.models import Report
from scenarios import __version__
from scenarios.verify import Verdict
from tests.adviser_states.verify import STATES, kept, sent
from tests.reports.made import made
from tests.translations import LANGUAGES

pytestmark = [pytest.mark.usefixtures("bank"), pytest.mark.django_db]


@pytest.fixture(autouse=True)
def nothing_is_remembered() -> None:
    checking._standing.cache_clear()


def said(response: Any) -> str:
    """The text of the main part, on one line."""
    main = re.search(r"<main.*?</main>", response.text, re.DOTALL)
    assert main
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", main[0]))


def test_a_report_s_own_page_says_how_many_numbers_agree_and_of_what_run() -> None:
    response = sent(made())
    page = said(response)
    assert response.status_code == 200
    assert re.search(r"Same numbers We worked the answer out again\. [\d,]{5,} numbers were compared, and all agree\.", page)
    run = checking.checked(made()).run
    assert f"Run code {run}" in page
    assert f"Version {__version__}" in page
    assert "Edition 2026-11" in page


def test_the_page_says_what_is_proved_and_what_is_not() -> None:
    page = said(STATES["verify"]())
    assert "the numbers are the model’s answer to the inputs in the file" in page
    assert "It does not prove who made the file." in page
    assert "Words, lines and pictures are not compared." in page


def test_what_is_sent_is_kept_nowhere(settings: Any) -> None:
    made()
    before = sorted(path for path in settings.HOME.rglob("*") if path.is_file())
    sent(made())
    assert (Report.objects.count(), Job.objects.count()) == (0, 0)
    assert [path for path in settings.HOME.rglob("*") if path.is_file() and path not in before and "sqlite" not in path.name] == []


def test_a_changed_report_gets_a_table_of_page_number_stated_and_found() -> None:
    page = said(STATES["verify, changed"]())
    assert "The report was changed" in page
    assert "Page Which number In the report Found" in page


def test_numbers_that_are_not_the_model_s_are_named_with_both_sides() -> None:
    page = said(STATES["verify, others"]())
    assert "Other numbers 40 of " in page
    assert "more places differ." in page


def test_another_version_s_numbers_are_no_forgery_and_no_proof() -> None:
    page = said(STATES["verify, others by another version"]())
    assert "Other numbers, from another version" in page
    assert f"It names version 0.0.9 of the model; this site has {__version__}." in page
    assert "We cannot tell a change of the model from a change of the file." in page


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "This file is not a PDF."),
        (b"hello", "This file is not a PDF."),
        (b"%PDF-1.7 broken", "The PDF is damaged"),
    ],
)
def test_what_is_no_report_is_refused_with_the_reason(content: bytes, why: str) -> None:
    response = sent(content)
    assert response.status_code == 422
    assert why in said(response)


def test_what_a_file_says_is_shown_as_text_and_not_as_a_page() -> None:
    from tests.adviser_states.verify import answered, report

    page = report(answered(engine="<script>alert(1)</script>")).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_file_above_five_megabytes_is_left_unread() -> None:
    response = sent(b"%PDF-" + bytes(MOST_BYTES))
    assert response.status_code == 413
    assert "larger than 5 MB" in said(response)


def test_nothing_picked_and_nothing_typed_is_asked_back() -> None:
    response = sent()
    assert response.status_code == 422
    assert "<title>Error: Check a report" in response.text
    assert "Pick a PDF, or type a run code." in said(response)


# --- by its code ---


def test_a_kept_report_is_found_by_its_code_without_a_figure_a_name_or_a_file() -> None:
    report = kept()
    Report.objects.update(prepared_for="Jo Doe", note="Call on Monday", made_at=datetime(2026, 11, 20, tzinfo=UTC))
    page = sent(code=report.run_id).text
    text = said(sent(code=report.run_id))
    assert "One report with this code is kept here." in text
    assert "Worked out again, its numbers are the same." in text
    assert "Nov. 20, 2026" in text or "November 20, 2026" in text or "Nov 20, 2026" in text
    assert "Edition 2026-11" in text
    for secret in ("Jo Doe", "Call on Monday", "45,000", "72,800", report.id, report.mark, report.job_id):
        assert secret not in page


def test_how_many_have_the_code_is_said() -> None:
    assert "2 reports with this code are kept here." in said(sent(code=kept(2).run_id))


def test_to_count_them_none_is_read_but_the_newest_without_its_logo() -> None:
    code = kept(3).run_id
    with CaptureQueriesContext(connection) as queries:
        found = checking.kept_by_code(code)
    assert found is not None
    assert found.count == 3
    newest, counted = (query["sql"] for query in queries)
    assert newest.endswith("LIMIT 1")
    assert '"brand"' not in newest
    assert "COUNT(*)" in counted


@pytest.mark.parametrize(
    "how", [str.lower, lambda code: code.replace("-", " "), lambda code: f" {code} ", lambda code: code.replace("0", "O")]
)
def test_a_code_is_read_as_people_type_it(how: Any) -> None:
    assert "One report with this code" in said(sent(code=how(kept().run_id)))


@pytest.mark.parametrize("code", ["1", "APHB-73VM-VSP", "APHB-73VM-VSPMX", "UUUU-UUUU-UUUU", "<b>"])
def test_what_is_no_code_is_asked_back(code: str) -> None:
    response = sent(code=code)
    assert response.status_code == 422
    assert "A run code has twelve letters and digits." in said(response)


@pytest.mark.parametrize("state", ["queued", "failed"])
def test_a_report_that_nobody_keeps_or_that_is_not_ready_is_not_found(state: str) -> None:
    report = kept()
    Report.objects.update(saved=False)
    assert "No such report is kept here." in said(sent(code=report.run_id))
    Report.objects.update(saved=True)
    Job.objects.update(state=state)
    page = said(sent(code=report.run_id))
    assert "No such report is kept here." in page
    assert "Pick the PDF to check it." in page


def test_a_code_never_stands_in_an_address() -> None:
    assert 'method="post"' in STATES["verify"]().text
    assert "No such report" not in Client().get(reverse("reports:verify"), {"code": kept().run_id}).text


def test_codes_cannot_be_guessed_by_the_thousand() -> None:
    """A code is a hash of somebody's inputs: who could try them all would learn which are kept."""
    answers = [sent(code="0000-0000-0000") for _ in range(31)]
    assert [response.status_code for response in answers] == [200] * 30 + [429]
    assert "Too many codes were tried." in said(answers[-1])
    assert sent(made()).status_code == 200  # a PDF can still be checked


def test_a_kept_file_that_was_changed_on_the_disk_is_told() -> None:
    from tests.adviser_states.verify import answered
    from tests.reports.made import edited

    report = kept()
    report.job.file.write_bytes(edited(made(), answered(places=1)))
    assert "some of its numbers differ" in said(sent(code=report.run_id))
    checking._standing.cache_clear()
    report.job.file.unlink()
    assert "Its file cannot be read now." in said(sent(code=report.run_id))


# --- by the code on its pages ---


def test_the_code_on_a_page_opens_the_same_statement(client: Client) -> None:
    response = client.get(reverse("reports:marked", args=[kept().mark]))
    page = said(response)
    assert response.status_code == 200
    assert "One report with this code is kept here." in page
    assert response.headers["Cache-Control"] == "no-store"


def test_a_mark_that_is_not_kept_leads_to_the_form(client: Client) -> None:
    page = said(client.get(reverse("reports:marked", args=[random_id()])))
    assert "No such report is kept here." in page
    assert "Report (PDF)" in page


def test_a_scanned_code_works_the_numbers_out_once(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    report, asked, checked = kept(), list[int](), checking.checked

    def counted(content: bytes) -> Verdict:
        asked.append(len(content))
        return checked(content)

    monkeypatch.setattr(checking, "checked", counted)
    for _ in range(3):
        client.get(reverse("reports:marked", args=[report.mark]))
    assert len(asked) == 1


def test_the_mark_of_a_report_opens_nothing_but_its_statement(client: Client) -> None:
    report = kept()
    for name in ("status", "file"):
        assert client.get(reverse(f"reports:{name}", args=[report.mark])).status_code == 404


# --- limits, languages ---


def test_who_comes_while_others_are_served_is_told_when_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        def __enter__(self) -> int:
            return 7

        def __exit__(self, *error: object) -> None:
            return None

    monkeypatch.setattr("advisor.reports.verify_views.a_place", lambda visitor: Full())
    for response in (sent(made()), sent(code="0000-0000-0000"), Client().get(reverse("reports:marked", args=[kept().mark]))):
        assert (response.status_code, response.headers["Retry-After"]) == (429, "7")
        assert "Wait 7 seconds, then try again." in said(response)


def test_a_place_is_asked_for_before_a_file_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[str] = []
    place = busy.a_place

    def a_place(visitor: str) -> Any:
        held.append(visitor)
        return place(visitor)

    monkeypatch.setattr("advisor.reports.verify_views.a_place", a_place)
    sent(b"hello")
    assert len(held) == 1


@pytest.mark.parametrize("language", LANGUAGES.values())
def test_the_switch_leads_to_the_form_and_keeps_a_typed_code(language: str) -> None:
    with override(language):
        address = reverse("reports:verify")
    page = Client().post(address, {"code": "APHB-73VM", "switched": "1", "report": SimpleUploadedFile("a.pdf", BytesIO(b"%PDF-").read())})
    assert page.status_code == 200
    assert 'value="APHB-73VM"' in page.text


def test_every_page_leads_to_the_check() -> None:
    assert f'href="{reverse("reports:verify")}"' in Client().get("/").text
