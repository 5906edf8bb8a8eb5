"""The page about the API says what the document says, in each language, and shows the examples as they are run."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from advisor.api.examples import examples
from advisor.api.urls import api
from tests.adviser_states.api import STATES
from tests.plain_words import faults, texts

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["en", "es", "zh-hant", "zh-hans"])
def test_the_page_names_every_endpoint_and_no_other(language: str) -> None:
    with translation.override(language):
        page = Client().get(reverse("api:about"))
    assert page.status_code == 200
    named = re.findall(r'<th scope="row"><code>(\w+) (\S+)</code>', page.text)
    described = [(method.upper(), path) for path, methods in api.get_openapi_schema()["paths"].items() for method in methods]
    assert named == described
    assert 'href="/api/v1/openapi.json"' in page.text


def test_the_page_shows_the_examples_word_for_word() -> None:
    page = unescape(Client().get(reverse("api:about")).text)
    assert len(examples()) >= 6
    assert not [example for example in examples() if example.code not in page]
    assert {example.path for example in examples()} >= {"/answer", "/compare", "/edition", "/check", "/reports"}


@pytest.mark.parametrize("state", STATES)
def test_every_page_is_easy_to_read(state: str) -> None:
    assert [fault for text in texts(STATES[state]().text) for fault in faults(text.words, text.level)] == []
