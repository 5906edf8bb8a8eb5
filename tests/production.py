"""The parts of a site in production, on this machine: real Postgres, real Valkey, beat, workers, and the web server if asked for. In a
home of its own. What dies is not started again unless asked for."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Self

from django.conf import settings

from advisor.jobs.broker import EmbeddedBroker
from tests.postgres import postgres
from tests.whole_site import ROOT, children, free_port, is_ready, of_process, wait_for

CELERY = (sys.executable, "-W", "ignore:You're running the worker", "-m", "celery", "--quiet")
GUNICORN = (sys.executable, "-m", "gunicorn", "-c", "python:advisor.server")
Process = subprocess.Popen[bytes]


class Production:
    """`app` is the module of the Celery app; each of the `workers` has as many prefork `children`."""

    def __init__(self, home: Path, *, workers: int, children: int = 1, app: str = "advisor", web: bool = False) -> None:
        self.home, self.log = home, home / "log"
        self._app, self._count, self._children, self._has_web = app, workers, children, web
        self._broker = EmbeddedBroker(home / "valkey")
        self._until_the_end = ExitStack()
        self._started: list[Process] = []
        self.workers: list[Process] = []

    def __enter__(self) -> Self:
        self.database = self._until_the_end.enter_context(postgres())
        self._broker.start()
        self._environment = os.environ | self._settings()
        self.run("manage.py", *(("prepare",) if self._has_web else ("migrate", "--verbosity=0")))
        self.beat = self.celery("beat", f"--schedule={self.home / 'beat'}")
        self.start_workers()
        if self._has_web:
            self.web, self.url = self.start_web()
        return self

    def __exit__(self, *_: object) -> None:
        for part in self._started:
            part.terminate()
        for part in self._started:
            part.wait(60)
        self._broker.stop()
        self._until_the_end.close()

    def start_workers(self) -> None:
        """As many as are missing."""
        self.workers = [worker for worker in self.workers if worker.poll() is None]
        self.workers += [self.start_worker() for _ in range(self._count - len(self.workers))]

    def start_worker(self, *options: str, **environment: str) -> Process:
        name = f"--hostname={os.urandom(4).hex()}"
        return self.celery("worker", f"--concurrency={self._children}", name, *options, **environment)

    def kill_worker(self) -> None:
        """kill -9 of one and of its children, the oldest first."""
        worker = self.workers[0]
        for pid in (*children(worker.pid), worker.pid):
            os.kill(pid, signal.SIGKILL)
        worker.wait(60)

    def start_web(self, port: int = 0, **environment: str) -> tuple[Process, str]:
        """The web server once it answers, and its address."""
        port = port or free_port()
        web, address = self._start(*GUNICORN, PORT=str(port), **environment), f"http://localhost:{port}"
        wait_for(lambda: is_ready(address), within=60, what="the web server")
        return web, address

    @property
    def broker(self) -> Process:
        process: Process = self._broker._server._process
        return process

    @property
    def broker_socket(self) -> str:
        return self._broker.url.removeprefix("redis+socket://")

    def kill_broker(self, how: signal.Signals = signal.SIGKILL) -> None:
        self.broker.send_signal(how)
        self.broker.wait(60)

    def start_broker(self) -> None:
        self._broker.keep_running()

    def stop_database(self, how: signal.Signals) -> None:
        """SIGINT ends every session in order; SIGQUIT is as if the machine had lost its power."""
        os.kill(self.database.get_pid() or 0, how)
        wait_for(lambda: not (self.database.pgdata / "postmaster.pid").exists(), within=60, what="the end of the database")

    def start_database(self) -> None:
        self.database.ensure_postgres_running()

    def run(self, *command: str) -> str:
        """What a Python program of this checkout says, run as a part of the site."""
        done = subprocess.run([sys.executable, *command], cwd=ROOT, env=self._environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def rows(self, query: str) -> Sequence[Any]:
        import psycopg

        with psycopg.connect(self.database.get_uri()) as connection:
            return connection.execute(query.encode()).fetchall()

    def change(self, statement: str) -> None:
        import psycopg

        with psycopg.connect(self.database.get_uri()) as connection:
            connection.execute(statement.encode())

    def said(self) -> str:
        """By workers and beat, and by the database."""
        return f"{self.log.read_text()}{self.database.log.read_text()}"

    def megabytes(self, *parts: Process) -> float:
        """The memory that these parts and their children hold, of what they share each its part; by default all workers."""
        pids = [pid for part in parts or self.workers for pid in (part.pid, *children(part.pid))]
        lines = [line for pid in pids for line in of_process(pid, "smaps_rollup").splitlines() if line.startswith("Pss:")]
        return sum(int(line.split()[1]) for line in lines) / 1000

    def celery(self, *command: str, **environment: str) -> Process:
        return self._start(*CELERY, f"--app={self._app}", *command, **environment)

    def _start(self, *command: str, **environment: str) -> Process:
        with self.log.open("ab") as log:
            self._started.append(subprocess.Popen(command, cwd=ROOT, env=self._environment | environment, stdout=log, stderr=log))
        return self._started[-1]

    def _settings(self) -> dict[str, str]:
        return {
            "PRODUCTION": "1",
            "SECRET_KEY": settings.SECRET_KEY,
            "ALLOWED_HOSTS": "localhost",
            "BALLAST_HOME": str(self.home),
            "BALLAST_BANKS": str(settings.BANKS),
            "DATABASE_URL": self.database.get_uri(),
            "REDIS_URL": self._broker.url,
        }
