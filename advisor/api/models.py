"""Keys by which a firm's programs ask our model, and the firm's widget on foreign pages."""

from django.db import models
from django.utils import timezone

from advisor.firms.models import Firm
from advisor.jobs.models import random_id
from advisor.reports.models import Report

LONGEST_NAME = 60
MOST_KEYS = 10  # of a firm


class Key(models.Model):
    """Only the seal of the secret is kept: it is shown once, when it is made."""

    id = models.CharField(primary_key=True, max_length=22, default=random_id, editable=False)
    firm = models.ForeignKey(Firm, on_delete=models.CASCADE, related_name="keys")
    name = models.CharField(max_length=LONGEST_NAME)
    seal = models.CharField(max_length=64, unique=True)
    starts = models.CharField(max_length=8)  # the first letters of the secret, to know it again
    scopes = models.JSONField(default=list)  # words of advisor.api.scopes.Scope
    made_at = models.DateTimeField(default=timezone.now)
    last_used_on = models.DateField(null=True)

    class Meta:
        ordering = ["made_at"]

    def __str__(self) -> str:
        return f"key of {self.made_at:%Y-%m-%d}"


class KeyReport(models.Model):
    """A report that was asked for by a key: only keys of the same firm find it."""

    firm = models.ForeignKey(Firm, on_delete=models.CASCADE, related_name="api_reports")
    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="of_key")

    def __str__(self) -> str:
        return f"report of {self.report.made_at:%Y-%m-%d}"


class Widget(models.Model):
    """Answers inside pages of a firm. `id` stands in the foreign page; `origins` says which pages may frame it."""

    id = models.CharField(primary_key=True, max_length=22, default=random_id, editable=False)
    firm = models.OneToOneField(Firm, on_delete=models.CASCADE, related_name="widget")
    origins = models.JSONField(default=list)  # https://host[:port], as a browser writes an origin
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"widget of {self.made_at:%Y-%m-%d}"
