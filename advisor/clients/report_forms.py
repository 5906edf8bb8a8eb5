"""How a client's report is to be made, and of which answer; for one client or for many."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.forms.boundfield import BoundField
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from advisor.clients.models import Client, ClientScenario
from advisor.firms.plain_text import PlainText
from advisor.reports.models import Kind, Paper

LONGEST_NOTE = 1_000
OF = "scenario_"  # before a client's id: the field in which their answer is picked
WRONG = {"required": _("Pick one of these."), "invalid_choice": _("Pick one of these.")}


def no_longer_opens() -> str:
    return gettext("This answer opens with something to correct. Pick another one, or open it first.")


class HowForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind, error_messages=WRONG)
    paper = forms.ChoiceField(label=_("Paper"), choices=Paper, error_messages=WRONG)
    language = forms.ChoiceField(label=_("Language of the report"), choices=settings.LANGUAGES, error_messages=WRONG)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        usual = {"kind": Kind.FULL, "paper": Paper.LETTER, "language": get_language()}
        super().__init__(*args, **kwargs | {"initial": usual | kwargs.get("initial", {})})

    @property
    def how(self) -> dict[str, Any]:
        """For reporting.ask and printing.start."""
        return {name: self.cleaned_data[name] for name in ("kind", "paper", "language")}


class ReportForm(HowForm):
    note = PlainText(
        lines=True,
        label=_("A note on the first page"),
        required=False,
        max_length=LONGEST_NOTE,
        error_messages={"max_length": _("Type a shorter note, 1,000 letters at most.")},
    )
    field_order = ("scenario", "kind", "paper", "language", "note")

    def __init__(self, scenarios: Sequence[ClientScenario], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scenario"] = picked(gettext("Answer"), scenarios)
        self.order_fields(self.field_order)


class PrintForm(HowForm):
    """A field for each client: which of their answers, the newest if nothing is said, or none."""

    def __init__(self, scenarios: Mapping[Client, Sequence[ClientScenario]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for client, kept in scenarios.items():
            self.fields[OF + client.id] = picked(client.name, kept, none=gettext("Leave out"))

    def of_clients(self) -> Iterator[BoundField]:
        return (self[name] for name in self.fields if name.startswith(OF))

    def how_fields(self) -> Iterator[BoundField]:
        return (self[name] for name in HowForm.base_fields)

    def picked(self) -> dict[str, str]:
        """By field, the id of the answer that was picked."""
        return {name: given for name, given in self.cleaned_data.items() if name.startswith(OF) and given}


def picked(label: str, scenarios: Sequence[ClientScenario], none: str = "") -> forms.ChoiceField:
    """`none`: what says that none of them is wanted; without it one must be."""
    choices = [(one.id, one.name) for one in scenarios] + ([("", none)] if none else [])
    initial = choices[0][0] if choices else ""
    return forms.ChoiceField(label=label, choices=choices, initial=initial, required=not none, error_messages=WRONG)
