"""An employer's plan: its rules in numbered versions, the people who look after it, and those invited to."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from advisor.accounts import models as accounts
from advisor.accounts.models import User
from advisor.jobs.models import random_id

LONGEST_NAME = 80
INVITED_FOR = accounts.INVITED_FOR


class Role(models.TextChoices):
    """A lead does everything, people too; an editor drafts and publishes; a viewer reads."""

    LEAD = "lead", _("Lead")
    EDITOR = "editor", _("Editor")
    VIEWER = "viewer", _("Viewer")


class Plan(models.Model):
    id = models.CharField(primary_key=True, max_length=22, default=random_id, editable=False)
    name = models.CharField(max_length=LONGEST_NAME)
    link = models.CharField(max_length=22, unique=True, default=random_id, editable=False)  # the participants' secret
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"plan of {self.made_at:%Y-%m-%d}"

    @property
    def draft(self) -> "Version | None":
        return self.versions.filter(number=None).first()

    @property
    def published(self) -> "Version | None":
        """The newest one: the rules that hold now."""
        return self.versions.exclude(number=None).order_by("-number").first()


class Version(models.Model):
    """The plan's rules as they were typed. A draft until it is published: then it gets its number and stays as it is."""

    id = models.CharField(primary_key=True, max_length=22, default=random_id, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(null=True)  # 1, 2, 3...; none while a draft
    typed = models.JSONField()  # by name in advisor.plans.rules.FIELDS: a text, or a list of texts
    made_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True)
    by = models.CharField(max_length=22)  # the actor who changed it last; who published it, once it is

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan"], condition=models.Q(number=None), name="one_draft_of_a_plan"),
            models.UniqueConstraint(fields=["plan", "number"], name="one_version_of_a_number"),
        ]

    def __str__(self) -> str:
        return f"version {self.number}" if self.number else "draft"

    @property
    def as_of(self) -> str:
        """Another one after every change, for a page that asks whether to publish what it shows."""
        return self.made_at.isoformat()


class Membership(models.Model):
    id = models.CharField(primary_key=True, max_length=22, default=random_id, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=6, choices=Role)
    may_print = models.BooleanField(default=False)  # letters, which show single people's figures: a right that no role brings

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "user"], name="one_membership_of_a_person")]

    def __str__(self) -> str:
        return self.role


class Invitation(accounts.Invitation):
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=6, choices=Role)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "email"], name="one_invitation_of_an_address")]
