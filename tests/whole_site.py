"""The real site for tests that need its processes: `manage.py up` in a home of its own, on a port of its own."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Self

from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent


class Site:
    """Shares the bank and the secret key of the tests' own home, so that they can sign what it reads; everything else is its own."""

    def __init__(self, home: Path) -> None:
        port = free_port()
        self.home = home
        self.url = f"http://localhost:{port}"
        self.log = home / "log"
        self.exit_code: int | None = None
        shared = {"BALLAST_BANKS": str(settings.BANKS), "SECRET_KEY": settings.SECRET_KEY}
        own = {"BALLAST_HOME": str(home), "PORT": str(port)}
        self._environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | shared | own

    def __enter__(self) -> Self:
        self._manage("prepare").communicate()
        self._up = self._manage("up")
        try:
            wait_for(self.answers, within=60, what="the site")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._up.send_signal(signal.SIGTERM)
        self.exit_code = self._up.wait(60)

    def answers(self) -> bool:
        assert self._up.poll() is None, self.log.read_text()
        return is_ready(self.url)

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """What the database of the running site holds."""
        connection = sqlite3.connect(self.home / "db.sqlite3", timeout=20)
        try:
            return connection.execute(query).fetchall()
        finally:
            connection.close()

    def run(self, *command: str) -> str:
        """What a Python program of this checkout says about the site's rows. It knows no broker: `up` wakes the workers."""
        done = subprocess.run([sys.executable, *command], cwd=ROOT, env=self._environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def processes(self, word: str) -> list[int]:
        """The part of the site whose command line holds the word: its leader, then its children."""
        leaders = [pid for pid in children(self._up.pid) if word in of_process(pid, "cmdline")]
        return [pid for leader in leaders for pid in (leader, *children(leader))]

    def _manage(self, command: str) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            return subprocess.Popen([sys.executable, "manage.py", command], cwd=ROOT, env=self._environment, stdout=log, stderr=log)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_ready(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/readyz", timeout=30) as response:
            return bool(response.status == 200)
    except OSError:
        return False


def children(pid: int) -> list[int]:
    return [int(child) for child in of_process(pid, f"task/{pid}/children").split()]


def of_process(pid: int, what: str) -> str:
    try:
        return Path(f"/proc/{pid}/{what}").read_text()
    except (FileNotFoundError, ProcessLookupError):  # it ended while we looked
        return ""


def wait_for(condition: Callable[[], object], *, within: float, what: str, every: float = 0.02) -> None:
    deadline = time.monotonic() + within
    while not condition():
        assert time.monotonic() < deadline, f"{what} did not come within {within:g} s"
        time.sleep(every)
