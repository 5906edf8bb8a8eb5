"""The PDF itself: tagged, repeatable, with its inputs inside and nothing fetched from elsewhere."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from celery.exceptions import SoftTimeLimitExceeded
from pdfua import validate

from advisor import present
from advisor.jobs.models import Job
from advisor.plans.source import PlanSource
from advisor.present import Summary
from advisor.reports import pdf, services, tags, tasks
from advisor.reports.models import Report
from scenarios.answer import answer
from scenarios.bank import Bank
from scenarios.inputs import Question
from scenarios.pdf_text import page_texts
from scenarios.verify_pdf import verify_pdf
from tests.people import question_of

MADE_ON = date(2026, 11, 21)


@pytest.fixture(scope="session")
def summary(bank: object) -> Summary:
    """With all that a page asks for, so that every chart and table is printed."""
    question = question_of("Maya")
    return present.summary(answer(question.household, question.plan, question.sleeve, question.beliefs, question.ask), "en")


@pytest.fixture(scope="session")
def made(summary: Summary) -> bytes:
    return pdf.render(summary, MADE_ON, b'{"household": {"age": 35}}')


def test_the_pdf_is_tagged_and_says_its_title_and_language(made: bytes) -> None:
    with pikepdf.open(BytesIO(made)) as opened:
        assert opened.Root.MarkInfo.Marked
        assert str(opened.Root.Lang) == "en"
        assert opened.Root.ViewerPreferences.DisplayDocTitle
        with opened.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert "Ballast" in metadata["dc:title"]


def test_a_checker_of_accessibility_finds_nothing(made: bytes, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(made)
    assert [str(finding) for finding in validate(str(path)).findings] == []


def elements(made: bytes) -> list[tuple[str, bool, bool]]:
    """Role, whether it has words of its own, whether it says which cells it is for: of every element of the tree."""
    with pikepdf.open(BytesIO(made)) as opened:
        found = [element for element, _ in tags._elements(opened.Root.StructTreeRoot)]
        return [(str(element.S), "/Alt" in element, "/Scope" in element.get("/A", {})) for element in found]


def test_every_figure_that_is_read_out_has_words(summary: Summary, made: bytes) -> None:
    figures = [words for role, words, _ in elements(made) if role == "/Figure"]
    assert summary.beliefs
    assert [exhibit.picture.key for exhibit in summary.exhibits] == ["futures", "ladder", "fan", "sweep", "stress", "fees", "instead"]
    assert len(figures) == 1 + len(summary.exhibits) + len(summary.beliefs.cards)  # the headline's chart, and one for each of these
    assert all(figures)


def test_every_table_header_says_which_cells_it_is_for(made: bytes) -> None:
    headers = [scope for role, _, scope in elements(made) if role == "/TH"]
    assert len(headers) > 20
    assert all(headers)


def test_lines_that_run_through_every_page_are_not_read_out(made: bytes) -> None:
    with pikepdf.open(BytesIO(made)) as opened:
        assert len(opened.pages) > 2
        for page in opened.pages:
            assert b"/Artifact\nBMC" in page.Contents.read_bytes()
        pages = [owners for owners in list(opened.Root.StructTreeRoot.ParentTree.Nums)[1::2] if isinstance(owners, pikepdf.Array)]
        named = [owner for owners in pages for owner in owners if owner is not None]
        read_out = {element.objgen for element, _ in tags._elements(opened.Root.StructTreeRoot)}
        assert {owner.objgen for owner in named} <= read_out


def test_the_inputs_are_attached(made: bytes) -> None:
    with pikepdf.open(BytesIO(made)) as opened:
        assert list(opened.attachments) == ["inputs.json"]
        assert opened.attachments["inputs.json"].get_file().read_bytes() == b'{"household": {"age": 35}}'


def test_the_same_record_gives_the_same_bytes(summary: Summary, made: bytes) -> None:
    assert pdf.render(summary, MADE_ON, b'{"household": {"age": 35}}') == made


def test_every_date_comes_from_the_record(made: bytes) -> None:
    with pikepdf.open(BytesIO(made)) as opened:
        dates = {str(value) for key, value in opened.docinfo.items() if "Date" in key}
        assert dates
        assert {text[2:10] for text in dates} == {"20261121"}


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "file:///../manage.py", "file:////etc/passwd", "file:///css/../../manage.py", "file://../../etc/passwd", "http://127.0.0.1:1/a.png",
     "https://example.org/a.png", "data:image/svg+xml,<svg/>", "/etc/passwd"],
)  # fmt: skip
def test_only_files_of_the_site_can_be_drawn_in(address: str) -> None:
    with pytest.raises((ValueError, OSError)):
        pdf._own_files().fetch(address)


def test_files_of_the_site_can_be_drawn_in() -> None:
    fetched = pdf._own_files().fetch(pdf.ADDRESS + pdf.SHEET)
    assert fetched.read() == (pdf.STATIC / pdf.SHEET).read_bytes()


@pytest.mark.django_db
@pytest.mark.usefixtures("bank")
def test_a_report_whose_chart_cannot_be_drawn_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """As when a time limit strikes in the middle of a chart: WeasyPrint would go on without it."""

    def strike(*_: object) -> None:
        raise SoftTimeLimitExceeded

    document = pdf.laid_out('<html lang="en"><title>A</title><svg width="9" height="9"><title>a</title></svg></html>')
    monkeypatch.setattr("weasyprint.svg.SVG.draw", strike)
    with pytest.raises(pdf.NotDrawn):
        pdf.finished(document, date(2026, 11, 21))


def test_a_worker_makes_the_report_of_a_row(report: Report) -> None:
    tasks.make_report(report.job_id)
    report.refresh_from_db()
    assert (report.job.state, report.job.attempts) == ("ready", 1)
    with pikepdf.open(report.job.file) as opened:
        assert report.pages == len(opened.pages)
        attached = json.loads(opened.attachments["inputs.json"].get_file().read_bytes())
    assert attached == report.question


@pytest.mark.django_db
@pytest.mark.usefixtures("bank")
def test_waking_two_workers_makes_one_report(report: Report) -> None:
    tasks.make_report(report.job_id)
    first = report.job.file.stat().st_mtime_ns
    tasks.make_report(report.job_id)
    assert Job.objects.get().attempts == 1
    assert report.job.file.stat().st_mtime_ns == first


@pytest.mark.django_db
@pytest.mark.usefixtures("bank")
def test_another_answer_than_the_one_on_the_page_is_not_printed(report: Report) -> None:
    Report.objects.update(run_id="0000-0000-0000")
    tasks.make_report(report.job_id)
    report.refresh_from_db()
    assert (report.job.state, report.job.failure, report.job.file.exists()) == ("failed", "other_answer", False)


@pytest.mark.django_db
def test_without_pango_the_report_says_so_and_the_site_lives(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "weasyprint_problem", lambda: "cannot load library 'libpango-1.0-0'")
    tasks.make_report(report.job_id)
    report.refresh_from_db()
    assert (report.job.state, report.job.failure) == ("failed", "no_pango")


def under_a_plan(question: Question, language: str = "en", plan: PlanSource | None = None) -> Report:
    plan = plan or PlanSource(name="Acme & Sons", number=3, published_on="2026-05-04", fields=("cap", "match", "menu"))
    return services.request_report(question=question, language=language, plan=plan)


def printed(report: Report) -> bytes:
    tasks.make_report(report.job_id)
    report.refresh_from_db()
    assert report.job.state == "ready", report.job.failure
    return report.job.file.read_bytes()


def words(made: bytes) -> str:
    with pikepdf.open(BytesIO(made)) as opened:
        return " ".join(" ".join(page_texts(opened)).split())


@pytest.mark.django_db
def test_a_report_under_a_plan_says_which_rules_are_the_plans(question: Question, bank: Bank) -> None:
    made = printed(under_a_plan(question))
    assert words(made).count("Acme & Sons, version 3") == 3
    assert words(made).count("your plan") >= 3
    assert "May 4, 2026" in words(made)
    verdict = verify_pdf(made, bank=bank)
    assert verdict.same, verdict.lines
    assert "Acme" not in words(printed(services.request_report(question=question, language="en")))


@pytest.mark.django_db
@pytest.mark.usefixtures("bank")
def test_the_same_record_under_a_plan_gives_the_same_bytes_in_its_language(question: Question) -> None:
    report = under_a_plan(question, "es")
    first = printed(report)
    Job.objects.filter(id=report.job_id).update(state="queued", attempts=0)
    report.refresh_from_db()
    assert printed(report) == first
    assert "mayo" in words(first)


def test_the_source_of_rules_reads_back_from_what_a_row_keeps() -> None:
    plan = PlanSource(name="Acme", number=1, published_on="2026-05-04", fields=("cap", "menu"))
    assert PlanSource.read(json.loads(json.dumps(plan.kept()))) == plan
