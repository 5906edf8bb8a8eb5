"""Whatever a firm, an adviser or a client is called, and whatever a note says: it stands on the page as letters, and does nothing."""

import re
import socket
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pikepdf import Dictionary, Stream

from advisor import present
from advisor.firms.brand import Brand
from advisor.firms.logos import Logo, clean
from advisor.present import Summary
from advisor.reports import pdf, services, tasks
from advisor.reports.models import Kind
from advisor.reports.order import Order
from scenarios.answer import answer
from scenarios.inputs import Question
from scenarios.pdf_text import read
from tests.adviser_states.brand import DRAWING
from tests.firms.drawings import png
from tests.people import question_of

MADE_ON = date(2026, 11, 21)
SITE = "https://ballast.example"
HOSTILE = [
    "<script>app.alert(1)</script>", '<img src="http://evil.example/a.png">', "<img src=file:///etc/passwd>",
    "</p><a href='//evil.example'>x",
    '<link rel="attachment" href="file:///etc/hostname">', '<a rel=attachment href="file:///etc/hostname">a</a>',
    '<svg onload="alert(1)"><image href="file:///etc/passwd"/></svg>', '<style>@import "http://evil.example";</style>',
    '"><object data="http://evil.example"></object>', "<embed src=data:text/html;base64,AAAA>", '<meta http-equiv="refresh" content="0">',
    "&lt;b&gt;&#x202e;&entity;", "{{ summary }}{% include 'a' %}", "javascript:alert(1)", "http://evil.example/", "url(http://evil.example)",
    "\\3c b\\3e ); content: url(//evil.example)", "אבג דהו", "😀👩‍👩‍👧 a", "=HYPERLINK(\"//evil.example\")", "<base href='http://evil.example/'>",
    "<textarea>", "<!-- ", "]]>", "\'; --",
]  # fmt: skip
THIRDS, LINES = [" ".join(HOSTILE[first::3]) for first in range(3)], "\n".join(HOSTILE)
OWN_FILES = re.compile(r"file:///(css/[\w./-]+|fonts/[\w./-]+|code|logo\.(svg|png))")
DOES = {"/JS", "/JavaScript", "/AA", "/OpenAction", "/Launch", "/RichMedia", "/XFA", "/SubmitForm", "/GoToR", "/AcroForm"}


@pytest.fixture(scope="module")
def summary(bank: object) -> Summary:
    question = question_of("Maya")
    return present.summary(answer(question.household, question.plan, question.sleeve, question.beliefs, question.ask), "en")


@pytest.fixture
def asked_for(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What the printing asks its fetcher for. It reaches no network at all."""
    asked: list[str] = []
    fetcher: Any = pdf._fetcher()
    fetch = fetcher.fetch

    def noting(self: Any, url: str, headers: Any = None) -> Any:
        asked.append(url)
        return fetch(self, url, headers)

    def refused(*_: Any) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(fetcher, "fetch", noting)
    monkeypatch.setattr(socket.socket, "connect", refused)
    yield asked
    assert not [url for url in asked if not OWN_FILES.fullmatch(url)]


def order(name: str = "Acme", adviser: str = "ana@example.org", client: str = "", note: str = "", logo: bytes = b"") -> Order:
    cleaned = clean(logo) if logo else Logo(content=b"", media_type="")
    brand = Brand(name=name, capacity="broker", accent="#0d5a7d", logo=cleaned.content, logo_type=cleaned.media_type, adviser=adviser)
    return Order(kind=Kind.SUMMARY, brand=brand, prepared_for=client, note=note, site=SITE, address=f"{SITE}/v/mark/")


def actions(made: bytes) -> set[str]:
    """Every key and every kind of action in the file that makes a reader do something."""
    with pikepdf.open(BytesIO(made)) as opened:
        found = [one.stream_dict if isinstance(one, Stream) else one for one in opened.objects]
        tables = [one for one in found if isinstance(one, Dictionary)]
        return {word for table in tables for word in (*table.keys(), str(table.get("/S", "")))} & DOES


def addresses(made: bytes) -> set[str]:
    with pikepdf.open(BytesIO(made)) as opened:
        notes = [note for page in opened.pages for note in page.get("/Annots", [])]
        return {str(note.A.get("/URI", note.A.get("/S"))) for note in notes if "/A" in note}


def attached(made: bytes) -> list[str]:
    with pikepdf.open(BytesIO(made)) as opened:
        return list(opened.attachments)


def letters(text: str) -> str:
    return "".join(text.replace("\u200d", "").split())


def test_what_is_typed_stands_on_the_page_and_does_nothing(summary: Summary, asked_for: list[str]) -> None:
    name, adviser, client = THIRDS
    made = pdf.render(summary, MADE_ON, b"{}", order(name, adviser, client, LINES))
    assert attached(made) == ["inputs.json"]
    assert (actions(made), {one for one in addresses(made) if not one.startswith(SITE)}) == (set(), set())
    shown = letters("".join(read(made).texts))
    stands = [max(shown.count(way) for way in (letters(text), letters(text)[::-1])) for text in HOSTILE]  # Hebrew is drawn from its end
    assert min(stands) >= 2


@pytest.mark.parametrize("text", ["W" * 5_000, "\n".join("x" * 100) + "\u202e\u2066evil\u200b\x07" * 200], ids=["letters", "lines"])
def test_what_is_endless_does_nothing_either(summary: Summary, asked_for: list[str], text: str) -> None:
    """Without the check of a form, which would have refused most of it."""
    made = pdf.render(summary, MADE_ON, b"{}", order(text[:80], text[:80], text[:80], text))
    assert (attached(made), actions(made)) == (["inputs.json"], set())


@pytest.mark.parametrize("logo", [png(), DRAWING.encode()], ids=["png", "svg"])
def test_a_logo_is_drawn_and_brings_nothing(summary: Summary, asked_for: list[str], logo: bytes) -> None:
    made = pdf.render(summary, MADE_ON, b"{}", order(logo=logo))
    assert {one for one in addresses(made) if not one.startswith(SITE)} == {"mailto:ana@example.org"}
    assert {url for url in asked_for if "logo" in url} == {f"file:///logo.{'png' if logo == png() else 'svg'}"}
    assert (attached(made), actions(made)) == (["inputs.json"], set())


def test_a_hostile_report_carries_what_every_report_does(question: Question, db: None, bank: object, asked_for: list[str]) -> None:
    brand = order(HOSTILE[0], HOSTILE[1], logo=DRAWING.encode()).brand
    report = services.request_report(
        question=question, language="en", kind=Kind.SUMMARY, brand=brand, prepared_for=HOSTILE[2], note=LINES, address=SITE, saved=True
    )
    made = tasks.make(report, lambda *_: None)
    assert sorted(attached(made)) == ["answer.json", "figures.json", "inputs.json"]
    assert actions(made) == set()


def test_no_letter_of_a_name_reaches_the_log(summary: Summary, capfd: pytest.CaptureFixture[str]) -> None:
    """Of letters that no font has, WeasyPrint warns by writing them out."""
    pdf.laid_out("<p>\U0001f469\u0e81secret</p>")
    assert "\U0001f469" not in capfd.readouterr().err
