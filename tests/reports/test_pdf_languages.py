"""The PDF in each language: said to be in it, in its own letters, and refused where the machine has none of them."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from django.utils import translation
from pdfua import validate

from advisor import present
from advisor.reports import pdf, services, tasks
from scenarios.answer import answer
from scenarios.inputs import Question
from tests.people import question_of
from tests.reports.test_pdf import MADE_ON

TAGS = {"es": "es", "zh-hant": "zh-Hant", "zh-hans": "zh-Hans"}
CHINESE = {"zh-hant": "Noto-Sans-CJK-TC", "zh-hans": "Noto-Sans-CJK-SC"}


@pytest.fixture(scope="module", params=TAGS)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def summary(bank: object, language: str) -> present.Summary:
    question = question_of("Maya")
    with translation.override(language):
        return present.summary(answer(question.household, question.plan, question.sleeve, question.beliefs, question.ask), language)


@pytest.fixture(scope="module")
def made(summary: present.Summary, language: str) -> bytes:
    return rendered(summary, language)


def rendered(summary: present.Summary, language: str) -> bytes:
    with translation.override(language):
        return pdf.render(summary, MADE_ON, b"{}")


def fonts(made: bytes) -> dict[str, bool]:
    """The fonts that are drawn with, by name without the mark of a subset, and whether each is in the file."""
    found = {}
    with pikepdf.open(BytesIO(made)) as opened:
        for page in opened.pages:
            for font in page.Resources.Font.values():
                subset, _, name = str(font.BaseFont).lstrip("/").partition("+")
                assert len(subset) == 6, "only the letters in use are in the file"
                descriptor = font.DescendantFonts[0].FontDescriptor
                found[name] = "/FontFile2" in descriptor or "/FontFile3" in descriptor
    return found


def test_it_says_its_language_and_keeps_the_rules(made: bytes, language: str, tmp_path: Path) -> None:
    with pikepdf.open(BytesIO(made)) as opened:
        assert str(opened.Root.Lang) == TAGS[language]
    path = tmp_path / "report.pdf"
    path.write_bytes(made)
    assert [str(finding) for finding in validate(str(path)).findings] == []


def test_its_letters_are_its_own_and_in_the_file(made: bytes, language: str) -> None:
    found = fonts(made)
    assert all(found.values())
    own = {name.removesuffix("-Bold") for name in found if not name.startswith("Public-Sans")}
    assert own == ({CHINESE[language]} if language in CHINESE else set())


def test_the_same_record_gives_the_same_bytes(summary: present.Summary, made: bytes, language: str) -> None:
    assert rendered(summary, language) == made


def test_the_words_of_the_rule_are_tagged_as_english(made: bytes, language: str) -> None:
    with pikepdf.open(BytesIO(made)) as opened:
        marked = {str(item.Lang) for item in opened.objects if isinstance(item, pikepdf.Dictionary) and "/Lang" in item}
    assert {"en", TAGS[language]} <= marked


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["zh-hant", "zh-hans"])
def test_without_a_font_for_chinese_there_is_a_reason_in_place_of_boxes(
    question: Question, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "CHINESE", dict.fromkeys(CHINESE, "A Font That Nobody Has"))
    pdf.has_letters.cache_clear()
    report = services.request_report(question=question, language=language)
    tasks.make_report(report.job_id)
    report.refresh_from_db()
    pdf.has_letters.cache_clear()
    assert (report.job.state, report.job.failure) == ("failed", "no_chinese")


def test_other_languages_need_no_font_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "laid_out", None)
    assert pdf.has_letters("en") and pdf.has_letters("es")
