"""The widget of a firm: made with its origins, changed, turned off."""

from collections.abc import Sequence

from django.db import transaction

from advisor.accounts import audit
from advisor.accounts.models import User
from advisor.api.models import Widget
from advisor.firms.actions import Action
from advisor.firms.models import Firm


@transaction.atomic
def save_widget(*, firm: Firm, user: User, origins: Sequence[str]) -> Widget:
    widget, _ = Widget.objects.update_or_create(firm=firm, defaults={"origins": list(origins)})
    audit.record(user, Action.SAVE_WIDGET, plan=firm.id, about=widget.id)
    return widget


@transaction.atomic
def turn_off(*, firm: Firm, user: User) -> None:
    """Its address never comes back: a new one has another."""
    widget = Widget.objects.filter(firm=firm).first()
    if widget is None:
        return
    audit.record(user, Action.TURN_OFF_WIDGET, plan=firm.id, about=widget.id)
    widget.delete()
