"""What we hold can be taken along, and deleting the account leaves nothing of it anywhere."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.core import mail
from django.test import Client
from django.urls import reverse

from advisor.accounts.models import Scenario, Session, User
from tests.accounts.conftest import ADDRESS, FIGURES, OTHERS, SignIn, digits, other_than, user

pytestmark = pytest.mark.django_db

CONFIRM = ["delete"]


def traces(*words: str) -> Iterator[str]:
    """Every place, in all tables and all files of the home, that holds one of the words."""
    for model in apps.get_models(include_auto_created=True):
        for row in model._default_manager.all():
            held = {field.attname: getattr(row, field.attname) for field in model._meta.concrete_fields}
            text = f"{held} {row.get_decoded() if isinstance(row, AbstractBaseSession) else ''}"
            yield from (f"{model.__name__}: {word}" for word in words if word in text)
    for path in Path(settings.HOME).rglob("*"):
        if path.is_file() and "sqlite3" not in path.name and path.stat().st_size < 1_000_000:
            yield from (f"{path}: {word}" for word in words if word.encode() in path.read_bytes())


def delete(browser: Client) -> None:
    browser.post(reverse("accounts:confirm", args=CONFIRM))
    response = browser.post(reverse("accounts:confirm_code", args=CONFIRM), {"code": digits()})
    assert (response.status_code, response.headers["Location"]) == (303, reverse("accounts:deleted"))


def test_deleting_the_account_leaves_nothing(maya: Client, sign_in: SignIn) -> None:
    elsewhere = sign_in()
    theo = sign_in("theo@example.org")
    maya.post(reverse("accounts:keep"), {**FIGURES, "name": "Mine"})
    theo.post(reverse("accounts:keep"), {**OTHERS, "name": "Yours"})
    Authenticator.objects.create(user=user(), type=Authenticator.Type.WEBAUTHN, data={"name": "phone", "credential": {}})
    written = settings.MAIL / "20300101-000000-1.log"
    written.write_bytes(mail.outbox[0].message().as_bytes() + b"\n" + b"-" * 79 + b"\n")
    random_id = user().id
    assert {trace.split(":")[0] for trace in traces(ADDRESS, random_id)} == {
        "User", "Session", "Scenario", "Authenticator", str(written),
    }  # fmt: skip

    delete(maya)

    assert list(traces(ADDRESS, random_id)) == []
    assert elsewhere.get(reverse("accounts:kept")).status_code == 302
    assert "session" not in {name for name, cookie in maya.cookies.items() if cookie.value}
    assert "hold nothing of you" in maya.get(reverse("accounts:deleted")).text
    assert [scenario.name for scenario in Scenario.objects.all()] == ["Yours"]
    assert theo.get(reverse("accounts:kept")).status_code == 200


def test_a_mail_to_somebody_else_is_not_erased(maya: Client, sign_in: SignIn) -> None:
    sign_in("theo.maya@example.org")
    kept = settings.MAIL / "20300101-000000-2.log"
    kept.write_bytes(mail.outbox[-1].message().as_bytes() + b"\n" + b"-" * 79 + b"\n")
    delete(maya)
    assert kept.exists()
    kept.unlink()


def test_being_signed_in_is_not_enough_to_delete(maya: Client) -> None:
    page = maya.get(reverse("accounts:confirm", args=CONFIRM))
    assert "cannot be undone" in page.text
    for code in ("", "123456"):
        assert maya.post(reverse("accounts:confirm_code", args=CONFIRM), {"code": code}).status_code == 422
    assert maya.post(reverse("accounts:confirm_passkey", args=CONFIRM), {"credential": "{}"}).status_code == 422
    assert User.objects.exists()


@pytest.mark.parametrize("asked_for", ["passkeys", "sign_in"])
def test_a_code_for_something_else_deletes_nothing(maya: Client, asked_for: str) -> None:
    if asked_for == "passkeys":
        maya.post(reverse("accounts:confirm", args=["passkeys"]))
    assert maya.post(reverse("accounts:confirm_code", args=CONFIRM), {"code": digits()}).status_code == 422
    assert User.objects.exists()


def test_wrong_digits_delete_nothing_and_end_the_code(maya: Client) -> None:
    maya.post(reverse("accounts:confirm", args=CONFIRM))
    assert "deletes your Ballast account" in mail.outbox[-1].subject
    for _ in range(3):
        assert maya.post(reverse("accounts:confirm_code", args=CONFIRM), {"code": other_than(digits())}).status_code == 422
    assert maya.post(reverse("accounts:confirm_code", args=CONFIRM), {"code": digits()}).status_code == 422
    assert User.objects.exists()


def test_the_code_goes_to_the_address_of_the_account_whatever_is_sent(maya: Client) -> None:
    maya.post(reverse("accounts:confirm", args=CONFIRM), {"email": "theo@example.org"})
    assert mail.outbox[-1].to == [ADDRESS]


@pytest.mark.parametrize("name", ["confirm", "confirm_code", "confirm_passkey"])
def test_nobody_confirms_without_being_signed_in(client: Client, maya: Client, name: str) -> None:
    sent = len(mail.outbox)
    response = client.post(reverse(f"accounts:{name}", args=CONFIRM), {"code": digits()})
    assert response.status_code == 302
    assert response.headers["Location"].startswith(reverse("accounts:sign_in"))
    assert len(mail.outbox) == sent
    assert User.objects.exists()


def test_a_purpose_that_does_not_exist_is_not_there(maya: Client) -> None:
    assert maya.get(reverse("accounts:confirm", args=["sign_in"])).status_code == 404


def test_what_we_hold_can_be_taken_along(maya: Client) -> None:
    maya.post(reverse("accounts:keep"), {**FIGURES, "name": "Mine"})
    response = maya.get(reverse("accounts:download"))
    assert response.headers["Content-Disposition"] == 'attachment; filename="ballast-account.json"'
    held = json.loads(response.content)
    assert (held["address"], held["id"]) == (ADDRESS, user().id)
    assert held["kept"][0]["name"] == "Mine"
    assert held["kept"][0]["typed"]["balance"] == "$45,000"
    assert len(held["signed in until"]) == Session.objects.count() == 1


def test_a_new_account_at_the_same_address_starts_empty(maya: Client, sign_in: SignIn) -> None:
    maya.post(reverse("accounts:keep"), FIGURES)
    before = user().id
    delete(maya)
    assert "Nothing yet" in sign_in().get(reverse("accounts:kept")).text
    assert user().id != before
