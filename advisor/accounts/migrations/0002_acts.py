"""Actors and their acts; and the triggers that let nobody change or erase an act.

SQLite forgets the triggers of a table that Django makes anew: a later migration that alters `accounts_act` must run `watch` again.
"""

import advisor.jobs.models
import django.db.models.deletion
import django.utils.timezone
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SAID = "acts are only added to"

WATCH = {
    "sqlite": (
        f"CREATE TRIGGER acts_are_not_changed BEFORE UPDATE ON accounts_act BEGIN SELECT RAISE(ABORT, '{SAID}'); END",
        f"CREATE TRIGGER acts_are_not_erased BEFORE DELETE ON accounts_act BEGIN SELECT RAISE(ABORT, '{SAID}'); END",
        # INSERT OR REPLACE erases a row without asking the trigger above
        "CREATE TRIGGER acts_are_not_replaced BEFORE INSERT ON accounts_act WHEN EXISTS (SELECT 1 FROM accounts_act WHERE id = NEW.id) "
        f"BEGIN SELECT RAISE(ABORT, '{SAID}'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION acts_are_only_added_to() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{SAID}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER acts_are_not_changed_or_erased BEFORE UPDATE OR DELETE ON accounts_act "
        "FOR EACH ROW EXECUTE FUNCTION acts_are_only_added_to()",
    ),
}
UNWATCH = {
    "sqlite": (
        "DROP TRIGGER acts_are_not_changed",
        "DROP TRIGGER acts_are_not_erased",
        "DROP TRIGGER acts_are_not_replaced",
    ),
    "postgresql": (
        "DROP TRIGGER acts_are_not_changed_or_erased ON accounts_act",
        "DROP FUNCTION acts_are_only_added_to()",
    ),
}


def watch(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in WATCH[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def unwatch(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in UNWATCH[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Act',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('actor', models.CharField(max_length=22)),
                ('action', models.CharField(max_length=40)),
                ('plan', models.CharField(blank=True, db_index=True, max_length=22)),
                ('about', models.CharField(blank=True, max_length=22)),
            ],
        ),
        migrations.CreateModel(
            name='Actor',
            fields=[
                ('id', models.CharField(default=advisor.jobs.models.random_id, editable=False, max_length=22, primary_key=True, serialize=False)),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='actor', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.RunPython(watch, unwatch),
    ]
