"""How often a code may be asked for and tried. allauth counts, in the cache; settings.ACCOUNT_RATE_LIMITS says how many."""

from allauth.core import ratelimit
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


def hashed(key: str, prefix: str, version: int) -> str:
    """The name of a count, from which neither an address nor a machine can be guessed without the secret key."""
    return salted_hmac("advisor.accounts.limits", f"{prefix}:{version}:{key}", algorithm="sha256").hexdigest()


def may_ask(request: HttpRequest, email: str) -> bool:
    allowed: bool = ratelimit.consume(request, action="request_login_code", key=email)
    return allowed


def may_try(request: HttpRequest, code: str) -> bool:
    allowed: bool = ratelimit.consume(request, action="try_login_code", key=code)
    return allowed


def may_invite(request: HttpRequest, *, by: str, to: str) -> bool:
    """Neither is one person to send many mails to strangers, nor are many to send one stranger mails."""
    allowed = ratelimit.consume(request, action="invite_by", key=by) and ratelimit.consume(request, action="invite_to", key=to)
    return bool(allowed)


def may_try_offer(request: HttpRequest, *, by: str) -> bool:
    """A code that somebody has made for their adviser, tried by this one."""
    return bool(ratelimit.consume(request, action="try_offer", key=by))


def forget(request: HttpRequest, email: str) -> None:
    for action in ("request_login_code", "invite_by", "invite_to", "try_offer"):
        ratelimit.clear(request, action=action, key=email)
