"""What watchers of the site are tested with."""

import os
import time
from pathlib import Path

import pytest
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from pytest_django import Settings

from advisor.jobs import rounds


@pytest.fixture
def home(tmp_path: Path, settings: Settings) -> Path:
    """A home of a site that has never run."""
    settings.HOME, settings.FILES = tmp_path, tmp_path / "files"
    for folder in ("files", "signs"):
        (tmp_path / folder).mkdir()
    return tmp_path


@pytest.fixture
def all_rounds_done(home: Path) -> None:
    """Lately, however slow this machine is."""
    for task in rounds.schedule():
        rounds.done(task)
        done_ago(home, task, -3600)


def done_ago(home: Path, sign: str, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(home / "signs" / sign, (then, then))


@pytest.fixture
def no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    lose_database(monkeypatch)


def lose_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: BaseDatabaseWrapper) -> None:
        raise OperationalError("connection to server at 10.1.2.3 failed for user maya")

    monkeypatch.setattr(BaseDatabaseWrapper, "ensure_connection", refuse)
