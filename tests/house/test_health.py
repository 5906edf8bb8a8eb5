"""What a watcher of the site is told."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client


def test_livez_answers_without_asking_anything_else(client: Client) -> None:
    assert client.get("/livez").text == "ok\n"


@pytest.mark.django_db
def test_readyz_is_ready_without_a_broker_and_says_so(client: Client, bank: object) -> None:
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"ready": True, "database": True, "bank": True, "broker": False}


@pytest.mark.django_db
def test_readyz_is_not_ready_without_a_bank(client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "BANKS", tmp_path)
    response = client.get("/readyz")
    assert (response.status_code, response.json()["ready"], response.json()["bank"]) == (503, False, False)
    assert list(tmp_path.iterdir()) == []  # it is told, and not built while somebody waits
