"""How every request comes in: by a firm's key with the scope it needs, in its turn, and out again in one shape. No cookie is read."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

import structlog
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from ninja.errors import AuthenticationError, ValidationError
from ninja.security import HttpBearer

from advisor.api import refused
from advisor.api.keys import key_of
from advisor.api.models import Key
from advisor.api.refused import Refused, no
from advisor.api.scopes import Scope
from advisor.busy import a_place, stand_in
from advisor.unavailable import AWAY, COME_BACK

ROOT = "/api/v1/"
AT_ONCE, A_MINUTE = 2, 120  # of one firm, all its keys together

log = structlog.get_logger(__name__)

Terms = ParamSpec("Terms")
Endpoint = Callable[Concatenate[Any, Terms], HttpResponseBase]


class FirmKey(HttpBearer):
    """Without a scope: any key of a firm."""

    def __init__(self, scope: Scope | None = None) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Key | None:
        key = key_of(token)
        if key is not None and self.scope and self.scope not in key.scopes:
            raise no(403, "scope_missing", f"This key does not have the scope “{self.scope}”.", accepted=str(self.scope))
        return key


def in_turn(endpoint: Endpoint[Terms]) -> Endpoint[Terms]:
    """It waits for its turn among the firm's own requests and all others, or says when to come back."""

    @wraps(endpoint)
    def held(request: Any, /, *args: Terms.args, **kwargs: Terms.kwargs) -> HttpResponseBase:
        with a_place(_firm(request.auth), at_once=AT_ONCE, a_minute=A_MINUTE) as wait:
            if wait:
                raise busy(wait)
            return endpoint(request, *args, **kwargs)

    return held


def busy(seconds: int, why: str = "Too many requests.") -> Refused:
    return no(429, "too_many", f"{why} Come back in {seconds} seconds.", headers={"Retry-After": str(seconds)})


def _firm(key: Key) -> str:
    return stand_in("advisor.api", key.firm_id)


def https_alone(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A program that asks without TLS has shown its key to all on the way. It would never notice if it were led on to https as a browser
    is: it is refused, in production."""

    def respond(request: HttpRequest) -> HttpResponse:
        if settings.SECURE_SSL_REDIRECT and not request.is_secure() and request.path.startswith(ROOT):
            return refused.answered(request, no(403, "not_https", "Ask by https. A key that came by http was readable on the way: end it."))
        return get_response(request)

    return respond


def no_key() -> Refused:
    message = "Send a key that works: Authorization: Bearer blst_…"
    return no(401, "no_key", message, key="Authorization", accepted="Bearer and a key", headers={"WWW-Authenticate": "Bearer"})


def not_here() -> Refused:
    return no(404, "not_found", "There is nothing here.")


def handlers(api: Any) -> None:
    """What ninja does with what is raised in an endpoint, or before it."""
    api.add_exception_handler(Refused, refused.answered)
    api.add_exception_handler(AuthenticationError, lambda request, error: refused.answered(request, no_key()))
    api.add_exception_handler(Http404, lambda request, error: refused.answered(request, not_here()))
    api.add_exception_handler(ValidationError, lambda request, error: refused.answered(request, not_here()))
    api.add_exception_handler(Exception, _accident)


def _accident(request: HttpRequest, error: Exception) -> HttpResponse:
    """Said without a word of what was sent; the log has the place in the code."""
    log.error("request broke", exc_info=error)
    if isinstance(error, AWAY):
        message = f"A part of the site does not answer. Come back in {COME_BACK} seconds."
        return refused.answered(request, no(503, "unavailable", message, headers={"Retry-After": str(COME_BACK)}))
    return refused.answered(request, no(500, "accident", "Something went wrong on our side."))


def in_one_shape(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view that says as all others do when it is not there, or not by this method."""

    @wraps(view)
    def respond(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            return refused.answered(request, not_here())
        if not isinstance(response, HttpResponseNotAllowed):
            return response
        allowed = response.headers["Allow"]
        return refused.answered(request, no(405, "wrong_method", f"Ask by {allowed}.", accepted=allowed, headers={"Allow": allowed}))

    return respond
