"""A census from the file to its end: kept for an hour until its columns are clear, saved whole, deleted with all that was made of it."""

from django.db import transaction
from django.utils import timezone

from advisor.accounts import audit
from advisor.accounts.models import User
from advisor.cohorts.checking import Checked, check
from advisor.cohorts.columns import Columns
from advisor.cohorts.ending import end_batches
from advisor.cohorts.models import CENSUS_KEPT, UPLOAD_KEPT, Census, Person, Upload
from advisor.cohorts.reading import Table
from advisor.plans.actions import Action
from advisor.plans.models import Plan
from advisor.plans.services import taken
from scenarios.editions import DEFAULT

ROWS_AT_ONCE = 500


class Faulty(Exception):
    """Nothing is saved. `checked` holds the faults."""

    def __init__(self, checked: Checked) -> None:
        super().__init__()
        self.checked = checked


@transaction.atomic
def keep_upload(*, plan: Plan, user: User, name: str, table: Table) -> Upload:
    """In place of what the same person has uploaded before and not confirmed."""
    plan, by = taken(plan), audit.actor(user)
    plan.uploads.filter(by=by).delete()
    return Upload.objects.create(plan=plan, name=name[-80:], table=table.rows, by=by)


def save_census(*, upload: Upload, user: User, columns: Columns) -> Census:
    """All people of the file. It is checked before anything is locked: what waits never changes."""
    checked = check(upload.table, columns)
    if checked.faults or not checked.people:
        raise Faulty(checked)
    return _save(upload, user, checked)


@transaction.atomic
def _save(upload: Upload, user: User, checked: Checked) -> Census:
    """The census has the id of the upload, so that a second click finds it."""
    plan = taken(upload.plan)
    known = plan.censuses.filter(id=upload.id).first()
    if known:
        return known
    census = Census.objects.create(id=upload.id, plan=plan, name=upload.name, edition=DEFAULT, by=audit.actor(user))
    for person in checked.people:
        person.census = census
    Person.objects.bulk_create(checked.people, batch_size=ROWS_AT_ONCE)
    upload.delete()
    audit.record(user, Action.UPLOAD, plan=plan.id, about=census.id)
    return census


@transaction.atomic
def delete_census(*, census: Census, user: User) -> None:
    plan = taken(census.plan)
    audit.record(user, Action.DELETE_CENSUS, plan=plan.id, about=census.id)
    _end(census)


@transaction.atomic
def erase_expired() -> None:
    """Uploads that nobody confirmed, and old censuses."""
    now = timezone.now()
    Upload.objects.filter(made_at__lte=now - UPLOAD_KEPT).delete()
    for census in Census.objects.filter(made_at__lte=now - CENSUS_KEPT):
        _end(census)


def _end(census: Census) -> None:
    end_batches(Census.objects.filter(pk=census.pk))
    census.delete()
