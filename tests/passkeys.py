"""A passkey without a device: answers as a phone does whose owner has put a finger on it."""

import hashlib
import json
import secrets
import struct
import time
from typing import Any

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY, record_authentication
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_encode

from advisor.accounts.models import User
from advisor.accounts.sessions import begin

ORIGIN = "https://testserver"
PRESENT, VERIFIED, HAS_KEY = 0x01, 0x04, 0x40  # flags of what a device says

USED: dict[str, "Passkey"] = {}  # by address: the newest that signed_in_with_passkey has added

Options = dict[str, Any]  # as the server sends them to the script


class Passkey:
    def __init__(self, *, verifies: bool = True) -> None:
        """`verifies`: whether the device asks for a finger, a face or a PIN."""
        self.id, self.owner = secrets.token_bytes(16), ""
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.flags = PRESENT | (VERIFIED if verifies else 0)

    def made(self, options: Options) -> str:
        """What the browser sends when the passkey is added."""
        asked = options["publicKey"]
        self.owner = asked["user"]["id"]
        key = cbor.encode(dict(ES256.from_cryptography_key(self.private.public_key())))  # type: ignore[no-untyped-call]
        said = self._said(asked["rp"]["id"], HAS_KEY) + bytes(16) + struct.pack(">H", len(self.id)) + self.id + key
        attested = cbor.encode({"fmt": "none", "attStmt": {}, "authData": said})
        return self._sent({"clientDataJSON": about("create", asked), "attestationObject": attested})

    def answer(self, options: Options) -> str:
        """What the browser sends when the passkey is used."""
        asked = options["publicKey"]
        said, asked_for = self._said(asked["rpId"]), about("get", asked)
        signature = self.private.sign(said + hashlib.sha256(asked_for).digest(), ec.ECDSA(hashes.SHA256()))
        return self._sent({"clientDataJSON": asked_for, "authenticatorData": said, "signature": signature})

    def _said(self, site: str, more: int = 0) -> bytes:
        return hashlib.sha256(site.encode()).digest() + bytes([self.flags | more]) + bytes(4)

    def _sent(self, response: dict[str, bytes]) -> str:
        letters = {name: websafe_encode(part) for name, part in response.items()} | {"userHandle": self.owner}
        name = websafe_encode(self.id)
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": letters, "clientExtensionResults": {}})


def about(kind: str, asked: Options) -> bytes:
    return json.dumps({"type": f"webauthn.{kind}", "challenge": asked["challenge"], "origin": ORIGIN}).encode()


def signed_in(address: str) -> Client:
    """A new browser in which this address is signed in, as the digits in the mail leave it. tests/accounts goes the whole way."""
    return _signed_in(User.objects.with_address(address), {"method": "code"})


def add(browser: Client, passkey: Passkey) -> int:
    """The status: 303 when the passkey is added, 403 when none may be."""
    asked = browser.post(reverse("accounts:add_passkey_options"))
    if asked.status_code != 200:
        return asked.status_code
    options = asked.json()
    return browser.post(reverse("accounts:add_passkey"), {"name": "Phone", "credential": passkey.made(options)}).status_code


def confirm(browser: Client, passkey: Passkey) -> Any:
    """The response of the page between somebody and a page that asks for a passkey."""
    options = browser.post(reverse("accounts:confirm_passkey_options", args=["passkeys"])).json()
    return browser.post(reverse("accounts:second_factor"), {"credential": passkey.answer(options)})


def signed_in_with_passkey(address: str) -> Client:
    """A new browser in which both factors were shown just now; the passkey is a new one for who has none."""
    user = User.objects.with_address(address)
    kept = Authenticator.objects.filter(user=user).first() or _added(user, Passkey())
    return _signed_in(user, {"method": "code"}, {"method": "mfa", "type": kept.type, "id": kept.pk, "reauthenticated": True})


def _added(user: User, passkey: Passkey) -> Authenticator:
    """As `add` leaves it."""
    USED[user.email] = passkey
    asked = {"user": {"id": websafe_encode(user.pk.encode())}, "rp": {"id": "testserver"}, "challenge": "any"}
    credential = json.loads(passkey.made({"publicKey": asked}))
    return Authenticator.objects.create(
        user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "Phone", "credential": credential}, last_used_at=timezone.now()
    )


def _signed_in(user: User, *shown: dict[str, Any]) -> Client:
    browser, request = Client(), HttpRequest()
    browser.force_login(user)
    request.session = browser.session
    for proof in shown:
        record_authentication(request, user, **proof)
    begin(request.session)
    request.session.save()
    return browser


def let_pass(browser: Client, seconds: float) -> None:
    """All codes and passkeys of this browser were used so many seconds earlier."""
    session = browser.session
    records = session[AUTHENTICATION_METHODS_SESSION_KEY]
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [record | {"at": record["at"] - seconds} for record in records]
    session.save()
    assert time.time() - session[AUTHENTICATION_METHODS_SESSION_KEY][-1]["at"] >= seconds
