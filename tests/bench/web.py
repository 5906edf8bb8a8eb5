"""A person moves the sleeve's slider: how long until the new answer is there, in this process and from the running site."""

import re
import tempfile
import urllib.parse
import urllib.request
from collections.abc import Callable
from http.cookiejar import CookieJar
from itertools import cycle
from pathlib import Path

from tests.bench.timing import Row, Runs, timed

FIRST = {"age": "35", "balance": "45,000", "contribution": "8%"}
WARM_UP, REQUESTS = 3, 60

Send = Callable[[dict[str, str], bool], str]  # the form's fields, and whether htmx asks


def rows() -> list[Row]:
    """Django is set up already."""
    with tempfile.TemporaryDirectory(prefix="ballast-bench-") as home:
        return [*_as_rows("in this process", recompute(_to_django)), *_running_site(Path(home))]


def recompute(send: Send) -> Runs:
    """The answer page once, then the htmx request of the slider with a new weight each time."""
    page = send(FIRST | {"weight": "5%"}, False)
    shown = re.search(r'name="rail_for" value="([^"]*)"', page)
    fields = FIRST | {"rail_for": shown[1] if shown else ""}
    weights = (f"{tenths / 10:.1f}%" for tenths in range(1, 100))

    def move() -> None:
        fragment = send(fields | {"weight": next(weights)}, True)
        assert "<html" not in fragment, "the whole page came where a fragment was asked for"

    timed(move, WARM_UP)
    return timed(move, REQUESTS)


def _to_django(fields: dict[str, str], htmx: bool) -> str:
    from django.test import Client
    from django.urls import reverse

    from tests.visitors import passed_cookie

    client = Client(headers={"host": "localhost"})
    name, value = passed_cookie()
    client.cookies[name] = value
    response = client.post(reverse("planner:answer"), fields, headers={"hx-request": "true"} if htmx else {})
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def _running_site(home: Path) -> list[Row]:
    from tests.bench import paint
    from tests.whole_site import Site

    with Site(home) as site:
        visitors = cycle([_visitor(site.url) for _ in range(4)])  # one alone would meet the limit of answers in a minute

        def send(fields: dict[str, str], htmx: bool) -> str:
            token, headers = next(visitors)
            body = urllib.parse.urlencode(fields | {"csrfmiddlewaretoken": token}).encode()
            asked = urllib.request.Request(f"{site.url}/answer/", body, headers | ({"HX-Request": "true"} if htmx else {}))
            with urllib.request.urlopen(asked) as response:
                return str(response.read().decode())

        return [*_as_rows("from the running site", recompute(send)), *paint.rows(site.url)]


def _visitor(url: str) -> tuple[str, dict[str, str]]:
    """The token and the headers of a browser that has been to the start page and has passed the check."""
    from tests.visitors import passed_cookie

    jar = CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]*)"', browser.open(url).read().decode())
    assert token
    cookies = [passed_cookie(), *((cookie.name, cookie.value) for cookie in jar)]
    return token[1], {"Origin": url, "Cookie": "; ".join(f"{name}={value}" for name, value in cookies)}


def _as_rows(where: str, runs: Runs) -> list[Row]:
    return [
        Row(what=f"recompute request, {where}, p50", value=runs.wall_median, unit="ms"),
        Row(what=f"recompute request, {where}, p95", value=runs.wall_p95, unit="ms", note=f"{REQUESTS} requests, one user"),
    ]
