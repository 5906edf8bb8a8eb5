"""What is typed for a new key: a name to know it by, and what it may do."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from advisor.accounts.forms import NameForm
from advisor.api.scopes import Scope


class KeyForm(NameForm):
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        choices=Scope.choices,
        error_messages={"required": _("Pick one at least."), "invalid_choice": _("Pick from the list.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"auto_id": "%s"})
        self.fields["name"].hint = _("Such as the program that uses it.")  # type: ignore[attr-defined]

    @property
    def ticked(self) -> list[str]:
        return list(self["scopes"].value() or [])
