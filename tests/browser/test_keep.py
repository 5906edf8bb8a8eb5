"""Keeping an answer: from the answer page through the mail to the list, with a passkey, and without a script."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.whole_site import Site


def newest_digits(site: Site, address: str) -> str:
    letters = [path.read_text() for path in sorted((site.home / "mail").glob("*.log"), key=lambda path: path.stat().st_mtime_ns)]
    to_them = [letter for letter in letters if f"\nTo: {address}\n" in letter]
    found = re.search(r"^Subject: (\d{6}) ", to_them[-1], re.MULTILINE)
    assert found
    return found[1]


def answer(page: Page) -> None:
    """An answer with a 5% bitcoin sleeve."""
    page.get_by_label("Your age").fill("35")
    page.get_by_label("What is in your 401(k) now").fill("$45,000")
    page.get_by_label("What you pay in").fill("8%")
    page.get_by_role("button", name="Show my answer").click()
    page.get_by_label("Or type it").fill("5")
    page.get_by_role("button", name="Show the change").click()
    page.get_by_role("heading", name="What a 5% bitcoin sleeve would change").wait_for()


def sign_in(site: Site, page: Page, address: str, *, button: str = "Sign in") -> None:
    page.get_by_label("Your e-mail address").fill(address)
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_text(str(site.home / "mail"))).to_be_visible()
    page.get_by_label("The code").fill(newest_digits(site, address))
    page.get_by_role("button", name=button, exact=True).click()
    page.get_by_role("heading", name="What you have kept").wait_for()


def virtual_key(page: Page) -> None:
    """A key such as a phone has, that says yes by itself."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options | {"automaticPresenceSimulation": True}})


@pytest.mark.parametrize(("width", "script"), [(1280, True), (390, False)], ids=["laptop", "phone-no-script"])
def test_an_answer_is_kept_with_a_code_and_opened_again(site: Site, open_page: OpenPage, width: int, script: bool) -> None:
    page = open_page(site.url, width=width, java_script_enabled=script)
    address = f"maya{width}{script}@example.org".lower()
    answer(page)
    headline = page.locator("h1").first.inner_text()
    page.get_by_role("button", name="Keep this").click()
    sign_in(site, page, address, button="Sign in and keep it")
    assert "45,000" not in page.url
    expect(page.get_by_role("heading", name="5% bitcoin")).to_be_visible()
    page.get_by_role("button", name="Open 5% bitcoin").click()
    page.get_by_role("heading", name="What a 5% bitcoin sleeve would change").wait_for()
    assert page.locator("h1").first.inner_text() == headline


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_kept_answers_are_renamed_and_deleted_and_the_account_too(site: Site, open_page: OpenPage, script: bool) -> None:
    page = open_page(site.url, java_script_enabled=script)
    page.goto(f"{site.url}/sign-in/")
    address = f"theo{script}@example.org".lower()
    sign_in(site, page, address)
    page.goto(site.url)
    answer(page)
    page.get_by_role("button", name="Keep this").click()
    page.get_by_role("link", name="Rename 5% bitcoin").click()
    page.get_by_label("Name").fill("Ours")
    page.get_by_role("button", name="Rename").click()
    page.get_by_role("link", name="Delete Ours").click()
    page.get_by_role("button", name="Delete it").click()
    expect(page.get_by_text("Nothing yet.")).to_be_visible()
    page.get_by_role("link", name="Delete the account").click()
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("The code").fill(newest_digits(site, address))
    page.get_by_role("button", name="Delete my account").click()
    expect(page.get_by_role("heading", name="Your account is gone")).to_be_visible()
    assert not [row for row in site.rows("SELECT email FROM accounts_user") if row == (address,)]
    assert not [path for path in (site.home / "mail").iterdir() if address in path.read_text()]


def test_a_passkey_is_added_signs_in_and_keeps_and_is_removed(site: Site, open_page: OpenPage) -> None:
    page = open_page(site.url)
    virtual_key(page)
    page.goto(f"{site.url}/sign-in/")
    sign_in(site, page, "ingrid@example.org")
    page.get_by_label("Name of the device").fill("My phone")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="My phone")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()

    answer(page)
    page.get_by_role("button", name="Keep this").click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", name="5% bitcoin")).to_be_visible()
    expect(page.get_by_text("You are signed in as ingrid@example.org.")).to_be_visible()

    page.get_by_role("link", name="Remove My phone").click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_role("heading", name="My phone")).to_have_count(0)
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{site.url}/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()  # the device has it still, the site has not
    expect(page.get_by_role("alert")).to_contain_text("The passkey did not work.")
    assert page.get_by_role("alert").is_visible()


def test_a_passkey_deletes_the_account(site: Site, open_page: OpenPage) -> None:
    page = open_page(site.url)
    virtual_key(page)
    page.goto(f"{site.url}/sign-in/")
    sign_in(site, page, "winston@example.org")
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("heading", name="Passkey", exact=True).wait_for()
    page.get_by_role("link", name="Delete the account").click()
    page.get_by_role("button", name="Delete with a passkey").click()
    expect(page.get_by_role("heading", name="Your account is gone")).to_be_visible()
    assert ("winston@example.org",) not in site.rows("SELECT email FROM accounts_user")


def test_a_device_without_a_passkey_says_what_to_do(site: Site, open_page: OpenPage) -> None:
    page = open_page(f"{site.url}/sign-in/")
    virtual_key(page)  # which has no passkey for this site
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_have_text("The passkey did not work. Try again, or use a code.")
    page.get_by_label("Your e-mail address").fill("harold@example.org")


def test_a_second_click_sends_one_form(site: Site, open_page: OpenPage) -> None:
    page = open_page(f"{site.url}/sign-in/")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.get_by_label("Your e-mail address").fill("aisha@example.org")
    page.get_by_role("button", name="Send me a code").dblclick()
    page.get_by_label("The code").wait_for()
    assert sent == [f"{site.url}/sign-in/"]


def test_a_passkey_is_not_offered_without_a_script(site: Site, open_page: OpenPage) -> None:
    page = open_page(f"{site.url}/sign-in/", java_script_enabled=False)
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
    expect(page.get_by_role("button", name="Send me a code")).to_be_visible()
