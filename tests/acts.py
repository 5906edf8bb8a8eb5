"""The record of acts in tests: the only place that lifts what guards it."""

from importlib import import_module

from django.db import connection


def erase_acts() -> None:
    migration = import_module("advisor.accounts.migrations.0002_acts")
    with connection.cursor() as cursor:
        for statement in (*migration.UNWATCH[connection.vendor], "DELETE FROM accounts_act", *migration.WATCH[connection.vendor]):
            cursor.execute(statement)
