"""A backup read into a site without rows: all of it or nothing."""

import json
import re
import shutil
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core import serializers
from django.core.exceptions import FieldDoesNotExist
from django.core.management.color import no_style
from django.core.serializers.base import DeserializationError
from django.db import DataError, IntegrityError, connection, transaction
from django.utils import timezone

from advisor.backup import archive, identity, kept
from advisor.backup.archive import Broken
from advisor.jobs.models import Job

ROWS = re.compile(r"rows/(?P<table>[\w.]+)-\d+\.jsonl")
FILE = re.compile(r"files/(?P<job>[\w-]{22})")  # no other name is ever written to
NOT_OURS = (DeserializationError, FieldDoesNotExist, json.JSONDecodeError, UnicodeDecodeError, IntegrityError, DataError)


class Refused(Exception):
    """This site cannot take this backup."""


@dataclass
class Restored:
    rows: Counter[str] = field(default_factory=Counter)  # by table
    files: set[str] = field(default_factory=set)  # ids of jobs
    other_key: bool = False  # the site has another secret key than the one that was backed up


def restore(stream: IO[bytes]) -> Restored:
    """May raise Broken or Refused; then nothing is changed."""
    try:
        with ExitStack() as undo:
            with transaction.atomic():
                restored = _read(stream, undo)
            undo.pop_all()
    except archive.NOT_WHOLE as error:
        raise Broken(f"it is damaged, or not all of it is there ({error})") from error
    except NOT_OURS as error:
        raise Broken(f"it holds something else than a backup does ({type(error).__name__})") from error
    return restored


def _read(stream: IO[bytes], undo: ExitStack) -> Restored:
    restored, about, end = Restored(), None, None
    for name, content in archive.members(stream):
        if about is None:
            about = _about(name, content)
            _refuse_a_site_with_rows()
            restored.other_key = about["key_mark"] != identity.key_mark()
        elif match := ROWS.fullmatch(name):
            restored.rows[match["table"]] += _put_rows(match["table"], content)
        elif match := FILE.fullmatch(name):
            _put_file(match["job"], content, undo)
            restored.files.add(match["job"])
        elif name == archive.END:
            end = json.load(content)
        else:
            raise Broken(f"no backup holds “{name}”")
    if end != {"rows": {model._meta.label: restored.rows[model._meta.label] for model in kept.tables()}, "files": len(restored.files)}:
        raise Broken("not all of it is there")
    _make_missing_files_again(restored.files)
    _go_on_counting()
    return restored


def _refuse_a_site_with_rows() -> None:
    for model in kept.tables():
        if model._base_manager.exists():
            raise Refused(f"This site has rows already, in the table “{model._meta.db_table}”. A backup goes into an empty one.")


def _about(name: str, content: IO[bytes]) -> Any:
    about = json.load(content) if name == archive.ABOUT else {}
    if about.get("format") != archive.FORMAT:
        raise Broken("it is no backup of this site’s kind")
    there, here = set(about["migrations"]), set(identity.migrations())
    if there != here:
        parts = {"only in the backup": there - here, "only here": here - there}
        differ = "; ".join(f"{where}: {', '.join(sorted(names)[:5])}" for where, names in parts.items() if names)
        raise Refused(
            f"The tables of this site are not those of the backup. Restore with the version that made it, {about['version']}, on tables "
            f"that its `manage.py prepare` has made; then upgrade. Migrations {differ}."
        )
    return about


def _put_rows(table: str, content: IO[bytes]) -> int:
    found = {model._meta.label: model for model in kept.tables()}
    rows = [row.object for row in serializers.deserialize("jsonl", content.read().decode())]
    if table not in found or any(type(row) is not found[table] for row in rows):
        raise Broken(f"no backup holds rows of “{table}”")
    manager: Any = found[table]._base_manager
    manager.bulk_create(rows)
    return len(rows)


def _put_file(job: str, content: IO[bytes], undo: ExitStack) -> None:
    """No row knows it until the transaction ends; so if this process is killed, `tend` erases it after an hour."""
    path = Path(settings.FILES) / job
    undo.callback(path.unlink, missing_ok=True)
    with path.open("wb") as written:
        shutil.copyfileobj(content, written)


def _make_missing_files_again(files: set[str]) -> None:
    """Kept reports whose file was not there when the backup was made: a worker prints them from their rows, as it did before."""
    ready = Job.objects.filter(state=Job.State.READY, report__isnull=False).values_list("id", flat=True)
    again = [job for job in ready if job not in files]
    Job.objects.filter(id__in=again).update(
        state=Job.State.QUEUED, attempts=0, created_at=timezone.now(), published_at=None, finished_at=None, steps_done=0
    )


def _go_on_counting() -> None:
    """New rows get numbers after those that came."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), kept.tables()):
            cursor.execute(statement)
