"""A newcomer asks for a sleeve and meets the check: with and without JavaScript, with a mouse and by keyboard alone."""

import pytest
from playwright.sync_api import Page, expect

from advisor.learn.check_questions import CheckQuestion, drawn
from tests.browser.conftest import OpenPage, answer_three_fields
from tests.whole_site import Site

QUESTIONS = drawn(["bitcoin"], "en")
FALL, USE = QUESTIONS[1], QUESTIONS[5]
SCRIPTS = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])


@pytest.fixture
def checked(site: Site, open_page: OpenPage, script: bool) -> Page:
    """The check, as it comes in place of a 5% sleeve."""
    page = open_page(site.url, passed=False, java_script_enabled=script)
    answer_three_fields(page)
    page.get_by_label("Or type it").fill("5")
    page.get_by_role("button", name="Show the change").click()
    page.get_by_role("heading", name="Six short questions before you see a sleeve").wait_for()
    return page


def choose(page: Page, question: CheckQuestion, key: str) -> None:
    page.locator(f'input[name="check_{question.id}"][value="{key}"]').check()


def wrong(question: CheckQuestion) -> str:
    return next(answer.key for answer in question.answers if answer.key != question.right)


def send(page: Page) -> None:
    page.get_by_role("button", name="Check my answers").click()


@SCRIPTS
def test_a_newcomer_learns_and_then_sees_the_sleeve(checked: Page, script: bool) -> None:
    expect(checked).to_have_title("Six short questions – Ballast")
    for question in QUESTIONS:
        choose(checked, question, wrong(question) if question is FALL else question.right)
    send(checked)
    expect(checked.get_by_role("heading", name="5 of 6 are right")).to_be_visible()
    group = checked.get_by_role("group")
    expect(group).to_have_count(1)
    expect(group).to_contain_text("Not right.")
    choose(checked, FALL, FALL.right)
    send(checked)
    expect(checked.get_by_role("heading", name="What a 5% bitcoin sleeve would change")).to_be_visible()
    assert checked.url.endswith("/answer/")
    (cookie,) = (cookie for cookie in checked.context.cookies() if cookie["name"] == "ballast")
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Lax")
    checked.get_by_label("Or type it").fill("4")
    checked.get_by_role("button", name="Show the change").click()
    expect(checked.get_by_role("heading", name="What a 4% bitcoin sleeve would change")).to_be_visible()


@SCRIPTS
def test_an_unanswered_question_is_summed_up_with_the_focus_and_its_link_leads_to_it(checked: Page, script: bool) -> None:
    for question in QUESTIONS[:5]:
        choose(checked, question, question.right)
    send(checked)
    summary = checked.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(checked).to_have_title("Error: Six short questions – Ballast")
    expect(checked.locator("input[type=radio]:checked")).to_have_count(5)
    summary.get_by_role("link").click()
    expect(checked.locator("#check_use")).to_be_focused()
    choose(checked, USE, USE.right)
    send(checked)
    expect(checked.get_by_role("heading", name="What a 5% bitcoin sleeve would change")).to_be_visible()


@SCRIPTS
def test_the_baseline_stays_within_reach(checked: Page, script: bool) -> None:
    checked.get_by_role("button", name="Go on without a sleeve").click()
    expect(checked.get_by_role("heading", name="You have no sleeve. Nothing changes.")).to_be_visible()
    assert "ballast" not in {cookie["name"] for cookie in checked.context.cookies()}


@SCRIPTS
def test_the_lessons_can_be_seen_again(site: Site, open_page: OpenPage, script: bool) -> None:
    page = open_page(site.url, java_script_enabled=script)
    answer_three_fields(page)
    page.get_by_label("Or type it").fill("5")
    page.get_by_role("button", name="Show the change").click()
    page.get_by_role("button", name="See them again").click()
    expect(page.get_by_role("heading", name="Six short questions, with their answers")).to_be_visible()
    page.get_by_role("button", name="Back to what you saw").first.click()
    expect(page.get_by_role("heading", name="What a 5% bitcoin sleeve would change")).to_be_visible()


@pytest.mark.parametrize("script", [True], ids=["script"])
def test_the_heading_has_the_focus_when_the_check_comes_in_place_of_a_part(checked: Page, script: bool) -> None:
    expect(checked.get_by_role("heading", level=1)).to_be_focused()
    assert checked.evaluate("document.querySelectorAll('main').length") == 1


@SCRIPTS
def test_the_check_can_be_passed_by_keyboard_alone(checked: Page, script: bool) -> None:
    for question in QUESTIONS:
        checked.keyboard.press("Tab")
        expect(checked.locator(f"#check_{question.id}")).to_be_focused()
        for _ in range([answer.key for answer in question.answers].index(question.right)):
            checked.keyboard.press("ArrowDown")
        checked.keyboard.press("Space")
    checked.keyboard.press("Tab")
    expect(checked.get_by_role("button", name="Check my answers")).to_be_focused()
    checked.keyboard.press("Enter")
    expect(checked.get_by_role("heading", name="What a 5% bitcoin sleeve would change")).to_be_visible()
