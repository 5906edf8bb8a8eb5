"""What the worker does: answer the saved question again, and print the answer."""

import json

from celery import shared_task
from django.utils import translation

from advisor import present
from advisor.jobs.work import CannotBeMade, Step, work
from advisor.memory import uncollected
from advisor.plans.source import PlanSource
from advisor.present import figures
from advisor.reports import evidence, pdf
from advisor.reports.models import Report
from advisor.reports.order import Order
from scenarios import document
from scenarios.answer import answer_to
from scenarios.answer_document import answer_document
from scenarios.results import Answer

STEPS = 4


@shared_task
def make_report(job_id: str) -> None:
    work(job_id, lambda step: make(Report.objects.get(job_id=job_id), step))


@uncollected()
def make(report: Report, step: Step) -> bytes:
    """The PDF of a report. The answer must be the one that was on the page: its run id says so."""
    if pdf.weasyprint_problem():
        raise CannotBeMade("no_pango")
    if not pdf.has_letters(report.language):
        raise CannotBeMade("no_chinese")
    step(1, STEPS)
    answered = _answer(report)
    step(2, STEPS)
    made_on, inputs = report.made_at.date(), json.dumps(report.question, indent=1).encode()
    with translation.override(report.language), figures.noted() as notes:
        plan = PlanSource.read(report.plan).set_by() if report.plan else None
        summary = present.summary(answered, report.language, plan=plan)
        made = pdf.render(summary, made_on, inputs, Order.of(report))
    made = evidence.attach(made, answer_document(answered), notes, made_on)
    step(3, STEPS)
    Report.objects.filter(id=report.id).update(pages=pdf.pages(made))
    return made


def _answer(report: Report) -> Answer:
    answered = answer_to(document.parse(report.question))
    if answered.run.id != report.run_id:
        raise CannotBeMade("other_answer")
    return answered
