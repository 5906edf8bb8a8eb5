"""The accessibility rules of axe hold on every page in every state, on phone, tablet and laptop, light and dark.

A page comes as the server sends it, under the rules of its own headers; its scripts run. `make proof` looks at every state through
every window; `make test` at those that have a template or a shape of their own, each through one window in turn.
"""

import os
from collections.abc import Callable
from itertools import cycle, product

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import OpenPage
from tests.people import PEOPLE
from tests.states import STATES

pytestmark = [pytest.mark.usefixtures("bank"), pytest.mark.django_db(transaction=True)]

WIDTHS, SCHEMES = (390, 768, 1280), ("light", "dark")
WINDOWS = list(product(WIDTHS, SCHEMES))
TURNS = cycle(WINDOWS)  # so the states of a page meet them all
NARROWEST = 320
Show = Callable[[str], Page]
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


ALIKE = {*(f"answer, {name}" for name in PEOPLE), *(state for state in STATES if state.startswith("learn, "))}
APART = {"answer, Aisha", "learn, bitcoin", "learn, crashes", "learn, fees"}  # a mix; a page of an asset, tables, a chart
SEEN = dict.fromkeys(STATES, WINDOWS) if "PROOF" in os.environ else {state: [next(TURNS)] for state in STATES if state not in ALIKE - APART}


@pytest.fixture
def shown(open_page: OpenPage, live_server: LiveServer, settings: Settings) -> Show:
    """Opens a state in a window; files come from a server in this process, by their plain names."""
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}

    def opened(state: str) -> Page:
        response = STATES[state]()
        page = open_page("about:blank", passed=False)
        address = f"{live_server.url}/state/"

        def fulfil(route: Route) -> None:
            route.fulfill(status=response.status_code, headers=dict(response.items()), body=response.content.decode())

        page.route(address, fulfil)
        page.goto(address)
        return page

    return opened


def open_all(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")


@pytest.mark.parametrize("state", SEEN)
def test_the_rules_of_axe_hold(shown: Show, state: str) -> None:
    page = shown(state)
    for width, scheme in SEEN[state]:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        open_all(page)
        found = Axe().run(page)
        assert found.violations_count == 0, f"{width} {scheme} {found.generate_report()}"
        assert page.evaluate(OVERFLOW) <= 0, f"{width} scrolls sideways"
    page.set_viewport_size({"width": NARROWEST, "height": 900})
    assert page.evaluate(OVERFLOW) <= 0, f"{NARROWEST} scrolls sideways"
