"""While a new version comes up, the old one still runs on the tables that the new one has migrated. So whatever a migration does, the
version before must be able to read and write as if nothing had happened (docs/operations.md, "A new version").

django-migration-linter judges SQL against a database's dialect and needs git to know what is new; what we need is these few rules."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

# The last migration of each app when these rules began: up to here no version before it can be running anywhere.
BEGAN_AFTER = {
    "accounts": "0002_acts",
    "api": "0001_initial",
    "clients": "0001_initial",
    "cohorts": "0001_initial",
    "firms": "0001_initial",
    "jobs": "0002_kept",
    "plans": "0002_membership_may_print",
    "reports": "0003_kinds",
}
HARMLESS = (
    migrations.CreateModel,
    migrations.AddIndex,
    migrations.RemoveIndex,
    migrations.RenameIndex,
    migrations.RemoveConstraint,
    migrations.AlterModelOptions,
    migrations.AlterModelManagers,
    migrations.AlterModelTableComment,
)
WORD = "safe_because"  # on a Migration: why an operation that is not harmless by itself does no harm here


def problems(migration: Any, before: ProjectState) -> Iterator[str]:
    if len(getattr(migration, WORD, "").split()) > 5:
        return
    for operation in migration.operations:
        if problem := harm(operation, before, migration.app_label):
            yield f"{migration.app_label}.{migration.name}, {operation.describe()}: {problem}; or say `{WORD}`"
        operation.state_forwards(migration.app_label, before)


def harm(operation: Operation, before: ProjectState, app: str) -> str:
    """What the version before would meet; nothing if it notices nothing."""
    if isinstance(operation, HARMLESS):
        return ""
    if isinstance(operation, migrations.AddField):
        return "it adds rows without this field: give it null=True or a db_default" if needs_a_value(operation.field) else ""
    if isinstance(operation, migrations.AlterField):
        was = before.models[app, operation.model_name_lower].fields[operation.name]
        return "it may write what the new field no longer takes" if narrows(was, operation.field) else ""
    return "it may still read or write what changes here: stop using it in one version, change it in the next"


def needs_a_value(field: Any) -> bool:
    return not (field.null or field.has_db_default() or field.many_to_many)


def narrows(was: Any, now: Any) -> bool:
    shorter = now.max_length is not None and (was.max_length is None or now.max_length < was.max_length)
    other = type(was) is not type(now) or was.db_column != now.db_column
    return other or shorter or (was.null and not now.null) or (now.unique and not was.unique)


def newer() -> Iterator[tuple[Any, ProjectState]]:
    """Each migration that the rules hold for, and the state before it."""
    loader = MigrationLoader(None)
    for (app, name), migration in sorted(loader.disk_migrations.items()):
        if migration.__module__.startswith("advisor.") and name > BEGAN_AFTER.get(app, ""):
            yield migration, loader.project_state((app, name), at_end=False)


def test_the_version_before_can_run_on_tables_that_are_migrated() -> None:
    assert [problem for migration, before in newer() for problem in problems(migration, before)] == []


def test_the_rules_begin_where_there_are_migrations() -> None:
    assert set(BEGAN_AFTER.items()) <= MigrationLoader(None).disk_migrations.keys()


TEXT = models.CharField(max_length=20)
HARMFUL = {
    "a field is removed": migrations.RemoveField("thing", "name"),
    "a field is renamed": migrations.RenameField("thing", "name", "title"),
    "a table is removed": migrations.DeleteModel("Thing"),
    "a table is renamed": migrations.RenameModel("Thing", "Other"),
    "a table gets another name": migrations.AlterModelTable("thing", "other"),
    "a field must have a value": migrations.AddField("thing", "size", models.IntegerField()),
    "a default is Django's alone": migrations.AddField("thing", "size", models.IntegerField(default=0)),
    "a text gets shorter": migrations.AlterField("thing", "name", models.CharField(max_length=10)),
    "a long text gets a limit": migrations.AlterField("thing", "note", models.TextField(max_length=10, null=True)),
    "a value becomes necessary": migrations.AlterField("thing", "note", models.TextField()),
    "a value must be alone": migrations.AlterField("thing", "name", models.CharField(max_length=20, unique=True)),
    "a field gets another type": migrations.AlterField("thing", "name", models.IntegerField()),
    "a rule is added": migrations.AddConstraint("thing", models.UniqueConstraint(fields=["name"], name="one")),
    "SQL without a word": migrations.RunSQL("SELECT 1"),
    "Python without a word": migrations.RunPython(migrations.RunPython.noop),
}
FINE: dict[str, Operation] = {
    "a table is added": migrations.CreateModel("Other", [("id", models.BigAutoField(primary_key=True))]),
    "a field that may be empty": migrations.AddField("thing", "size", models.IntegerField(null=True)),
    "a default of the database": migrations.AddField("thing", "size", models.IntegerField(db_default=0)),
    "a text gets longer": migrations.AlterField("thing", "name", models.CharField(max_length=30)),
    "other choices": migrations.AlterField("thing", "name", models.CharField(max_length=20, choices=[("a", "A")])),
    "an index": migrations.AddIndex("thing", models.Index(fields=["name"], name="by_name")),
}


def judged(operation: Operation, word: str = "") -> list[str]:
    state = ProjectState()
    fields: Any = [("id", models.BigAutoField(primary_key=True)), ("name", TEXT.clone()), ("note", models.TextField(null=True))]
    migrations.CreateModel("Thing", fields).state_forwards("shop", state)
    migration = type("Migration", (migrations.Migration,), {"operations": [operation], WORD: word})("0002_later", "shop")
    return list(problems(migration, state))


@pytest.mark.parametrize("operation", HARMFUL.values(), ids=HARMFUL.keys())
def test_what_the_version_before_would_notice_is_refused_until_somebody_says_why_not(operation: Operation) -> None:
    (problem,) = judged(operation)
    assert problem.startswith("shop.0002_later, ")
    assert judged(operation, "since 0.2.0 no code reads or writes it") == []


@pytest.mark.parametrize("operation", FINE.values(), ids=FINE.keys())
def test_what_the_version_before_would_not_notice_is_fine(operation: Operation) -> None:
    assert judged(operation) == []
