"""The frame inside a foreign page, under that page's own strict policy, in a real browser."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

import pytest
from playwright.sync_api import Browser, FrameLocator, expect

from advisor.learn.check_questions import drawn
from tests.api.widget import wrong
from tests.browser.conftest import OpenPage
from tests.whole_site import Site

QUESTIONS = drawn(["bitcoin"], "en")
FALL = QUESTIONS[1]
SCRIPTS = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Harbor Record Keeping</title></head>
<body><h1>Your plan</h1>
<iframe id="ballast" src="{address}" title="Ballast" width="{width}" height="900" referrerpolicy="no-referrer"></iframe>
<script src="/grow.js"></script></body></html>"""
GROW = """addEventListener("message", ({{ origin, data }}) => {{
  if (origin === "{site}" && data?.ballast === "height") document.getElementById("ballast").height = data.height;
}});"""


class Foreign:
    """A page of somebody else's: another origin, whose policy allows a frame of our site, its own script and nothing more. Isolated, it
    takes only what says that it may be taken."""

    def __init__(self, site: str) -> None:
        self.address, self.width, self.isolated, self.asked_for = "", 640, True, list[str]()
        foreign = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                foreign.asked_for.append(self.path)
                script = self.path == "/grow.js"
                body = GROW.format(site=site) if script else PAGE.format(address=foreign.address, width=foreign.width)
                self.send_response(200 if script or self.path == "/" else 404)
                self.send_header("Content-Type", "text/javascript" if script else "text/html; charset=utf-8")
                policy = f"default-src 'none'; script-src 'self'; frame-src {site}; base-uri 'none'; form-action 'none'"
                self.send_header("Content-Security-Policy", policy)
                if foreign.isolated:
                    self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        self.origin = f"http://localhost:{self.port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def foreign(site: Site) -> Iterator[Foreign]:
    """With a widget of its own on the running site, which names its origin alone."""
    with Foreign(site.url) as there:
        there.address = f"{site.url}/embed/{made(site, there.origin)}/"
        yield there


def made(site: Site, origin: str) -> str:
    program = f"""
import django
django.setup()
from advisor.api.models import Widget
from advisor.firms.models import Firm
print(Widget.objects.create(firm=Firm.objects.create(name="Harbor"), origins=[{json.dumps(origin)}]).id)
"""
    return site.run("-c", program).splitlines()[-1]


def ask(frame: FrameLocator, weight: str) -> None:
    frame.get_by_label("Your age").fill("35")
    frame.get_by_label("What is in your 401(k) now").fill("$45,000")
    frame.get_by_label("What you pay in").fill("8%")
    frame.get_by_label("Size of the sleeve").fill(weight)
    frame.get_by_role("button", name="Show my answer").click()


def answer_questions(frame: FrameLocator, *, but: Any = None) -> None:
    for question in QUESTIONS:
        key = wrong(question) if question is but else question.right
        frame.locator(f'input[name="check_{question.id}"][value="{key}"]').check()
    frame.get_by_role("button", name="Check my answers").click()


@pytest.mark.parametrize(("width", "script"), [(360, True), (640, False)], ids=["narrow-script", "wide-no-script"])
def test_a_stranger_gets_an_answer_inside_a_foreign_page(foreign: Foreign, open_page: OpenPage, script: bool, width: int) -> None:
    """`open_page` fails it on any complaint of the console, of either page's policy too."""
    foreign.width = width
    page = open_page(foreign.origin, passed=False, java_script_enabled=script)
    frame = page.frame_locator("#ballast")
    ask(frame, "5")
    expect(frame.get_by_role("heading", name="Six short questions before you see a sleeve")).to_be_visible()
    answer_questions(frame, but=FALL)
    expect(frame.get_by_role("heading", name="5 of 6 are right")).to_be_visible()
    frame.locator(f'input[name="check_{FALL.id}"][value="{FALL.right}"]').check()
    frame.get_by_role("button", name="Check my answers").click()
    expect(frame.get_by_role("heading", name="What a 5% bitcoin sleeve would change")).to_be_visible()
    expect(frame.get_by_role("heading", name="Please read")).to_be_visible()
    frame.get_by_label("Size of the sleeve").fill("3")
    frame.get_by_role("button", name="Show my answer").click()
    expect(frame.get_by_role("heading", name="What a 3% bitcoin sleeve would change")).to_be_visible()
    assert not page.context.cookies()
    assert page.url == f"{foreign.origin}/"
    assert set(foreign.asked_for) <= {"/", "/grow.js", "/favicon.ico"}
    inside = page.frames[1]
    assert inside.url == foreign.address
    assert inside.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert inside.evaluate("document.fonts.size > 0 && getComputedStyle(document.body).fontFamily.includes('Public Sans')")


@SCRIPTS
def test_the_language_changes_inside_the_frame_and_what_was_typed_stays(foreign: Foreign, open_page: OpenPage, script: bool) -> None:
    page = open_page(foreign.origin, passed=False, java_script_enabled=script)
    frame = page.frame_locator("#ballast")
    frame.get_by_label("Your age").fill("41")
    frame.get_by_role("button", name="Español").click()
    expect(frame.locator("html")).to_have_attribute("lang", "es")
    expect(frame.locator("#age")).to_have_value("41")
    assert not page.context.cookies()


def test_what_is_wrong_gets_the_focus_and_the_frame_grows(foreign: Foreign, open_page: OpenPage) -> None:
    page = open_page(foreign.origin, passed=False)
    frame = page.frame_locator("#ballast")
    ask(frame, "much")
    summary = frame.get_by_role("alert")
    expect(summary).to_be_focused()
    summary.get_by_role("link").click()
    expect(frame.get_by_label("Size of the sleeve")).to_be_focused()
    ask(frame, "5")
    expect(frame.get_by_role("heading", level=1)).to_be_focused()
    inside = page.frames[1]
    expect(page.locator("#ballast")).not_to_have_attribute("height", "900")
    assert inside.evaluate("document.documentElement.scrollHeight <= document.documentElement.clientHeight + 1")
    tall = str(page.locator("#ballast").get_attribute("height"))
    frame.get_by_role("button", name="Go on without a sleeve").click()
    expect(page.locator("#ballast")).not_to_have_attribute("height", tall)


def test_the_frame_can_be_used_by_keyboard_alone(foreign: Foreign, open_page: OpenPage) -> None:
    page = open_page(foreign.origin, passed=False)
    frame = page.frame_locator("#ballast")
    frame.get_by_label("Your age").focus()
    for text in ("35", "45000", "8%"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(frame.get_by_role("heading", name="You have no sleeve. Nothing changes.")).to_be_visible()


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_a_page_that_is_not_named_shows_nothing(site: Site, foreign: Foreign, chromium: Browser, host: str) -> None:
    """Neither another port of the named host nor the same port under another name."""
    with Foreign(site.url) as other:
        other.address = foreign.address
        refused(chromium, f"http://{host}:{other.port if host == 'localhost' else foreign.port}")


def test_where_the_widget_is_gone_the_frame_says_so(site: Site, foreign: Foreign, open_page: OpenPage) -> None:
    foreign.address = f"{site.url}/embed/{'n' * 22}/"
    page = open_page(foreign.origin, passed=False)
    expect(page.frame_locator("#ballast").get_by_role("heading", name="Ballast is no longer in this page")).to_be_visible()


def test_no_page_of_the_site_itself_can_be_framed(site: Site, foreign: Foreign, chromium: Browser) -> None:
    foreign.address, foreign.isolated = f"{site.url}/", False
    refused(chromium, foreign.origin)


def refused(chromium: Browser, address: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    with page.expect_console_message(lambda message: "frame-ancestors" in message.text):
        page.goto(address)
    expect(page.frame_locator("#ballast").get_by_label("Your age")).to_have_count(0)
    context.close()
