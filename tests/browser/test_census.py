"""A census from a real browser, over a real connection: what is too large is told on a page, and not by a lost connection."""

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.test_plans import sign_in_with_passkey
from tests.whole_site import Site


def test_a_file_of_50_mb_is_refused_on_a_page_that_says_how_large_one_may_be(site: Site, open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(site.url)
    sign_in_with_passkey(site, page, "olga@example.org")
    page.get_by_label("Name of the plan").fill("Harbor Mills 401(k)")
    page.get_by_role("button", name="Start a plan").click()
    page.goto(page.url + "census/")
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate(50_000_000)
    page.get_by_label("File").set_input_files(large)
    page.get_by_role("button", name="Upload").click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("The file is larger than 5 MB.", timeout=60_000)
    expect(alert).to_be_focused()
    page.get_by_label("File").set_input_files({"name": "people.csv", "mimeType": "text/csv", "buffer": b"ID\n7\n"})
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_role("heading", name="Check the census")).to_be_visible()
