"""The glossary: every term is in use, every pointer leads somewhere, and a mistake is named with file and key."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from advisor.learn import CONTENT
from advisor.learn.glossary import FILE, Entry, glossary, read
from scenarios.errors import EditionError
from tests.plain_words import faults, texts

ROOT = Path(__file__).resolve().parents[2]
ENTRIES = glossary("en")
WRITTEN = [
    *ROOT.glob("templates/**/*.html"),
    *ROOT.glob("advisor/present/**/*.py"),
    *ROOT.glob("advisor/planner/*.py"),
    *(path for path in CONTENT.glob("**/*.toml") if path.name != FILE),
]
SITE = " ".join(re.sub(r"\s+", " ", path.read_text()) for path in WRITTEN).casefold()


def in_use(word: str, texts: str) -> bool:
    """As a word of its own; one thing or several."""
    return bool(re.search(rf"(?<!\w){re.escape(word.casefold())}s?(?!\w)", texts))


def test_the_page_has_every_term_with_its_meaning(client: Client) -> None:
    page = client.get(reverse("learn:glossary"))
    assert page.status_code == 200
    for entry in ENTRIES:
        assert page.text.count(f'<div id="{entry.id}"><dt>{entry.term}') == 1
        assert f"<p>{entry.meaning}</p>" in page.text


def test_there_are_enough_terms_to_be_of_use() -> None:
    assert len(ENTRIES) >= 50


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_a_term_is_in_use_on_the_site_or_in_another_entry(entry: Entry) -> None:
    others = " ".join(f"{other.term} {other.meaning}" for other in ENTRIES if other is not entry).casefold()
    assert any(in_use(word, SITE) or in_use(word, others) for word in (entry.term, *entry.also))


def test_a_term_that_nobody_uses_is_found() -> None:
    assert not in_use("collateralized obligation", SITE)
    assert not in_use("ape", "a taper and a tape")


def test_the_terms_stand_in_the_order_of_the_alphabet() -> None:
    terms = [entry.term.casefold() for entry in ENTRIES]
    assert terms == sorted(terms)


def test_no_term_and_no_other_word_is_explained_twice() -> None:
    words = [word.casefold() for entry in ENTRIES for word in (entry.term, *entry.also)]
    assert len(words) == len(set(words))


def test_every_pointer_of_the_page_leads_to_a_place_on_it(client: Client) -> None:
    page = client.get(reverse("learn:glossary")).text
    places = re.findall(r'\sid="([^"]+)"', page)
    assert len(places) == len(set(places))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(places)


def test_every_letter_leads_to_its_first_term(client: Client) -> None:
    page = client.get(reverse("learn:glossary")).text
    shown = dict(re.findall(r'<a href="#([\w-]+)"><span class="hide">Terms with </span>(.)</a>', page))
    first = {entry.term[0].upper(): entry.id for entry in reversed(ENTRIES)}
    assert shown == {id_: letter for letter, id_ in first.items()}


def test_the_page_is_easy_to_read(client: Client) -> None:
    page = client.get(reverse("learn:glossary")).text
    assert [fault for text in texts(page) for fault in faults(text.words, text.level)] == []


GOOD = '[[terms]]\nid = "cap"\nterm = "Cap"\nmeaning = "The most."\n'


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (GOOD + GOOD, "terms: the id 'cap' is there twice"),
        (GOOD + 'see = ["ramp"]\n', "terms[0].see: got 'ramp'; accepted: "),
        (GOOD + 'see = ["cap"]\n', "terms[0].see: got 'cap'"),
        (GOOD.replace('"The most."', '""'), "terms[0].meaning: must not be empty"),
        (GOOD.replace("meaning", "means"), "terms[0].meaning: missing key"),
        (GOOD + "more = 1\n", "terms[0].more: unknown key"),
        ("extra = 1\n" + GOOD, "extra: unknown key"),
        ("terms = 1", "terms: got 1; must be a list of tables"),
        ("[[terms", "not valid TOML"),
    ],
)
def test_a_mistake_is_named_with_file_and_key(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / FILE).write_text(content)
    with pytest.raises(EditionError) as refused:
        read(tmp_path)
    assert str(refused.value).startswith(f"{tmp_path.name}/{FILE}: {message}")
