"""The real site for tests that need its processes: `manage.py up` in a home of its own, on a port of its own."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class Site:
    def __init__(self, home: Path, *, banks: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.home = home
        self.url = f"http://localhost:{port}"
        self.log = home / "log"
        self._environment = os.environ | {"BALLAST_HOME": str(home), "BALLAST_BANKS": str(banks), "PORT": str(port)}
        self._up: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Site":
        self.manage("prepare")
        with self.log.open("ab") as log:
            self._up = subprocess.Popen([sys.executable, "manage.py", "up"], cwd=ROOT, env=self._environment, stdout=log, stderr=log)
        wait_for(self._answers, within=60, what="the site")
        return self

    def __exit__(self, *_: object) -> None:
        assert self._up
        self._up.send_signal(signal.SIGTERM)
        self._up.wait(60)

    def manage(self, command: str) -> None:
        subprocess.run([sys.executable, "manage.py", command], cwd=ROOT, env=self._environment, check=True, capture_output=True)

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """What the database of the running site holds."""
        connection = sqlite3.connect(self.home / "db.sqlite3", timeout=20)
        try:
            return connection.execute(query).fetchall()
        finally:
            connection.close()

    def processes(self, word: str) -> list[int]:
        """The part of the site whose command line holds the word: its leader, then its children."""
        assert self._up
        leaders = [pid for pid in children(self._up.pid) if word in Path(f"/proc/{pid}/cmdline").read_text()]
        return [pid for leader in leaders for pid in (leader, *children(leader))]

    def _answers(self) -> bool:
        assert self._up
        assert self._up.poll() is None, self.log.read_text()
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=30) as response:
                return bool(response.status == 200)
        except (urllib.error.URLError, ConnectionError):
            return False


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def wait_for(condition: Callable[[], object], *, within: float, what: str) -> None:
    deadline = time.monotonic() + within
    while not condition():
        assert time.monotonic() < deadline, f"{what} did not come within {within:g} s"
        time.sleep(0.02)
