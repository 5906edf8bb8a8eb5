"""Six digits sent to an address, for one purpose, in one browser, for ten minutes.

The session keeps a keyed hash of address, purpose and digits. Until the right digits come, no row and no file but the mail
knows the address, and nobody has asked whether it has an account: an address that has none is treated exactly alike.
"""

from typing import Any, Literal

import structlog
from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from allauth.core.internal.cryptokit import normalize_user_code
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

from advisor.accounts import limits, mail
from advisor.jobs.models import random_id

log = structlog.get_logger(__name__)

KEY = "code"  # in the session

Purpose = Literal["sign_in", "passkeys", "delete"]
Tried = Literal["right", "wrong", "over"]  # over: too old, tried too often, or used


class Code(AbstractCodeVerificationProcess):
    def __init__(self, request: HttpRequest, state: dict[str, Any], *, email: str, purpose: Purpose) -> None:
        super().__init__(state=state, timeout=app_settings.LOGIN_BY_CODE_TIMEOUT, max_attempts=app_settings.LOGIN_BY_CODE_MAX_ATTEMPTS)
        self.request, self.email, self.purpose = request, email.lower(), purpose

    def send(self) -> None:
        code = get_adapter().generate_login_code()
        self.state |= {"id": random_id()}
        self.state |= {"proof": self.proof(code)}
        self.persist()
        mail.send_code(self.request, email=self.email, code=code, purpose=self.purpose)

    def proof(self, code: str) -> str:
        parts = "|".join((self.state["id"], self.purpose, self.email, normalize_user_code(code)))
        return salted_hmac("advisor.accounts.codes", parts, algorithm="sha256").hexdigest()

    def persist(self) -> None:
        self.request.session[KEY] = self.state

    def abort(self) -> None:
        self.request.session.pop(KEY, None)


def send(request: HttpRequest, *, email: str, purpose: Purpose) -> None:
    """May raise what the mail server says."""
    Code(request, Code.initial_state(user=None), email=email, purpose=purpose).send()


def attempt(request: HttpRequest, typed: str, *, email: str, purpose: Purpose) -> Tried:
    """Try these digits. The right ones work once."""
    tried = _tried(request, typed, email=email, purpose=purpose)
    log.info("identity shown" if tried == "right" else "identity not shown", by="code", purpose=purpose, why=tried)
    return tried


def _tried(request: HttpRequest, typed: str, *, email: str, purpose: Purpose) -> Tried:
    state = request.session.get(KEY)
    code = Code(request, state, email=email, purpose=purpose).abort_if_invalid() if isinstance(state, dict) else None
    if code is None:
        return "over"
    if not limits.may_try(request, code.state["id"]):
        code.abort()
        return "over"
    if constant_time_compare(code.proof(typed), code.state["proof"]):
        code.abort()
        return "right"
    return "wrong" if code.record_invalid_attempt() else "over"
