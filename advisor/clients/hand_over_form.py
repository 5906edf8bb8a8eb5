"""Which clients go to which colleague."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from advisor.clients.models import Client
from advisor.firms.models import FirmMember

MOST_LISTED = 100  # on the page; the book finds the others
WRONG = {"required": _("Pick a colleague."), "invalid_choice": _("Pick a colleague.")}


class HandOverForm(forms.Form):
    """Clients that were ticked before stand first, then others of the book, up to a number. Or `every` one."""

    to = forms.ChoiceField(label=_("Colleague"), error_messages=WRONG)
    client = forms.MultipleChoiceField(required=False)
    every = forms.BooleanField(required=False)

    def __init__(self, data: QueryDict, *, judged: bool, own: "QuerySet[Client]", colleagues: Iterable[FirmMember]) -> None:
        super().__init__(data if judged else None, auto_id="%s", initial=data.dict())
        self.own, self.members = own, {member.id: member for member in colleagues}
        self.ticked = data.getlist("client")
        first = list(own.filter(id__in=self.ticked).order_by("name", "id"))
        others = own.exclude(id__in=self.ticked).order_by("name", "id")[: max(0, MOST_LISTED - len(first))]
        self.listed = [*first, *others]
        self.rest = own.count() > len(self.listed)
        self._offer("to", [("", ""), *((key, member.user.email) for key, member in self.members.items())])
        self._offer("client", [(client.id, client.name) for client in first])
        self.fields["client"].label = pgettext("heading", "Clients")

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not given.get("client") and not given.get("every") and "client" not in self.errors:
            self.add_error("client", gettext("Tick a client."))
        return given

    def chosen(self) -> "QuerySet[Client]":
        return self.own if self.cleaned_data["every"] else self.own.filter(id__in=self.cleaned_data["client"])

    def colleague(self) -> FirmMember:
        return self.members[self.cleaned_data["to"]]

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
