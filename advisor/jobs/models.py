"""The Job row: the one truth about a piece of work. The broker only wakes a worker up."""

import secrets
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEEP = timedelta(hours=1)  # a finished job's row and file, and whatever hangs on the row; who asks for a job may say more


def random_id() -> str:
    """128 random bits: cannot be guessed, says nothing about anybody, fits in a URL."""
    return secrets.token_urlsafe(16)


class Job(models.Model):
    """queued -> running -> ready | failed. Only the holder of `token` may report progress or finish."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        RUNNING = "running", _("Being made")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Not made")

    id = models.CharField(primary_key=True, max_length=22, default=random_id, editable=False)
    task = models.CharField(max_length=100)  # the Celery task that makes it, called with the row's id and nothing else
    state = models.CharField(max_length=7, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    token = models.CharField(max_length=22, blank=True)  # who has claimed it; changes with every claim
    lease_until = models.DateTimeField(null=True)  # the claim is void after this
    steps_done = models.PositiveSmallIntegerField(default=0)
    steps_total = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=40, blank=True)  # a fixed word; templates say it in words
    created_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    kept = models.DurationField(default=KEEP)  # from then on, until row and file are erased

    class Meta:
        indexes = [models.Index(fields=["state", "created_at"]), models.Index(fields=["state", "finished_at"])]

    def __str__(self) -> str:
        return f"{self.task} {self.id}: {self.state}"

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.READY, self.State.FAILED)

    @property
    def file(self) -> Path:
        """Where the finished file is. It appears whole, at the moment the row turns ready."""
        return Path(settings.FILES) / self.id
