"""A firm: an adviser's office, or a record-keeper whose site shows our answers. Its people, and how its reports look."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from advisor.accounts.models import Invitation, User
from advisor.jobs.models import random_id

LONGEST_NAME = 80
OWN_ACCENT = "#9a3412"  # of the site's own reports: the accent of a sleeve


class FirmRole(models.TextChoices):
    """A lead also looks after the firm: its people, its look, its keys. Neither sees the clients of another adviser."""

    LEAD = "lead", _("Lead")
    ADVISER = "adviser", _("Adviser")


class Capacity(models.TextChoices):
    """In which capacity the firm's people advise; stated on each of its reports."""

    FIDUCIARY = "fiduciary", _("Investment adviser, a fiduciary")
    BROKER = "broker", _("Broker-dealer representative")
    INSURANCE = "insurance", _("Insurance agent")
    EDUCATION = "education", _("Plan educator, who gives no advice")


class Firm(models.Model):
    id = models.CharField(primary_key=True, max_length=22, default=random_id, editable=False)
    name = models.CharField(max_length=LONGEST_NAME)
    capacity = models.CharField(max_length=10, choices=Capacity, default=Capacity.EDUCATION)
    accent = models.CharField(max_length=7, default=OWN_ACCENT)  # #rrggbb, dark enough to be read on white
    logo = models.BinaryField(null=True)  # cleaned, as advisor.firms.logos gives it
    logo_type = models.CharField(max_length=20, blank=True)  # image/png or image/svg+xml
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"firm of {self.made_at:%Y-%m-%d}"


class FirmMember(models.Model):
    """Somebody belongs to one firm at most."""

    id = models.CharField(primary_key=True, max_length=22, default=random_id, editable=False)
    firm = models.ForeignKey(Firm, on_delete=models.CASCADE, related_name="members")
    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="firm_member")
    role = models.CharField(max_length=7, choices=FirmRole)

    def __str__(self) -> str:
        return self.role


class FirmInvitation(Invitation):
    firm = models.ForeignKey(Firm, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=7, choices=FirmRole)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["firm", "email"], name="one_firm_invitation_of_an_address")]
