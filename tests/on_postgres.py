"""The tests on a real Postgres in place of SQLite: BALLAST_TESTS_ON=postgres python -m pytest."""

import atexit
import os
from contextlib import ExitStack

from tests.postgres import postgres

ADDRESS = "BALLAST_TESTS_POSTGRES"


def asked() -> bool:
    return os.environ.get("BALLAST_TESTS_ON") == "postgres"


def address() -> str:
    """Of the one server of this run: its first process starts it, the workers of pytest find it. Each has a database of its own there."""
    if ADDRESS not in os.environ:
        until_the_end = ExitStack()
        atexit.register(until_the_end.close)
        os.environ[ADDRESS] = str(until_the_end.enter_context(postgres()).get_uri())
    return os.environ[ADDRESS]
