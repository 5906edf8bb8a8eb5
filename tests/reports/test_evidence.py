"""A report can be verified: its pages, its list of figures, its answer and its inputs are held against each other."""

import json
import re
import sys
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.utils.translation import override
from pdfua import validate

from advisor import present
from advisor.planner.question import SHOWN
from advisor.present import figures
from advisor.reports import evidence, pdf, tasks
from advisor.reports.models import Report
from scenarios import __main__ as terminal
from scenarios import document
from scenarios.answer import answer
from scenarios.answer_document import answer_document
from scenarios.bank import Bank
from scenarios.pdf_text import numbers, page_texts
from scenarios.printed_number import rounds
from scenarios.verify_pdf import ANSWER, FIGURES, INPUTS, verify_pdf

MADE_ON = date(2026, 11, 21)


@pytest.fixture(scope="module")
def parts(bank: Bank) -> tuple[bytes, dict[str, Any], list[figures.Shown]]:
    """A drawn report with its inputs, its answer, and the numbers that were written for it."""
    asked = document.parse(
        {
            "household": {"age": 35, "balance": 45_000, "contribution": 0.08},
            "sleeve": {"weight": 0.05},
            "ask": list(SHOWN),
        }
    )
    answered = answer(asked.household, asked.plan, asked.sleeve, asked.beliefs, asked.ask)
    with figures.noted() as notes:
        drawn = pdf.render(present.summary(answered, "en"), MADE_ON, json.dumps(document.to_document(asked)).encode())
    return drawn, answer_document(answered), notes


@pytest.fixture(scope="module")
def made(parts: tuple[bytes, dict[str, Any], list[figures.Shown]]) -> bytes:
    drawn, answered, notes = parts
    return evidence.attach(drawn, answered, notes, MADE_ON)


def edited(made: bytes, edit: Callable[[pikepdf.Pdf], None]) -> bytes:
    saved = BytesIO()
    with pikepdf.open(BytesIO(made)) as opened:
        edit(opened)
        opened.save(saved)
    return saved.getvalue()


def put(opened: pikepdf.Pdf, name: str, content: bytes) -> None:
    opened.attachments[name] = pikepdf.AttachedFileSpec(
        opened, content, filename=name, description=name, mime_type="application/json", creation_date="", mod_date=""
    )


def attachment(name: str, old: str, new: str) -> Callable[[pikepdf.Pdf], None]:
    """Change the first `old` in an attachment."""

    def edit(opened: pikepdf.Pdf) -> None:
        text = opened.attachments[name].get_file().read_bytes().decode()
        assert old in text
        put(opened, name, text.replace(old, new, 1).encode())

    return edit


def digit_on_page(opened: pikepdf.Pdf) -> None:
    """Turn the 3 of the headline's $3,... into another letter of the same font that stands there: the comma stays, the 3 goes."""
    page = opened.pages[0]
    codes = {letter: code for code, letter in _letters(page, "3").items()}
    old, new = (format(codes[letter], "04x").encode() for letter in ("3", "9"))
    drawing = page.Contents.read_bytes()
    headline = re.search(rb"\[?<" + format(codes["$"], "04x").encode() + rb"[^>]*>", drawing)
    assert headline is not None
    at = drawing.index(old, headline.start())
    page.Contents.write(drawing[:at] + new + drawing[at + len(old) :])


def _letters(page: pikepdf.Page, wanted: str) -> dict[int, str]:
    from scenarios.pdf_text import _letters as letters

    for font in page.Resources.Font.values():
        table, _ = letters(font)
        if {"$", "3", "9"} <= set(table.values()):
            return dict(table)
    raise AssertionError(wanted)


def test_an_untouched_report_verifies(made: bytes, bank: Bank) -> None:
    verdict = verify_pdf(made, bank=bank)
    assert verdict.same, verdict.lines
    assert verdict.compared > 3_000


def test_every_page_s_numbers_are_listed_and_many_are_the_answer_s(made: bytes) -> None:
    with pikepdf.open(BytesIO(made)) as opened:
        texts = page_texts(opened)
        pages = json.loads(opened.attachments[FIGURES].get_file().read_bytes())["pages"]
        answered = json.loads(opened.attachments[ANSWER].get_file().read_bytes())
    assert [[figure["text"] for figure in page] for page in pages] == [numbers(text) for text in texts]
    named = {figure["of"] for page in pages for figure in page if "of" in figure}
    assert {
        "baseline.at_retirement.income_monthly.p50.value", "baseline.at_retirement.balance.p50.value",
        "difference.at_retirement.income_monthly.p5.value", "difference.at_retirement.chance_less.value",
        "break_even.bitcoin.median.value", "baseline.to_end.goal_monthly", "baseline.to_end.chance_short.value", "largest_sleeve.weight",
        "instead[0].income_monthly.p5.value", "instead[0].costs",
        "sweep[20].income_monthly_change.p5.value", "question.household.balance",
    } <= named  # fmt: skip
    assert answered["run"]["id"] in texts[0]


def test_the_pages_can_be_read_as_they_are_shown(made: bytes) -> None:
    with pikepdf.open(BytesIO(made)) as opened:
        text = "\n".join(page_texts(opened))
    assert "Without a sleeve, your account could pay about" in text
    assert "Age 35 · $45,000 saved · 8% of $72,800 pay" in text
    assert "$12.5k" in text  # drawn letter by letter in a picture


def altered(made: bytes, bank: Bank, edit: Callable[[pikepdf.Pdf], None]) -> str:
    verdict = verify_pdf(edited(made, edit), bank=bank)
    assert not verdict.same
    return "\n".join(verdict.lines)


def test_one_digit_on_a_page_is_caught_and_named(made: bytes, bank: Bank) -> None:
    said = altered(made, bank, digit_on_page)
    assert said.startswith("altered: the file contradicts itself in 1 places")
    assert re.search(r"page 1, number \d+: [\d,]*9[\d,]*, [\d,]*3[\d,]* in figures.json", said)


def test_one_text_in_the_list_is_caught_and_named(made: bytes, bank: Bank) -> None:
    assert "page 1, number" in altered(made, bank, attachment(FIGURES, '{"text":"45,000"', '{"text":"46,000"'))


def test_one_exact_number_in_the_list_is_caught_and_named(made: bytes, bank: Bank) -> None:
    said = altered(
        made, bank, attachment(FIGURES, '"of":"question.household.pay","number":72800', '"of":"question.household.pay","number":72801')
    )
    assert "(question.household.pay): 72" in said
    assert "in answer.json" in said


def test_one_number_of_the_attached_answer_is_caught_and_named(made: bytes, bank: Bank) -> None:
    def edit(opened: pikepdf.Pdf) -> None:
        answered = json.loads(opened.attachments[ANSWER].get_file().read_bytes())
        answered["sweep"][3]["balance"]["sd"]["value"] += 500
        put(opened, ANSWER, json.dumps(answered).encode())

    said = altered(made, bank, edit)
    assert "other numbers: 1 of " in said
    assert "sweep[3].balance.sd.value" in said


def test_one_digit_of_the_inputs_is_caught_and_named(made: bytes, bank: Bank) -> None:
    said = altered(made, bank, attachment(INPUTS, '"balance": 45000', '"balance": 45001'))
    assert "(question.household.balance): 45000, 45001 made again" in said
    assert "run.id" in said


def test_a_page_and_its_list_changed_together_are_caught_by_the_answer(made: bytes, bank: Bank) -> None:
    def edit(opened: pikepdf.Pdf) -> None:
        digit_on_page(opened)
        pages = json.loads(opened.attachments[FIGURES].get_file().read_bytes())["pages"]
        for page, text in zip(pages, page_texts(opened), strict=True):
            for figure, shown in zip(page, numbers(text), strict=True):
                figure["text"] = shown
        put(opened, FIGURES, json.dumps({"pages": pages}).encode())

    assert "before rounding" in altered(made, bank, edit)


def test_a_newer_engine_s_report_reports_differences_not_forgery(made: bytes, bank: Bank) -> None:
    def edit(opened: pikepdf.Pdf) -> None:
        answered = json.loads(opened.attachments[ANSWER].get_file().read_bytes())
        answered["run"]["engine"] = "99.0.0"
        answered["sweep"][3]["balance"]["sd"]["value"] += 500
        put(opened, ANSWER, json.dumps(answered).encode())

    said = altered(made, bank, edit)
    assert said.startswith("differences between engines: 1 of ")
    assert "altered" not in said


def test_the_evidence_leaves_the_pdf_accessible_and_the_same_for_the_same_record(
    made: bytes, parts: tuple[bytes, dict[str, Any], list[figures.Shown]], tmp_path: Path
) -> None:
    drawn, answered, notes = parts
    assert evidence.attach(drawn, answered, notes, MADE_ON) == made
    (tmp_path / "report.pdf").write_bytes(made)
    assert [str(finding) for finding in validate(str(tmp_path / "report.pdf")).findings] == []
    with pikepdf.open(BytesIO(made)) as opened:
        assert sorted(opened.attachments) == [ANSWER, FIGURES, INPUTS]


@pytest.mark.parametrize("name", [INPUTS, ANSWER, FIGURES])
def test_a_pdf_without_its_attachments_is_refused(name: str, made: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "report.pdf").write_bytes(edited(made, lambda opened: opened.attachments.__delitem__(name)))
    assert terminal.main(["verify", str(tmp_path / "report.pdf")]) == 2
    assert name in capsys.readouterr().err


def test_without_pikepdf_a_pdf_is_refused_with_what_to_install(
    made: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "report.pdf").write_bytes(made)
    monkeypatch.setitem(sys.modules, "pikepdf", None)
    assert terminal.main(["verify", str(tmp_path / "report.pdf")]) == 2
    assert "pikepdf" in capsys.readouterr().err


@pytest.mark.django_db
def test_the_worker_s_report_verifies(report: Report, bank: Bank, capsys: pytest.CaptureFixture[str]) -> None:
    tasks.make_report(report.job_id)
    report.refresh_from_db()
    assert terminal.main(["verify", str(report.job.file)]) == 0
    assert capsys.readouterr().out.startswith("same numbers: ")


SUMS = {"saved": 780_432.1, "lost": -45_312.5, "most": 123_000_000.5, "rich": 1_903_210.0, "weight": 0.05, "chance_less": 0.412}
ON_A_PAGE = {
    "es": [
        ("Su cuenta podría pagar $1.9 millones. Son $45,000 menos.", [("1.9", "rich"), ("45,000", "lost")]),
        ("En el eje: $780k. Con 5% de bitcoin.", [("780", "saved"), ("5", "weight")]),
    ],
    "zh-hant": [
        ("帳戶約有 78 萬美元，少 45,000 美元；最多 1.23 億美元。", [("78", "saved"), ("45,000", "lost"), ("1.23", "most")]),
        ("100 個可能的未來中約有 41 個。軸：$190萬", [("100", ""), ("41", "side.chance_less"), ("190", "rich")]),
        ("2025 年 8 月 7 日", [("2025", ""), ("8", ""), ("7", "")]),
    ],
    "zh-hans": [
        ("账户约有 78 万美元，少 45,000 美元；最多 1.23 亿美元。", [("78", "saved"), ("45,000", "lost"), ("1.23", "most")]),
        ("5% 的比特币。轴：$1.23亿", [("5", "weight"), ("1.23", "most")]),
    ],
}


@pytest.mark.parametrize("language", ON_A_PAGE)
def test_numbers_are_found_on_a_page_as_each_language_writes_them(language: str) -> None:
    with override(language), figures.noted() as notes:
        figures.of_100(SUMS["chance_less"])
        figures.share(SUMS["weight"])
        figures.change_size(SUMS["lost"])
        for key in ("saved", "most", "rich"):
            figures.money(SUMS[key])
            figures.money_short(SUMS[key])
    answered = {**SUMS, "side": {"chance_less": SUMS["chance_less"]}}
    for text, found in ON_A_PAGE[language]:
        [page] = evidence.figures([text], notes, answered)
        assert [(figure["text"], figure.get("of", "")) for figure in page] == found
        assert all(rounds(figure["text"], figure["number"]) for figure in page if "of" in figure)
