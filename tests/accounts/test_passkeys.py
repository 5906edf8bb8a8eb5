"""What comes back for a passkey is judged before it is believed. (That real ones work: tests/browser/test_keep.py.)"""

import json
import time

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from advisor.accounts.models import Session
from advisor.accounts.sessions import SessionStore
from advisor.accounts.signing_in import FRESH
from tests.accounts.conftest import ADDRESS, FIGURES, SignIn, digits, user

pytestmark = pytest.mark.django_db

ANSWER = {"clientDataJSON": "e30", "attestationObject": "oA", "authenticatorData": "AA", "signature": "AA", "userHandle": "AA"}
GARBAGE = {
    "nothing": "",
    "no JSON": "{",
    "no object": "[]",
    "an empty one": "{}",
    "a text": '"text"',
    "no answer in it": json.dumps({"id": "AA", "rawId": "AA", "type": "public-key"}),
    "an answer of a wrong kind": json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": "text"}),
    "letters that are no bytes": json.dumps({"id": "AA", "rawId": "!", "type": "public-key", "response": dict.fromkeys(ANSWER, "!")}),
    "bytes that say nothing": json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": ANSWER}),
    "numbers": json.dumps({"id": 1, "rawId": 2, "type": 3, "response": dict.fromkeys(ANSWER, 4)}),
}


@pytest.fixture(params=list(GARBAGE.values()), ids=list(GARBAGE))
def garbage(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def long_ago(seconds: float) -> None:
    """Let the only sign-in have been so many seconds ago."""
    stored = SessionStore(Session.objects.get().session_key)
    stored[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "code", "at": time.time() - seconds}]
    stored.save()


def passkey_of(address: str) -> Authenticator:
    owner = type(user()).objects.get(email=address)
    return Authenticator.objects.create(user=owner, type=Authenticator.Type.WEBAUTHN, data={"name": "My phone", "credential": {}})


def test_garbage_signs_nobody_in_and_loses_no_figures(client: Client, garbage: str) -> None:
    assert client.post(reverse("accounts:passkey_options")).json()["publicKey"]["userVerification"] == "required"
    page = client.post(reverse("accounts:passkey"), {**FIGURES, "credential": garbage})
    assert page.status_code == 422
    assert "The passkey did not work." in page.text
    assert "$45,000" in page.text
    assert client.get(reverse("accounts:kept")).status_code == 302


def test_garbage_is_not_added(maya: Client, garbage: str) -> None:
    options = maya.post(reverse("accounts:add_passkey_options")).json()["publicKey"]
    assert options["rp"] == {"id": "testserver", "name": "Ballast"}
    assert options["authenticatorSelection"]["residentKey"] == "required"
    page = maya.post(reverse("accounts:add_passkey"), {"name": "My phone", "credential": garbage})
    assert page.status_code == 422
    assert not Authenticator.objects.exists()


def test_garbage_deletes_no_account(maya: Client, garbage: str) -> None:
    maya.post(reverse("accounts:confirm_passkey_options", args=["delete"]))
    assert maya.post(reverse("accounts:confirm_passkey", args=["delete"]), {"credential": garbage}).status_code == 422
    assert user()


def test_a_challenge_says_nothing_about_who_has_passkeys(client: Client, maya: Client) -> None:
    passkey_of(ADDRESS)
    options = client.post(reverse("accounts:passkey_options")).json()["publicKey"]
    assert not options.get("allowCredentials")
    assert ADDRESS not in str(options)


def test_after_ten_minutes_passkeys_change_only_after_a_new_code(maya: Client) -> None:
    assert "Add a passkey" in maya.get(reverse("accounts:kept")).text
    remove = reverse("accounts:remove_passkey", args=[passkey_of(ADDRESS).pk])
    long_ago(FRESH + 1)
    confirm = reverse("accounts:confirm", args=["passkeys"])
    assert maya.post(reverse("accounts:add_passkey_options")).status_code == 403
    assert maya.post(reverse("accounts:add_passkey"), {"credential": "{}"}).headers["Location"] == confirm
    assert maya.post(remove).headers["Location"] == confirm
    assert "Add a passkey" not in maya.get(reverse("accounts:kept")).text
    maya.post(confirm)
    assert maya.post(reverse("accounts:confirm_code", args=["passkeys"]), {"code": digits()}).status_code == 303
    assert "Add a passkey" in maya.get(reverse("accounts:kept")).text
    assert maya.post(remove).status_code == 303
    assert not Authenticator.objects.exists()


def test_removing_asks_first(maya: Client) -> None:
    address = reverse("accounts:remove_passkey", args=[passkey_of(ADDRESS).pk])
    assert "Remove the passkey “My phone”?" in maya.get(address).text
    assert Authenticator.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_passkey_of_somebody_else_is_not_there(maya: Client, sign_in: SignIn, method: str) -> None:
    sign_in("theo@example.org")
    address = reverse("accounts:remove_passkey", args=[passkey_of("theo@example.org").pk])
    assert getattr(maya, method)(address).status_code == 404
    assert Authenticator.objects.exists()


def test_whoever_has_a_passkey_still_signs_in_by_a_code_alone(maya: Client, sign_in: SignIn) -> None:
    passkey_of(ADDRESS)
    assert "My phone" in sign_in().get(reverse("accounts:kept")).text
