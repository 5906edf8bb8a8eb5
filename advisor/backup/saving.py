"""The site as it is at one moment, written to a stream. Nobody has to wait meanwhile."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import IO, Any

from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from advisor.backup import archive, identity, kept
from advisor.backup.archive import Add, add_text
from advisor.jobs.models import Job
from scenarios import __version__

ROWS_AT_ONCE = 500


class ExactTimes(DjangoJSONEncoder):
    """Django's own cuts them off at a thousandth of a second."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


@dataclass(frozen=True, kw_only=True)
class Saved:
    rows: dict[str, int]  # by table
    files: int
    missing: int  # files that are not there: deleted meanwhile, or lost. `restore` has them made again


def save(stream: IO[bytes]) -> Saved:
    with one_moment(), archive.writing(stream) as add:
        add_text(add, archive.ABOUT, json.dumps(_about()))
        rows = {model._meta.label: _add_rows(add, model) for model in kept.tables()}
        files, missing = _add_files(add)
        add_text(add, archive.END, json.dumps({"rows": rows, "files": files}))
    return Saved(rows=rows, files=files, missing=missing)


@contextmanager
def one_moment() -> Iterator[None]:
    """All reads see the database as it was at the first, whoever writes meanwhile."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")  # not `atomic`: on SQLite that is IMMEDIATE here, and keeps writers waiting
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def _about() -> dict[str, Any]:
    return {
        "format": archive.FORMAT,
        "version": __version__,
        "made_at": timezone.now().isoformat(),
        "migrations": identity.migrations(),
        "key_mark": identity.key_mark(),
    }


def _add_rows(add: Add, model: type[Model]) -> int:
    rows, count, number = kept.rows(model).iterator(chunk_size=ROWS_AT_ONCE), 0, 0
    while some := list(islice(rows, ROWS_AT_ONCE)):
        count, number = count + len(some), number + 1
        add_text(add, f"rows/{model._meta.label}-{number}.jsonl", serializers.serialize("jsonl", some, cls=ExactTimes))
    return count


def _add_files(add: Add) -> tuple[int, int]:
    files = missing = 0
    for job in kept.rows(Job).filter(report__isnull=False, state=Job.State.READY).iterator():
        try:
            with job.file.open("rb") as opened:
                add(f"files/{job.id}", opened, job.file.stat().st_size)
            files += 1
        except FileNotFoundError:
            missing += 1
    return files, missing
