"""The drill of docs/operations.md, by its commands: from a site on Postgres or SQLite into an empty one on either."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.postgres import postgres
from tests.whole_site import ROOT

pytestmark = pytest.mark.skipif("PROOF" not in os.environ, reason="two minutes of real databases: make proof; SQLite alone in each run")

SQLITE, POSTGRES = "SQLite", "Postgres"


@dataclass(kw_only=True)
class Elsewhere:
    """A site that is not running: its home, its database."""

    home: Path
    database: str  # its address; empty for SQLite in the home
    environment: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        own = {"BALLAST_HOME": str(self.home), "BALLAST_BANKS": str(settings.BANKS), "SECRET_KEY": settings.SECRET_KEY}
        self.environment = os.environ | own | {"DATABASE_URL": self.database}
        if not self.database:
            del self.environment["DATABASE_URL"]
        self.run("manage.py", "prepare")

    def run(self, *command: str, fails: bool = False) -> str:
        done = subprocess.run([sys.executable, *command], cwd=ROOT, env=self.environment, capture_output=True, text=True)
        assert (done.returncode != 0) == fails, done.stderr
        return done.stderr if fails else done.stdout

    def desk(self, act: str) -> str:
        return self.run("-m", "tests.backup.desk", act).strip()


@pytest.fixture(scope="module")
def server() -> Iterator[Any]:
    with postgres() as running:
        yield running


def database(kind: str, server: Any, name: str) -> str:
    if kind == SQLITE:
        return ""
    server.psql(f'DROP DATABASE IF EXISTS "{name}"')
    server.psql(f'CREATE DATABASE "{name}"')
    return str(server.get_uri(database=name))


@pytest.mark.parametrize(("here", "there"), [(POSTGRES, POSTGRES), (SQLITE, POSTGRES), (POSTGRES, SQLITE), (SQLITE, SQLITE)])
def test_a_site_goes_through_a_backup_row_by_row_and_file_by_file(here: str, there: str, server: Any, bank: object, tmp_path: Path) -> None:
    was = Elsewhere(home=tmp_path / "was", database=database(here, server, "was"))
    was.desk("fill")
    file = tmp_path / "ballast.backup"
    was.run("manage.py", "backup", str(file))
    now = Elsewhere(home=tmp_path / "now", database=database(there, server, "now"))

    short = tmp_path / "short"
    short.write_bytes(file.read_bytes()[:-1000])
    assert "is not a whole backup" in now.run("manage.py", "restore", str(short), fails=True)
    rows, files = json.loads(now.desk("everything"))
    assert (any(rows.values()), files, list((now.home / "files").iterdir())) == (False, {}, [])

    now.run("manage.py", "restore", str(file))
    assert json.loads(now.desk("everything")) == json.loads(was.desk("everything"))
    assert now.desk("guarded") == "2"
    assert "rows already" in now.run("manage.py", "restore", str(file), fails=True)
