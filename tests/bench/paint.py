"""A person opens the start page and asks for an answer in a browser whose processor is slowed four times: how long until the
largest part is painted."""

import statistics
from collections.abc import Iterator

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.timing import Row
from tests.chromium import EXECUTABLE, FLAGS
from tests.visitors import passed_cookie

SLOWER, ROUNDS = 4, 5
PAINTED = """() => new Promise(done => new PerformanceObserver(list => done(list.getEntries().at(-1).startTime))
  .observe({type: "largest-contentful-paint", buffered: true}))"""


def rows(url: str) -> list[Row]:
    """Of the site that runs at this address: medians, from the click to the paint, the server's work included."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=EXECUTABLE, args=FLAGS)
        found = [tuple(_journey(browser, url)) for _ in range(ROUNDS)]
        browser.close()
    names = ("start", "answer, no sleeve", "answer, 5 % bitcoin")
    note = f"processor slowed {SLOWER} times, median of {ROUNDS}"
    return [
        Row(what=f"largest paint, {name}", value=statistics.median(times), unit="ms", note=note)
        for name, times in zip(names, zip(*found, strict=True), strict=True)
    ]


def _journey(browser: Browser, url: str) -> Iterator[float]:
    name, value = passed_cookie()
    context = browser.new_context(viewport={"width": 390, "height": 844})
    context.add_cookies([{"name": name, "value": value, "url": url}])
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(url)
    yield _painted(page)
    for label, text in (("Your age", "35"), ("What is in your 401(k) now", "45,000"), ("What you pay in", "8%")):
        page.get_by_label(label).fill(text)
    for weight in ("0", "5"):
        page.evaluate(  # as the form would, but for a whole page each time
            "weight => { const form = document.forms[0]; form.method = 'post'; const more = document.createElement('input');"
            " more.type = 'hidden'; more.name = 'weight'; more.value = weight; form.append(more); }",
            weight,
        )
        with page.expect_navigation():
            page.evaluate("document.forms[0].submit()")
        yield _painted(page)
        page.go_back()
    context.close()


def _painted(page: Page) -> float:
    page.wait_for_load_state("load")
    return float(page.evaluate(PAINTED))
