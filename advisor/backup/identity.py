"""Of which site a backup is: the state of its tables, and its secret key, by a mark that does not tell it."""

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils.crypto import salted_hmac


def migrations() -> list[str]:
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def key_mark() -> str:
    return salted_hmac("advisor.backup", "", algorithm="sha256").hexdigest()[:16]
