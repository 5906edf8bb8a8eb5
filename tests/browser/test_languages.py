"""Changing the language in the middle of things, with and without JavaScript: the page stays, and so does what was typed."""

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import Locator, Page, expect

from advisor.learn.check_questions import drawn
from tests.browser.conftest import OpenPage
from tests.whole_site import Site

SCRIPTS = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
THREE = {"age": "35", "balance": "$45,000", "contribution": "8%"}
NAMES = dict(settings.LANGUAGES)
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# What a form would send now, but for what is the form's own business.
SENT = (
    """form => [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken" && name !== "once").map(pair => pair.join("="))"""
)


def switch_to(page: Page, code: str) -> None:
    page.locator("#languages").get_by_text(NAMES[code], exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", {"zh-hant": "zh-Hant", "zh-hans": "zh-Hans"}.get(code, code))
    expect(page.locator("#languages [aria-current]")).to_have_text(NAMES[code])


def is_at(page: Page, path: str) -> None:
    """Nothing of what was typed is in the address."""
    address = urlsplit(page.url)
    assert (address.path, address.query, address.fragment) == (path, "", "")


def sent(page: Page, form: str) -> Any:
    return page.locator(f"#{form}").evaluate(SENT)


def press(page: Page, form: str) -> None:
    page.locator(f"#{form} .buttons button").first.click()


def type_three(page: Page) -> None:
    for name, text in THREE.items():
        page.locator(f"#{name}").fill(text)


@pytest.fixture
def answered(site: Site, open_page: OpenPage, script: bool) -> Page:
    page = open_page(site.url, java_script_enabled=script)
    type_three(page)
    press(page, "three")
    page.locator("#result").wait_for()
    return page


@SCRIPTS
def test_what_is_typed_on_the_first_page_stays_in_every_language(site: Site, open_page: OpenPage, script: bool) -> None:
    page = open_page(site.url, java_script_enabled=script)
    page.locator("#age").fill("thirty")
    page.locator("#balance").fill("$45,000")
    before = sent(page, "three")
    for code in ("es", "zh-hant", "zh-hans", "en"):
        switch_to(page, code)
        is_at(page, "/" if code == "en" else f"/{code}/")
        assert sent(page, "three") == before
        expect(page.locator(".has-error")).to_have_count(0)


@SCRIPTS
def test_an_answer_stays_with_what_was_typed_and_not_sent(answered: Page, script: bool) -> None:
    answered.locator("#weight").fill("4")
    switch_to(answered, "es")
    is_at(answered, "/es/answer/")
    expect(answered.locator("#weight")).to_have_value("4")
    expect(answered.locator("#change")).to_be_visible()
    answered.locator("#weight").fill("3")
    press(answered, "rail")
    expect(answered.locator("#result")).to_have_attribute("data-weight", re.compile("3%"))
    switch_to(answered, "zh-hant")
    expect(answered.locator("#weight")).to_have_value("3")
    answered.locator("#weight").fill("99")
    switch_to(answered, "zh-hans")
    expect(answered.locator("#weight")).to_have_value("99")
    expect(answered.locator("#weight-error")).to_be_visible()
    switch_to(answered, "en")
    expect(answered.locator("#weight-error")).to_contain_text("10%")
    expect(answered.locator("#age")).to_have_value("35")


@pytest.mark.parametrize("script", [True], ids=["script"])
def test_with_a_script_what_was_typed_in_the_other_form_comes_along_too(answered: Page, script: bool) -> None:
    answered.locator("#more-details > summary").click()
    answered.locator("#pay").fill("99,000")
    answered.locator("#part-caps > summary").click()
    answered.locator("#more input[type=checkbox][value=ether]").uncheck()
    answered.locator("#weight").fill("2")
    before = sent(answered, "more")
    switch_to(answered, "es")
    assert set(sent(answered, "more")) ^ set(before) == {"weight=0", "weight=2"}


@SCRIPTS
def test_columns_stay_as_they_were_typed(answered: Page, script: bool) -> None:
    answered.locator("#take .buttons button").nth(1).click()
    answered.locator("#b_weight").fill("much")
    answered.locator("#a_view").select_option("cautious")
    before = sent(answered, "columns")
    for code in ("zh-hans", "es"):
        switch_to(answered, code)
        is_at(answered, f"/{code}/compare/")
        assert sent(answered, "columns") == before
        expect(answered.locator("#b_weight-error")).to_be_visible()
    answered.locator("#b_weight").fill("2")
    press(answered, "columns")
    expect(answered.locator("#compared-heading")).to_be_visible()
    switch_to(answered, "en")
    expect(answered.locator("#b_weight")).to_have_value("2")
    expect(answered.locator("#compared-heading")).to_be_visible()


@SCRIPTS
def test_answers_chosen_in_the_check_stay_and_are_not_judged(site: Site, open_page: OpenPage, script: bool) -> None:
    page = open_page(f"{site.url}/es/", passed=False, java_script_enabled=script)
    type_three(page)
    press(page, "three")
    page.locator("#weight").fill("5")
    press(page, "rail")  # with a script htmx puts the check in place of the answer
    page.locator("#check").wait_for()
    questions = drawn(["bitcoin"], "en")
    for question in questions[:2]:
        page.locator(f'input[name="check_{question.id}"][value="{question.right}"]').check()
    before = sent(page, "check")
    switch_to(page, "zh-hant")
    assert sent(page, "check") == before
    expect(page.get_by_role("alert")).to_have_count(0)
    for question in questions:
        page.locator(f'input[name="check_{question.id}"][value="{question.right}"]').check()
    switch_to(page, "en")
    expect(page.locator("input[type=radio]:checked")).to_have_count(len(questions))
    press(page, "check")
    expect(page.get_by_role("heading", name="What a 5% bitcoin sleeve would change")).to_be_visible()


@SCRIPTS
def test_the_key_enter_sends_a_form_and_changes_no_language(site: Site, open_page: OpenPage, script: bool) -> None:
    page = open_page(f"{site.url}/zh-hans/", java_script_enabled=script)
    type_three(page)
    page.keyboard.press("Enter")
    page.locator("#result").wait_for()
    is_at(page, "/zh-hans/answer/")
    page.locator("#weight").fill("5")
    page.keyboard.press("Enter")
    expect(page.locator("#result")).to_have_attribute("data-weight", re.compile("5%"))
    is_at(page, "/zh-hans/answer/")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")


@pytest.mark.parametrize("script", [True], ids=["script"])
def test_nothing_is_kept_in_the_browser(answered: Page, script: bool) -> None:
    switch_to(answered, "es")
    assert answered.evaluate("localStorage.length") == 0
    assert not any("45,000" in text for text in answered.evaluate("Object.values(sessionStorage)"))
    assert {cookie["name"] for cookie in answered.context.cookies()} <= {"csrftoken", "ballast"}


def names(page: Page) -> list[Locator]:
    return page.locator("#languages li > *").all()


@pytest.mark.parametrize("code", NAMES)
def test_the_switch_fits_on_the_narrowest_phone_and_can_be_touched(site: Site, open_page: OpenPage, code: str) -> None:
    page = open_page(site.url if code == "en" else f"{site.url}/{code}/", width=320)
    for _ in range(2):  # the first page, then an answer
        assert page.evaluate(OVERFLOW) <= 0
        boxes = [box for box in (name.bounding_box() for name in names(page)) if box]
        assert len(boxes) == len(NAMES)
        assert all(box["height"] >= 24 and box["width"] >= 24 and box["x"] + box["width"] <= 320 for box in boxes)
        if page.locator("#three").count():
            type_three(page)
            press(page, "three")
            page.locator("#result").wait_for()
