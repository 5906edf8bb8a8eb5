"""The commands by which a container is asked whether it is well, run here."""

import os
import subprocess
import time
from pathlib import Path

import pytest
from celery import signals
from django.conf import settings

from advisor.jobs import rounds
from tests.docker.test_compose import SERVICES


def says_well(service: str) -> bool:
    kind, command = SERVICES[service]["healthcheck"]["test"]
    assert kind == "CMD-SHELL"
    environment = os.environ | {"BALLAST_HOME": str(settings.HOME)}
    return subprocess.run(["/bin/sh", "-c", command.replace("$$", "$")], env=environment, capture_output=True).returncode == 0


@pytest.fixture(autouse=True)
def nobody_has_left_a_sign() -> Path:
    folder = Path(settings.HOME) / "signs"
    for sign in folder.iterdir():
        sign.unlink()
    return folder


def is_asked_later(folder: Path) -> None:
    """By two minutes."""
    for sign in folder.iterdir():
        os.utime(sign, times=(time.time() - 120,) * 2)


def test_a_worker_is_well_while_its_heart_beats(nobody_has_left_a_sign: Path) -> None:
    assert not says_well("worker")
    signals.heartbeat_sent.send(sender=None)
    assert says_well("worker")
    is_asked_later(nobody_has_left_a_sign)
    assert not says_well("worker")


def test_beat_is_well_while_rounds_are_done(nobody_has_left_a_sign: Path) -> None:
    assert not says_well("beat")
    rounds.done("advisor.jobs.tasks.tend")
    assert says_well("beat")
    is_asked_later(nobody_has_left_a_sign)
    assert not says_well("beat")
