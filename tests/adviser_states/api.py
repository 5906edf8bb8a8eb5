"""The pages about the API and of a firm's keys, in every state. Part of tests/states.py."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.core import mail
from django.test import Client
from django.urls import reverse

from advisor.accounts.models import User
from advisor.api.keys import key_of, make_key
from advisor.api.models import MOST_KEYS, Key
from advisor.api.scopes import Scope
from advisor.firms.models import Firm, FirmMember, FirmRole
from tests.passkeys import signed_in_with_passkey

Shown = Any  # the response of Django's test client, whose class has no public name

LEAD = "ana@example.org"


def lead(keys: int = 0) -> Client:
    """Of a firm with so many keys, one of them used."""
    mail.outbox = getattr(mail, "outbox", [])
    browser = signed_in_with_passkey(LEAD)
    user, firm = User.objects.get(email=LEAD), Firm.objects.create(name="Alder & Wren")
    FirmMember.objects.create(firm=firm, user=user, role=FirmRole.LEAD)
    made = [make_key(firm=firm, user=user, name=f"Portal {number}", scopes=tuple(Scope)[: 1 + number % 3]) for number in range(1, keys + 1)]
    if made:
        key_of(made[0][1])
    return browser


def keys(count: int = 0) -> Shown:
    return lead(count).get(reverse("api:keys"))


def made(**sent: Any) -> Shown:
    return lead().post(reverse("api:keys"), {"name": "Portal", "scopes": ["answer"]} | sent)


def to_be_ended() -> Shown:
    return lead(1).get(reverse("api:revoke", args=[Key.objects.get().id]))


STATES: Mapping[str, Callable[[], Shown]] = {
    "api": lambda: Client().get(reverse("api:about")),
    "keys, none yet": keys,
    "keys": partial(keys, 2),
    "keys, as many as may be": partial(keys, MOST_KEYS),
    "key, just made": made,
    "keys, with errors": partial(made, name="", scopes=[]),
    "key, to be ended": to_be_ended,
}

OWN_SHAPE = ("api", "keys", "key, just made", "keys, with errors")
