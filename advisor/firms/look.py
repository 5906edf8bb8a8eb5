"""How a firm's reports look: its name, its people's capacity, its colour and its logo. Reports that were made stay as they were."""

from django.db import transaction

from advisor.accounts import audit
from advisor.accounts.models import User
from advisor.firms.actions import Action
from advisor.firms.logos import Logo
from advisor.firms.models import Firm


@transaction.atomic
def change(*, firm: Firm, user: User, name: str, capacity: str, accent: str, logo: Logo | None) -> None:
    """Without a logo the one that is there stays."""
    firm.name, firm.capacity, firm.accent = name, capacity, accent
    changed = ["name", "capacity", "accent"]
    if logo:
        firm.logo, firm.logo_type = logo.content, logo.media_type
        changed += ["logo", "logo_type"]
    firm.save(update_fields=changed)
    audit.record(user, Action.LOOK, plan=firm.id)


@transaction.atomic
def remove_logo(*, firm: Firm, user: User) -> None:
    if Firm.objects.filter(id=firm.id, logo__isnull=False).update(logo=None, logo_type=""):
        audit.record(user, Action.LOOK, plan=firm.id)
