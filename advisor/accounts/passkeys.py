"""Passkeys, as allauth keeps them: begin (options for the browser), and end (what the browser's key answered)."""

import json
from typing import Any

import structlog
from allauth.core.internal import ratelimit
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext

from advisor.accounts.models import LONGEST_NAME, User

log = structlog.get_logger(__name__)

MOST = 10


class Refused(Exception):
    """What came back is not the answer of a key that we know, or not to what we asked."""


def of(user: User) -> "QuerySet[Authenticator]":
    found: QuerySet[Authenticator] = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).order_by("created_at")
    return found


def may_try(request: HttpRequest) -> bool:
    return bool(ratelimit.consume(request, app="allauth.mfa", action="webauthn_login"))


def options_to_add(user: User) -> dict[str, Any]:
    return dict(auth.begin_registration(user, passwordless=True))


def add(user: User, *, name: str, answered: str) -> None:
    if of(user).count() >= MOST:
        raise Refused
    credential = read(answered)
    try:
        auth.parse_registration_response(credential)
        verified = auth.complete_registration(credential).is_user_verified()
    except (ValidationError, ValueError, TypeError, KeyError) as error:
        raise Refused from error
    if not verified:
        raise Refused
    auth.WebAuthn.add(user, name.strip()[:LONGEST_NAME] or gettext("Passkey"), credential)


def options_to_sign_in(user: User | None = None) -> dict[str, Any]:
    """For somebody known, their own keys; else whichever key the browser has for this site."""
    return dict(auth.begin_authentication(user))


def owner(request: HttpRequest, *, answered: str, user: User | None = None) -> User:
    """Whose key has answered. With a user, it must be one of theirs."""
    try:
        known = _owner(request, answered=answered, user=user)
    except Refused:
        log.info("identity not shown", by="passkey", why="refused")
        raise
    log.info("identity shown", by="passkey")
    return known


def _owner(request: HttpRequest, *, answered: str, user: User | None) -> User:
    credential = read(answered)
    try:
        auth.parse_authentication_response(credential)
        authenticator = auth.complete_authentication(user or auth.extract_user_from_response(credential), credential)
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise Refused from error
    post_authentication(request, authenticator, passwordless=user is None, reauthenticated=user is not None)
    known: User = authenticator.user
    return known


def read(answered: str) -> dict[str, Any]:
    try:
        credential = json.loads(answered)
    except ValueError as error:
        raise Refused from error
    if not isinstance(credential, dict):
        raise Refused
    return credential
