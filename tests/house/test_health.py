"""What a watcher of the site is told."""

import socket
from pathlib import Path
from smtplib import SMTPException, SMTPRecipientsRefused
from typing import Any

import pytest
from celery import signals
from django.core import mail as outbox
from django.test import Client
from pytest_django import Settings

from advisor import celery, health, signs
from advisor.accounts import mail
from advisor.jobs import rounds
from advisor.jobs.management.commands import up
from tests.house.conftest import done_ago

TEND = "advisor.jobs.tasks.tend"


def test_livez_answers_without_asking_anything_else(client: Client) -> None:
    assert client.get("/livez").text == "ok\n"


@pytest.mark.django_db
@pytest.mark.usefixtures("bank", "all_rounds_done")
def test_readyz_is_degraded_without_a_broker_and_names_it(client: Client) -> None:
    response = client.get("/readyz")
    assert response.status_code == 200
    works = {"database": True, "bank": True, "broker": False, "files": True, "rounds": True, "mail": True}
    assert response.json() == {"state": "degraded", "ready": True, **works}


@pytest.mark.django_db
@pytest.mark.usefixtures("bank", "all_rounds_done")
def test_readyz_is_ready_when_all_works(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_broker_answers", lambda: True)
    assert (client.get("/readyz").status_code, client.get("/readyz").json()["state"]) == (200, "ready")


@pytest.mark.django_db
def test_readyz_is_not_ready_without_a_bank(client: Client, settings: Settings, tmp_path: Path) -> None:
    settings.BANKS = tmp_path
    response = client.get("/readyz")
    assert (response.status_code, response.json()["state"], response.json()["bank"]) == (503, "not ready", False)
    assert list(tmp_path.iterdir()) == []  # it is told, and not built while somebody waits


@pytest.mark.usefixtures("no_database", "bank")
def test_readyz_is_not_ready_without_a_database(client: Client) -> None:
    response = client.get("/readyz")
    assert (response.status_code, response.json()["state"], response.json()["database"]) == (503, "not ready", False)


def test_a_valkey_that_takes_calls_and_says_nothing_is_away(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.CELERY_BROKER_URL = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
        assert health._broker_answers() is False


def test_files_that_cannot_be_written_are_told_and_trying_leaves_nothing(
    home: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert health._files_can_be_written()
    assert list(settings.FILES.iterdir()) == []
    settings.FILES = home / "gone"
    assert not health._files_can_be_written()
    monkeypatch.setattr("tempfile.TemporaryFile", lambda **_: Path("/dev/full").open("wb", buffering=0))  # noqa: SIM115
    assert not health._files_can_be_written()


@pytest.mark.usefixtures("home")
def test_a_site_where_nothing_came_round_yet_is_behind() -> None:
    assert not rounds.are_kept_up()


@pytest.mark.usefixtures("all_rounds_done")
@pytest.mark.parametrize("task", [TEND, "advisor.plans.tasks.erase_expired"])
def test_silence_of_one_round_is_noticed(task: str, home: Path) -> None:
    assert rounds.are_kept_up()
    longest = max(rounds.AT_LEAST, 3 * rounds.schedule()[task])
    done_ago(home, task, longest - 50)
    assert rounds.are_kept_up()
    done_ago(home, task, longest + 5)
    assert not rounds.are_kept_up()


@pytest.mark.usefixtures("home")
def test_only_a_round_that_succeeds_leaves_a_sign() -> None:
    """A worker tells it of each task that has ended well."""
    connected = [str(receiver) for receiver in signals.task_success.receivers]
    assert any("leave_a_sign" in receiver for receiver in connected)
    celery.leave_a_sign(sender=celery.app.tasks[TEND])
    celery.leave_a_sign(sender=celery.app.tasks["advisor.reports.tasks.make_report"])
    assert [task for task, age in rounds.ages().items() if age is not None] == [TEND]
    assert signs.age("advisor.reports.tasks.make_report") is None


@pytest.mark.django_db
@pytest.mark.usefixtures("home")
def test_on_one_machine_the_loop_leaves_the_signs_and_a_round_that_breaks_leaves_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise ValueError

    monkeypatch.setattr(up, "close_old_connections", lambda: None)  # the one of this test
    monkeypatch.setattr("advisor.plans.tasks.erase_expired", broken)
    up.tend(None)
    assert [task for task, age in rounds.ages().items() if age is None] == ["advisor.plans.tasks.erase_expired"]


def test_where_no_sign_can_be_left_nothing_breaks(home: Path) -> None:
    (home / "signs").rmdir()
    rounds.done(TEND)
    assert signs.age(TEND) is None


@pytest.mark.usefixtures("home")
def test_mail_in_production_needs_a_server(settings: Settings) -> None:
    assert mail.goes_out()
    settings.PRODUCTION = True
    assert not mail.goes_out()
    settings.EMAIL_URL = "smtp://mail.example.org"
    assert mail.goes_out()


def test_a_mail_that_the_server_did_not_take_is_held_against_it_until_one_goes_out_or_for_ten_minutes(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail, "send_mail", refusing(SMTPException()))
    with pytest.raises(SMTPException):
        mail.deliver("Hello", "text", email="maya@example.org")
    assert not mail.goes_out()
    done_ago(home, mail.NOT_SENT, mail.REMEMBERED + 5)
    assert mail.goes_out()
    done_ago(home, mail.NOT_SENT, 5)
    assert not mail.goes_out()
    monkeypatch.undo()
    mail.deliver("Hello", "text", email="maya@example.org")
    assert mail.goes_out()
    assert [letter.body for letter in outbox.outbox] == ["text\n"]


@pytest.mark.usefixtures("home")
def test_an_address_that_is_refused_says_nothing_about_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else anybody could have the site say that its mail does not work."""
    monkeypatch.setattr(mail, "send_mail", refusing(SMTPRecipientsRefused({})))
    with pytest.raises(SMTPRecipientsRefused):
        mail.deliver("Hello", "text", email="nobody@example.org")
    assert mail.goes_out()


def refusing(error: Exception) -> Any:
    def send(*_: Any) -> None:
        raise error

    return send
