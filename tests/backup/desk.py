"""What is done at a site whose database is elsewhere (tests/backup/test_drill.py): python -m tests.backup.desk ACT."""

import json
import sys
from typing import Any

import django

django.setup()

from django.db import IntegrityError, transaction  # noqa: E402

from advisor.accounts.models import Act  # noqa: E402
from tests.backup import filled  # noqa: E402


def fill() -> str:
    filled.fill()
    return ""


def everything() -> str:
    """The same text on SQLite and Postgres if the rows are the same."""
    return json.dumps(filled.everything(), default=plain, sort_keys=True)


def plain(value: Any) -> str:
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else str(value)


def guarded() -> str:
    """Whether acts can still be added, and neither changed nor erased."""
    refused = 0
    Act.objects.create(actor="somebody", action="look")
    for change in (lambda: Act.objects.update(action="other"), lambda: Act.objects.all().delete()):
        try:
            with transaction.atomic():
                change()
        except IntegrityError:
            refused += 1
    return str(refused)


if __name__ == "__main__":
    (act,) = sys.argv[1:]
    print({act.__name__: act for act in (fill, everything, guarded)}[act]())
