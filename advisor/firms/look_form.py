"""What a lead types and sends about the look of the firm's reports."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from advisor.firms.accents import accent_of
from advisor.firms.forms import FirmForm
from advisor.firms.logos import Logo, clean
from advisor.firms.models import Firm
from advisor.firms.refused import LogoRefused


class Accent(forms.CharField):
    hint = _("For the lines on a page. It must be dark enough to be seen on white.")

    def to_python(self, value: Any) -> str:
        return accent_of(str(super().to_python(value) or ""))


class LogoFile(forms.FileField):
    """The cleaned logo; nothing if no file was picked."""

    hint = _("A PNG or SVG file, 500 KB at most. We keep its shapes and colors, and nothing else.")

    def clean(self, data: Any, initial: Any = None) -> Logo | None:
        try:
            return clean(data.read()) if data else None
        except LogoRefused as refused:
            raise forms.ValidationError(refused.reason.label) from refused


class LookForm(FirmForm):
    accent = Accent(label=_("Color"))
    logo = LogoFile(label=_("Logo"), required=False)

    @classmethod
    def of(cls, firm: Firm) -> "LookForm":
        return cls(initial={"name": firm.name, "capacity": firm.capacity, "accent": firm.accent})
