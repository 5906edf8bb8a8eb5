"""What a person types to sign in and to name what they keep."""

from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from advisor.accounts.models import LONGEST_NAME


class AddressForm(forms.Form):
    email = forms.EmailField(
        label=_("Your e-mail address"),
        error_messages={
            "required": _("Type your e-mail address."),
            "invalid": _("Type an e-mail address in full, like name@example.com."),
        },
    )

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        return email


class CodeForm(forms.Form):
    code = forms.CharField(label=_("The code"), max_length=20, error_messages={"required": _("Type the six digits from the mail.")})


class NameForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=LONGEST_NAME,
        error_messages={"required": _("Type a name."), "max_length": _("Type a shorter name, 60 letters at most.")},
    )

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())


class RoleForm(forms.Form):
    """Of one kind of place: its `roles`, and the one that most people have."""

    roles: type[TextChoices]
    usual: str

    role = forms.ChoiceField(label=_("Role"), error_messages={"required": _("Pick a role.")})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role = self.fields["role"]
        assert isinstance(role, forms.ChoiceField)
        role.choices, role.initial = self.roles.choices, self.usual


class InviteForm(AddressForm, RoleForm):
    field_order = ("email", "role")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = gettext("Their e-mail address")
