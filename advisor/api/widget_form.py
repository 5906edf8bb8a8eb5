"""Which sites may show the frame of a firm."""

from typing import Self

from django import forms
from django.utils.translation import gettext_lazy as _

from advisor.api.models import Widget
from advisor.api.origins import origins

LONGEST = 6000  # of the whole text: twenty names at their longest


class WidgetForm(forms.Form):
    origins = forms.CharField(label=_("Sites that may show it"), required=False, max_length=LONGEST)

    @classmethod
    def of(cls, widget: Widget | None) -> Self:
        """With the sites that it has now."""
        return cls(initial={"origins": "\n".join(widget.origins)} if widget else {})

    def clean_origins(self) -> list[str]:
        return origins(self.cleaned_data["origins"])
