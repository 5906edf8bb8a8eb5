"""A participant, an employer and an adviser go all the way on the real site; afterwards their figures, names and addresses are looked for
in every place where none of them should be. Rows that keep some on purpose are named in KEPT.

It takes minutes, so `make proof` does it. What costs little is in `make test`: tests/house/test_logs.py, tests/house/test_metrics.py.
"""

import os
import re
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Page, expect
from redis import Redis

from tests.browser.conftest import OpenPage
from tests.browser.test_adviser import add_client, start_firm
from tests.browser.test_keep import sign_in
from tests.browser.test_plans import publish, sign_in_with_passkey
from tests.browser.test_workforce import upload
from tests.cohorts.workforce import as_csv, rows
from tests.visitors import passed_cookie
from tests.whole_site import Site, of_process

pytestmark = pytest.mark.skipif("PROOF" not in os.environ, reason="some minutes: make proof")

TOKEN = "for-this-test-alone"
MINUTES = 4 * 60_000  # milliseconds
BALANCE, PAY, CENSUS_BALANCE = "48,271.53", "83,417.29", "55123.47"
PLACES_OF_A_BALANCE = "48271", "48,271", "48.271", "48_271"
WORDS = (
    *PLACES_OF_A_BALANCE, "83417", "83,417", "55123", "55,123",
    "quarrington", "tagmarigold", "notepersimmon", "keptquill", "planquill", "vera@example.org", "staffvane", "harbor mills",
    "harbor advice",
)  # fmt: skip

# Tables that hold what somebody typed on purpose, and until when: docs/security.md.
KEPT = {
    "accounts_user": "the address of an account", "accounts_scenario": "kept answers", "reports_report": "a PDF's question, for an hour",
    "plans_plan": "a plan's name", "plans_version": "a plan's rules", "cohorts_census": "a file's name", "cohorts_person": "a census",
    "cohorts_upload": "an upload, for an hour", "cohorts_result": "answers of a census", "firms_firm": "a firm's name",
    "clients_client": "a client", "clients_note": "a note", "clients_clientscenario": "a client's answers",
    "clients_clientreport": "a report's name",
}  # fmt: skip


def found(text: str) -> set[str]:
    return {word for word in WORDS if word in text.lower()}


@pytest.fixture
def watched(bank: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("METRICS_TOKEN", TOKEN)
    with Site(tmp_path) as running:
        yield running


def participant(site: Site, open_page: OpenPage, pages: list[Page], addresses: list[str]) -> None:
    """Answer, recompute, compare, PDF, verify, keep."""
    page = opened(open_page, site.url, pages, addresses)
    typed(page)
    page.get_by_label("Or type it").fill("5")
    page.get_by_role("button", name="Show the change").click()
    page.get_by_role("heading", name="What a 5% bitcoin sleeve would change").wait_for()
    page.get_by_role("button", name="Get the PDF").click()
    link = page.get_by_role("link", name="Open the PDF")
    link.wait_for(timeout=MINUTES)
    file = page.context.request.get(f"{site.url}{link.get_attribute('href')}").body()
    assert file.startswith(b"%PDF-")
    page.goto(f"{site.url}/verify/")
    page.locator("input[type=file]").set_input_files({"name": "report.pdf", "mimeType": "application/pdf", "buffer": file})
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.get_by_text("the numbers", exact=False).first).to_be_visible(timeout=MINUTES)
    page.goto(site.url)
    typed(page)
    page.get_by_role("button", name="Compare sizes and plans").click()
    page.get_by_role("heading", name="Sleeves and plans side by side").wait_for()
    page.goto(site.url)
    typed(page)
    page.get_by_role("button", name="Keep this").click()
    sign_in(site, page, "keptquill@example.org", button="Sign in and keep it")


def typed(page: Page) -> None:
    page.get_by_label("Your age").fill("37")
    page.get_by_label("What is in your 401(k) now").fill(f"${BALANCE}")
    page.get_by_label("What you pay in").fill("7.3%")
    page.get_by_role("button", name="Show my answer").click()
    page.get_by_role("link", name="Change these figures").click()
    page.get_by_label("Your pay", exact=True).fill(PAY)
    page.get_by_role("button", name="Use these figures").click()
    page.get_by_role("button", name="Keep this").wait_for()


def employer(site: Site, open_page: OpenPage, pages: list[Page], addresses: list[str]) -> None:
    page = opened(open_page, site.url, pages, addresses)
    sign_in_with_passkey(site, page, "planquill@example.org")
    page.get_by_label("Name of the plan").fill("Harbor Mills 401(k)")
    page.get_by_role("button", name="Start a plan").click()
    page.get_by_role("link", name="Edit the draft").click()
    publish(page)
    page.get_by_role("link", name="Workforce").click()
    page.get_by_role("link", name="Upload a census").first.click()
    upload(page, as_csv([row | {"Name": f"Staffvane {number}", "Balance": CENSUS_BALANCE} for number, row in enumerate(rows(12))]))
    page.get_by_role("button", name="Save these people").click()
    expect(page.get_by_text("There are too few people for counts.").first).to_be_visible(timeout=MINUTES)


def adviser(site: Site, open_page: OpenPage, pages: list[Page], addresses: list[str]) -> None:
    page = opened(open_page, site.url, pages, addresses)
    start_firm(site, page)
    add_client(page, "Zebulon Quarrington", "tagmarigold")
    page.get_by_role("button", name="New answer").click()
    typed(page)
    page.get_by_role("button", name="Keep for Zebulon Quarrington").click()
    page.get_by_label("Note", exact=True).fill("Notepersimmon: wants to stop work.")
    page.get_by_role("button", name="Add the note").click()
    page.get_by_role("link", name="Clients", exact=True).first.click()
    page.get_by_label("Search").press_sequentially("tagmarigold")
    page.get_by_role("link", name="Zebulon Quarrington").click()
    page.get_by_role("link", name=re.compile("report", re.IGNORECASE)).first.click()
    page.get_by_role("button", name="Make the report").click()
    page.get_by_role("link", name="Open the PDF").wait_for(timeout=MINUTES)


def opened(open_page: OpenPage, url: str, pages: list[Page], addresses: list[str]) -> Page:
    page = open_page("about:blank", passed=False)
    page.context.on("request", lambda request: addresses.append(f"{request.url} {request.headers.get('referer', '')}"))
    name, value = passed_cookie()
    page.context.add_cookies([{"name": name, "value": value, "url": url}])
    page.goto(url)
    pages.append(page)
    return page


def test_no_figure_of_a_journey_is_where_it_should_not_be(watched: Site, open_page: OpenPage) -> None:
    pages: list[Page] = []
    addresses: list[str] = []
    for journey in (participant, employer, adviser):
        journey(watched, open_page, pages, addresses)
    assert len(addresses) > 50
    assert {place: words for place, text in places(watched, pages, addresses) if (words := found(text))} == {}
    assert found(" ".join(str(row) for row in watched.rows("SELECT * FROM accounts_scenario"))) >= {"48,271", "83,417"}  # they are found


def places(site: Site, pages: list[Page], addresses: list[str]) -> Iterator[tuple[str, str]]:
    yield "the log", site.log.read_text()
    yield "metrics", metrics(site)
    yield "an address", "\n".join(addresses)
    for page in pages:
        yield "a cookie", str(page.context.cookies())
        yield "browser storage", stored(page)
        yield "the history", page.url
    yield from (("Valkey", text) for text in broker(site))
    for file in (site.home / "valkey").rglob("*"):
        if file.is_file():
            yield f"Valkey's {file.name}", file.read_bytes().decode(errors="replace")
    tables = [str(name) for (name,) in site.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    assert KEPT.keys() <= set(tables)
    for table in tables:
        if table not in KEPT and not table.startswith("sqlite_"):
            yield f"table {table}", str(site.rows(f'SELECT * FROM "{table}"'))
    yield from (("a session", str(SessionStore().decode(str(data)))) for (data,) in site.rows("SELECT session_data FROM accounts_session"))


def metrics(site: Site) -> str:
    asked = urllib.request.Request(f"{site.url}/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    with urllib.request.urlopen(asked) as response:
        return str(response.read().decode())


def stored(page: Page) -> str:
    """What scripts of the site could read back: htmx notes on which page of ours the tab is, and there is nothing else."""
    held = page.evaluate(
        """async () => [Object.entries(localStorage), await indexedDB.databases(), 'caches' in window ? await caches.keys() : [],
                        Object.keys(sessionStorage).filter(name => name !== 'htmx-current-path-for-history')]"""
    )
    assert held == [[], [], [], []], held
    return str(page.evaluate("[Object.entries(sessionStorage), history.state]"))


def broker(site: Site) -> Iterator[str]:
    """All keys with all that they hold."""
    (pid, *_) = site.processes("gunicorn")
    url = re.search(r"REDIS_URL=redis\+socket://([^\0]+)", of_process(pid, "environ"))
    assert url
    valkey: Any = Redis(unix_socket_path=url[1])
    readers = {
        b"string": valkey.get, b"hash": valkey.hgetall, b"set": valkey.smembers,
        b"list": lambda key: valkey.lrange(key, 0, -1), b"zset": lambda key: valkey.zrange(key, 0, -1, withscores=True),
    }  # fmt: skip
    keys = list(valkey.scan_iter())
    assert keys
    yield from (f"{key!r} {readers[valkey.type(key)](key)!r}" for key in keys)
