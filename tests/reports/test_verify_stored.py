"""Reports that somebody has kept can be verified by the engine of today."""

import json

import pikepdf
import pytest

from advisor.reports import checking, verdicts
from scenarios import __version__
from scenarios.editions import available
from scenarios.pdf_text import read
from scenarios.verify_pdf import ANSWER, verify_pdf
from tests.reports.made import attached, edited, put
from tests.reports.stored import FOLDER, STORED, file

pytestmark = pytest.mark.usefixtures("bank")


def test_every_kind_language_and_paper_is_stored() -> None:
    assert {path.name for path in FOLDER.glob("*.pdf")} == {file(*one).name for one in STORED}
    _, languages, kinds, papers = (set(values) for values in zip(*STORED, strict=True))
    assert (languages, kinds, papers) == ({"en", "es", "zh-hant", "zh-hans"}, {"summary", "full"}, {"letter", "a4"})


def test_the_edition_of_every_stored_report_is_still_here() -> None:
    for one in STORED:
        run = json.loads(attached(file(*one).read_bytes(), ANSWER))["run"]
        assert run["edition"] in available()


@pytest.mark.parametrize("one", STORED, ids=lambda one: "-".join(one))
def test_a_stored_report_has_the_same_numbers(one: tuple[str, str, str, str]) -> None:
    verdict = verify_pdf(file(*one).read_bytes())
    assert verdict.same, verdict.lines
    assert verdict.made_by == __version__ or verdict.by_another
    assert verdict.compared > 1_500


def test_a_stored_report_of_another_engine_says_what_moved() -> None:
    """Its pages, its list and its answer agree, and the engine of today gives other numbers."""
    content, path = file(*STORED[0]).read_bytes(), "sweep[3].balance.sd.value"

    def older(opened: pikepdf.Pdf) -> None:
        answer = json.loads(opened.attachments[ANSWER].get_file().read_bytes())
        answer["run"] |= {"engine": "0.0.9"}
        answer["sweep"][3]["balance"]["sd"]["value"] *= 1.02
        put(opened, ANSWER, json.dumps(answer).encode())

    verdict = verify_pdf(edited(content, older))
    assert [one.of for one in verdict.deviations] == [path]
    assert verdict.altered == ()
    assert verdict.lines[0].startswith("differences between engines: 1 of ")
    assert f"made by version 0.0.9; this is {__version__}" in verdict.lines[0]
    told = verdicts.told(verdict)
    assert told.sign == "open"
    assert [row.what for row in told.differences] == [path]


def test_the_site_says_the_same_of_a_stored_report_as_the_terminal() -> None:
    content = file(*STORED[0]).read_bytes()
    assert checking.checked(content) == verify_pdf(content)


def test_every_page_of_a_stored_report_has_its_run_code() -> None:
    for one in STORED:
        parts = read(file(*one).read_bytes())
        run = json.loads(parts.attached[ANSWER])["run"]["id"]
        assert all(run in "".join(text.split()) for text in parts.texts)
