"""Reports of several clients, asked for at once: begun, watched, stopped, tried again. They wait in a queue of their own, so that
nobody who asks for one PDF waits for two hundred."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext, ngettext

from advisor.accounts import audit
from advisor.accounts.models import User
from advisor.clients import reporting
from advisor.clients.models import ClientReport, ClientScenario, Printing
from advisor.firms.access import Visitor, member_for
from advisor.firms.actions import BookAction
from advisor.firms.brand import brand_of
from advisor.jobs import services as jobs
from advisor.jobs.models import Job
from advisor.jobs.services import UNFINISHED
from advisor.present.figures import number
from advisor.reports import services as reports
from advisor.reports.services import SAVED_FOR
from scenarios.inputs import Question

MOST = 200  # reports of one printing
PRINT = "advisor.clients.tasks.print_report"

Chosen = tuple[ClientScenario, Question]  # and what it asks, as scenarios.question has it


@dataclass(frozen=True, kw_only=True)
class Progress:
    """Of the reports that were not deleted since; over when nobody works on it any more."""

    all: int
    done: int
    running: int
    waiting: int
    failed: int

    @property
    def is_over(self) -> bool:
        return not (self.running or self.waiting)

    @property
    def words(self) -> str:
        words = ngettext("%(done)s of one report done.", "%(done)s of %(all)s reports done.", self.all)
        return words % {"done": number(self.done), "all": number(self.all)}

    @property
    def counts(self) -> str:
        if not (self.running or self.waiting or self.failed):
            return ""
        words = gettext("%(running)s being made, %(waiting)s waiting, %(failed)s not made.")
        return words % {"running": number(self.running), "waiting": number(self.waiting), "failed": number(self.failed)}


@transaction.atomic
def start(*, user: User, chosen: Sequence[Chosen], kind: str, paper: str, language: str, address: str = "", once: str = "") -> Printing:
    """One report of each. The same `once` is one printing."""
    assert len(chosen) <= MOST, "the form takes no more"
    try:
        with transaction.atomic():
            printing = Printing.objects.create(adviser=user, **({"once": once} if reports.ONCE.fullmatch(once) else {}))
    except IntegrityError:
        return get_object_or_404(Printing, once=once, adviser=user)
    member = member_for(user)
    for_all: dict[str, Any] = {"kind": kind, "paper": paper, "language": language, "address": address, "brand": brand_of(member)}
    for (scenario, question), job in zip(chosen, jobs.enqueue_many(PRINT, len(chosen), kept=SAVED_FOR), strict=True):
        reporting.ask(user=user, scenario=scenario, question=question, printing=printing, job=job, **for_all)
    audit.record(user, BookAction.PRINT, plan=member.firm_id, about=printing.id)
    return printing


@transaction.atomic
def stop(*, printing: Printing, user: User) -> None:
    """What is done stays. The rest is dropped, and is no longer part of it."""
    jobs.erase(Job.objects.filter(report__of_client__printing=printing, state__in=UNFINISHED))
    audit.record(user, BookAction.STOP_PRINTING, plan=member_for(user).firm_id, about=printing.id)


def try_again(*, printing: Printing) -> None:
    """Those that failed."""
    reports.try_again(*(kept.report for kept in printing.reports.in_short()))


def printing_for(user: Visitor, printing_id: str) -> Printing:
    """Http404 for everybody but the adviser who asked for it, as long as they belong to a firm."""
    return get_object_or_404(Printing, id=printing_id, adviser=member_for(user).user_id)


def printings_of(user: Visitor) -> list[Printing]:
    """Newest first."""
    return list(Printing.objects.filter(adviser=member_for(user).user_id).order_by("-made_at"))


def progress(printing: Printing) -> Progress:
    states = dict(printing.reports.order_by().values_list("report__job__state").annotate(Count("id")))
    return Progress(
        all=sum(states.values()),
        done=states.get(Job.State.READY, 0),
        running=states.get(Job.State.RUNNING, 0),
        waiting=states.get(Job.State.QUEUED, 0),
        failed=states.get(Job.State.FAILED, 0),
    )


def failed(printing: Printing) -> list[ClientReport]:
    found = printing.reports.in_short().filter(report__job__state=Job.State.FAILED).select_related("client")
    return sorted(found, key=lambda kept: kept.client.name)
