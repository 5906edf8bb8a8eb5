"""Asking for a report, and asking again."""

import re

from django.db import IntegrityError, transaction

from advisor.jobs import services as jobs
from advisor.jobs.models import Job, random_id
from advisor.plans.source import PlanSource
from advisor.reports.models import Report
from scenarios import document
from scenarios.editions import load
from scenarios.inputs import Question
from scenarios.record import run_of

ONCE = re.compile(r"[\w-]{22}", re.ASCII)  # as random_id() makes them; a shorter one could be somebody else's too
MAKE = "advisor.reports.tasks.make_report"


def request_report(*, question: Question, language: str, once: str = "", plan: PlanSource | None = None) -> Report:
    """A saved report whose job a worker will find. The same `once` (one form, however often it is sent) is one report."""
    once = once if ONCE.fullmatch(once) else random_id()
    try:
        with transaction.atomic():
            return Report.objects.create(
                once=once,
                question=document.to_document(question),
                plan=plan.kept() if plan else None,
                language=language,
                run_id=run_of(question, load(question.beliefs.edition), "").id,
                job=jobs.enqueue(MAKE),
            )
    except IntegrityError:  # the same form has been here; the job goes with the report that was not saved
        return Report.objects.get(once=once)


@transaction.atomic
def try_again(report: Report) -> None:
    """A new job in place of a failed one; nothing if it has not failed, or somebody was quicker."""
    failed = Job.objects.select_for_update().filter(id=report.job_id, state=Job.State.FAILED).first()
    if failed and Report.objects.filter(id=report.id, job=failed).update(job=jobs.enqueue(MAKE)):
        failed.delete()
