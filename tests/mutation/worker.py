"""The process that runs tests in a copy of the code: a fork for each run, so that libraries are imported once.

Reads lines {"tests", "limit", "record"} and answers each with a line: pytest's exit code, or null past the limit, in seconds of work.
"""

import contextlib
import importlib.util
import json
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

import pytest

BEFORE = ("hypothesis.extra.numpy", "numpy.random", "pikepdf", "scipy")  # whatever is there of them; never the model or its tests
MEMORY = 6 << 30  # bytes; a mistake may ask for all there is
PATIENCE = 10  # seconds on the clock for each one of work, as a run may also wait, or the machine be busy with other things
OPTIONS = ["-x", "-q", "--noconftest", "-p", "no:cacheprovider", "-p", "no:django", "-p", "tests.mutation.light",
           "-W", "ignore::pytest.PytestAssertRewriteWarning"]  # fmt: skip


def main() -> None:
    for name in BEFORE:
        if importlib.util.find_spec(name.split(".")[0]):
            importlib.import_module(name)
    for line in sys.stdin:
        print(json.dumps(run(**json.loads(line))), flush=True)


def run(tests: list[str], limit: float, record: str | None = None) -> int | None:
    """Runs the tests until one fails, in a home with the whole bank in it that nobody else uses."""
    with tempfile.TemporaryDirectory() as home:
        shutil.copytree(os.environ["BALLAST_HOME"], home, copy_function=os.link, dirs_exist_ok=True)
        pid = os.fork()
        if not pid:
            os._exit(child(tests, home, int(limit), record))
        return waited(pid, limit)


def child(tests: list[str], home: str, limit: int, record: str | None) -> int:
    os.setsid()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
    with open("log", "w") as log:
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.environ |= {"BALLAST_HOME": home, "TMPDIR": home}
    tempfile.tempdir = home
    plugins: list[object] = []
    if record:
        from tests.mutation.recorder import Recorder

        plugins = [Recorder(Path(record))]
    return int(pytest.main([*OPTIONS, *tests], plugins=plugins))


def waited(pid: int, limit: float) -> int | None:
    """The exit code; null past the limit, when the run and all that it started are ended. A crash has the code of a failed test."""
    until = time.monotonic() + PATIENCE * limit
    while time.monotonic() < until:
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            end_group(pid)
            return None if overworked(status) else os.waitstatus_to_exitcode(status) if os.WIFEXITED(status) else 1
        time.sleep(0.01)
    end_group(pid)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return None


def overworked(status: int) -> bool:
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGXCPU, signal.SIGKILL)


def end_group(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


if __name__ == "__main__":
    main()
