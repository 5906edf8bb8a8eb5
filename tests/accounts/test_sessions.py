"""A session ends after two hours without a request, and after twelve in any case."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from advisor.accounts import sessions
from advisor.accounts.models import Count, Session
from advisor.accounts.services import erase_expired
from advisor.accounts.sessions import SessionStore
from tests.accounts.conftest import SignIn, user

pytestmark = pytest.mark.django_db

HOUR = 3600.0


def test_a_session_knows_whose_it_is(maya: Client) -> None:
    assert Session.objects.get().user == user()


@pytest.mark.parametrize(
    ("after", "end"),
    [(0, 2), (5, 7), (10, 12), (11, 12)],
    ids=["two hours from the start", "moved on", "up to twelve", "and no further"],
)
def test_a_request_moves_the_end_on_but_not_past_the_last_one(monkeypatch: pytest.MonkeyPatch, after: float, end: float) -> None:
    start = datetime(2030, 1, 1, tzinfo=UTC)
    session = SessionStore()
    monkeypatch.setattr("advisor.accounts.sessions.time.time", lambda: start.timestamp())
    sessions.begin(session)
    monkeypatch.setattr("advisor.accounts.sessions.time.time", lambda: start.timestamp() + after * HOUR)
    sessions.move_on(session)
    assert session.get_expiry_date() == start + timedelta(hours=end)


def test_a_session_that_has_ended_opens_nothing(maya: Client) -> None:
    assert maya.get(reverse("accounts:kept")).status_code == 200
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert maya.get(reverse("accounts:kept")).status_code == 302


def test_twelve_hours_are_the_end_however_many_requests_there_were(maya: Client) -> None:
    stored = SessionStore(Session.objects.get().session_key)
    stored[sessions.BEGAN] -= settings.SESSION_LONGEST
    stored[sessions.SEEN] -= 2 * sessions.MOVE_ON_EVERY
    stored.save()
    maya.get(reverse("planner:start"))
    assert maya.get(reverse("accounts:kept")).status_code == 302


def test_most_requests_write_nothing(maya: Client) -> None:
    before = Session.objects.get().session_data
    maya.get(reverse("accounts:kept"))
    assert Session.objects.get().session_data == before


def test_all_other_browsers_are_signed_out_at_once_and_by_a_form_alone(maya: Client, sign_in: SignIn) -> None:
    phone, tablet, theo = sign_in(), sign_in(), sign_in("theo@example.org")
    page = maya.get(reverse("accounts:kept")).text
    assert "You are signed in in 2 other browsers." in page
    maya.get(reverse("accounts:sign_out_elsewhere"))
    assert phone.get(reverse("accounts:kept")).status_code == 200
    assert maya.post(reverse("accounts:sign_out_elsewhere")).status_code == 303
    after = {one.get(reverse("accounts:kept")).status_code for one in (phone, tablet)}
    assert after == {302}
    assert theo.get(reverse("accounts:kept")).status_code == 200
    assert "Sign out everywhere else" not in maya.get(reverse("accounts:kept")).text


def test_a_session_that_has_ended_is_no_other_browser(maya: Client, sign_in: SignIn) -> None:
    sign_in()
    others = Session.objects.exclude(session_key=maya.session.session_key)
    assert others.update(expire_date=timezone.now() - timedelta(seconds=1)) == 1
    assert "other browser" not in maya.get(reverse("accounts:kept")).text


def test_what_has_expired_is_erased(maya: Client) -> None:
    assert Count.objects.exists()
    erase_expired()
    assert Session.objects.exists()
    assert Count.objects.exists()
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    Count.objects.update(expires=timezone.now() - timedelta(seconds=1))
    erase_expired()
    assert not Session.objects.exists()
    assert not Count.objects.exists()
