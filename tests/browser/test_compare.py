"""Side by side in a browser: columns come in place, the keyboard goes on where it was, nothing scrolls sideways."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, answer_three_fields
from tests.whole_site import Site


def compared(site: Site, open_page: OpenPage, **options: object) -> Page:
    page = open_page(site.url, **options)
    answer_three_fields(page)
    page.get_by_role("button", name="Compare sizes and plans").click()
    page.get_by_role("heading", name="Sleeves and plans side by side").wait_for()
    return page


def test_columns_come_and_go_in_place_and_the_keyboard_goes_on(site: Site, open_page: OpenPage) -> None:
    page = compared(site, open_page)
    page.evaluate("window.mine = 'still here'")
    page.get_by_role("button", name="Add a column").click()
    added = page.get_by_label("Size of the sleeve, Column D")
    expect(added).to_be_focused()
    added.fill("7")
    added.press("Enter")
    expect(page.get_by_role("columnheader", name="7% bitcoin")).to_be_visible()
    expect(added).to_be_focused()
    page.get_by_role("button", name="Remove D").click()
    expect(page.get_by_role("columnheader", name="7% bitcoin")).to_have_count(0)
    expect(page.get_by_role("button", name="Show side by side")).to_be_focused()
    assert page.evaluate("window.mine") == "still here"
    assert page.url == f"{site.url}/compare/"


def test_a_comparison_is_announced_when_it_starts_and_when_it_is_there(site: Site, open_page: OpenPage) -> None:
    page = compared(site, open_page)
    page.evaluate(
        """() => {
          window.said = [];
          new MutationObserver(() => {
            const words = document.getElementById('status')?.textContent;
            if (words && words !== window.said.at(-1)) window.said.push(words);
          }).observe(document.body, {childList: true, subtree: true});
        }"""
    )
    page.get_by_label("Size of the sleeve, Column A").fill("2")
    page.get_by_role("button", name="Show side by side").click()
    expect(page.locator("#status")).to_contain_text("Of 100 futures about this many end with less:")
    said = page.evaluate("window.said")
    assert len(said) == 2
    assert said[0].startswith("Working it out.")


def test_an_error_leads_to_its_field(site: Site, open_page: OpenPage) -> None:
    page = compared(site, open_page)
    page.get_by_label("Size of the sleeve, Column B").fill("15")
    page.get_by_role("button", name="Show side by side").click()
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("link", name="Column B: Type a number from 0% to 10%").click()
    expect(page.get_by_label("Size of the sleeve, Column B")).to_be_focused()


def test_a_phone_gets_cards_and_a_wide_window_a_table(site: Site, open_page: OpenPage) -> None:
    phone = compared(site, open_page, width=390)
    expect(phone.locator(".compare-cards > li")).to_have_count(4)
    expect(phone.get_by_role("table")).to_be_hidden()
    expect(phone.get_by_label("Size of the sleeve, Column A")).to_be_hidden()
    wide = compared(site, open_page)
    expect(wide.get_by_role("table")).to_be_visible()
    expect(wide.locator(".compare-cards")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 960])
def test_four_columns_do_not_scroll_the_page_sideways(site: Site, open_page: OpenPage, width: int) -> None:
    page = compared(site, open_page, width=width)
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    page.get_by_role("button", name="Add a column").click()
    page.locator("#d_weight").wait_for(state="attached")
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def test_without_a_script_every_button_works(site: Site, open_page: OpenPage) -> None:
    page = compared(site, open_page, java_script_enabled=False)
    page.get_by_role("button", name="Add a column").click()
    expect(page.locator("thead th")).to_have_count(5)
    page.get_by_role("button", name="Remove A").click()
    expect(page.locator("thead th")).to_have_count(4)
