"""Whether a PDF that somebody holds is a report with the model's numbers, and what is kept here under a run code."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import QuerySet

from advisor.jobs.models import Job
from advisor.reports.models import Report
from scenarios import bank
from scenarios.errors import InputError, NotAnAnswer
from scenarios.pdf_apart import read_apart
from scenarios.record import ALPHABET, MISREAD
from scenarios.verify import Verdict
from scenarios.verify_pdf import inputs, is_pdf, verify_parts

CODE = re.compile(f"[{ALPHABET}]{{12}}")


def checked(content: bytes) -> Verdict:
    """Whoever sent the file gets no more than its inputs would cost on the form. Raises NotAnAnswer."""
    if not is_pdf(content):
        raise NotAnAnswer("not a PDF", "not_a_pdf")
    parts = read_apart(content)
    try:
        if not bank.is_usual(inputs(parts).beliefs):
            raise NotAnAnswer("made in the terminal, with futures of its own", "elsewhere")
        return verify_parts(parts)
    except InputError as error:
        raise NotAnAnswer(f"inputs that cannot be asked: {error}") from error


def read_code(typed: str) -> str:
    """A run code as reports have it, from what somebody typed; empty if it is none."""
    letters = "".join(typed.upper().replace("-", "").split()).translate(MISREAD)
    return "-".join(letters[at : at + 4] for at in (0, 4, 8)) if CODE.fullmatch(letters) else ""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a kept file stands when its inputs are answered again. It says nothing of anybody, so it may be remembered."""

    same: bool
    compared: int
    made_by: str


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What a stranger learns of the kept reports with one run code: never a figure, a name or a file."""

    run: str
    edition: str
    made_on: date  # the newest
    count: int
    standing: Standing | None  # none where the file cannot be read


def kept_by_code(code: str) -> Kept | None:
    return _kept(_ready().filter(run_id=code)) if code else None


def kept_by_mark(mark: str) -> Kept | None:
    return _kept(_ready().filter(mark=mark))


def is_kept(mark: str) -> bool:
    return _ready().filter(mark=mark).exists()


def _ready() -> QuerySet[Report]:
    return Report.objects.filter(saved=True, job__state=Job.State.READY).order_by("-made_at")


def _kept(found: QuerySet[Report]) -> Kept | None:
    newest = found.select_related("job").defer("brand").first()
    if newest is None:
        return None
    return Kept(
        run=newest.run_id,
        edition=newest.question["beliefs"]["edition"],
        made_on=newest.made_at.date(),
        count=found.count(),
        standing=standing(newest.job),
    )


def standing(job: Job) -> Standing | None:
    try:
        return _standing(job.id)
    except (NotAnAnswer, OSError):
        return None


@lru_cache(maxsize=1000)
def _standing(job_id: str) -> Standing:
    """The file of a job never changes, nor does this process's model: once is enough however often its code is scanned."""
    verdict = checked(Job(id=job_id).file.read_bytes())
    return Standing(same=verdict.same, compared=verdict.compared, made_by=verdict.made_by)
