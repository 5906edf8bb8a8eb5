"""Sessions: rows that know whose they are, with an end that a request moves on and one that nothing moves."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.http import HttpRequest, HttpResponse

BEGAN, SEEN = "began", "seen"
MOVE_ON_EVERY = 60  # seconds; a write for every request would be one too many


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> Any:
        from advisor.accounts.models import Session

        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row: Any = super().create_model_instance(data)
        row.user_id = data.get(SESSION_KEY)
        return row


def wait_for_sign_in(session: SessionBase) -> None:
    """Somebody is about to sign in; a session that stops half-way is soon gone."""
    session.set_expiry(settings.SESSION_BEFORE_SIGN_IN)


def begin(session: SessionBase) -> None:
    session[BEGAN] = time.time()
    move_on(session)


def move_on(session: SessionBase) -> None:
    now = time.time()
    session[SEEN] = now
    end = min(now + settings.SESSION_COOKIE_AGE, session[BEGAN] + settings.SESSION_LONGEST)
    session.set_expiry(datetime.fromtimestamp(end, UTC) if end > now else timedelta(seconds=-1))


def stay_signed_in(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Each request of somebody signed in moves the end of the session on. One that has ended is not loaded at all."""

    def respond(request: HttpRequest) -> HttpResponse:
        if time.time() - request.session.get(SEEN, time.time()) > MOVE_ON_EVERY:
            move_on(request.session)
        return get_response(request)

    return respond
