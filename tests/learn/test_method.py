"""The page of the method: the documents as they stand, their limits first, and nothing that the site's rules forbid."""

import re
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from advisor.learn.markdown import parsed, rendered
from advisor.learn.method import LIMITS, method

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = {name: (ROOT / "docs" / f"{name}.md").read_text() for name in ("model", "validation")}
HEADINGS = [(name, heading) for name, text in DOCUMENTS.items() for heading in re.findall(r"^## (.+)$", text, re.MULTILINE)]


@pytest.fixture(scope="module")
def page(client_of_module: Client) -> str:
    response = client_of_module.get("/method/")
    assert response.status_code == 200
    return response.text


@pytest.fixture(scope="module")
def client_of_module() -> Client:
    return Client()


def words(html: str) -> str:
    """What a reader sees, in single spaces."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def seen(markdown: str) -> str:
    """What a reader sees of a document's text."""
    return words(rendered(parsed(markdown), "it"))


def test_the_page_is_called_method() -> None:
    assert reverse("learn:method") == "/method/"


@pytest.mark.parametrize(("name", "heading"), HEADINGS)
def test_every_heading_is_shown_once_and_in_the_index(page: str, name: str, heading: str) -> None:
    shown = re.findall(rf'<h[23] id="([\w-]+)">{re.escape(seen(heading))}</h[23]>', unescape(page))
    chapters = [id_ for id_ in shown if id_.startswith(name)]
    assert len(chapters) == 1
    assert f'<a href="#{chapters[0]}">' in page


def test_no_place_of_the_page_has_the_name_of_another(page: str) -> None:
    names = re.findall(r'\sid="([^"]+)"', page)
    assert len(names) == len(set(names))


def test_every_known_limit_is_shown_and_before_the_rest(page: str) -> None:
    limits = DOCUMENTS["model"].split(f"## {LIMITS}\n")[1].split("\n## ")[0]
    everything = words(page)
    for line in re.split(r"\n+(?=[-*] )|\n\n+", limits.strip()):
        assert seen(line) in everything
    assert page.index(f">{LIMITS}</h2>") < min(page.index(f">{unescape(paper.title)}</h2>") for paper in method("en").papers)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_word_of_the_documents_is_on_the_page(page: str, name: str) -> None:
    everything = words(page)
    parts = re.split(r"^#{1,6} .*$", DOCUMENTS[name], flags=re.MULTILINE)
    assert [part[:60] for part in parts if seen(part) not in everything] == []


def test_the_page_stands_without_script_or_style(page: str) -> None:
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", page)
    assert not re.search(r"hx-get|hx-post", page.partition("<main")[2])


def test_other_pages_lead_to_the_method(client: Client) -> None:
    for name in ("planner:start", "learn:assumptions"):
        assert f'href="{reverse("learn:method")}"' in client.get(reverse(name)).text.partition("</nav>")[2]


TABLE = "| a | b |\n|---|--:|\n| one | 2 |"


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>"),  # raw HTML is text
        ("### A", "<h4>A</h4>"),
        ("[a](assumptions.md)", '<p><a href="/assumptions/">a</a></p>'),
        ("[a](model.md#bank)", '<p><a href="/method/">a</a></p>'),
        ("[a](decisions/0001-x.md)", "<p><a>a</a></p>"),  # the site has no such page
        ("[a](javascript:alert)", "<p>[a](javascript:alert)</p>"),
        ("[a](https://example.org/?a=1&b=2)", '<p><a href="https://example.org/?a=1&amp;b=2">a</a></p>'),
    ],
)
def test_markdown_becomes_what_the_site_allows(markdown: str, html: str) -> None:
    assert rendered(parsed(markdown), "it").strip().replace("\n", "") == html


def test_a_wide_table_scrolls_in_a_region_with_a_name() -> None:
    html = rendered(parsed(f"{TABLE}\n\n{TABLE}"), "fees.py")
    regions = re.findall(r'<div class="scrolls" role="region" tabindex="0" aria-label="([^"]+)"><table>', html)
    assert regions == ["Table 1 of fees.py", "Table 2 of fees.py"]
    assert html.count('<th scope="col" class="words">a</th><th scope="col" class="number">b</th>'.replace("><", ">\n<")) == 2
    assert "style" not in html
