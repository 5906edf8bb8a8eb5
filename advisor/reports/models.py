"""A requested PDF: the figures it needs, until the job that hangs with it is erased."""

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from advisor.jobs.models import Job, random_id


class Kind(models.TextChoices):
    SUMMARY = "summary", _("Summary, 2 pages")
    FULL = "full", _("Full report, 4 to 6 pages")


class Paper(models.TextChoices):
    LETTER = "letter", _("US Letter")
    A4 = "a4", _("A4")


FOR_PRINT = ("question", "plan", "brand", "note")  # what only the making of the PDF needs: with a firm's logo up to 700 KB


class Reports(models.QuerySet["Report"]):
    def in_short(self) -> Self:
        """With their jobs, and without what is only FOR_PRINT."""
        return self.select_related("job").defer(*FOR_PRINT)


class Report(models.Model):
    """Addressed by a random id of its own, so that neither the broker nor a log ever holds the address of a file."""

    id = models.CharField(primary_key=True, max_length=22, default=random_id, editable=False)
    once = models.CharField(max_length=22, unique=True, default=random_id, editable=False)  # of the form that asked for it
    question = models.JSONField()  # the canonical document of scenarios.document, with edition and seed
    plan = models.JSONField(null=True)  # which version of a plan set what of it (advisor.plans.source); nothing without a plan
    language = models.CharField(max_length=10)
    kind = models.CharField(max_length=7, choices=Kind, default=Kind.FULL)
    paper = models.CharField(max_length=6, choices=Paper, default=Paper.LETTER)
    brand = models.JSONField(null=True)  # of the firm that gives it out (advisor.firms.brand); nothing for the site's own
    prepared_for = models.CharField(max_length=80, blank=True)  # a client's name
    note = models.TextField(blank=True)  # the adviser's words, printed as they are
    address = models.CharField(max_length=200, blank=True)  # of the site, for the code on its pages: https://host
    mark = models.CharField(max_length=22, unique=True, default=random_id, editable=False)  # in its QR code: finds it again, opens nothing
    saved = models.BooleanField(default=False)  # kept in a book: a code finds it
    run_id = models.CharField(max_length=40, db_index=True)  # of the answer that was on the page; the worker's must be the same
    made_at = models.DateTimeField(default=timezone.now)
    pages = models.PositiveSmallIntegerField(default=0)
    job = models.OneToOneField(Job, on_delete=models.CASCADE)

    objects = Reports.as_manager()

    def __str__(self) -> str:
        return f"report of {self.made_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("reports:status", args=[self.id])

    @property
    def file_name(self) -> str:
        return f"ballast-{self.made_at:%Y-%m-%d}.pdf"

    @property
    def kilobytes(self) -> int:
        return round(self.job.file.stat().st_size / 1000)
