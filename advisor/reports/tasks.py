"""What the worker does: answer the saved question again, and print the answer."""

import json

from celery import shared_task
from django.utils import translation

from advisor import present
from advisor.jobs.work import CannotBeMade, Step, work
from advisor.reports import pdf
from advisor.reports.models import Report
from scenarios import document
from scenarios.answer import answer
from scenarios.results import Answer

STEPS = 4


@shared_task
def make_report(job_id: str) -> None:
    work(job_id, lambda step: make(Report.objects.get(job_id=job_id), step))


def make(report: Report, step: Step) -> bytes:
    """The PDF of a report. The answer must be the one that was on the page: its run id says so."""
    if pdf.weasyprint_problem():
        raise CannotBeMade("no_pango")
    step(1, STEPS)
    answered = _answer(report)
    step(2, STEPS)
    with translation.override(report.language):
        made = pdf.render(present.summary(answered, report.language), report.made_at.date(), json.dumps(report.question, indent=1).encode())
    step(3, STEPS)
    Report.objects.filter(id=report.id).update(pages=pdf.pages(made))
    return made


def _answer(report: Report) -> Answer:
    question = document.parse(report.question)
    answered = answer(question.household, question.plan, question.sleeve, question.beliefs, question.ask)
    if answered.run.id != report.run_id:
        raise CannotBeMade("other_answer")
    return answered
