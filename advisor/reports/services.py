"""Asking for a report, and asking again."""

import re
from dataclasses import replace
from datetime import timedelta
from itertools import groupby

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from advisor.firms.brand import Brand
from advisor.jobs import services as jobs
from advisor.jobs.models import KEEP, Job, random_id
from advisor.planner.question import MOVES, SHOWN, SHOWN_WITHOUT
from advisor.plans.source import PlanSource
from advisor.reports.models import Kind, Paper, Report
from scenarios import document
from scenarios.editions import load
from scenarios.inputs import Question
from scenarios.record import run_of

ONCE = re.compile(r"[\w-]{22}", re.ASCII)  # as random_id() makes them; a shorter one could be somebody else's too
MAKE = "advisor.reports.tasks.make_report"
SAVED_FOR = timedelta(days=7 * 365)  # a saved report's row and file


def request_report(
    *,
    question: Question,
    language: str,
    once: str = "",
    plan: PlanSource | None = None,
    kind: str = Kind.FULL,
    paper: str = Paper.LETTER,
    brand: Brand | None = None,
    prepared_for: str = "",
    note: str = "",
    address: str = "",
    saved: bool = False,
    job: Job | None = None,
) -> Report:
    """A saved report whose job a worker will find. The same `once` (one form, however often it is sent) is one report. `address` is
    the site's own, as whoever asks reached it; `saved` is for a book of clients: the file stays for years. With a `job`, it is one of
    many that were enqueued together."""
    once = once if ONCE.fullmatch(once) else random_id()
    try:
        with transaction.atomic():
            return Report.objects.create(
                once=once,
                question=document.to_document(replace(question, ask=_shown(question, kind))),
                plan=plan.kept() if plan else None,
                language=language,
                kind=kind,
                paper=paper,
                brand=brand.kept() if brand else None,
                prepared_for=prepared_for,
                note=note,
                address=address,
                saved=saved,
                run_id=run_of(question, load(question.beliefs.edition), "").id,
                job=job or _job(MAKE, SAVED_FOR if saved else KEEP),
            )
    except IntegrityError:  # the same form has been here; the job goes with the report that was not saved
        return Report.objects.get(once=once)


def verify_address(report: Report) -> str:
    """What the code on each page opens; empty where the site's address is not known."""
    if not report.address:
        return ""
    with translation.override(report.language):
        return report.address.rstrip("/") + reverse("reports:marked", args=[report.mark])


def _shown(question: Question, kind: str) -> tuple[str, ...]:
    """What a report asks beside the paired answer, whatever its page asked; the run's code is the same."""
    asked = SHOWN if question.sleeve.weight > 0 else SHOWN_WITHOUT
    return (*asked, *MOVES) if kind == Kind.FULL else asked


def _job(task: str, kept: timedelta) -> Job:
    [job] = jobs.enqueue_many(task, 1, kept=kept)
    return job


@transaction.atomic
def try_again(*reports: Report) -> None:
    """New jobs in place of those that failed; nothing for one that has not, or where somebody was quicker."""
    failed = list(Job.objects.select_for_update(of=("self",)).filter(report__in=reports, state=Job.State.FAILED).order_by("id"))
    for (task, kept), alike in groupby(sorted(failed, key=_way), key=_way):
        old = list(alike)
        for job, new in zip(old, jobs.enqueue_many(task, len(old), kept=kept), strict=True):
            Report.objects.filter(job=job).update(job=new)
            job.delete()


def _way(job: Job) -> tuple[str, timedelta]:
    return job.task, job.kept
