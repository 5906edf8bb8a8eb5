"""An adviser's book: clients, what was typed for them, notes, and who else may see an answer."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.utils import timezone

from advisor.accounts.models import User
from advisor.firms.models import Firm
from advisor.jobs.models import random_id
from advisor.reports.models import FOR_PRINT, Report

LONGEST_NAME = 80
LONGEST_NOTE = 4_000
LONGEST_TAG = 30
MOST_TAGS = 10  # of a client
MOST_CLIENTS = 2_000  # of an adviser
MOST_SCENARIOS = 20  # of a client
MOST_NOTES = 200  # of a client
SHARED_FOR = timedelta(days=30)
OFFERED_FOR = timedelta(days=7)
HANDED_FOR = timedelta(days=30)
PRINTING_KEPT = timedelta(days=7)  # its reports stay with their clients


class Client(models.Model):
    """Linked to one adviser of a firm; to everybody else, the firm's lead too, it is not there."""

    id = models.CharField(primary_key=True, max_length=22, default=random_id, editable=False)
    firm = models.ForeignKey(Firm, on_delete=models.CASCADE, related_name="clients")
    adviser = models.ForeignKey(User, on_delete=models.PROTECT, related_name="clients")
    name = models.CharField(max_length=LONGEST_NAME)
    email = models.EmailField(blank=True)
    tags = models.JSONField(default=list)  # texts, as they were typed
    participant = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="advised_as")  # who has agreed to an import
    agreed_at = models.DateTimeField(null=True)  # when they last did
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["adviser", "name"])]

    def __str__(self) -> str:
        return f"client of {self.made_at:%Y-%m-%d}"


class Note(models.Model):
    id = models.CharField(primary_key=True, max_length=22, default=random_id, editable=False)
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField(max_length=LONGEST_NOTE)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"note of {self.made_at:%Y-%m-%d}"


class ClientScenario(models.Model):
    """What was typed for a client, as accounts.Scenario holds it for oneself; under the rules of a plan, with those rules."""

    id = models.CharField(primary_key=True, max_length=22, default=random_id, editable=False)
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="scenarios")
    name = models.CharField(max_length=LONGEST_NAME)
    typed = models.JSONField()  # by field of PlannerForm: a text, or a list of texts
    edition = models.CharField(max_length=40)
    by_participant = models.BooleanField(default=False)  # came by consent, and goes when it ends
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["client", "name"], name="one_client_scenario_of_a_name")]
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"scenario of {self.made_at:%Y-%m-%d}"


class Share(models.Model):
    """A link by which the client sees one scenario's answer. Only the seal of its secret is kept."""

    id = models.CharField(primary_key=True, max_length=22, default=random_id, editable=False)
    scenario = models.ForeignKey(ClientScenario, on_delete=models.CASCADE, related_name="shares")
    seal = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"share of {self.made_at:%Y-%m-%d}"

    @property
    def ends_at(self) -> datetime:
        return self.made_at + SHARED_FOR

    @property
    def is_over(self) -> bool:
        return timezone.now() >= self.ends_at


class Offer(models.Model):
    """A participant agrees that whoever has this code, once, may copy the named scenarios into their book."""

    id = models.CharField(primary_key=True, max_length=22, default=random_id, editable=False)
    participant = models.ForeignKey(User, on_delete=models.CASCADE, related_name="offers")
    scenarios = models.JSONField()  # ids of accounts.Scenario
    seal = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"offer of {self.made_at:%Y-%m-%d}"

    @property
    def ends_at(self) -> datetime:
        return self.made_at + OFFERED_FOR

    @property
    def is_over(self) -> bool:
        return timezone.now() >= self.ends_at


class HandOver(models.Model):
    """A client whom an adviser has given to a colleague of the firm, until the colleague takes them or says no."""

    id = models.CharField(primary_key=True, max_length=22, default=random_id, editable=False)
    client = models.OneToOneField(Client, on_delete=models.CASCADE, related_name="hand_over")
    to = models.ForeignKey(User, on_delete=models.CASCADE, related_name="handed_to")
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"hand-over of {self.made_at:%Y-%m-%d}"

    @property
    def ends_at(self) -> datetime:
        return self.made_at + HANDED_FOR


class Printing(models.Model):
    """Reports of several clients, asked for at once."""

    id = models.CharField(primary_key=True, max_length=22, default=random_id, editable=False)
    adviser = models.ForeignKey(User, on_delete=models.CASCADE, related_name="printings")
    once = models.CharField(max_length=22, unique=True, default=random_id, editable=False)  # of the form that asked for it
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"printing of {self.made_at:%Y-%m-%d}"


class ClientReports(models.QuerySet["ClientReport"]):
    def in_short(self) -> Self:
        """With their reports, as Reports.in_short has them."""
        return self.select_related("report__job").defer(*(f"report__{name}" for name in FOR_PRINT))


class ClientReport(models.Model):
    """A report that is kept in the book, alone or as one of a printing."""

    id = models.CharField(primary_key=True, max_length=22, default=random_id, editable=False)
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="reports")
    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="of_client")
    scenario = models.CharField(max_length=LONGEST_NAME)  # its name when the report was asked for
    by_participant = models.BooleanField(default=False)  # made from a copy that came by consent: it goes when the consent ends
    printing = models.ForeignKey(Printing, on_delete=models.SET_NULL, null=True, related_name="reports")

    objects = ClientReports.as_manager()

    def __str__(self) -> str:
        return f"report of {self.report.made_at:%Y-%m-%d}"
