"""An employer's plan from the first sign-in to the second version, in a real browser with a passkey; and who comes by its link."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.test_keep import sign_in, virtual_key
from tests.whole_site import Site

LEAD, COLLEAGUE = "ana@example.org", "luis@example.org"
NARROWEST = 320
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def sign_in_with_passkey(site: Site, page: Page, address: str) -> None:
    virtual_key(page)
    page.goto(f"{site.url}/sign-in/")
    sign_in(site, page, address)
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("heading", name="Passkey", exact=True).wait_for()
    page.get_by_role("link", name="Plans").click()
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("heading", name="Plans that you look after").wait_for()


def publish(page: Page) -> None:
    page.get_by_role("button", name="Save the draft").click()
    page.get_by_role("link", name="Look over and publish").click()
    page.get_by_role("button", name="Publish it").click()


def invitation(site: Site, address: str) -> str:
    letters = [path.read_text() for path in (Path(site.home) / "mail").glob("*.log")]
    (letter,) = [letter for letter in letters if f"\nTo: {address}\n" in letter and "/invitations/" in letter]
    found = re.search(r"http://\S+/invitations/\S+", letter)
    assert found
    return found[0]


def test_a_plan_is_described_published_changed_and_shared(site: Site, open_page: OpenPage) -> None:
    page = open_page(site.url)
    sign_in_with_passkey(site, page, LEAD)
    page.get_by_label("Name of the plan").fill("Harbor Mills 401(k)")
    page.get_by_role("button", name="Start a plan").click()
    page.get_by_role("link", name="Edit the draft").click()

    page.get_by_label("The plan’s cap on a sleeve").fill("150")
    page.get_by_role("button", name="Save the draft").click()
    expect(page).to_have_title(re.compile("^Error: "))
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("link", name="The plan’s cap on a sleeve").click()
    expect(page.get_by_label("The plan’s cap on a sleeve")).to_be_focused()

    page.get_by_label("The plan’s cap on a sleeve").fill("8")
    publish(page)
    expect(page.get_by_text("Version 1 of the rules holds since")).to_be_visible()
    code = page.get_by_alt_text("QR code of the link")
    assert code.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    link = page.locator(".plan-link a").inner_text()

    page.get_by_role("link", name="Change the rules").click()
    page.get_by_label("The plan’s cap on a sleeve").fill("5")
    page.get_by_role("checkbox", name="Bitcoin").uncheck()
    publish(page)
    page.get_by_role("link", name="Version 2", exact=True).click()
    expect(page.get_by_role("row", name="The plan’s cap on a sleeve 8% 5%")).to_be_visible()
    expect(page.get_by_role("row", name="Bitcoin on the plan’s menu Yes No")).to_be_visible()
    page.go_back()

    page.get_by_role("link", name="Invite people or change roles").click()
    page.get_by_label("Their e-mail address").fill(COLLEAGUE)
    page.get_by_label("Role", exact=True).select_option("viewer")
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_role("heading", name=COLLEAGUE)).to_be_visible()
    page.set_viewport_size({"width": NARROWEST, "height": 900})
    assert page.evaluate(OVERFLOW) <= 0

    colleague = open_page(invitation(site, COLLEAGUE))
    expect(colleague.get_by_role("heading", name="Sign in first")).to_be_visible()
    sign_in_with_passkey(site, colleague, COLLEAGUE)
    colleague.goto(invitation(site, COLLEAGUE))
    colleague.get_by_role("button", name="Accept").click()
    expect(colleague.get_by_role("heading", name="Harbor Mills 401(k)")).to_be_visible()
    expect(colleague.get_by_role("link", name="Change the rules")).to_have_count(0)

    participant = open_page(link)
    expect(participant.get_by_text("Harbor Mills 401(k)").first).to_be_visible()
    expect(participant.get_by_role("row", name=re.compile("The plan’s cap on a sleeve 5%"))).to_be_visible()
