"""Lines that are set once: the same paper, and nothing of one document in another."""

from datetime import date
from typing import Any

import pytest

from advisor.reports import lines, pdf

MADE_ON = date(2026, 11, 21)
COLUMNS = (
    '<html lang="en"><title>A</title><body><div style="columns: 2">'
    + "<p>One bad case in five, and one good.</p>" * 30
    + "</div></body></html>"
)


def splits(monkeypatch: pytest.MonkeyPatch, made_once: bool) -> list[str]:
    """The texts that are split into lines from now on, each time that it is done."""
    from weasyprint.layout import inline, preferred
    from weasyprint.text.line_break import split_first_line

    lines.set_once()
    done: list[str] = []

    def noted(text: str, *rest: Any) -> Any:
        done.append(text)
        return split_first_line(text, *rest)

    def again(text: str, style: Any, context: Any, width: Any, spacing: Any, is_line_start: bool = True, minimum: bool = False) -> Any:
        return noted(text, style, context, width, spacing, is_line_start, minimum)

    for module in (inline, preferred):
        monkeypatch.setattr(module, "split_first_line", lines.once(noted) if made_once else again)
    return done


def test_the_paper_is_the_same_as_with_lines_set_again(monkeypatch: pytest.MonkeyPatch) -> None:
    often = splits(monkeypatch, made_once=False)
    before = pdf.finished(pdf.laid_out(COLUMNS), MADE_ON)
    seldom = splits(monkeypatch, made_once=True)
    assert pdf.finished(pdf.laid_out(COLUMNS), MADE_ON) == before
    assert 0 < 2 * len(seldom) < len(often)


def test_each_document_sets_its_own_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    done = splits(monkeypatch, made_once=True)
    first = pdf.laid_out(COLUMNS)
    number = len(done)
    pdf.laid_out(COLUMNS)
    assert len(done) == 2 * number
    assert first.pages


def test_what_decides_a_line_tells_it_from_others() -> None:
    """Its text, style, width, spacing, and where it stands; another document sets all of them anew."""

    class Context:
        pass

    done: list[tuple[Any, ...]] = []

    def split(*asked: Any) -> int:
        done.append(asked)
        return len(done)

    known, one, other = lines.once(split), Context(), Context()
    plain, bold = {"font_weight": 400}, {"font_weight": 700}
    asked: list[tuple[Any, ...]] = [
        ("a", plain, one, 9.0, 0),
        ("b", plain, one, 9.0, 0),
        ("a", bold, one, 9.0, 0),
        ("a", plain, one, None, 0),
        ("a", plain, one, 9.0, 1),
        ("a", plain, one, 9.0, 0, False),
        ("a", plain, one, 9.0, 0, True, True),
        ("a", plain, other, 9.0, 0),
    ]
    numbers = [known(*each) for each in asked]
    assert numbers == list(range(1, len(asked) + 1))
    assert [known(*each) for each in asked] == numbers
    assert len(done) == len(asked)
