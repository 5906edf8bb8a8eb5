"""Three fields, an answer, a 5% sleeve, the PDF opened: on a laptop and a phone, with and without JavaScript."""

from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.conftest import OpenPage, answer_three_fields
from tests.whole_site import Site


@pytest.mark.parametrize(("width", "script"), [(1280, True), (390, False)], ids=["laptop-script", "phone-no-script"])
def test_from_three_fields_to_the_pdf(site: Site, open_page: OpenPage, width: int, script: bool) -> None:
    page = open_page(site.url, width=width, java_script_enabled=script)
    answer_three_fields(page)
    choose_five_percent(page)
    expect(page.get_by_role("heading", name="What a 5% bitcoin sleeve would change")).to_be_visible()
    code = page.locator("code").inner_text()
    page.get_by_role("button", name="Get the PDF").click()
    link = page.get_by_role("link", name="Open the PDF")
    link.wait_for()
    opened = page.context.request.get(f"{site.url}{link.get_attribute('href')}")
    assert opened.headers["content-type"] == "application/pdf"
    report = PdfReader(BytesIO(opened.body()))
    assert report.metadata
    assert report.metadata.title == "Your 401(k), with and without a 5% bitcoin sleeve – Ballast"
    assert code in report.pages[0].extract_text()


def test_without_a_script_what_moves_the_answer_is_a_page_that_leads_back(site: Site, open_page: OpenPage) -> None:
    page = open_page(site.url, java_script_enabled=False)
    answer_three_fields(page)
    choose_five_percent(page)
    page.get_by_role("button", name="Show what moves it").click()
    expect(page.get_by_role("heading", name="What moves the result", level=1)).to_be_visible()
    page.get_by_role("button", name="Back to my answer").click()
    expect(page.get_by_role("heading", name="What a 5% bitcoin sleeve would change")).to_be_visible()


def test_without_a_script_every_part_of_the_form_can_be_opened_and_used(site: Site, open_page: OpenPage) -> None:
    page = open_page(site.url, java_script_enabled=False)
    answer_three_fields(page)
    page.get_by_role("link", name="Change these figures").click()
    page.get_by_text("After work", exact=True).click()
    page.get_by_label("Your goal, to spend").fill("$3,000")
    page.get_by_role("button", name="Use these figures").click()
    expect(page.get_by_text("futures run short of $3,000 a month before age 95.")).to_be_visible()


def choose_five_percent(page: Page) -> None:
    page.get_by_label("Or type it").fill("5")
    page.get_by_role("button", name="Show the change").click()
