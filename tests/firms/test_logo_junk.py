"""Whatever is thrown at it, a logo is cleaned for good or refused."""

import logging
from collections.abc import Callable
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from advisor.firms.logos import Logo, clean
from advisor.firms.refused import LogoRefused
from advisor.reports import pdf
from tests.firms.drawings import DRAWINGS, png, svg


def cleaned_or_none(content: bytes) -> Logo | None:
    try:
        return clean(content)
    except LogoRefused:
        return None


@given(DRAWINGS)
def test_whatever_is_taken_is_the_same_when_cleaned_again(inside: str) -> None:
    cleaned = cleaned_or_none(svg(inside))
    if cleaned:
        assert clean(cleaned.content) == cleaned
        lower = cleaned.content.lower()
        assert not [word for word in (b"script", b"style", b"url(/", b"url(h", b"<image", b"<text", b"data:") if word in lower]


@given(DRAWINGS)
def test_whatever_is_taken_can_be_printed(inside: str) -> None:
    """WeasyPrint would note what it cannot draw, and leave the page half drawn."""
    cleaned = cleaned_or_none(svg(inside))
    if cleaned:
        assert not said_while(lambda: printed(cleaned))


def printed(logo: Logo) -> bytes:
    html = '<!doctype html><html lang="en"><title>t</title><p><img src="file:///logo.svg" alt="Logo"></p></html>'
    document = pdf.laid_out(html, files={"file:///logo.svg": logo.content})
    return pdf.finished(document, date(2026, 1, 1))


def said_while(act: Callable[[], object]) -> list[str]:
    said: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("weasyprint")
    logger.addHandler(handler)
    try:
        act()
    finally:
        logger.removeHandler(handler)
    return said


@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode) | st.text(max_size=100).map(lambda text: svg(text)))
def test_junk_is_refused_or_cleaned_and_nothing_else(content: bytes) -> None:
    cleaned_or_none(content)
    cleaned_or_none(b"\x89PNG\r\n\x1a\n" + content)


@given(st.data())
def test_a_png_with_any_byte_changed_is_refused_or_cleaned(data: st.DataObject) -> None:
    content = bytearray(png(40, 20, "RGB"))
    content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cleaned = cleaned_or_none(bytes(content))
    assert cleaned is None or clean(cleaned.content) == cleaned
