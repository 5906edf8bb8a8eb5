"""The pages on which a report is checked, in every state. Part of tests/states.py."""

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from advisor.jobs.models import Job, random_id
from advisor.reports import services
from advisor.reports.models import Report
from scenarios.verify_pdf import ANSWER
from tests.people import question_of
from tests.reports.made import Edit, edited, made, put

Shown = Any  # the response of Django's test client, whose class has no public name


def form() -> Shown:
    return Client().get(reverse("reports:verify"))


def sent(content: bytes | None = None, code: str = "") -> Shown:
    file = {} if content is None else {"report": SimpleUploadedFile("report.pdf", content)}
    return Client().post(reverse("reports:verify"), {"code": code, **file})


def report(edit: Edit | None = None) -> Shown:
    return sent(made() if edit is None else edited(made(), edit))


def answered(*, engine: str = "", places: int = 0) -> Edit:
    """The attached answer, as of another version, and with numbers that are not the model's."""

    def edit(opened: pikepdf.Pdf) -> None:
        answer = json.loads(opened.attachments[ANSWER].get_file().read_bytes())
        answer["run"]["engine"] = engine or answer["run"]["engine"]
        for row in answer["sweep"][:places]:
            row["balance"]["p50"]["value"] += 900
            row["income_monthly_change"]["p50"]["value"] += 9
        put(opened, ANSWER, json.dumps(answer).encode())

    return edit


def a_page_less(opened: pikepdf.Pdf) -> None:
    del opened.pages[1]


def kept(count: int = 1) -> Report:
    """In an adviser's book, and ready."""
    asked = [services.request_report(question=question_of("Maya"), language="en", kind="summary", saved=True) for _ in range(count)]
    for one in asked:
        Job.objects.filter(id=one.job_id).update(state="ready")
        one.job.file.write_bytes(made())
    return asked[-1]


def by_code(count: int) -> Shown:
    return sent(code=kept(count).run_id)


def by_mark(*, known: bool) -> Shown:
    return Client().get(reverse("reports:marked", args=[kept().mark if known else random_id()]))


STATES: Mapping[str, Callable[[], Shown]] = {
    "verify": form,
    "verify, nothing sent": sent,
    "verify, no run code": partial(sent, code="1234"),
    "verify, the same": report,
    "verify, the same by another version": partial(report, answered(engine="0.0.9")),
    "verify, others": partial(report, answered(places=20)),
    "verify, others by another version": partial(report, answered(engine="0.0.9", places=3)),
    "verify, changed": partial(report, a_page_less),
    "verify, no report": partial(sent, b"GIF89a"),
    "verify, kept": partial(by_code, 1),
    "verify, kept twice": partial(by_code, 2),
    "verify, not kept": partial(sent, code="0000-0000-0000"),
    "verify, by its mark": partial(by_mark, known=True),
    "verify, by a mark that nobody has": partial(by_mark, known=False),
}
OWN_SHAPE = ("verify", "verify, no run code", "verify, the same", "verify, changed", "verify, others by another version", "verify, kept")
