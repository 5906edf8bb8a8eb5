"""What the script adds: the slider recomputes in place, says so once, keeps the focus, and leaves nothing behind."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, answer_three_fields
from tests.whole_site import Site

BELOW = (
    "beliefs", "futures", "ladder", "fan", "sweep", "stress", "fees", "break-even", "instead", "moves", "assumed", "six",
)  # fmt: skip


@pytest.fixture
def answered(site: Site, open_page: OpenPage) -> Page:
    page = open_page(site.url)
    answer_three_fields(page)
    return page


def slide_to(page: Page, percent: int) -> None:
    slider = page.get_by_role("slider")
    slider.focus()
    while int(slider.input_value()) < percent:
        slider.press("ArrowRight")
    expect(page.get_by_role("heading", name=f"What a {percent}% bitcoin sleeve would change")).to_be_visible()


def test_the_slider_changes_the_answer_in_place_and_keeps_the_focus(answered: Page) -> None:
    answered.evaluate("document.getElementById('rail').dataset.mine = 'still here'")
    slide_to(answered, 3)
    expect(answered.get_by_role("slider")).to_be_focused()
    expect(answered.get_by_label("Or type it")).to_have_value("3")
    expect(answered).to_have_title("Your 401(k), with and without a 3% bitcoin sleeve – Ballast")
    assert answered.evaluate("document.getElementById('rail').dataset.mine") == "still here"


def test_an_answer_is_announced_when_it_starts_and_when_it_is_there(answered: Page) -> None:
    answered.evaluate(
        """() => {
          window.said = [];
          new MutationObserver(() => window.said.push(document.getElementById('status').textContent))
            .observe(document.getElementById('status'), {childList: true});
        }"""
    )
    slide_to(answered, 1)
    expect(answered.locator("#status")).to_contain_text("1% bitcoin sleeve: about")
    said = answered.evaluate("window.said")
    assert said[0] == "Working it out for 1%. The numbers below are still for 0% bitcoin."
    assert len(said) == 2


def test_the_text_moves_the_slider_and_the_slider_the_text(answered: Page) -> None:
    answered.get_by_label("Or type it").fill("4")
    expect(answered.get_by_role("slider")).to_have_value("4")
    answered.get_by_label("Or type it").press("Enter")
    expect(answered.get_by_role("heading", name="What a 4% bitcoin sleeve would change")).to_be_visible()


def test_nothing_is_checked_before_the_button(answered: Page) -> None:
    answered.get_by_label("Or type it").fill("99")
    answered.get_by_label("Or type it").blur()
    answered.wait_for_timeout(300)
    expect(answered.get_by_role("heading", name="You have no sleeve. Nothing changes.")).to_be_visible()
    expect(answered.get_by_role("alert")).to_have_count(0)


def test_an_error_is_summed_up_on_top_with_the_focus_and_its_link_leads_to_the_field(answered: Page) -> None:
    answered.get_by_label("Or type it").fill("15")
    answered.get_by_role("button", name="Show the change").click()
    summary = answered.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(answered).to_have_title("Error: Your answer – Ballast")
    summary.get_by_role("link").click()
    expect(answered.get_by_label("Or type it")).to_be_focused()
    expect(answered.get_by_label("Or type it")).to_have_value("15")
    answered.get_by_label("Or type it").fill("5")
    answered.get_by_role("button", name="Show the change").click()
    expect(answered.get_by_role("heading", name="What a 5% bitcoin sleeve would change")).to_be_visible()


def test_another_asset_brings_its_own_controls(answered: Page) -> None:
    answered.get_by_label("What the sleeve holds").select_option("private_equity")
    answered.get_by_label("Or type it").fill("5")
    answered.get_by_role("button", name="Show the change").click()
    expect(answered.get_by_role("heading", name="What a 5% private equity sleeve would change")).to_be_visible()
    expect(answered.get_by_label("Share in private equity")).to_be_visible()
    answered.get_by_role("radio", name="The survey in full").check()
    expect(answered.locator(".belief.now h3")).to_have_text("The survey in full")


def test_what_was_opened_stays_open_in_the_next_answer(answered: Page) -> None:
    slide_to(answered, 2)
    answered.locator("#table-sweep summary").click()
    answered.locator("#fees > summary").click()
    slide_to(answered, 3)
    expect(answered.locator("#table-sweep")).to_have_attribute("open", "")
    assert answered.locator("#fees").get_attribute("open") is None


def test_change_these_figures_opens_the_second_part(answered: Page) -> None:
    expect(answered.get_by_label("Age at which you stop work")).to_be_hidden()
    answered.get_by_role("link", name="Change these figures").click()
    expect(answered.get_by_label("Age at which you stop work")).to_be_visible()


def test_a_phone_gets_the_parts_below_the_headline_folded(site: Site, open_page: OpenPage) -> None:
    page = open_page(site.url, width=390)
    answer_three_fields(page)
    slide_to(page, 5)
    for part in (*BELOW, "spread", "reading"):
        assert page.locator(f"#{part}").get_attribute("open") is None, part
    expect(page.get_by_role("heading", name="How often it is less")).to_be_visible()
    page.locator("#fan > summary").click()
    expect(page.locator("#fan svg.narrow")).to_be_visible()


def test_nothing_is_shown_on_a_phone_that_folds_a_moment_later(site: Site, open_page: OpenPage) -> None:
    page = open_page(site.url, width=390)
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => { window.atFirst = document.querySelectorAll('[data-folds][open]').length; })"
    )
    answer_three_fields(page)
    assert page.locator("[data-folds]").count() > 5
    assert page.evaluate("window.atFirst") == 0


def test_a_laptop_shows_all_parts_open(answered: Page) -> None:
    slide_to(answered, 2)
    assert answered.locator("[data-folds]:not([open])").count() == 0
    expect(answered.get_by_text("What these figures mean")).to_be_hidden()


def test_without_a_script_a_phone_shows_all_parts_open(site: Site, open_page: OpenPage) -> None:
    page = open_page(site.url, width=390, java_script_enabled=False)
    answer_three_fields(page)
    for part in ("fan", "assumed", "reading"):
        assert page.locator(f"#{part}").get_attribute("open") is not None, part


def test_what_moves_it_comes_in_place_and_takes_the_focus(answered: Page) -> None:
    slide_to(answered, 2)
    answered.get_by_role("button", name="Show what moves it").click()
    shown = answered.locator("#moves figure")
    expect(shown).to_be_visible()
    expect(answered.locator("#moves-shown > div")).to_be_focused()
    expect(answered.locator("#status")).to_contain_text("2% bitcoin sleeve: about")


def test_a_refusal_for_now_is_said_in_place_and_the_old_answer_stays(answered: Page) -> None:
    slide_to(answered, 2)
    answered.route("**/answer/", lambda route: route.fulfill(status=429, headers={"Retry-After": "20"}, body="busy"))
    answered.get_by_role("slider").press("ArrowRight")
    expect(answered.locator("#status")).to_contain_text("Please wait 20 seconds, then try again.")
    expect(answered.get_by_role("heading", name="What a 2% bitcoin sleeve would change")).to_be_visible()
    assert answered.locator("#result").get_attribute("aria-busy") is None


def test_a_server_that_fails_is_said_in_place(answered: Page) -> None:
    slide_to(answered, 2)
    answered.route("**/answer/", lambda route: route.fulfill(status=500, body="broken"))
    answered.get_by_role("slider").press("ArrowRight")
    expect(answered.locator("#status")).to_have_text("That did not work. Please try again. What you typed is still here.")


def test_own_beliefs_move_the_headline_and_are_set_beside_the_edition(answered: Page) -> None:
    slide_to(answered, 5)
    answered.get_by_text("Or my own figures").click()
    answered.get_by_label("Average year of bitcoin").fill("4")
    answered.get_by_role("button", name="Show the change").click()
    expect(answered.get_by_role("heading", name="What your beliefs move")).to_be_visible()


def test_the_figures_stay_out_of_address_storage_and_history(answered: Page) -> None:
    slide_to(answered, 2)
    assert answered.url.endswith("/answer/")
    assert answered.evaluate("localStorage.length") == 0
    assert answered.evaluate("Object.entries(sessionStorage)") == [["htmx-current-path-for-history", "/answer/"]]
    assert {cookie["name"] for cookie in answered.context.cookies()} == {"ballast", "csrftoken"}
    assert answered.evaluate("history.state") is None


@pytest.mark.parametrize("width", [320, 1024])
def test_no_page_scrolls_sideways(site: Site, open_page: OpenPage, width: int) -> None:
    page = open_page(site.url, width=width)
    overflowing = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(overflowing) == 0
    answer_three_fields(page)
    slide_to(page, 5)
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    assert page.evaluate(overflowing) == 0
    page.get_by_role("button", name="Show what moves it").click()
    page.locator("#moves figure").wait_for()
    assert page.evaluate(overflowing) == 0
    for path in ("assumptions", "method"):
        page.goto(f"{site.url}/{path}/")
        assert page.evaluate(overflowing) == 0
