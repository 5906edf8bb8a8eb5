"""Reports as a worker makes them, for tests that hold them in their hands; each is made once."""

from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any

import pikepdf

from advisor.reports import services, tasks
from scenarios.inputs import Question
from tests.people import question_of

Edit = Callable[[pikepdf.Pdf], None]


@cache
def made(person: str = "Maya", **order: Any) -> bytes:
    """Of one of the ten people. `order` is what a request may say: language, kind, paper and so on. Needs the database."""
    return made_for(question_of(person), **order)


def made_for(question: Question, *, language: str = "en", kind: str = "summary", **order: Any) -> bytes:
    report = services.request_report(question=question, language=language, kind=kind, **order)
    try:
        return tasks.make(report, lambda done, of: None)
    finally:
        report.job.delete()


def edited(content: bytes, edit: Edit) -> bytes:
    saved = BytesIO()
    with pikepdf.open(BytesIO(content)) as opened:
        edit(opened)
        opened.save(saved)
    return saved.getvalue()


def attached(content: bytes, name: str) -> bytes:
    with pikepdf.open(BytesIO(content)) as opened:
        return opened.attachments[name].get_file().read_bytes()


def put(opened: pikepdf.Pdf, name: str, content: bytes) -> None:
    opened.attachments[name] = pikepdf.AttachedFileSpec(
        opened, content, filename=name, description=name, mime_type="application/json", creation_date="", mod_date=""
    )
