"""The accessibility rules of axe hold on every page in every state, on phone, tablet and laptop, light and dark.

A page comes as the server sends it, under the rules of its own headers; its scripts run. `make proof` looks at every state, in English
through every window and in every other language, where words are longer or shorter, on a phone in the light and on a laptop in the dark;
`make test` at every fourth of those with a template or a shape of their own, each in one language through one window.
"""

import os
from collections.abc import Callable
from itertools import cycle, product

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as site
from django.utils import translation
from playwright.sync_api import Page, Route
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import OpenPage
from tests.states import STATES, sample

pytestmark = [pytest.mark.usefixtures("bank"), pytest.mark.django_db(transaction=True)]

WIDTHS, SCHEMES = (390, 768, 1280), ("light", "dark")
WINDOWS = list(product(WIDTHS, SCHEMES))
APART_MOST = [WINDOWS[0], WINDOWS[-1]]
CODES = [code for code, _ in site.LANGUAGES]
TURNS = zip(cycle(CODES), cycle([*WINDOWS, WINDOWS[0]]), strict=False)  # four and seven: the states of a page meet all pairs
NARROWEST = 320
Show = Callable[[str, str], Page]
# Words that go beyond a box that hides the rest, or beyond the paper of a chart.
CUT = """[...document.querySelectorAll("button, summary, th, td, label, li, dt, dd, p, h1, h2, h3")]
  .filter(box => box.offsetParent && !box.matches(".hide"))
  .filter(box => getComputedStyle(box).overflowX !== "visible" && box.scrollWidth > box.clientWidth + 1)
  .map(box => box.textContent)
  .concat([...document.querySelectorAll("svg[viewBox] text")].filter(word => {
    const paper = word.closest("svg[viewBox]").getBoundingClientRect(), place = word.getBoundingClientRect();
    return place.width && (place.left < paper.left - 2 || place.right > paper.right + 2);
  }).map(word => word.textContent))"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


if "PROOF" in os.environ:
    SEEN = [(state, code, WINDOWS if code == site.LANGUAGE_CODE else APART_MOST) for state, code in product(STATES, CODES)]
else:
    SEEN = [(state, code, [window]) for state, (code, window) in zip(sample(0), TURNS, strict=False)]


@pytest.fixture
def shown(open_page: OpenPage, live_server: LiveServer, settings: Settings) -> Show:
    """Opens a state in a window; files come from a server in this process, by their plain names."""
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}

    def opened(state: str, language: str) -> Page:
        with translation.override(language):
            response = STATES[state]()
        page = open_page("about:blank", passed=False)
        address = f"{live_server.url}/state/"

        def fulfil(route: Route) -> None:
            route.fulfill(status=response.status_code, headers=dict(response.items()), body=response.content.decode())

        page.route(address, fulfil)
        for asked in ("**/batches/*/", "**/reports/*/"):  # by a page that asks how far something is: nothing has changed
            page.route(asked, lambda route: route.fulfill(status=204))
        page.goto(address)
        return page

    return opened


def open_all(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")


@pytest.mark.parametrize(("state", "language", "windows"), SEEN)
def test_the_rules_of_axe_hold_and_no_text_is_cut(shown: Show, state: str, language: str, windows: list[tuple[int, str]]) -> None:
    page = shown(state, language)
    for width, scheme in windows:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        open_all(page)
        found = Axe().run(page)
        assert found.violations_count == 0, f"{width} {scheme} {found.generate_report()}"
        assert page.evaluate(OVERFLOW) <= 0, f"{width} scrolls sideways"
        assert page.evaluate(CUT) == [], f"{width}"
    page.set_viewport_size({"width": NARROWEST, "height": 900})
    assert page.evaluate(OVERFLOW) <= 0, f"{NARROWEST} scrolls sideways"


def test_text_that_is_cut_is_found(open_page: OpenPage) -> None:
    page = open_page("about:blank", passed=False)
    page.set_content('<p style="width: 3em; overflow: hidden; white-space: nowrap">A long text</p><p>short</p>')
    assert page.evaluate(CUT) == ["A long text"]
    page.set_content('<svg viewBox="0 0 50 20" width="50" height="20"><text x="30" y="15">beyond</text></svg>')
    assert page.evaluate(CUT) == ["beyond"]
