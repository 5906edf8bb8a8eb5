"""What docs/operations.md promises to erase is erased, when it says, by what comes round by itself: in production and elsewhere."""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.core.cache import cache
from django.db.models import QuerySet
from django.utils import timezone

from advisor.accounts.models import Count, Session, User
from advisor.clients.models import HandOver, Offer, Printing, Share
from advisor.cohorts import printing
from advisor.cohorts.models import Batch, Census, Upload
from advisor.firms.models import FirmInvitation
from advisor.jobs import rounds
from advisor.jobs.models import Job
from advisor.plans.models import Invitation
from tests.backup.filled import fill

OPERATIONS = (Path(__file__).resolve().parents[2] / "docs" / "operations.md").read_text()
TABLE = OPERATIONS.split("\n## What is erased by itself")[1].split("\n## ")[0]
ROWS = re.findall(r"^\| ([^|`]+) \| ([^|]+) \| `([\w.]+)` \|", TABLE, re.MULTILINE)
UNITS = {"hour": timedelta(hours=1), "day": timedelta(days=1), "year": timedelta(days=365)}
ENDED = {"state": Job.State.READY, "finished_at": timezone.now()}

# By the words of the table: the rows, and from when the time counts.
KEPT: Mapping[str, tuple[Callable[[], QuerySet[Any]], str]] = {
    "a PDF that nobody keeps, with its figures": (lambda: Job.objects.filter(report__of_client=None, report__isnull=False), "finished_at"),
    "a report in an adviser’s book": (lambda: Job.objects.filter(report__of_client__isnull=False), "finished_at"),
    "letters": (lambda: Job.objects.filter(slice__batch__kind=Batch.Kind.LETTERS), "finished_at"),
    "an upload that nobody has confirmed": (Upload.objects.all, "made_at"),
    "a census, with all answers": (Census.objects.all, "made_at"),
    "a session": (Session.objects.all, "expire_date"),
    "a count of a limit": (Count.objects.all, "expires"),
    "an adviser’s link to an answer": (Share.objects.all, "made_at"),
    "a participant’s code for an adviser": (Offer.objects.all, "made_at"),
    "a client who is offered to a colleague": (HandOver.objects.all, "made_at"),
    "a printing (its reports stay)": (Printing.objects.all, "made_at"),
    "an invitation to a plan": (Invitation.objects.all, "made_at"),
    "an invitation to a firm": (FirmInvitation.objects.all, "made_at"),
}


def period(words: str) -> timedelta:
    if "it is over" in words:
        return timedelta(0)
    number, unit = re.findall(r"(\d+) (hour|day|year)", words)[0]
    return int(number) * UNITS[unit]


@pytest.fixture
def filled(db: None) -> None:
    """With rows of every kind, all of work that is done."""
    fill()
    batch = Batch.objects.filter(kind=Batch.Kind.ANSWERS).exclude(finished_at=None).get()
    asked = {"order": "place", "language": "en", "address": "https://ballast.example.org"}
    printing.start(census=batch.census, user=User.objects.order_by("joined_at")[0], answers=batch, **asked)
    Job.objects.update(**ENDED)
    session: SessionBase = Session.get_session_store_class()()
    session.save()
    cache.set("a limit", 3)


def all_are(beside: timedelta) -> dict[str, int]:
    """How many rows there are of each kind, once all are as old as they may be, and this much more or less, and every round has gone."""
    now = timezone.now()
    for what, after, _ in ROWS:
        rows, counts_from = KEPT[what]
        rows().update(**{counts_from: now - period(after) - beside})
    for task in rounds.schedule():
        rounds.go(task)
    return {what: rows().count() for what, (rows, _) in KEPT.items()}


@pytest.mark.usefixtures("filled")
def test_it_is_erased_when_its_time_is_over_and_not_before() -> None:
    there = {what: rows().count() for what, (rows, _) in KEPT.items()}
    assert [what for what, count in there.items() if not count] == []
    assert all_are(-timedelta(minutes=1)) == there
    assert all_are(timedelta(seconds=1)) == dict.fromkeys(KEPT, 0)


def test_the_table_has_every_kind_and_every_round() -> None:
    assert {what for what, *_ in ROWS} == KEPT.keys()
    assert {task for *_, task in ROWS} == {task.removeprefix("advisor.") for task in rounds.schedule()}


def test_every_task_that_erases_comes_round() -> None:
    named = {
        f"advisor.{path.parent.name}.tasks.{task}"
        for path in Path(settings.ROOT).glob("advisor/*/tasks.py")
        for task in re.findall(r"^def (erase_\w+|tend)\(", path.read_text(), re.MULTILINE)
    }
    assert named == rounds.schedule().keys()
