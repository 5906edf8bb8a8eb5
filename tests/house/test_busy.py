"""One visitor cannot keep the others waiting, and nobody is refused because a limit cannot be counted."""

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import BoundedSemaphore

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import resolve
from pytest_django import Settings

from advisor import busy, server
from advisor.jobs.broker import EmbeddedBroker


@pytest.fixture
def broker(tmp_path: Path, settings: Settings) -> Iterator[EmbeddedBroker]:
    embedded = EmbeddedBroker(tmp_path)
    embedded.start()
    settings.CELERY_BROKER_URL = embedded.url
    yield embedded
    embedded.stop()


@pytest.fixture(autouse=True)
def no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(busy, "PATIENCE", 0)


@busy.bounded
def work(request: HttpRequest) -> HttpResponse:
    return HttpResponse("done")


def posted(cookie: str = "a") -> HttpRequest:
    request = RequestFactory().post("/answer/")
    request.resolver_match = resolve("/answer/")
    request.META["CSRF_COOKIE"] = cookie
    return request


def test_two_of_one_visitor_at_once_and_the_third_is_told_when_to_come_back(broker: EmbeddedBroker) -> None:
    with busy.a_place("a") as first, busy.a_place("a") as second, busy.a_place("a") as third, busy.a_place("b") as other:
        assert (first, second, third, other) == (0, 0, busy.COME_BACK, 0)
    with busy.a_place("a") as later:
        assert later == 0


def test_who_waits_gets_the_place_that_is_given_back(broker: EmbeddedBroker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(busy, "PATIENCE", 60)
    with ExitStack() as held:
        held.enter_context(busy.a_place("a"))
        held.enter_context(busy.a_place("a"))
        monkeypatch.setattr("time.sleep", lambda seconds: held.close())
        with busy.a_place("a") as wait:
            assert wait == 0


def test_who_finds_the_line_full_is_told_at_once(broker: EmbeddedBroker, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waits keeps a thread of the web server: if all might wait, none would be left to refuse."""
    monkeypatch.setattr(busy, "PATIENCE", 60)
    monkeypatch.setattr(busy, "_line", BoundedSemaphore(1))
    found = []

    def ask_too(seconds: float) -> None:
        with busy.a_place("a") as wait:
            found.append(wait)
        monkeypatch.setattr(busy, "PATIENCE", 0)
        held.close()

    with ExitStack() as held:
        held.enter_context(busy.a_place("a"))
        held.enter_context(busy.a_place("a"))
        monkeypatch.setattr("time.sleep", ask_too)
        with busy.a_place("a") as first_in_line:
            assert (found, first_in_line) == ([busy.COME_BACK], 0)


def test_the_web_server_has_threads_left_when_all_places_and_the_line_are_taken() -> None:
    assert server.threads > settings.ANSWERS_AT_ONCE + settings.ANSWERS_IN_LINE


def test_all_together_have_a_limit_too(broker: EmbeddedBroker, settings: Settings) -> None:
    settings.ANSWERS_AT_ONCE = 3
    with ExitStack() as held:
        assert [held.enter_context(busy.a_place(name)) for name in "abcd"] == [0, 0, 0, busy.COME_BACK]


def test_sixty_a_minute_and_then_the_rest_of_the_minute_is_told_in_words(broker: EmbeddedBroker) -> None:
    answers = [work(posted()) for _ in range(busy.A_MINUTE)]
    assert {answer.status_code for answer in answers} == {200}
    refused = work(posted())
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 60
    assert f"{refused['Retry-After']} second" in refused.content.decode()
    assert work(posted("somebody else")).status_code == 200


def test_a_page_that_is_only_read_is_never_counted(broker: EmbeddedBroker) -> None:
    assert {work(RequestFactory().get("/")).status_code for _ in range(busy.A_MINUTE + 1)} == {200}


def test_a_place_that_a_dead_process_kept_is_free_after_a_while(broker: EmbeddedBroker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(busy, "_leave", lambda *_: None)
    for _ in range(2):
        with busy.a_place("a") as wait:
            assert wait == 0
    with busy.a_place("a") as wait:
        assert wait == busy.COME_BACK
    now = time.time()
    monkeypatch.setattr("time.time", lambda: now + busy.FORGET + 1)
    with busy.a_place("a") as wait:
        assert wait == 0


def test_what_is_counted_says_nothing_about_anybody(broker: EmbeddedBroker) -> None:
    work(posted("the cookie"))
    with busy.a_place(busy.visitor(posted("the cookie"))):
        keys = busy.valkey(broker.url).keys("*")
    assert keys
    assert all(key.startswith(b"busy:") and b"cookie" not in key for key in keys)


def test_without_a_broker_or_with_a_stopped_or_silent_one_everybody_is_served(settings: Settings, tmp_path: Path) -> None:
    settings.CELERY_BROKER_URL = ""
    assert work(posted()).status_code == 200
    settings.CELERY_BROKER_URL = f"redis+socket://{tmp_path / 'nobody'}"
    assert work(posted()).status_code == 200
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.CELERY_BROKER_URL = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
        assert work(posted()).status_code == 200
