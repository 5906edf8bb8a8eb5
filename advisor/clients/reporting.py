"""Reports that are kept in an adviser's book: asked for, found, deleted."""

import re
import unicodedata

from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404

from advisor.accounts import audit
from advisor.accounts.models import User
from advisor.clients import scenarios
from advisor.clients.access import client_for
from advisor.clients.ending import end_reports
from advisor.clients.models import Client, ClientReport, ClientScenario, Printing
from advisor.firms.access import Visitor, member_for
from advisor.firms.actions import BookAction
from advisor.firms.brand import Brand, brand_of
from advisor.jobs.models import Job
from advisor.reports.services import request_report
from scenarios.inputs import Question

NOT_IN_A_NAME = re.compile(r"[\W_]+")
LONGEST_FILE_NAME = 60  # letters


@transaction.atomic
def ask(
    *,
    user: User,
    scenario: ClientScenario,
    kind: str,
    paper: str,
    language: str,
    note: str = "",
    address: str = "",
    once: str = "",
    printing: Printing | None = None,
    question: Question | None = None,
    brand: Brand | None = None,
    job: Job | None = None,
) -> ClientReport:
    """In the firm's look of today, for a client of this adviser. The same `once` (one form, however often it is sent) is one report.
    May raise NotUnderstood: the assumptions of today no longer take what was typed. Who asks for many has worked out `question` and
    `brand` already, and has their jobs."""
    client = client_for(user, scenario.client_id)
    report = request_report(
        question=question or scenarios.question(scenario),
        language=language,
        once=once,
        kind=kind,
        paper=paper,
        brand=brand or brand_of(member_for(user)),
        prepared_for=client.name,
        note=note,
        address=address,
        saved=True,
        job=job,
    )
    about = {"client": client, "scenario": scenario.name, "by_participant": scenario.by_participant, "printing": printing}
    kept, is_new = ClientReport.objects.get_or_create(report=report, defaults=about)
    if kept.client_id != client.id or not report.saved:  # a form that another page has sent
        raise Http404
    if is_new:
        audit.record(user, BookAction.ASK_REPORT, plan=client.firm_id, about=client.id)
    return kept


@transaction.atomic
def delete(*, user: User, kept: ClientReport) -> None:
    """With its file. A copy that was given out can be verified still, by its own code."""
    audit.record(user, BookAction.DELETE_REPORT, plan=kept.client.firm_id, about=kept.client_id)
    end_reports(ClientReport.objects.filter(pk=kept.pk))


def report_for(user: Visitor, client_id: str, report_id: str) -> ClientReport:
    """Http404 for everybody but the client's adviser."""
    found = ClientReport.objects.in_short().select_related("client")
    return get_object_or_404(found, id=report_id, client=client_for(user, client_id))


def reports_of(client: Client) -> list[ClientReport]:
    """Newest first."""
    return list(client.reports.in_short().order_by("-report__made_at"))


def file_name(kept: ClientReport, before: str = "") -> str:
    """As "Ana-Ruiz-2026-11-22.pdf": what could mean something to a file system is left out of the name."""
    name = NOT_IN_A_NAME.sub("-", unicodedata.normalize("NFC", kept.client.name)).strip("-")[:LONGEST_FILE_NAME].strip("-")
    return "-".join(part for part in (before, name, f"{kept.report.made_at:%Y-%m-%d}") if part) + ".pdf"
