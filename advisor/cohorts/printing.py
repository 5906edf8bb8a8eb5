"""Having the letters of a census made, and what was made of them lately."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from django.db import transaction
from django.utils.translation import gettext, ngettext

from advisor.accounts.models import User
from advisor.cohorts import batches, links
from advisor.cohorts.models import LETTERS_KEPT, Batch, Census, Slice
from advisor.jobs.models import Job
from advisor.present.figures import number

LETTERS_A_MINUTE = 200  # of one worker, about


@dataclass(frozen=True, kw_only=True)
class Part:
    """A file that is ready: its letters from `first` to `last`, as they are numbered in it."""

    number: int
    first: str
    last: str
    megabytes: str
    until: datetime


@dataclass(frozen=True, kw_only=True)
class Made:
    batch: Batch
    parts: tuple[Part, ...]


@transaction.atomic
def start(*, census: Census, user: User, answers: Batch | None, order: str, language: str, address: str) -> Batch:
    """Letters with the figures of `answers`, or without any, which only invite. Whoever had a link keeps it."""
    links.invite(census)
    return batches.start(
        census=census, user=user, kind=Batch.Kind.LETTERS, answers=answers, order=order, language=language, address=address
    )


def answers_of(census: Census) -> Batch | None:
    """The newest finished ones, if they were made under the rules that hold now."""
    found, rules = batches.newest(census, Batch.Kind.ANSWERS), census.plan.published
    return found if found and rules and found.version == rules.number else None


def work_of(census: Census) -> str:
    """How many letters there are, and how long they take."""
    people = census.people.count()
    minutes = ceil(people / LETTERS_A_MINUTE)
    words = {"people": number(people), "minutes": number(minutes)}
    if people == 1:
        return gettext("One letter.")
    return (
        ngettext("%(people)s letters, in about %(minutes)s minute.", "%(people)s letters, in about %(minutes)s minutes.", minutes) % words
    )


def running_of(census: Census) -> Batch | None:
    """The newest batch that is not at its end, stopped or not."""
    found = batches.newest(census, Batch.Kind.LETTERS, finished=False)
    return found if found and not found.finished_at else None


def made_of(census: Census) -> tuple[Made, ...]:
    """Newest first; what is erased is not there."""
    found = census.batches.filter(kind=Batch.Kind.LETTERS).order_by("-made_at")
    made = (Made(batch=batch, parts=tuple(_parts(batch))) for batch in found)
    return tuple(one for one in made if one.parts)


def _parts(batch: Batch) -> Iterator[Part]:
    for part in batch.slices.filter(job__state=Job.State.READY).select_related("job").order_by("number"):
        size = _size(part)
        if size is not None and part.job and part.job.finished_at:
            yield Part(
                number=part.number,
                first=number(part.first + 1),
                last=number(part.last),
                megabytes=number(max(size / 1e6, 0.1), 1),
                until=part.job.finished_at + LETTERS_KEPT,
            )


def _size(part: Slice) -> int | None:
    try:
        return part.job.file.stat().st_size if part.job else None
    except FileNotFoundError:
        return None
