"""The accessibility rules of axe hold in every state of every page: on phone and laptop, light and dark."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from advisor.jobs.models import Job
from advisor.reports import services
from advisor.reports.models import Report
from tests.browser.conftest import OpenPage, answer_three_fields
from tests.people import question_of

pytestmark = [pytest.mark.usefixtures("bank"), pytest.mark.django_db(transaction=True)]

WINDOWS = [(1280, "light"), (390, "light"), (1280, "dark"), (390, "dark")]
IDS = [f"{width}-{scheme}" for width, scheme in WINDOWS]


def check(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.fixture(params=WINDOWS, ids=IDS)
def window(request: pytest.FixtureRequest, open_page: OpenPage, live_server: LiveServer, settings: Settings) -> Callable[[str], Page]:
    """A window on a server in this process, where rows of any state can be made; it serves static files by their plain names."""
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    width, scheme = request.param
    return lambda path: open_page(live_server.url + path, width=width, color_scheme=scheme)


def choose(page: Page, weight: str) -> None:
    page.get_by_label("Or type it").fill(weight)
    page.get_by_role("button", name="Show the change").click()


def test_start_and_its_errors(window: Callable[[str], Page]) -> None:
    page = window("/")
    check(page)
    page.get_by_label("Your age").fill("thirty")
    page.get_by_role("button", name="Show my answer").click()
    page.get_by_role("alert").wait_for()
    check(page)


def test_answer_without_a_sleeve_with_one_and_with_an_error(window: Callable[[str], Page]) -> None:
    page = window("/")
    answer_three_fields(page)
    check(page)
    choose(page, "5")
    page.get_by_role("heading", name="What a 5% bitcoin sleeve would change").wait_for()
    check(page)
    choose(page, "15")
    page.get_by_role("alert").wait_for()
    check(page)


def test_assumptions_and_a_page_that_is_not_there(window: Callable[[str], Page]) -> None:
    page = window("/assumptions/")
    check(page)
    page.goto(page.url + "nowhere/")
    check(page)


def test_the_method_on_a_phone_a_tablet_and_a_laptop(window: Callable[[str], Page]) -> None:
    page = window("/method/")
    check(page)
    page.set_viewport_size({"width": 768, "height": 900})
    check(page)


@pytest.mark.parametrize("state", ["queued", "running", "ready", "failed"])
def test_a_report_in_each_state(window: Callable[[str], Page], state: str) -> None:
    report = services.request_report(question=question_of("Maya"), language="en")
    in_state(report, state)
    page = window(report.get_absolute_url())
    page.locator("#report .state").wait_for()
    check(page)


def in_state(report: Report, state: str) -> None:
    Job.objects.filter(id=report.job_id).update(
        state=state, steps_done=2, steps_total=4, failure="made_three_times" if state == "failed" else ""
    )
    if state == "ready":
        report.job.file.write_bytes(b"%PDF-1.7 whole")
