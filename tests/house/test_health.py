"""What a watcher of the site is told."""

from pathlib import Path

import pytest
from django.test import Client

from scenarios import bank as banks


def test_livez_answers_without_asking_anything_else(client: Client) -> None:
    assert client.get("/livez").text == "ok\n"


@pytest.mark.django_db
def test_readyz_is_ready_without_a_broker_and_says_so(client: Client, bank: object) -> None:
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"ready": True, "database": True, "bank": True, "broker": False}


@pytest.mark.django_db
def test_readyz_is_not_ready_without_a_bank(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_space(beliefs: object, folder: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(banks, "ensure", no_space)
    response = client.get("/readyz")
    assert (response.status_code, response.json()["ready"], response.json()["bank"]) == (503, False, False)
