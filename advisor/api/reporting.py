"""Reports that a firm's programs ask for: with the firm's look, found by keys of the same firm alone, kept for an hour."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.shortcuts import get_object_or_404

from advisor.api.models import Key, KeyReport
from advisor.firms.brand import brand_of_firm
from advisor.firms.models import Firm
from advisor.jobs import services as jobs
from advisor.jobs.models import Job
from advisor.reports.models import Report
from advisor.reports.services import request_report
from scenarios.inputs import Question

MOST_WAITING = 20  # unfinished reports of a firm
COME_BACK = timedelta(seconds=30)


class TooManyWaiting(Exception):
    """As many reports of this firm as may be are not finished yet."""


@transaction.atomic
def ask_report(*, firm: Firm, question: Question, language: str, address: str, **printed: Any) -> KeyReport:
    """`printed`: kind and paper. `address` is the site's own, for the code on the pages."""
    firm = Firm.objects.select_for_update().get(pk=firm.pk)
    if firm.api_reports.filter(report__job__state__in=jobs.UNFINISHED).count() >= MOST_WAITING:
        raise TooManyWaiting
    report = request_report(question=question, language=language, address=address, brand=brand_of_firm(firm), **printed)
    return KeyReport.objects.create(firm=firm, report=report)


def report_for(key: Key, report_id: str) -> Report:
    """The one function that decides which reports a key finds; Http404 for all others."""
    return get_object_or_404(Report.objects.in_short(), id=report_id, of_key__firm=key.firm_id)


def end_firm(firm: Firm) -> None:
    """What its programs asked for goes with it, files too."""
    jobs.erase(Job.objects.filter(report__of_key__firm=firm))
