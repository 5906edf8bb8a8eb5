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

from advisor.accounts.models import Act, Scenario, Session, User
from advisor.accounts.views import confirming
from advisor.plans import services
from advisor.plans.actions import Action
from advisor.plans.models import Invitation, Membership, Plan, Role, Version
from advisor.plans.rules import usual
from tests.accounts.conftest import ADDRESS, FIGURES, OTHERS, SignIn, digits, other_than, user
from tests.plain_words import faults, texts

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


def in_plans(other: User) -> Plan:
    """Maya has published a plan of her own, written a draft for one of the other's, and is invited to one more."""
    services.publish(plan=services.start_plan(user=user(), name="Bakery"), user=user())
    shared, third = (services.start_plan(user=other, name=name) for name in ("Shared", "Third"))
    Membership.objects.create(plan=shared, user=user(), role=Role.EDITOR)
    services.save_draft(plan=shared, user=user(), typed=usual())
    Invitation.objects.create(plan=third, email=ADDRESS, role=Role.LEAD, by="")
    return shared


def test_deleting_the_account_leaves_nothing(maya: Client, sign_in: SignIn) -> None:
    elsewhere = sign_in()
    theo = sign_in("theo@example.org")
    maya.post(reverse("accounts:keep"), {**FIGURES, "name": "Mine"})
    theo.post(reverse("accounts:keep"), {**OTHERS, "name": "Yours"})
    Authenticator.objects.create(user=user(), type=Authenticator.Type.WEBAUTHN, data={"name": "phone", "credential": {}})
    written = settings.MAIL / "20300101-000000-1.log"
    written.write_bytes(mail.outbox[0].message().as_bytes() + b"\n" + b"-" * 79 + b"\n")
    shared = in_plans(User.objects.get(email="theo@example.org"))
    random_id, actor = user().id, user().actor.id
    assert {trace.split(":")[0] for trace in traces(ADDRESS, random_id)} == {
        "User", "Session", "Scenario", "Authenticator", "Actor", "Membership", "Invitation", str(written),
    }  # fmt: skip

    delete(maya)

    assert list(traces(ADDRESS, random_id)) == []
    assert set(traces(actor)) == {f"Act: {actor}", f"Version: {actor}"}  # an id, and nothing that says whose it was
    assert {version.plan for version in Version.objects.filter(by=actor)} == {shared}
    done = sorted(Act.objects.filter(actor=actor).values_list("action", flat=True))
    assert done == sorted([Action.START, Action.PUBLISH, Action.SAVE, Action.DELETE, Action.LEAVE])
    assert elsewhere.get(reverse("accounts:kept")).status_code == 302
    assert "session" not in {name for name, cookie in maya.cookies.items() if cookie.value}
    assert "hold nothing of you" in maya.get(reverse("accounts:deleted")).text
    assert [scenario.name for scenario in Scenario.objects.all()] == ["Yours"]
    assert theo.get(reverse("accounts:kept")).status_code == 200


@pytest.fixture
def shared(maya: Client, sign_in: SignIn) -> Plan:
    """A plan that Maya leads and Theo edits."""
    sign_in("theo@example.org")
    plan = services.start_plan(user=user(), name="Bakery")
    Membership.objects.create(plan=plan, user=User.objects.get(email="theo@example.org"), role=Role.EDITOR)
    return plan


@pytest.mark.parametrize("step", ["confirm", "confirm_code", "confirm_passkey"])
def test_the_only_lead_of_others_is_told_why_the_account_stays(maya: Client, shared: Plan, step: str) -> None:
    sent = len(mail.outbox)
    for page in (maya.get(reverse(f"accounts:{step}", args=CONFIRM)), maya.post(reverse(f"accounts:{step}", args=CONFIRM))):
        assert page.status_code == 409
        assert "<title>Error:" in page.text
        assert "You are the only lead of “Bakery”." in page.text
        assert [fault for text in texts(page.text) for fault in faults(text.words, text.level)] == []
    assert len(mail.outbox) == sent
    assert maya.get(reverse("accounts:confirm", args=["passkeys"])).status_code == 200


def test_a_reason_that_comes_up_at_the_last_moment_still_counts(maya: Client, shared: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    maya.post(reverse("accounts:keep"), FIGURES)
    monkeypatch.setattr(confirming, "reasons", lambda user: [])
    maya.post(reverse("accounts:confirm", args=CONFIRM))
    page = maya.post(reverse("accounts:confirm_code", args=CONFIRM), {"code": digits()})
    assert page.status_code == 409
    assert (user().scenarios.count(), shared.memberships.count()) == (1, 2)
    assert not Act.objects.filter(action=Action.LEAVE).exists()
    assert maya.get(reverse("accounts:kept")).status_code == 200


def test_whoever_has_made_somebody_else_lead_may_go(maya: Client, shared: Plan) -> None:
    shared.memberships.filter(role=Role.EDITOR).update(role=Role.LEAD)
    delete(maya)
    assert [str(member.user) for member in shared.memberships.all()] == ["theo@example.org"]


def test_whoever_does_not_lead_may_go(shared: Plan, sign_in: SignIn) -> None:
    delete(sign_in("theo@example.org"))
    assert [member.user for member in shared.memberships.all()] == [user()]


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


def test_plans_and_acts_can_be_taken_along_too(maya: Client, shared: Plan) -> None:
    services.save_draft(plan=shared, user=User.objects.get(email="theo@example.org"), typed=usual())
    held = json.loads(maya.get(reverse("accounts:download")).content)
    assert held["plans"] == [{"name": "Bakery", "id": shared.id, "role": "lead"}]
    assert [(act["action"], act["plan"]) for act in held["acts"]] == [("start_plan", shared.id)]


def test_a_new_account_at_the_same_address_starts_empty(maya: Client, sign_in: SignIn) -> None:
    maya.post(reverse("accounts:keep"), FIGURES)
    before = user().id
    delete(maya)
    assert "Nothing yet" in sign_in().get(reverse("accounts:kept")).text
    assert user().id != before
