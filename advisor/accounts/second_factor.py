"""Pages that ask for two factors: a passkey is both, the device and what unlocks it (settings: user verification is required)."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast, overload
from urllib.parse import urlsplit

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django_htmx.http import HttpResponseClientRefresh

from advisor.accounts import passkeys
from advisor.accounts.guarded import is_guarded
from advisor.accounts.models import User
from advisor.accounts.signing_in import FRESH, is_fresh, is_ours, user_of
from advisor.requests import HtmxRequest

RECENT = 15 * 60  # seconds after a passkey in which what is sensitive may be done
THEN = "then"  # in the session: the path of the page that asked

Rest = ParamSpec("Rest")
View = Callable[Concatenate[HtmxRequest, Rest], HttpResponseBase]


@overload
def needs_passkey(view: View[Rest]) -> View[Rest]: ...
@overload
def needs_passkey(*, recent: bool) -> Callable[[View[Rest]], View[Rest]]: ...
def needs_passkey(view: View[Rest] | None = None, *, recent: bool = False) -> View[Rest] | Callable[[View[Rest]], View[Rest]]:
    """Only for somebody who has used a passkey in this session; with `recent`, in the last quarter of an hour.

    A part of a page that asks for itself has the whole page asked for again: a sign-in inside of it would be lost.
    """

    def decorate(view: View[Rest]) -> View[Rest]:
        @login_required
        def judged(request: HtmxRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
            if has_used_passkey(request, within=RECENT if recent else None):
                return view(request, *args, **kwargs)
            request.session[THEN] = page_of(request)
            return redirect("accounts:second_factor")

        @wraps(view)
        def respond(request: HtmxRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
            response: HttpResponseBase = judged(request, *args, **kwargs)
            return HttpResponseClientRefresh() if request.htmx and response.status_code == 302 else response

        return cast(View[Rest], respond)

    return decorate(view) if view else decorate


def has_used_passkey(request: HttpRequest, *, within: float | None = None) -> bool:
    records = get_authentication_records(request, user_of(request))
    used = [record["at"] for record in records if record.get("type") == Authenticator.Type.WEBAUTHN]
    return bool(used) and (within is None or time.time() - used[-1] < within)


def may_change_passkeys(request: HttpRequest) -> bool:
    """Soon after a code or a passkey; but a mailbox alone neither adds a passkey to a guarded account that has one nor removes it."""
    if needs_own_passkey(user_of(request)):
        return has_used_passkey(request, within=FRESH)
    return is_fresh(request)


def needs_own_passkey(user: User) -> bool:
    """The first passkey can be asked of nobody."""
    return passkeys.of(user).exists() and is_guarded(user)


def page_of(request: HttpRequest) -> str:
    """The path to come back to: of this page, or of the one with the form that was sent."""
    if request.method in ("GET", "HEAD"):
        return request.path
    return urlsplit(request.headers.get("Referer", "")).path


def take_then(request: HttpRequest) -> str:
    """The path to go on to, on this host; forgotten now."""
    path: str = request.session.pop(THEN, "")
    return path if is_ours(path) else resolve_url(settings.LOGIN_REDIRECT_URL)
