"""When everybody of a tenant has deleted their account, nothing of theirs is in any table, file or count; and no table is forgotten.

What each account leaves behind by itself is in tests/accounts/test_deleting.py, tests/clients/test_leaving.py and tests/api/test_access.py.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db.models import Model
from django.test import RequestFactory
from django.utils import timezone

from advisor.accounts.models import Act, Count, User
from advisor.accounts.services import delete_account
from advisor.clients.services import delete_client
from advisor.jobs.models import Job
from advisor.jobs.services import tend
from advisor.reports.models import Report
from tests.security.tenants import MARK, SPELLED, Tenant, tenant

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bank")]

# The tables that outlive an account, and why. All others are empty of a tenant when its accounts are gone.
STAY: dict[type[Model], str] = {
    Act: "the record: ids and a fixed word, under an actor whom nobody knows any more",
    Count: "limits, under a hash; erased when they are over",
    Report: "nobody's: asked for without an account, erased after its hour",
    Job: "of such a report, with its file; and the time of the last round of each task",
}
# Django's and allauth's own: never written for anybody.
OF_LIBRARIES: set[type[Model]] = {ContentType, EmailAddress, EmailConfirmation, Group, Permission}


def rows(model: type[Model]) -> list[Any]:
    return list(model._default_manager.all())


def text(row: Any) -> str:
    """All of its columns, of a session what is in it too."""
    held = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return f"{held} {row.get_decoded() if isinstance(row, AbstractBaseSession) else ''}".lower()


def places() -> Iterator[tuple[str, str]]:
    """Every row, and every file of the home but the database and what was drawn or compiled."""
    for model in apps.get_models(include_auto_created=True):
        yield from ((model.__name__, text(row)) for row in rows(model))
    for path in (settings.FILES, settings.MAIL):
        yield from ((str(file), file.read_bytes().decode(errors="replace").lower()) for file in Path(path).rglob("*") if file.is_file())


def traces() -> list[str]:
    words = [figure for figures in SPELLED.values() for figure in figures]
    return [place for place, held in places() if MARK.search(held) or any(word in held for word in words)]


@pytest.fixture
def alder() -> Tenant:
    for left in Path(settings.FILES).glob("*"):
        left.unlink()
    return tenant("alder")


def test_every_table_has_a_row_of_a_tenant_or_is_a_librarys_own(alder: Tenant) -> None:
    """So that a new one is tried in all tests of tests/security."""
    empty = {model for model in apps.get_models() if not rows(model)}
    assert empty <= OF_LIBRARIES
    assert not [row for model in (EmailAddress, EmailConfirmation, Group) for row in rows(model)]
    assert rows(Authenticator)


def test_when_all_accounts_are_gone_nothing_is_left_of_them(alder: Tenant, django_capture_on_commit_callbacks: Any) -> None:
    before = traces()
    assert len(before) > 30
    with django_capture_on_commit_callbacks(execute=True):
        for user in in_order_of_leaving():
            for client in user.clients.all():
                delete_client(client=client)
            request = RequestFactory().post("/")
            request.session = Session()  # type: ignore[assignment]
            delete_account(request, user)
        Job.objects.filter(report__isnull=False).update(finished_at=timezone.now() - timedelta(hours=2))
        tend()
    assert traces() == []
    assert {model for model in apps.get_models() if rows(model)} - OF_LIBRARIES <= STAY.keys()
    assert not rows(Report)
    assert list(Path(settings.FILES).iterdir()) == []


class Session:
    def flush(self) -> None:
        """The browser's own; the rows of an account's sessions go with the account."""


def in_order_of_leaving() -> list[User]:
    """Leads last: whoever is the only one of others has to stay."""
    leads = {f"{who}alder@example.org" for who in ("planlead", "firmlead")}
    return sorted(User.objects.all(), key=lambda user: user.email in leads)
