"""Work for a whole census: started, stopped, let go on. Each change takes the plan's row first, so that ten clicks come one by one."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from advisor.accounts import audit
from advisor.accounts.models import User
from advisor.cohorts.models import LETTERS_KEPT, Batch, Census, Person, Slice
from advisor.cohorts.progress import Progress, progress
from advisor.jobs import services as jobs
from advisor.jobs.models import KEEP, Job
from advisor.jobs.services import UNFINISHED
from advisor.jobs.work import ClaimLost
from advisor.plans.actions import Action
from advisor.plans.services import taken

__all__ = ["NotPublished", "Progress", "done", "go_on", "newest", "people_of", "progress", "start", "stop"]

ANSWERS, EFFECTS, LETTERS = Batch.Kind.ANSWERS, Batch.Kind.EFFECTS, Batch.Kind.LETTERS
DO_SLICE = "advisor.cohorts.tasks.do_slice"
# People of a slice. As few as keep its fixed cost small: a participant's PDF waits for one slice at most.
SIZES = {ANSWERS: 50, EFFECTS: 50, LETTERS: 25}
ACTS = {ANSWERS: Action.ANSWER, EFFECTS: Action.TRY, LETTERS: Action.LETTERS}
BY_VINTAGE = ("household__age", "household__retirement_age", "household__plan_to_age", "place")


class NotPublished(Exception):
    """The plan has no rules yet under which anybody could be answered."""


@transaction.atomic
def start(
    *,
    census: Census,
    user: User,
    kind: str,
    proposed: Any = None,
    answers: Batch | None = None,
    order: str = "",
    language: str = "",
    address: str = "",
) -> Batch:
    """Under the rules that are published now, or for letters under those of `answers`. What runs already is not started again."""
    plan = taken(census.plan)
    published = plan.published
    if published is None or published.number is None:
        raise NotPublished
    rules, version = (answers.rules, answers.version) if answers else (published.typed, published.number)
    asked = {"kind": kind, "version": version, "answers": answers, "order": order, "language": language, "address": address}
    for running in census.batches.filter(**asked, stopped_at=None, finished_at=None).order_by("-made_at"):
        if running.proposed == proposed:
            return running
    batch = Batch.objects.create(census=census, rules=rules, proposed=proposed, by=audit.actor(user), **asked)
    _give_jobs(batch, Slice.objects.bulk_create(_cut(batch, census.people.count())))
    audit.record(user, ACTS[Batch.Kind(kind)], plan=plan.id, about=batch.id)
    return batch


@transaction.atomic
def stop(*, batch: Batch, user: User) -> None:
    """What waits is not begun, and who is at work stops at the next step. What is done stays."""
    taken(batch.census.plan)
    jobs.erase(Job.objects.filter(slice__batch=batch, state__in=UNFINISHED))
    if Batch.objects.filter(id=batch.id, stopped_at=None, finished_at=None).update(stopped_at=timezone.now()):
        audit.record(user, Action.STOP, plan=batch.census.plan_id, about=batch.id)


@transaction.atomic
def go_on(*, batch: Batch, user: User) -> None:
    """What was stopped, and what has failed, is done after all."""
    taken(batch.census.plan)
    left = list(batch.slices.filter(done_at=None).exclude(job__state__in=UNFINISHED).order_by("number"))
    if not left:
        return
    jobs.erase(Job.objects.filter(slice__in=left))
    _give_jobs(batch, left)
    Batch.objects.filter(id=batch.id).update(stopped_at=None)
    audit.record(user, Action.GO_ON, plan=batch.census.plan_id, about=batch.id)


def done(part: Slice) -> None:
    """Said in the transaction in which its job turns ready. The last one ends the batch: each looks once nobody else can."""
    now = timezone.now()
    if not Slice.objects.filter(id=part.id, job=part.job_id, done_at=None).update(done_at=now):
        raise ClaimLost
    batch = Batch.objects.select_for_update(no_key=True).get(id=part.batch_id)
    if not batch.slices.filter(done_at=None).exists():
        Batch.objects.filter(id=batch.id).update(finished_at=now)


def people_of(part: Slice) -> list[Person]:
    """In the batch's order. Those with as many years to go stand together: what holds for all of them is worked out once a slice."""
    order = (part.batch.order or "place", "place") if part.batch.kind == LETTERS else BY_VINTAGE
    return list(Person.objects.filter(census=part.batch.census_id).order_by(*order)[part.first : part.last])


def newest(census: Census, kind: str, *, finished: bool = True) -> Batch | None:
    """`finished`: of those that are."""
    found = census.batches.filter(kind=kind).order_by("-made_at")
    return (found.exclude(finished_at=None) if finished else found).first()


def _cut(batch: Batch, people: int) -> list[Slice]:
    size = SIZES[Batch.Kind(batch.kind)]
    firsts = range(0, people, size)
    return [Slice(batch=batch, number=number, first=low, last=min(low + size, people)) for number, low in enumerate(firsts, start=1)]


def _give_jobs(batch: Batch, parts: Sequence[Slice]) -> None:
    kept = LETTERS_KEPT if batch.kind == LETTERS else KEEP
    for part, job in zip(parts, jobs.enqueue_many(DO_SLICE, len(parts), kept=kept), strict=True):
        part.job = job
    Slice.objects.bulk_update(parts, ["job"])
