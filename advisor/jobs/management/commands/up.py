"""The whole site with one command, on this machine only: broker, worker and web, restarted when one dies."""

import os
import signal
import socket
import subprocess
import sys
import time
from functools import partial
from typing import Any

import structlog
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections

from advisor.jobs import rounds
from advisor.jobs.broker import EmbeddedBroker

log = structlog.get_logger(__name__)

CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
COMMANDS = {
    "worker": [sys.executable, "-W", "ignore:You're running the worker", "-m", "celery", "--app=advisor", "--quiet", "worker",
               f"--concurrency={CORES}", "--without-gossip", "--without-mingle", "--without-heartbeat"],
    "web": [sys.executable, "-m", "gunicorn", "-c", "python:advisor.server"],
}  # fmt: skip
TEND_EVERY = 5.0  # seconds
LOOK_EVERY = 0.5
STOP_WITHIN = 30.0


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        port = int(os.environ.get("PORT", "8000"))
        refuse_taken(port)
        for end in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(end, signal.default_int_handler)
        broker = None if settings.CELERY_BROKER_URL else EmbeddedBroker(settings.HOME / "valkey")
        running: dict[str, subprocess.Popen[bytes]] = {}
        try:
            if broker:
                broker.start()
                settings.CELERY_BROKER_URL = os.environ["REDIS_URL"] = broker.url
            self.stdout.write(f"Ballast is at http://localhost:{port} (stop with Ctrl+C)")
            look_after(running, broker)
        except KeyboardInterrupt:
            self.stdout.write("Stopping.")
        finally:
            stop(running)
            if broker:
                broker.stop()


def refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise CommandError(f"Port {port} is taken. Choose another one: PORT={port + 1} make up") from error


def look_after(running: dict[str, subprocess.Popen[bytes]], broker: EmbeddedBroker | None) -> None:
    """Start what is not running, and tend the jobs; until interrupted."""
    tend_at = time.monotonic()
    while True:
        for name, command in COMMANDS.items():
            if name not in running or running[name].poll() is not None:
                log.info("starting", part=name)
                running[name] = subprocess.Popen(command, start_new_session=True)
        if time.monotonic() >= tend_at:
            tend(broker)
            tend_at = time.monotonic() + TEND_EVERY
        time.sleep(LOOK_EVERY)


def tend(broker: EmbeddedBroker | None) -> None:
    """One round of repairs: what beat does in production. What goes wrong here is tried again in the next."""
    close_old_connections()
    parts = [partial(rounds.go, task) for task in rounds.schedule()]
    for part in ([broker.keep_running] if broker else []) + parts:
        try:
            part()
        except Exception as error:
            log.error("tending failed", exc_info=error)


def stop(running: dict[str, subprocess.Popen[bytes]]) -> None:
    """Let everybody finish the work in hand, then insist."""
    for process in running.values():
        process.terminate()
    deadline = time.monotonic() + STOP_WITHIN
    for process in running.values():
        try:
            process.wait(timeout=max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
