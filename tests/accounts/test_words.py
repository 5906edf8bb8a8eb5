"""Every page and mail of accounts is as easy to read as the rest."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from advisor.accounts import services
from advisor.accounts.models import Scenario
from tests.accounts.conftest import ADDRESS, FIGURES
from tests.accounts.test_passkeys import passkey_of
from tests.plain_words import faults, texts

pytestmark = pytest.mark.django_db


def hard(page: str) -> list[str]:
    return [fault for text in texts(page) for fault in faults(text.words, text.level)]


def test_the_pages_for_signing_in(client: Client) -> None:
    for name, sent in (
        ("sign_in", {}),
        ("sign_in", {"email": "maya@"}),
        ("keep", FIGURES),
        ("keep", {**FIGURES, "age": "old"}),
        ("sign_in", {**FIGURES, "email": ADDRESS}),
        ("code", {"email": ADDRESS, "code": "1"}),
        ("code", {"email": "theo@example.org", "code": "1"}),
        ("passkey", {"credential": ""}),
    ):
        page = client.post(reverse(f"accounts:{name}"), sent)
        assert "<h1>" in page.text
        assert hard(page.text) == []


def test_the_pages_of_what_is_kept(maya: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = maya.get(reverse("accounts:kept"))
    maya.post(reverse("accounts:keep"), FIGURES)
    Scenario.objects.update(edition="an older one")
    passkey = passkey_of(ADDRESS)
    (kept,) = Scenario.objects.all()
    monkeypatch.setattr(services, "MOST", 1)
    pages = [
        empty,
        maya.get(reverse("accounts:kept")),
        maya.get(reverse("accounts:rename", args=[kept.id])),
        maya.get(reverse("accounts:delete", args=[kept.id])),
        maya.post(reverse("accounts:keep"), {**FIGURES, "weight": "4"}),
        maya.get(reverse("accounts:remove_passkey", args=[passkey.pk])),
        maya.post(reverse("accounts:add_passkey"), {"credential": ""}),
        *(maya.get(reverse("accounts:confirm", args=[purpose])) for purpose in ("passkeys", "delete")),
        maya.post(reverse("accounts:confirm", args=["delete"])),
        maya.get(reverse("accounts:deleted")),
    ]
    for page in pages:
        assert "<h1>" in page.text
        assert hard(page.text) == []


@pytest.mark.parametrize("purpose", ["sign_in", "passkeys", "delete"])
def test_the_mails(maya: Client, purpose: str) -> None:
    if purpose != "sign_in":
        maya.post(reverse("accounts:confirm", args=[purpose]))
    letter = str(mail.outbox[-1].body)
    paragraphs = letter.split("\n\n")
    assert len(paragraphs) == 3
    assert [fault for paragraph in paragraphs for fault in faults(paragraph)] == []
