"""Keys of a firm: made, found by their secret, ended. The secret is shown once and kept as a seal alone."""

import secrets
from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from advisor.accounts import audit
from advisor.accounts.models import User
from advisor.api.models import MOST_KEYS, Key
from advisor.api.scopes import Scope
from advisor.firms.actions import Action
from advisor.firms.models import Firm
from advisor.seals import seal

BEGINS = "blst_"  # so that a scanner for lost secrets knows one of ours
KNOWN_BY = 4  # letters of the secret that stay in sight
LONGEST_SECRET = 100  # letters that are looked at


class TooManyKeys(Exception):
    """A firm has as many as may be."""


@transaction.atomic
def make_key(*, firm: Firm, user: User, name: str, scopes: Iterable[Scope]) -> tuple[Key, str]:
    """The row, and the secret that is not kept."""
    firm = Firm.objects.select_for_update().get(pk=firm.pk)
    if firm.keys.count() >= MOST_KEYS:
        raise TooManyKeys
    secret = BEGINS + secrets.token_urlsafe(32)
    starts = secret[: len(BEGINS) + KNOWN_BY].removeprefix(BEGINS)
    key = Key.objects.create(firm=firm, name=name, seal=seal(secret), starts=starts, scopes=[str(scope) for scope in scopes])
    audit.record(user, Action.MAKE_KEY, plan=firm.id, about=key.id)
    return key, secret


@transaction.atomic
def revoke_key(*, firm: Firm, user: User, key_id: str) -> None:
    """From now on the secret opens nothing."""
    key = get_object_or_404(firm.keys.select_for_update(), id=key_id)
    audit.record(user, Action.REVOKE_KEY, plan=firm.id, about=key.id)
    key.delete()


def key_of(secret: str) -> Key | None:
    """The key that a request names, used today; None for a secret that is not one."""
    if not secret.startswith(BEGINS) or len(secret) > LONGEST_SECRET:
        return None
    key = Key.objects.select_related("firm").defer("firm__logo").filter(seal=seal(secret)).first()
    if key is not None and key.last_used_on != today():
        Key.objects.filter(pk=key.pk).update(last_used_on=today())
    return key


def today() -> date:
    return timezone.now().date()
