"""An adviser from the first firm to two answers side by side, in a real browser with a passkey; and the same book without a script."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.test_keep import answer
from tests.browser.test_plans import sign_in_with_passkey
from tests.whole_site import Site

ADVISER = "vera@example.org"
NARROWEST = 320
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def start_firm(site: Site, page: Page) -> None:
    sign_in_with_passkey(site, page, ADVISER)
    page.goto(f"{site.url}/firm/")
    page.get_by_label("Name of the firm").fill("Harbor Advice")
    page.get_by_label("In which capacity do you advise?").select_option("fiduciary")
    page.get_by_role("button", name="Start the firm").click()
    page.get_by_role("heading", name="Harbor Advice").wait_for()


def add_client(page: Page, name: str, tags: str = "") -> None:
    page.get_by_role("link", name="Clients", exact=True).first.click()
    page.get_by_role("link", name="Add a client").click()
    page.get_by_label("Name of the client").fill(name)
    page.get_by_label("Tags").fill(tags)
    page.get_by_role("button", name="Add the client").click()
    page.get_by_role("heading", name=name, exact=True).wait_for()


def narrow_enough(page: Page) -> None:
    page.set_viewport_size({"width": NARROWEST, "height": 900})
    assert page.evaluate(OVERFLOW) <= 0
    page.set_viewport_size({"width": 1280, "height": 900})


def test_an_adviser_keeps_two_answers_for_a_client_and_compares_them(site: Site, open_page: OpenPage) -> None:
    page = open_page(site.url)
    start_firm(site, page)
    add_client(page, "Theo Lin")
    add_client(page, "Maya Ortiz", "near retirement, VIP")

    page.get_by_role("button", name="New answer").click()
    expect(page.get_by_text("For Maya Ortiz")).to_be_visible()
    answer(page)
    page.get_by_role("button", name="Keep for Maya Ortiz").click()
    expect(page.get_by_role("heading", name="5% bitcoin")).to_be_visible()

    page.get_by_role("button", name="Open 5% bitcoin").click()
    page.get_by_role("heading", name="What a 5% bitcoin sleeve would change").wait_for()
    page.get_by_label("Or type it").fill("10")
    page.get_by_role("button", name="Show the change").click()
    page.get_by_role("heading", name="What a 10% bitcoin sleeve would change").wait_for()
    page.get_by_role("button", name="Keep for another client").click()
    page.get_by_label("Search").fill("vip")
    page.get_by_label("Name of the answer").fill("As much as the plan allows")
    page.get_by_role("button", name="Show these").click()
    page.get_by_role("button", name=re.compile("Keep for this client.*Maya Ortiz")).click()
    expect(page.get_by_role("heading", name="As much as the plan allows")).to_be_visible()
    assert "45,000" not in page.url

    page.get_by_role("link", name="Compare answers").click()
    for name in ("5% bitcoin", "As much as the plan allows"):
        page.get_by_role("checkbox", name=name).check()
    page.get_by_role("button", name="Show side by side").click()
    expect(page.get_by_role("columnheader", name=re.compile("As much as the plan allows"))).to_be_visible()
    expect(page.get_by_role("rowheader", name="Income a month against column A, future by future")).to_be_visible()
    narrow_enough(page)
    page.get_by_role("navigation", name="Where you are").get_by_role("link", name="Maya Ortiz").click()

    page.get_by_label("Note", exact=True).fill("Wants to stop work at 65.")
    page.get_by_role("button", name="Add the note").click()
    expect(page.get_by_text("Wants to stop work at 65.")).to_be_visible()
    narrow_enough(page)

    page.get_by_role("link", name="Clients", exact=True).first.click()
    found = page.locator("#found").get_by_role("link")
    expect(found).to_have_text(["Maya Ortiz", "Theo Lin"])
    page.get_by_label("Search").press_sequentially("stop WORK")
    expect(found).to_have_text(["Maya Ortiz"])
    expect(page.get_by_role("status")).to_have_text("1 client")
    page.get_by_label("Search").fill("")
    expect(found).to_have_text(["Maya Ortiz", "Theo Lin"])
    page.get_by_label("Tag", exact=True).select_option("VIP")
    expect(found).to_have_text(["Maya Ortiz"])
    assert page.url == f"{site.url}/clients/"
    narrow_enough(page)

    found.click()
    page.get_by_role("link", name="Delete the client").click()
    page.get_by_role("button", name="Delete the client").click()
    expect(page.get_by_role("link", name="Theo Lin")).to_be_visible()
    assert site.rows("SELECT count(*) FROM clients_client") == [(1,)]

    without_script = open_page(site.url, java_script_enabled=False)
    without_script.context.add_cookies(page.context.cookies())  # type: ignore[arg-type]
    without_script.goto(f"{site.url}/clients/")
    without_script.get_by_label("Search").fill("nobody")
    without_script.get_by_role("button", name="Show these").click()
    expect(without_script.get_by_text("Nobody is found.")).to_be_visible()
    without_script.get_by_label("Search").fill("theo")
    without_script.get_by_label("Search").press("Enter")
    expect(without_script.get_by_role("link", name="Theo Lin")).to_be_visible()
    assert without_script.url == f"{site.url}/clients/"
