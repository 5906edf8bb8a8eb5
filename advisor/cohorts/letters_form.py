"""How letters are to be printed."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _


def orders() -> list[tuple[str, str]]:
    """By field of a person."""
    return [
        ("reference", gettext("Employee number")),
        ("name", pgettext("of a person", "Name")),
        ("department", gettext("Department")),
        ("location", gettext("Location")),
        ("place", gettext("Place in the file")),
    ]


def kinds() -> list[tuple[str, str]]:
    return [("on", gettext("Figures and the link")), ("off", gettext("Only the link"))]


WRONG = {"required": _("Pick one of these."), "invalid_choice": _("Pick one of these.")}


class LettersForm(forms.Form):
    figures = forms.ChoiceField(label=_("What each letter shows"), choices=kinds, error_messages=WRONG)
    order = forms.ChoiceField(label=_("Print order"), choices=orders, error_messages=WRONG)
    language = forms.ChoiceField(label=_("Language of people without one in the file"), choices=settings.LANGUAGES, error_messages=WRONG)

    @property
    def with_figures(self) -> bool:
        return bool(self.cleaned_data["figures"] == "on")
