"""A workforce as HR uploaded it, and the work that answers for all of it. Whom a person is, stands in Person alone."""

from datetime import timedelta
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from advisor.jobs.models import Job, random_id
from advisor.plans.models import Plan

MOST_PEOPLE = 10_000
UPLOAD_KEPT = timedelta(hours=1)  # an upload that nobody has confirmed
CENSUS_KEPT = timedelta(days=365)
LETTERS_KEPT = timedelta(days=1)


class Upload(models.Model):
    """A file as it was sent, until somebody confirms what its columns mean: the header and the rows, all as texts."""

    id = models.CharField(primary_key=True, max_length=22, default=random_id, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="uploads")
    name = models.CharField(max_length=80)  # of the file
    table = models.JSONField()  # a list of rows, each a list of texts; the first is the header
    made_at = models.DateTimeField(default=timezone.now)
    by = models.CharField(max_length=22)  # the actor

    def __str__(self) -> str:
        return f"upload of {self.made_at:%Y-%m-%d %H:%M}"

    @property
    def is_over(self) -> bool:
        return timezone.now() >= self.made_at + UPLOAD_KEPT


class Census(models.Model):
    """The people of a plan at one time. All of a file or nothing; it is never changed, only followed by a newer one."""

    id = models.CharField(primary_key=True, max_length=22, default=random_id, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="censuses")
    name = models.CharField(max_length=80)  # of the file
    edition = models.CharField(max_length=40)  # of the assumptions: what was left out was filled in with its defaults
    made_at = models.DateTimeField(default=timezone.now)
    by = models.CharField(max_length=22)

    def __str__(self) -> str:
        return f"census of {self.made_at:%Y-%m-%d}"


class Person(models.Model):
    """One row of a census. `household` is the table `household` of the terminal's contract, whole (scenarios.document)."""

    census = models.ForeignKey(Census, on_delete=models.CASCADE, related_name="people")
    place = models.PositiveIntegerField()  # 1, 2, 3... as in the file
    reference = models.CharField(max_length=40)  # the employer's own number of this person
    name = models.CharField(max_length=120, blank=True)
    department = models.CharField(max_length=80, blank=True)
    location = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=10, blank=True)  # of the letter; empty: that of whoever has it printed
    household: Any = models.JSONField()
    sleeve_share = models.FloatField(null=True)  # of the account, as the record-keeper has it; None if the file does not say

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["census", "place"], name="one_person_of_a_place"),
            models.UniqueConstraint(fields=["census", "reference"], name="one_person_of_a_reference"),
        ]

    def __str__(self) -> str:
        return f"person {self.place}"


class Batch(models.Model):
    """One piece of work for a whole census, under the plan's rules as they were when it was asked for; done slice by slice."""

    class Kind(models.TextChoices):
        ANSWERS = "answers", _("Answers")
        EFFECTS = "effects", _("What the draft would change")
        LETTERS = "letters", _("Letters")

    id = models.CharField(primary_key=True, max_length=22, default=random_id, editable=False)
    census = models.ForeignKey(Census, on_delete=models.CASCADE, related_name="batches")
    kind = models.CharField(max_length=7, choices=Kind)
    version = models.PositiveIntegerField()  # the number of the published version whose rules these are
    rules = models.JSONField()  # of that version, as typed (advisor.plans.rules)
    proposed = models.JSONField(null=True)  # effects: the draft's rules
    answers = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="letters")  # letters: where the figures are
    order = models.CharField(max_length=12, blank=True)  # letters: by which field of Person they are printed
    language = models.CharField(max_length=10, blank=True)  # letters: of people without one of their own
    address = models.URLField(blank=True)  # letters: of this site, as whoever asked reached it; the links begin with it
    made_at = models.DateTimeField(default=timezone.now)
    stopped_at = models.DateTimeField(null=True)  # by somebody; it can go on
    finished_at = models.DateTimeField(null=True)
    by = models.CharField(max_length=22)

    def __str__(self) -> str:
        return f"{self.kind} of {self.made_at:%Y-%m-%d}"


class Slice(models.Model):
    """Some people of a batch, `first` to `last` in its order, counted from 0, `last` not included. It has a job while it is to be done."""

    id = models.CharField(primary_key=True, max_length=22, default=random_id, editable=False)
    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="slices")
    number = models.PositiveIntegerField()  # 1, 2, 3...
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    job = models.OneToOneField(Job, on_delete=models.SET_NULL, null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="one_slice_of_a_number")]

    def __str__(self) -> str:
        return f"slice {self.number}"


class Result(models.Model):
    """What the model says of one person: figures of scenarios.cohort (advisor.cohorts.figures reads and writes them). Never shown alone."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="results")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="results")
    figures: Any = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "person"], name="one_result_of_a_person")]

    def __str__(self) -> str:
        return f"result {self.pk}"


class Invited(models.Model):
    """A letter's own link, sealed: the row says that one of the letters was opened or finished, and not whose (advisor.cohorts.links)."""

    id = models.CharField(primary_key=True, max_length=22, default=random_id, editable=False)
    census = models.ForeignKey(Census, on_delete=models.CASCADE, related_name="invited")
    seal = models.CharField(max_length=64, unique=True)
    opened = models.BooleanField(default=False)
    finished = models.BooleanField(default=False)

    def __str__(self) -> str:
        return "invited"
