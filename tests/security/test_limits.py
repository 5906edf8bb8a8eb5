"""Limits on what work may cost, and what a new site holds: nobody."""

import subprocess
import sys
from pathlib import Path

import pytest
from celery.signals import worker_process_init
from django.apps import apps
from django.conf import settings
from django.test import Client as Browser

from advisor.accounts.models import User
from advisor.celery import CHILD_MEMORY, app, limit_memory

ROOT = Path(__file__).resolve().parents[2]
OF_ONE_PDF = ("advisor.reports.tasks.make_report", "advisor.clients.tasks.print_report")
LONGEST = 330  # seconds: of a slice, with 25 letters
LIMIT = "import resource; from advisor.celery import limit_memory; limit_memory(); print(resource.getrlimit(resource.RLIMIT_AS)[0])"


def test_a_worker_that_makes_pdfs_has_limits_on_memory_and_time() -> None:
    """What a child does when it is over the first: tests/faults. Whoever makes one PDF sets no other times for itself."""
    assert limit_memory in [receiver() for _key, receiver in worker_process_init.receivers]
    said = subprocess.run([sys.executable, "-c", LIMIT], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert int(said) == CHILD_MEMORY
    assert 0 < settings.CELERY_TASK_SOFT_TIME_LIMIT < settings.CELERY_TASK_TIME_LIMIT <= 120
    app.loader.import_default_modules()
    made = [app.tasks[name] for name in OF_ONE_PDF]
    assert {task.time_limit for task in made} == {settings.CELERY_TASK_TIME_LIMIT}
    assert {task.soft_time_limit for task in made} == {settings.CELERY_TASK_SOFT_TIME_LIMIT}
    assert all(0 < task.time_limit <= LONGEST for name, task in app.tasks.items() if name.startswith("advisor."))


@pytest.mark.django_db
def test_a_new_site_has_no_account() -> None:
    """Tables as migrations leave them; and there is no admin to sign in to."""
    assert not User.objects.exists()
    assert not apps.is_installed("django.contrib.admin")


@pytest.mark.django_db
def test_no_folder_is_listed_and_no_request_is_sent_back() -> None:
    for path in ("/static/", "/static/css/", "/files/", "/mail/", "/.git/config", "/.env", "/static/../advisor/settings.py"):
        assert Browser().get(path).status_code == 404
    for path in ("/", "/report/", "/api/v1/answer"):
        response = Browser().generic("TRACE", path, headers={"X-Secret": "known by its sender"})
        assert "known by its sender" not in response.text
