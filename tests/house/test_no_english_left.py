"""No page in another language shows English, but where it is marked as such: names, titles of documents, the law's own words."""

import os
from collections.abc import Iterator
from itertools import cycle, product

import pytest
from django.utils import translation

from tests.plain_words import Page
from tests.states import STATES, sample
from tests.translations import LANGUAGES, english_in

pytestmark = [pytest.mark.usefixtures("bank"), pytest.mark.django_db]

SAID = {"aria-label", "title", "placeholder", "alt", "data-working", "data-failed", "data-busy", "data-done", "data-label"}  # attributes
# The catalogues are whole (test_translations.py), so what is left is what the code never asked to be translated: one language shows it.
SEEN = [*product(STATES, LANGUAGES.values())] if "PROOF" in os.environ else [*zip(sample(2), cycle(LANGUAGES.values()), strict=False)]


class Seen(Page):
    """Also what is said by attributes, and what stands in pictures, sources and notes."""

    def __init__(self, page: str) -> None:
        self.said: list[str] = []
        super().__init__(page, leave_out=(), unworded=("script", "style", "code"))

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        super().handle_starttag(tag, attributes)
        if not self.left_out:
            self.said += [value for name, value in attributes if name in SAID and value]


def texts(page: str) -> Iterator[str]:
    seen = Seen(page)
    yield from (text.words for text in seen.texts if text.words)
    yield from seen.said


@pytest.mark.parametrize(("state", "language"), SEEN)
def test_no_english_is_left(state: str, language: str) -> None:
    with translation.override(language):
        page = STATES[state]().content.decode()
    assert [text for text in texts(page) if english_in(text, language)] == []


def test_english_is_found() -> None:
    assert english_in("Show my answer to what it is", "es")
    assert english_in("顯示 Show my answer now", "zh-hant")
    assert not english_in("Un fondo de Fidelity and Company", "es")
    assert [*texts('<html lang="es"><body><p>uno</p><cite lang="en">two</cite><p aria-label="tres">dos</p></body></html>')] == [
        "uno",
        "dos",
        "tres",
    ]
