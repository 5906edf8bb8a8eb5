"""From the first page to the PDF with the keys alone, the check of understanding on the way; with and without a script."""

import pytest
from playwright.sync_api import Locator, Page, expect

from advisor.learn.check_questions import drawn
from tests.browser.conftest import OpenPage
from tests.whole_site import Site

TABS = 200  # more than any page has


def go_to(page: Page, there: Locator) -> None:
    """Tab by tab; what is reached shows that it has the focus."""
    expect(there).to_be_visible()
    for _ in range(TABS):
        page.keyboard.press("Tab")
        if there.evaluate("element => element === document.activeElement"):
            assert there.evaluate("element => getComputedStyle(element).outlineStyle") != "none"
            return
    raise AssertionError(f"{TABS} tabs do not lead to {there}")


def type_into(page: Page, label: str, text: str) -> None:
    go_to(page, page.get_by_label(label))
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def press(page: Page, button: str) -> None:
    go_to(page, page.get_by_role("button", name=button))
    page.keyboard.press("Enter")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_the_whole_way_by_keys(site: Site, open_page: OpenPage, script: bool) -> None:
    page = open_page(site.url, passed=False, java_script_enabled=script)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the main text")).to_be_focused()
    page.keyboard.press("Enter")
    for label, text in (("Your age", "35"), ("What is in your 401(k) now", "45000"), ("What you pay in", "8%")):
        type_into(page, label, text)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="You have no sleeve. Nothing changes.")).to_be_visible()
    type_into(page, "Or type it", "5")
    press(page, "Show the change")
    expect(page.get_by_role("button", name="Check my answers")).to_be_visible()
    for question in drawn(["bitcoin"], "en"):
        go_to(page, page.locator(f"#check_{question.id}"))
        for _ in range([answer.key for answer in question.answers].index(question.right)):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Space")
    press(page, "Check my answers")
    expect(page.get_by_role("heading", name="What a 5% bitcoin sleeve would change")).to_be_visible()
    press(page, "Get the PDF")
    link = page.get_by_role("link", name="Open the PDF")
    link.wait_for()
    go_to(page, link)
