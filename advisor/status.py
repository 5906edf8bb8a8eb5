"""/status/: which parts of the site work now, in words, for anybody who wonders. It says nothing that tells about one person: how many
wait is few or many, and how long they wait is rounded."""

from dataclasses import dataclass
from typing import Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe

from advisor.health import Parts
from advisor.look import BATCHES, LATELY, PDFS, Look, Waiting
from advisor.present.punctuation import sentences

MANY = 20  # jobs
SLOW = {PDFS: 60, BATCHES: 3600}  # seconds that a job may wait in a queue

State = Literal["works", "partly", "slow", "away"]


@dataclass(frozen=True, kw_only=True)
class Line:
    name: str
    state: State
    said: str = ""


@require_safe
def status(request: HttpRequest) -> HttpResponse:
    return page(request, LATELY.seen())


def page(request: HttpRequest, look: Look) -> HttpResponse:
    queues = jobs(gettext("PDFs"), PDFS, look), jobs(gettext("Workforces, and printing for many"), BATCHES, look)
    return render(request, "status.html", {"lines": (pages(look.parts), *queues, mail(look.parts), erasing(look.parts))})


def pages(parts: Parts) -> Line:
    name = gettext("Pages and answers")
    if not parts.bank:
        return Line(name=name, state="away", said=gettext("No answer can be worked out now."))
    if not parts.database:
        return Line(name=name, state="partly", said=gettext("You can ask for an answer. You cannot sign in, keep an answer or get a PDF."))
    return Line(name=name, state="works")


def jobs(name: str, queue: str, look: Look) -> Line:
    if not (look.parts.database and look.parts.files):
        return Line(name=name, state="away")
    if not look.parts.broker:
        return Line(name=name, state="slow", said=gettext("You can ask now. We make it once a part that is missing is back."))
    waiting = look.queues.get(queue, Waiting())
    return Line(name=name, state="slow" if waiting.longest > SLOW[queue] else "works", said=waits(waiting))


def waits(waiting: Waiting) -> str:
    minutes = round(waiting.longest / 60)
    if minutes < 1:
        long = gettext("Nobody waits for more than a minute.")
    elif minutes > 60:
        long = gettext("The longest wait is over an hour.")
    else:
        long = ngettext("The longest wait is about one minute.", "The longest wait is about %(minutes)s minutes.", minutes)
        long %= {"minutes": minutes}
    return sentences(gettext("Many wait.") if waiting.jobs >= MANY else gettext("Few or none wait."), long)


def mail(parts: Parts) -> Line:
    if parts.mail:
        return Line(name=gettext("Mail"), state="works")
    return Line(name=gettext("Mail"), state="away", said=gettext("A code or an invitation may not reach you."))


def erasing(parts: Parts) -> Line:
    """A promise to people, so it is told when it is late."""
    name = gettext("Erasing what has had its time")
    if parts.rounds:
        return Line(name=name, state="works")
    return Line(name=name, state="slow", said=gettext("Some of it may still be here. It goes as soon as this works again."))
