"""Both kinds of report, on both papers, in every language: their pages, their code, their firm."""

import json
import os
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import product
from pathlib import Path

import pikepdf
import pytest
from django.utils import translation
from pdfua import validate

from advisor import present
from advisor.firms.brand import Brand
from advisor.plans import qr
from advisor.plans.source import PlanSource
from advisor.present import figures
from advisor.reports import contents, evidence, pdf, reference, services
from advisor.reports.models import Kind, Paper
from advisor.reports.order import Order
from scenarios import document
from scenarios.answer import answer
from scenarios.answer_document import answer_document
from scenarios.bank import Bank
from scenarios.pdf_text import page_texts
from scenarios.results import Answer
from scenarios.verify_pdf import verify_pdf
from tests.people import PEOPLE, question_of
from tests.reports.test_pdf import MADE_ON

SITE = "https://ballast.example.org"
MARK = SITE + "/v/Zk3vQx9TnB1sLw7RyUe0Ag/"
LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><path fill="#1b4332" d="M0 0h40v40H0z"/></svg>'
BRAND = Brand(
    name="Northfield Partners",
    capacity="fiduciary",
    accent="#1b4332",
    logo=LOGO,
    logo_type="image/svg+xml",
    adviser="ann@northfield.example",
)
NOTE = "Dear Maya,\nlook at the bad case first & <b>then</b> at the good one."
PLAN = PlanSource(name="Acme & Sons", number=3, published_on="2026-05-04", fields=("cap", "match", "menu"))
SITE_S = Order(site=SITE, address=MARK)
FIRM_S = Order(site=SITE, address=MARK, brand=BRAND, prepared_for="Maya Okonkwo", note=NOTE)
PAGES = {Kind.SUMMARY: range(2, 3), Kind.FULL: range(4, 7)}
SHAPES = {"no sleeve": "Theo", "bitcoin": "Maya", "mix": "Aisha", "own beliefs": "Consuelo"}

LANGUAGES = "en", "es", "zh-hant", "zh-hans"
EVERY = list(product(SHAPES, ("site", "firm"), Kind.values, Paper.values, LANGUAGES))
SAMPLE = [
    ("bitcoin", "site", "full", "letter", "en"),
    ("bitcoin", "firm", "summary", "a4", "es"),
    ("mix", "firm", "full", "letter", "es"),
    ("no sleeve", "firm", "summary", "letter", "zh-hant"),
]

pytestmark = pytest.mark.usefixtures("bank")


@cache
def answered(person: str, kind: str) -> tuple[Answer, bytes]:
    question = question_of(person)
    asked = document.parse(document.to_document(replace(question, ask=services._shown(question, kind))))
    inputs = json.dumps(document.to_document(asked)).encode()
    return answer(asked.household, asked.plan, asked.sleeve, asked.beliefs, asked.ask), inputs


@cache
def made(shape: str, look: str, kind: str, paper: str, language: str) -> bytes:
    """As a worker makes it; the firm's under the rules of a plan."""
    found, inputs = answered(SHAPES[shape], kind)
    order = replace(FIRM_S if look == "firm" else SITE_S, kind=kind, paper=paper)
    with translation.override(language), figures.noted() as notes:
        summary = present.summary(found, language, plan=PLAN.set_by() if look == "firm" else None)
        drawn = pdf.render(summary, MADE_ON, inputs, order)
    return evidence.attach(drawn, answer_document(found), notes, MADE_ON)


def texts(made: bytes) -> list[str]:
    with pikepdf.open(BytesIO(made)) as opened:
        return [" ".join(text.split()) for text in page_texts(opened)]


@pytest.mark.parametrize("kind", Kind.values)
def test_the_longest_note_leaves_the_pages_as_they_are(kind: str) -> None:
    found, inputs = answered("Maya", kind)
    with translation.override("es"):
        drawn = pdf.render(present.summary(found, "es"), MADE_ON, inputs, replace(FIRM_S, kind=kind, note=("A word more. " * 80)[:1000]))
    assert pdf.pages(drawn) in PAGES[Kind(kind)]


@pytest.fixture(scope="module")
def plain() -> bytes:
    return made(*SAMPLE[0])


@pytest.fixture(scope="module")
def branded() -> bytes:
    return made("bitcoin", "firm", "summary", "letter", "en")


@pytest.mark.parametrize("way", EVERY if "PROOF" in os.environ else SAMPLE, ids=" ".join)
def test_it_keeps_to_its_pages_and_paper_is_accessible_and_verifies(way: tuple[str, ...], bank: Bank, tmp_path: Path) -> None:
    shape, look, kind, paper, language = way
    found = made(shape, look, kind, paper, language)
    with pikepdf.open(BytesIO(found)) as opened:
        assert len(opened.pages) in PAGES[Kind(kind)]
        assert [round(float(side)) for side in opened.pages[0].MediaBox[2:]] == {"letter": [612, 792], "a4": [595, 842]}[paper]
    (tmp_path / "report.pdf").write_bytes(found)
    assert [str(finding) for finding in validate(str(tmp_path / "report.pdf")).findings] == []
    verdict = verify_pdf(found, bank=bank)
    assert verdict.same, verdict.lines


STARTS = [("Maya", "summary", "letter", "en"), ("Harold", "full", "a4", "en"), ("Winston", "summary", "a4", "zh-hans")]
ALL_STARTS = list(product(PEOPLE, Kind.values, Paper.values, LANGUAGES))


@pytest.mark.parametrize("way", ALL_STARTS if "PROOF" in os.environ else STARTS, ids=" ".join)
def test_a_report_is_never_denser_than_it_must_be(way: tuple[str, ...]) -> None:
    """The first density that is tried is the first in which it fits: the one before it takes more pages."""
    person, kind, paper, language = way
    found, order = answered(person, kind)[0], Order(kind=kind, paper=paper)
    with translation.override(language):
        summary, about = present.summary(found, language), pdf.in_language() | {"logo": ""}
        first = len(contents.DENSITIES) - len(contents.densities(summary, order, language))
        if first:
            before = contents.html(summary, MADE_ON, order, contents.DENSITIES[first - 1], about)
            assert len(pdf.laid_out(before, pdf.SHEET, {}, {}, order.sheet).pages) > pdf.MOST_PAGES[Kind(kind)]


def test_every_page_says_which_of_how_many_it_is_and_its_run_code(plain: bytes) -> None:
    pages, code = texts(plain), answered("Maya", Kind.FULL)[0].run.id
    for number, text in enumerate(pages, start=1):
        assert code in text
        assert f"Page {number} of {len(pages)}" in text


def rectangles(stream: pikepdf.Object) -> set[tuple[int, int, int]]:
    drawn = pikepdf.parse_content_stream(stream, "re")
    return {tuple(int(number) for number in instruction.operands[:3]) for instruction in drawn if float(instruction.operands[3]) == 1}  # type: ignore[misc]


def codes_on(page: pikepdf.Page) -> list[set[tuple[int, int, int]]]:
    """The modules of what is drawn module by module: on the page itself, and in the drawings used in it."""
    inner: list[pikepdf.Object] = [page.Contents]
    for kind in ("/XObject", "/Pattern"):
        parts = page.Resources.get(kind, pikepdf.Dictionary())
        inner += [part for part in parts.values() if isinstance(part, pikepdf.Stream)]
    for part in list(inner[1:]):
        deeper = part.get("/Resources", pikepdf.Dictionary()).get("/XObject", pikepdf.Dictionary())
        inner += [one for one in deeper.values() if isinstance(one, pikepdf.Stream)]
    return [found for found in map(rectangles, inner) if len(found) > 100]


def test_every_page_carries_the_code_of_its_address_with_its_quiet_zone(plain: bytes) -> None:
    """Module by module what a reader of codes would see."""
    modules = qr.modules(MARK)
    assert min(x for x, _, _ in modules.dark) == qr.QUIET_ZONE
    assert 19.5 * (modules.size - 2 * qr.QUIET_ZONE) / modules.size >= 15  # millimetres, as the sheet has it
    with pikepdf.open(BytesIO(plain)) as opened:
        for page in opened.pages:
            found = codes_on(page)
            assert found
            assert all(code == set(modules.dark) for code in found)


def test_without_an_address_there_is_no_code_and_the_run_code_stays() -> None:
    found, inputs = answered("Maya", Kind.SUMMARY)
    drawn = pdf.render(present.summary(found, "en"), MADE_ON, inputs, Order(kind=Kind.SUMMARY))
    with pikepdf.open(BytesIO(drawn)) as opened:
        assert not any(codes_on(page) for page in opened.pages)
    assert all(found.run.id in text for text in texts(drawn))


def test_each_section_has_a_bookmark(plain: bytes) -> None:
    with pikepdf.open(BytesIO(plain)) as opened, opened.open_outline() as outline:
        [whole] = outline.root
        names = [item.title for item in whole.children]
    for heading in (
        "What a 5% bitcoin sleeve would change",
        "What moves the result",
        "What we assume, and where it is from",
        "Please read",
    ):
        assert heading in names


def test_the_firm_and_who_it_is_for_stand_on_the_first_page_and_the_note_as_it_was_typed(branded: bytes) -> None:
    first = texts(branded)[0]
    for words in ("ann@northfield.example", "Northfield Partners", "Investment adviser, a fiduciary", "Prepared for Maya Okonkwo",
                  "look at the bad case first & <b>then</b> at the good one."):  # fmt: skip
        assert words in first


def test_an_accent_colours_the_firm_s_lines_and_no_figure(plain: bytes, branded: bytes) -> None:
    """The colours of both sides are the same in a firm's report."""
    for found in (plain, branded):
        with pikepdf.open(BytesIO(found)) as opened:
            drawn = b"".join(page.Contents.read_bytes() for page in opened.pages)
            assert b"0.05098" in drawn  # of the baseline, #0d5a7d
    assert "--line: #1b4332" in FIRM_S.sheet


def test_the_same_record_gives_the_same_bytes_with_code_logo_and_note(branded: bytes) -> None:
    made.cache_clear()
    assert made("bitcoin", "firm", "summary", "letter", "en") == branded


def test_the_numbers_of_the_summary_stand_in_the_full_report_too(branded: bytes, plain: bytes) -> None:
    whole = " ".join(texts(plain))
    for figure in ("$3,300", "$740,000", "−$820", "+$1,820", "51", "$8,800"):
        assert figure in whole
        assert figure in " ".join(texts(branded))


@pytest.mark.parametrize(
    ("language", "word", "text", "stands"),
    [
        ("en", "Cap", "The caps of a plan", True),
        ("en", "Cap", "Capital", False),
        ("es", "Tope", "los topes", True),
        ("zh-hant", "上限", "計畫上限為", True),
    ],
)
def test_a_word_is_explained_where_it_stands(language: str, word: str, text: str, stands: bool) -> None:
    with translation.override(language):
        assert reference.stands(word, text) is stands


def test_a_meaning_in_short_is_its_first_sentence() -> None:
    [entry] = [entry for entry in reference.terms("<p>the cap and a run code</p>") if entry.id == "run-code"]
    [short] = reference.in_short([entry])
    assert short.meaning == "A short code on each answer and PDF."
