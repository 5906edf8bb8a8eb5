"""A real Chromium on the running site, with a note of every complaint in its console."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from tests.chromium import EXECUTABLE, FLAGS
from tests.visitors import passed_cookie

PATIENCE = 60_000  # milliseconds, on a machine that does other things too
# How Chromium notes a form that came too late or with errors, a page that is not there, a refusal for now, and a server that fails or
# misses a part.
EXPECTED = (
    "status of 409",
    "status of 413",
    "status of 422",
    "status of 404",
    "status of 429",
    "status of 500",
    "status of 503",
    "Response Status Error Code",
)

expect.set_options(timeout=PATIENCE)

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=EXECUTABLE, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[OpenPage]:
    """A window of this width, of somebody who has passed the check of understanding or not; complaints in its console fail the test."""
    complaints: list[str] = []
    contexts = []

    def complain(message: ConsoleMessage) -> None:
        missing_file = "Failed to load" in message.text and "/static/" in message.location["url"]
        if message.type in ("error", "warning") and (missing_file or not is_expected(message.text)):
            complaints.append(f"{message.text} {message.location['url']}")

    def opened(url: str, *, width: int = 1280, passed: bool = True, **options: Any) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        if passed:
            name, value = passed_cookie()
            context.add_cookies([{"name": name, "value": value, "url": url}])
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", complain)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(url)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not complaints


def is_expected(complaint: str) -> bool:
    return any(status in complaint for status in EXPECTED)


def answer_three_fields(page: Page, *, contribution: str = "8%") -> None:
    page.get_by_label("Your age").fill("35")
    page.get_by_label("What is in your 401(k) now").fill("$45,000")
    page.get_by_label("What you pay in").fill(contribution)
    page.get_by_role("button", name="Show my answer").click()
    page.get_by_role("heading", name="You have no sleeve. Nothing changes.").wait_for()
