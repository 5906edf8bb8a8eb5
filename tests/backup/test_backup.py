"""A backup holds what must be kept and nothing else; restored, a site is what it was, or untouched."""

import gzip
import io
import json
import sqlite3
import tarfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from advisor.accounts.models import Act
from advisor.backup import identity, kept
from advisor.backup.archive import Broken
from advisor.backup.restoring import Refused, restore
from advisor.backup.saving import one_moment, save
from advisor.clients.models import Share
from advisor.jobs.models import Job
from tests.acts import erase_acts
from tests.backup.filled import everything, fill

pytestmark = pytest.mark.django_db  # but where a backup is made: that is a transaction of its own
saves = pytest.mark.django_db(transaction=True)


def empty_the_site() -> None:
    erase_acts()
    call_command("flush", interactive=False, verbosity=0)
    empty_the_folder()


@pytest.fixture(autouse=True)
def no_file_left_over() -> Iterator[None]:
    yield
    empty_the_folder()


def empty_the_folder() -> None:
    for path in Path(settings.FILES).iterdir():
        path.unlink()


@pytest.fixture(scope="module")
def backup(django_db_setup: None, django_db_blocker: Any) -> bytes:
    """Of a filled site, which is emptied then."""
    stream = io.BytesIO()
    with django_db_blocker.unblock():
        try:
            fill()
            save(stream)
        finally:
            empty_the_site()
    return stream.getvalue()


def assert_nothing_here() -> None:
    assert [model for model in kept.tables() if model._base_manager.exists()] == []
    assert list(Path(settings.FILES).iterdir()) == []


def altered(backup: bytes, change: Callable[[str, bytes], bytes | None]) -> io.BytesIO:
    """A whole archive with other content: a member for which `change` gives None is left out."""
    out = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(backup), mode="r:gz") as was, tarfile.open(fileobj=out, mode="w:gz") as now:
        for member in was:
            opened = was.extractfile(member)
            assert opened
            content = change(member.name, opened.read())
            if content is not None:
                member.size = len(content)
                now.addfile(member, io.BytesIO(content))
    out.seek(0)
    return out


@saves
def test_a_restored_site_has_every_row_and_file_that_it_had() -> None:
    fill()
    before, stream = everything(), io.BytesIO()
    saved = save(stream)
    rows, files = before
    assert [table for table, there in rows.items() if not there] == []  # a new table needs rows in tests/backup/filled.py
    assert (saved.rows, saved.files, saved.missing) == ({table: len(there) for table, there in rows.items()}, 3, 0)
    empty_the_site()
    stream.seek(0)
    restored = restore(stream)
    assert everything() == before
    assert (set(files), restored.other_key) == (restored.files, False)


def test_what_lives_for_an_hour_is_not_in_a_backup(backup: bytes) -> None:
    text = gzip.decompress(backup).decode(errors="replace")
    assert "Maya Ortiz" in text
    for word in ("of nobody's", "Somebody Else", "somebody", "accounts.session", "limits"):
        assert word not in text


def test_every_table_that_is_left_out_exists() -> None:
    assert {model._meta.label for model in apps.get_models(include_auto_created=True)} >= kept.LEFT_OUT | kept.ONLY.keys()


def test_the_record_of_acts_is_guarded_after_a_restore_and_goes_on(backup: bytes) -> None:
    restore(io.BytesIO(backup))
    for change in (lambda: Act.objects.update(action="other"), lambda: Act.objects.all().delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    newest = max(Act.objects.values_list("id", flat=True))
    assert Act.objects.create(actor="somebody", action="look").id > newest


def test_a_restored_site_erases_what_is_over_by_then_and_makes_what_was_waiting(backup: bytes) -> None:
    restore(io.BytesIO(backup))
    waiting = set(Job.objects.filter(state="queued").values_list("id", flat=True))
    Share.objects.update(made_at=timezone.now() - timedelta(days=31))
    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        import_string(entry["task"])()
    assert not Share.objects.exists()
    assert waiting
    assert set(Job.objects.filter(state="queued").values_list("id", flat=True)) == waiting


def test_a_site_with_rows_is_not_overwritten(backup: bytes) -> None:
    restore(io.BytesIO(backup))
    before = everything()
    with pytest.raises(Refused, match="rows already"):
        restore(io.BytesIO(backup))
    assert everything() == before


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.99, 0.9999])
def test_of_a_backup_that_ends_early_nothing_is_restored(backup: bytes, share: float) -> None:
    with pytest.raises(Broken):
        restore(io.BytesIO(backup[: int(len(backup) * share)]))
    assert_nothing_here()


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_of_a_backup_with_a_wrong_byte_nothing_is_restored(backup: bytes, share: float) -> None:
    place = int(len(backup) * share)
    with pytest.raises(Broken):
        restore(io.BytesIO(backup[:place] + bytes([backup[place] ^ 0xFF]) + backup[place + 1 :]))
    assert_nothing_here()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda name, content: None if name == "end.json" else content, "not all of it"),
        (lambda name, content: None if name.startswith("files/") else content, "not all of it"),
        (lambda name, content: None if name == "rows/clients.Note-1.jsonl" else content, "not all of it"),
        (lambda name, content: None if name == "rows/clients.Client-1.jsonl" else content, "not all of it"),
        (lambda name, content: content.replace(b"clients.note", b"accounts.session") if "Note" in name else content, "something else"),
        (lambda name, content: content.replace(b"clients.note", b"accounts.act") if "Note" in name else content, "something else|rows of"),
        (lambda name, content: content.replace(b'"text"', b'"words"') if "Note" in name else content, "something else"),
        (lambda name, content: b'{"format": 2}' if name == "backup.json" else content, "no backup of this site"),
    ],
)
def test_of_a_backup_that_holds_something_else_nothing_is_restored(backup: bytes, change: Any, said: str) -> None:
    with pytest.raises(Broken, match=said):
        restore(altered(backup, change))
    assert_nothing_here()


@pytest.mark.parametrize("name", ["../secret_key", "files/../../secret_key", "rows/../x-1.jsonl", "readme"])
def test_a_name_of_no_backup_is_refused(backup: bytes, name: str) -> None:
    out = altered(backup, lambda member, content: content if member == "backup.json" else None)
    with gzip.open(out) as unpacked:
        rest = io.BytesIO(unpacked.read())
    with tarfile.open(fileobj=rest, mode="a") as tar:
        tar.addfile(tarfile.TarInfo(name))
    with pytest.raises(Broken, match="no backup holds"):
        restore(io.BytesIO(gzip.compress(rest.getvalue())))
    assert_nothing_here()


def test_a_backup_of_other_tables_is_refused_and_says_which(backup: bytes) -> None:
    def older(name: str, content: bytes) -> bytes:
        about = json.loads(content) if name == "backup.json" else {}
        return json.dumps(about | {"migrations": [*about["migrations"][1:], "plans.0099_later"]}).encode() if about else content

    with pytest.raises(Refused, match=r"only in the backup: plans\.0099_later; only here: account\."):
        restore(altered(backup, older))
    assert_nothing_here()


def test_another_secret_key_is_told(backup: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "SECRET_KEY", "another")
    assert identity.key_mark() not in gzip.decompress(backup).decode(errors="replace")
    assert restore(io.BytesIO(backup)).other_key


@saves
def test_a_report_whose_file_was_not_there_is_made_again() -> None:
    fill()
    lost = kept.rows(Job).filter(state="ready", report__isnull=False)[0]
    lost.file.unlink()
    stream = io.BytesIO()
    assert (save(stream).files, save(io.BytesIO()).missing) == (2, 1)
    empty_the_site()
    stream.seek(0)
    restore(stream)
    lost.refresh_from_db()
    assert (lost.state, lost.attempts, lost.published_at) == ("queued", 0, None)


@saves
def test_who_writes_meanwhile_neither_waits_nor_is_in_it(tmp_path: Path) -> None:
    fill()
    with one_moment():
        before = everything()
        other = sqlite3.connect(connection.settings_dict["NAME"], timeout=0.1)
        other.execute("UPDATE clients_note SET text = 'changed'")
        other.commit()
        other.close()
        assert everything() == before
    assert everything() != before


@saves
def test_the_commands_write_a_file_for_its_owner_alone_and_read_it_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill()
    before, file = everything(), tmp_path / "ballast.backup"
    call_command("backup", str(file))
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [file.name]
    with pytest.raises(CommandError, match="there already"):
        call_command("backup", str(file))
    empty_the_site()
    call_command("restore", str(file))
    assert everything() == before
    rows = sum(len(there) for there in before[0].values())
    assert capsys.readouterr().err.splitlines() == [f"Saved {rows} rows and 3 files.", f"Restored {rows} rows and 3 files."]


def test_the_commands_say_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"nowhere: No such file or directory. Nothing was restored"):
        call_command("restore", str(tmp_path / "nowhere"))
    (tmp_path / "text").write_text("not a backup")
    with pytest.raises(CommandError, match=r"text is not a whole backup: .* Nothing was restored"):
        call_command("restore", str(tmp_path / "text"))
    with pytest.raises(CommandError, match="cannot be written: No such file or directory"):
        call_command("backup", str(tmp_path / "no" / "folder"))
