"""What is typed about a firm: its name, in which capacity it advises, and a colleague's address and role."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from advisor.accounts import forms as accounts
from advisor.firms.models import LONGEST_NAME, Capacity, FirmRole
from advisor.firms.plain_text import PlainText


def capacities() -> list[tuple[str, str]]:
    """None stands there before somebody picks it: it is what clients are told."""
    return [("", gettext("Pick one")), *((str(key), str(words)) for key, words in Capacity.choices)]


class FirmForm(forms.Form):
    name = PlainText(
        label=_("Name of the firm"),
        max_length=LONGEST_NAME,
        error_messages={"required": _("Type the name of the firm."), "max_length": _("Type a shorter name, 80 letters at most.")},
    )
    capacity = forms.ChoiceField(
        label=_("In which capacity do you advise?"), choices=capacities, error_messages={"required": _("Pick a capacity.")}
    )


class RoleForm(accounts.RoleForm):
    roles, usual = FirmRole, FirmRole.ADVISER


class InviteForm(RoleForm, accounts.InviteForm):
    pass
