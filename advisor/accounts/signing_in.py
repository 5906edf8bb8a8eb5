"""Who is signed in, since when, and the page they came from."""

import time

from allauth.account.internal.flows.login import get_authentication_records, perform_login, record_authentication
from allauth.account.models import Login
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

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


def way_back(request: HttpRequest) -> str:
    """The page that sent somebody here to sign in; it travels as a field of the forms on the way. Empty if none did."""
    path = request.POST.get(REDIRECT_FIELD_NAME, request.GET.get(REDIRECT_FIELD_NAME, ""))
    return path if is_ours(path) else ""


def is_ours(path: str) -> bool:
    """Whether it leads to a page of this host."""
    return path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
