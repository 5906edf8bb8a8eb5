"""The page that says which parts of the site work: true, plain, cheap, and nothing in it about one person."""

import re
import threading
import time
from dataclasses import asdict
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import Settings

from advisor import look, status
from advisor.health import Parts
from advisor.jobs.models import Job
from advisor.look import BATCHES, PDFS, Lately, Look, Waiting

ALL = asdict(Parts(database=True, bank=True, broker=True, files=True, rounds=True, mail=True))
NAMES = ("Pages and answers", "PDFs", "Workforces, and printing for many", "Mail", "Erasing what has had its time")
REPORT, SLICE = "advisor.reports.tasks.make_report", "advisor.cohorts.tasks.do_slice"


def shown(queues: dict[str, Waiting] | None = None, *, missing: str = "") -> dict[str, tuple[str, str]]:
    """Each part by its name: its state in words, and what else is said."""
    seen = Look(parts=Parts(**{part: part != missing for part in ALL}), queues=queues or {})
    request = RequestFactory().get("/status/")
    page = status.page(request, seen).content.decode()
    lines = re.findall(r"<dt>(.*?)</dt><dd><span class=\"state\"><svg.*?</svg>(.*?)</span>(.*?)</dd>", page)
    return {name: (state, said) for name, state, said in lines}


def test_all_works() -> None:
    found = shown()
    assert tuple(found) == NAMES
    assert {state for state, _ in found.values()} == {"Works"}


@pytest.mark.parametrize(
    ("missing", "states"),
    [
        ("database", ("Works in part", "Does not work", "Does not work", "Works", "Works")),
        ("bank", ("Does not work", "Works", "Works", "Works", "Works")),
        ("broker", ("Works", "Slow", "Slow", "Works", "Works")),
        ("files", ("Works", "Does not work", "Does not work", "Works", "Works")),
        ("mail", ("Works", "Works", "Works", "Does not work", "Works")),
        ("rounds", ("Works", "Works", "Works", "Works", "Slow")),
    ],
)
def test_a_part_that_is_missing_is_told_in_words(missing: str, states: tuple[str, ...]) -> None:
    assert tuple(state for state, _ in shown(missing=missing).values()) == states


@pytest.mark.parametrize(
    ("jobs", "seconds", "said"),
    [
        (0, 0, ("Works", "Few or none wait. Nobody waits for more than a minute.")),
        (3, 20, ("Works", "Few or none wait. Nobody waits for more than a minute.")),
        (19, 61, ("Slow", "Few or none wait. The longest wait is about one minute.")),
        (20, 290, ("Slow", "Many wait. The longest wait is about 5 minutes.")),
        (400, 9000, ("Slow", "Many wait. The longest wait is over an hour.")),
    ],
)
def test_how_many_wait_is_few_or_many_and_how_long_is_rounded(jobs: int, seconds: float, said: tuple[str, str]) -> None:
    assert shown({PDFS: Waiting(jobs=jobs, longest=seconds)})["PDFs"] == said


def test_a_batch_may_take_its_time() -> None:
    state, said = shown({BATCHES: Waiting(jobs=200, longest=1200)})["Workforces, and printing for many"]
    assert (state, said) == ("Works", "Many wait. The longest wait is about 20 minutes.")


@pytest.mark.django_db
def test_what_waits_is_looked_up_by_queue(settings: Settings) -> None:
    now = timezone.now()
    for task, state, minutes in (
        (REPORT, "queued", 2),
        (REPORT, "queued", 1),
        (REPORT, "running", 9),
        (REPORT, "ready", 9),
        (SLICE, "queued", 7),
    ):
        Job.objects.create(task=task, state=state, created_at=now - timedelta(minutes=minutes))
    found = look.look().queues
    assert {queue: (waiting.jobs, round(waiting.longest / 60)) for queue, waiting in found.items()} == {PDFS: (2, 2), BATCHES: (1, 7)}


@pytest.mark.usefixtures("no_database")
def test_it_is_there_without_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(status, "LATELY", Lately(look.look))
    page = Client().get("/status/")
    assert page.status_code == 200
    assert "Works in part" in page.text
    assert page["Cache-Control"] == "no-store"


def test_many_who_ask_at_once_cause_one_look(monkeypatch: pytest.MonkeyPatch) -> None:
    now, looks = [100.0], list[int]()
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    lately = Lately(lambda: looks.append(1) or shown_look())  # type: ignore[func-returns-value]
    for _ in range(20):
        lately.seen()
    assert len(looks) == 1
    now[0] += look.AGAIN_AFTER
    lately.seen()
    assert len(looks) == 2


def test_nobody_waits_for_somebody_else_who_looks() -> None:
    """A look may take a second or two; whoever comes meanwhile gets what was seen before."""
    begun, go_on, first = threading.Event(), threading.Event(), shown_look()

    def slowly() -> Look:
        begun.set()
        assert go_on.wait(60)
        return shown_look()

    lately: Any = Lately(lambda: first)
    lately.seen()
    lately._look, lately._again_at = slowly, 0.0
    looking = threading.Thread(target=lately.seen)
    looking.start()
    assert begun.wait(60)
    lately._again_at = time.monotonic()
    assert lately.seen() is first
    lately._again_at -= look.HANGS
    assert not lately.seen().parts.database  # what holds up the one who looks
    go_on.set()
    looking.join()
    assert lately.seen().parts.database


def test_a_look_that_breaks_lets_the_next_one_look() -> None:
    lately: Any = Lately(broken)
    with pytest.raises(ValueError, match="broken"):
        lately.seen()
    lately._look = shown_look
    assert lately.seen()


def broken() -> Look:
    raise ValueError("broken")


def shown_look() -> Look:
    return Look(parts=Parts(**ALL), queues={})
