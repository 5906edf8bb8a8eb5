"""The book: found by a word of a name, an address, a tag or a note; fifty to a page; and nothing that is personal in an address."""

import io
import logging
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import structlog
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from advisor.accounts.models import Act, User
from advisor.clients import book, services
from advisor.clients.models import LONGEST_NOTE, LONGEST_TAG, MOST_TAGS, Client, ClientReport, Note
from advisor.firms.actions import BookAction
from advisor.jobs.models import Job
from tests.clients.desk import client_of, desk, firm, member, report_of, scenario_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bank")]

BOOK, NEW = "/clients/", "/clients/new/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def ana() -> User:
    return member(firm())


@pytest.fixture
def browser(ana: User) -> Browser:
    return desk()


def names(page: Any) -> list[str]:
    return re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)</a>', page.text)


def of(name: str, client: Client, *parts: str) -> str:
    return reverse(f"clients:{name}", args=[client.id, *parts])


def actions() -> list[str]:
    return list(Act.objects.order_by("id").values_list("action", flat=True))


def test_an_empty_book_says_what_to_do(browser: Browser) -> None:
    page = browser.get(BOOK)
    assert "Nobody yet." in page.text
    assert 'name="words"' not in page.text
    assert f'href="{NEW}"' in page.text


def test_no_page_of_a_book_reads_the_logo_of_the_firm(browser: Browser, ana: User) -> None:
    """It may have half a megabyte."""
    maya = client_of(ana, "Maya Ortiz")
    kept = scenario_of(maya)
    with CaptureQueriesContext(connection) as queries:
        for address in (BOOK, NEW, of("client", maya), of("new_report", maya), of("compare", maya)):
            assert browser.get(address).status_code == 200
        assert browser.post(of("rename", maya, kept.id), {"name": "Later"}).status_code == 303
    read = [query["sql"] for query in queries if '"firms_firm"' in query["sql"]]
    assert read
    assert not [sql for sql in read if '"firms_firm"."logo"' in sql]


def test_clients_stand_by_name_whatever_their_letters(browser: Browser, ana: User) -> None:
    for name in ("zoe", "Émile", "Ángel Ruiz", "Bo", "李明"):
        client_of(ana, name)
    assert names(browser.get(BOOK)) == ["Ángel Ruiz", "Bo", "Émile", "zoe", "李明"]


@pytest.mark.parametrize(
    "words", ["maya", "ORTIZ", "ortiz maya", "Órtiz", "example.com", "review", "Straße", "strasse", "stop work at 65", "maya 65"]
)
def test_every_word_stands_somewhere_in_what_is_known(browser: Browser, ana: User, words: str) -> None:
    maya = client_of(ana, "Maya Ortiz", email="maya@example.com", tags=["Review in May"])
    maya.notes.create(text="Lives in Hafenstraße. Wants to STOP work at 65.")
    client_of(ana, "Theo Lin").notes.create(text="Nothing yet.")
    assert names(browser.post(BOOK, {"words": words})) == ["Maya Ortiz"]


@pytest.mark.parametrize("words", ["nobody", "maya theo", "%", "_", "ortiz 66"])
def test_what_stands_nowhere_is_not_found(browser: Browser, ana: User, words: str) -> None:
    client_of(ana, "Maya Ortiz").notes.create(text="Wants to stop work at 65.")
    client_of(ana, "Theo Lin")
    page = browser.post(BOOK, {"words": words})
    assert names(page) == []
    assert "Nobody is found." in page.text
    assert f'value="{words}"' in page.text


def test_a_tag_leaves_those_who_have_it(browser: Browser, ana: User) -> None:
    client_of(ana, "Maya", tags=["Near retirement", "VIP"])
    client_of(ana, "Theo", tags=["near Retirement"])
    client_of(ana, "Raymond", tags=["retirement"])
    page = browser.post(BOOK, {"tag": "near retirement"})
    assert names(page) == ["Maya", "Theo"]
    assert re.findall(r'<option value="([^"]*)"', page.text) == ["", "Near retirement", "retirement", "VIP"]
    assert names(browser.post(BOOK, {"tag": "near retirement", "words": "theo"})) == ["Theo"]


def test_fifty_stand_on_a_page_and_the_search_goes_along(browser: Browser, ana: User) -> None:
    Client.objects.bulk_create(Client(firm=ana.firm_member.firm, adviser=ana, name=f"Client {place:03}") for place in range(120))
    first = browser.get(BOOK)
    assert (names(first)[0], names(first)[-1], len(names(first))) == ("Client 000", "Client 049", book.A_PAGE)
    assert "Page 1 of 3" in first.text
    assert "120 clients" in first.text
    last = browser.post(BOOK, {"words": "client", "page": "3"})
    assert (names(last)[0], len(names(last))) == ("Client 100", 20)
    assert re.search(r'<form id="search" method="post".*name="words" value="client".*name="page" value="2"', last.text, re.DOTALL)
    assert "Next page" not in last.text


@pytest.mark.parametrize("page", ["0", "-1", "9999", "x", "²", "99999999999999999999", ""])
def test_a_page_that_is_not_there_is_the_nearest(browser: Browser, ana: User, page: str) -> None:
    client_of(ana)
    assert names(browser.post(BOOK, {"page": page})) == ["Maya Ortiz"]


def test_htmx_gets_only_what_was_found_and_how_much(browser: Browser, ana: User) -> None:
    client_of(ana)
    part = browser.post(BOOK, {"words": "maya"}, headers=HTMX)
    assert names(part) == ["Maya Ortiz"]
    assert '<div hx-swap-oob="innerHTML:#status">1 client</div>' in part.text
    assert "<main" not in part.text


def test_a_large_book_is_read_in_a_few_queries(browser: Browser, ana: User, django_assert_max_num_queries: Any) -> None:
    made = Client.objects.bulk_create(Client(firm=ana.firm_member.firm, adviser=ana, name=f"Client {place}") for place in range(300))
    Note.objects.bulk_create(Note(client=client, text="Likes index funds.") for client in made)
    with django_assert_max_num_queries(12):
        assert "300 clients" in browser.post(BOOK, {"words": "index funds"}).text


def test_a_client_is_added(browser: Browser, ana: User) -> None:
    sent = {"name": "  Maya   Ortiz ", "email": "maya@example.com", "tags": "near retirement,, VIP ,vip，長期"}
    response = browser.post(NEW, sent)
    client = Client.objects.get()
    assert response.headers["Location"] == of("client", client)
    assert (client.name, client.email, client.tags) == ("Maya Ortiz", "maya@example.com", ["near retirement", "vip", "長期"])
    assert (client.adviser, client.firm) == (ana, ana.firm_member.firm)
    assert actions() == [BookAction.ADD]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"name": " \u200b "}, "Type a name."),
        ({"name": "m" * 81}, "Type a shorter name"),
        ({"name": "Maya", "email": "maya"}, "Type an e-mail address in full"),
        ({"name": "Maya", "tags": ",".join(f"t{place}" for place in range(MOST_TAGS + 1))}, "Type 10 tags at most."),
        ({"name": "Maya", "tags": "t" * (LONGEST_TAG + 1)}, "A tag has 30 letters at most."),
        ({"name": "Maya", "tags": "t" * 5_000}, "Type fewer or shorter tags."),
    ],
)
def test_what_cannot_be_is_said_where_it_was_typed(browser: Browser, sent: dict[str, str], said: str) -> None:
    page = browser.post(NEW, sent)
    assert page.status_code == 422
    assert "<title>Error: " in page.text
    assert re.search(rf'<a href="#(name|email|tags)">{said}', page.text)
    assert not Client.objects.exists()


def test_as_many_tags_as_may_be(browser: Browser) -> None:
    tags = [f"{place:>030}" for place in range(MOST_TAGS)]
    browser.post(NEW, {"name": "Maya", "tags": ", ".join(tags)})
    assert Client.objects.get().tags == tags


def test_a_full_book_takes_nobody_more(browser: Browser, ana: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MOST_CLIENTS", 1)
    client_of(ana)
    page = browser.post(NEW, {"name": "Theo"})
    assert page.status_code == 409
    assert "Your book is full." in page.text
    assert 'value="Theo"' in page.text
    assert Client.objects.count() == 1


def test_a_client_is_changed(browser: Browser, ana: User) -> None:
    client = client_of(ana, tags=["a", "b"])
    page = browser.get(of("edit", client))
    assert 'value="a, b"' in page.text
    assert browser.post(of("edit", client), {"name": "Maya Lee", "tags": ""}).headers["Location"] == of("client", client)
    client.refresh_from_db()
    assert (client.name, client.tags) == ("Maya Lee", [])
    assert actions() == [BookAction.CHANGE]


def test_the_page_of_a_client_says_what_is_known(browser: Browser, ana: User) -> None:
    client = client_of(ana, email="maya@example.com", tags=["VIP"])
    page = browser.get(of("client", client)).text
    for words in ("Maya Ortiz", "maya@example.com", "VIP", "None yet. At the end of each answer"):
        assert words in page
    assert of("compare", client) not in page


def test_what_was_typed_is_never_markup(browser: Browser, ana: User) -> None:
    client = client_of(ana, "<b>Maya</b> {{ x }}", tags=["<i>"])
    client.notes.create(text="<script>alert(1)</script>\n& so on")
    for page in (browser.get(BOOK).text, browser.get(of("client", client)).text, browser.get(of("edit", client)).text):
        assert "&lt;b&gt;Maya&lt;/b&gt; {{ x }}" in page
        assert not re.search(r"<b>Maya|<i>|<script>alert", page)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>&amp; so on" in browser.get(of("client", client)).text


def test_a_note_is_written_changed_and_deleted(browser: Browser, ana: User) -> None:
    client = client_of(ana)
    assert browser.post(of("add_note", client), {"text": " Stops at 65.\r\nAsks about bitcoin. "}).status_code == 303
    note = client.notes.get()
    assert note.text == "Stops at 65.\nAsks about bitcoin."
    assert "Stops at 65." in browser.get(of("note", client, note.id)).text
    assert browser.post(of("note", client, note.id), {"text": "Stops at 66."}).status_code == 303
    assert "Stops at 66." in browser.get(of("client", client)).text
    assert "Delete this note?" in browser.get(of("delete_note", client, note.id)).text
    assert client.notes.count() == 1
    assert browser.post(of("delete_note", client, note.id)).status_code == 303
    assert not client.notes.exists()
    assert actions() == [BookAction.WRITE, BookAction.CHANGE_NOTE, BookAction.DELETE_NOTE]


@pytest.mark.parametrize(("text", "said"), [("  ", "Type a note."), ("x" * (LONGEST_NOTE + 1), "Type a shorter note")])
def test_a_note_that_cannot_be_is_said_and_stays_in_its_field(browser: Browser, ana: User, text: str, said: str) -> None:
    client = client_of(ana)
    for address in (of("add_note", client), of("note", client, client.notes.create(text="before").id)):
        page = browser.post(address, {"text": text})
        assert page.status_code == 422
        assert f'<a href="#text">{said}' in page.text
        assert text.strip() in page.text
    assert [note.text for note in client.notes.all()] == ["before"]


def test_there_is_room_for_so_many_notes(browser: Browser, ana: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MOST_NOTES", 1)
    client = client_of(ana)
    client.notes.create(text="first")
    page = browser.post(of("add_note", client), {"text": "second"})
    assert page.status_code == 409
    assert "There is no room for more notes." in page.text
    assert ">\nsecond</textarea>" in page.text or ">second</textarea>" in page.text


@pytest.mark.django_db(transaction=True)
def test_deleting_asks_first_and_then_everything_of_the_client_goes() -> None:
    ana = member(firm())
    browser = desk()
    client, other = client_of(ana), client_of(ana, "Theo Lin")
    for one in (client, other):
        scenario_of(one)
        one.notes.create(text="A note.")
    gone, stays = report_of(client), report_of(other)
    file = gone.report.job.file
    assert "Delete “Maya Ortiz”?" in browser.get(of("delete", client)).text
    assert Client.objects.count() == 2
    assert browser.post(of("delete", client)).headers["Location"] == BOOK
    assert list(Client.objects.all()) == [other]
    assert list(ClientReport.objects.all()) == [stays]
    assert (Note.objects.count(), Job.objects.filter(id=gone.report.job_id).exists()) == (1, False)
    assert not file.exists()
    assert stays.report.job.file.exists()
    assert actions()[-1] == BookAction.DELETE


def test_acts_name_ids_and_no_values(browser: Browser, ana: User) -> None:
    browser.post(NEW, {"name": "Maya Ortiz", "tags": "VIP"})
    client = Client.objects.get()
    browser.post(of("add_note", client), {"text": "A note."})
    assert {(act.plan, act.about) for act in Act.objects.all()} == {(client.firm_id, client.id)}


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """All that the site's own handler writes, at every level."""
    ours = next(handler for handler in logging.getLogger().handlers if isinstance(handler.formatter, structlog.stdlib.ProcessorFormatter))
    stream = io.StringIO()
    before = ours.setStream(stream)  # type: ignore[attr-defined]
    yield stream
    ours.setStream(before)  # type: ignore[attr-defined]


def test_names_and_searches_stand_in_no_address_cookie_cache_or_log(browser: Browser, ana: User, lines: io.StringIO) -> None:
    client = client_of(ana, "Maya Qwertz", email="qwertz@example.com", tags=["qwertz"])
    client.notes.create(text="Qwertz.")
    pages = [browser.post(BOOK, {"words": "Qwertz", "tag": "qwertz"}), browser.get(of("client", client)), browser.get(of("edit", client))]
    browser.post(BOOK, {"words": "Qwertz", "page": "Qwertz"})
    browser.post(NEW, {"name": "", "email": "qwertz", "tags": "qwertz" * 100})
    Browser(enforce_csrf_checks=True).post(BOOK, {"words": "Qwertz"})
    browser.post(of("client", client).replace(client.id, "Qwertz"), {"words": "Qwertz"})
    for page in pages:
        assert "no-store" in page.headers["Cache-Control"]
        for address in re.findall(r'(?:href|action|src|formaction|hx-post|hx-get)="([^"]*)"', page.text):
            assert not urlsplit(address).query
            assert "qwertz" not in address.lower()
        assert "qwertz" not in str(page.headers).lower()
    assert not any("qwertz" in cookie.value.lower() for cookie in browser.cookies.values())
    assert "qwertz" not in str(dict(browser.session)).lower()
    assert "qwertz" not in lines.getvalue().lower()


def test_another_language_shows_the_same_search_and_does_nothing_else(browser: Browser, ana: User) -> None:
    client = client_of(ana)
    with translation.override("es"):
        addresses = [
            reverse("clients:new"),
            of("edit", client),
            of("add_note", client),
            of("note", client, client.notes.create(text="A note.").id),
        ]
        found = reverse("clients:book")
    assert names(browser.post(found, {"words": "maya", "switched": "1"})) == ["Maya Ortiz"]
    for address in addresses:
        page = browser.post(address, {"name": "Half typed", "text": "Half typed", "switched": "1"})
        assert page.status_code == 200
        assert "Half typed" in page.text
    assert (Client.objects.count(), client.notes.get().text) == (1, "A note.")
