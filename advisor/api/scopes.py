"""What a key may ask for. The edition and the questions of the check are free with any key."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Scope(TextChoices):
    ANSWER = "answer", _("Answer and compare")
    VERIFY = "verify", _("Verify answers and reports")
    REPORTS = "reports", _("Have reports made")
