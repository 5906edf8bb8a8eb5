"""Who is signed in, since when, and what they came to keep."""

import time

from allauth.account.internal.flows.login import get_authentication_records, perform_login, record_authentication
from allauth.account.models import Login
from django.http import HttpRequest

from advisor.accounts import sessions
from advisor.accounts.models import User

FRESH = 10 * 60  # seconds after a code or a passkey in which passkeys may be changed


def user_of(request: HttpRequest) -> User:
    """For views that only somebody signed in reaches."""
    user = request.user
    assert isinstance(user, User)
    return user


def enter(request: HttpRequest, user: User) -> None:
    """Sign in somebody who has just shown who they are. Nothing that was in the session before is of use to anybody else."""
    perform_login(request, Login(user=user))
    sessions.begin(request.session)


def proven(request: HttpRequest, user: User) -> None:
    """The right code has been typed."""
    record_authentication(request, user, method="code")


def is_fresh(request: HttpRequest) -> bool:
    records = get_authentication_records(request, user_of(request))
    return bool(records) and time.time() - records[-1]["at"] < FRESH
