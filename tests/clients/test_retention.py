"""What ends by itself: on one machine by `manage.py up`, in production by Celery beat."""

from datetime import timedelta

import pytest
from celery import current_app
from django.conf import settings
from django.utils import timezone

from advisor.accounts.models import Scenario, User
from advisor.clients import consent, hand_over, retention, sharing
from advisor.clients.models import PRINTING_KEPT, Client, HandOver, Offer, Printing, Share
from advisor.firms.models import FirmInvitation, FirmMember, FirmRole
from advisor.jobs.management.commands import up
from tests.clients.desk import COLLEAGUE, client_of, firm, member, report_of, scenario_of
from tests.people import PEOPLE

pytestmark = pytest.mark.django_db

ENDING = (Share, Offer, HandOver, Printing, FirmInvitation)


@pytest.fixture
def adviser() -> User:
    """With one of everything that ends by itself."""
    office = firm()
    user = member(office)
    client = client_of(user)
    member(office, COLLEAGUE)
    sharing.share(scenario=scenario_of(client), user=user)
    kept = Scenario.objects.create(owner=user, name="Own", typed=dict(PEOPLE["Theo"]), edition="2026-11")
    consent.offer(user=user, scenarios=[kept])
    hand_over.give(clients=Client.objects.all(), user=user, to=FirmMember.objects.get(user__email=COLLEAGUE))
    report_of(client, printing=Printing.objects.create(adviser=user))
    FirmInvitation.objects.create(firm=office, email="new@example.org", role=FirmRole.ADVISER, by="")
    return user


def test_up_erases_what_is_over_and_nothing_before(adviser: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(up, "close_old_connections", lambda: None)  # the one of a test must stay
    up.tend(None)
    assert [model.__name__ for model in ENDING if not model.objects.exists()] == []
    for model in ENDING:
        model.objects.update(made_at=timezone.now() - timedelta(days=31))
    up.tend(None)
    assert [model.__name__ for model in ENDING if model.objects.exists()] == []
    assert adviser.clients.get().scenarios.count() == 1


def test_reports_of_a_printing_outlive_it(adviser: User) -> None:
    Printing.objects.update(made_at=timezone.now() - PRINTING_KEPT)
    retention.erase_expired()
    report = adviser.clients.get().reports.get()
    assert report.printing is None
    assert report.report.job.file.exists()


def test_beat_calls_tasks_that_are_there() -> None:
    current_app.loader.import_default_modules()
    named = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert named <= current_app.tasks.keys()
    assert {"advisor.clients.tasks.erase_expired", "advisor.firms.tasks.erase_expired"} <= named
