"""What a participant chooses to share, the code that an adviser types, and where the copies go."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from advisor.accounts.models import Scenario
from advisor.clients import codes
from advisor.clients.models import LONGEST_NAME, MOST_SCENARIOS, Client
from advisor.firms.plain_text import PlainText


class OfferForm(forms.Form):
    scenario = forms.MultipleChoiceField(
        label=_("Answers to share"), error_messages={"required": _("Tick an answer."), "invalid_choice": _("Tick an answer.")}
    )

    def __init__(self, data: QueryDict | None, *, kept: Iterable[Scenario], ticked: list[str]) -> None:
        super().__init__(data, auto_id="%s", initial={"scenario": ticked})
        self.ticked = ticked
        self.kept = {scenario.id: scenario for scenario in kept}
        self.fields["scenario"].choices = [(key, scenario.name) for key, scenario in self.kept.items()]  # type: ignore[attr-defined]

    def clean_scenario(self) -> list[Scenario]:
        ids = self.cleaned_data["scenario"]
        if len(ids) > MOST_SCENARIOS:
            words = ngettext("At most %(most)s answer.", "At most %(most)s answers.", MOST_SCENARIOS)
            raise forms.ValidationError(words % {"most": MOST_SCENARIOS})
        return [self.kept[one] for one in ids]


class OfferCodeForm(forms.Form):
    code = forms.CharField(label=_("The client’s code"), max_length=60, error_messages={"required": _("Type the code.")})

    def clean_code(self) -> str:
        return codes.as_meant(self.cleaned_data["code"])


class IntoForm(forms.Form):
    into = forms.ChoiceField(label=_("Copy to"), required=False, error_messages={"invalid_choice": _("Pick a client.")})
    name = PlainText(
        label=_("Name of the new client"),
        required=False,
        max_length=LONGEST_NAME,
        error_messages={"max_length": _("Type a shorter name, 80 letters at most.")},
    )

    def __init__(self, data: QueryDict | None, *, clients: "QuerySet[Client]", **more: Any) -> None:
        super().__init__(data, auto_id="%s", **more)
        self.clients = clients
        choices = [(client.id, client.name) for client in clients]
        self.fields["into"].choices = [("", pgettext("choice", "A new client")), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        given.setdefault("name", "")
        if not given.get("into") and not given["name"] and not self.errors:
            self.add_error("name", gettext("Type a name."))
        return given

    def client(self) -> Client | None:
        return self.clients.get(id=self.cleaned_data["into"]) if self.cleaned_data["into"] else None

    def name_of_client(self) -> str:
        client = self.client()
        return client.name if client else str(self.cleaned_data["name"])
