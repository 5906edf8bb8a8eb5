"""Fields about the sleeve: how large, of what, and what is believed about it."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from advisor.planner import choices, numbers
from advisor.planner.fields import Picked, Typed
from advisor.planner.numbers import either_way
from advisor.present import names
from scenarios.assumptions import SLEEVE_CLASSES

SLEEVE = ("weight", "asset", "view", *(f"{part}_{key}" for part in ("share", "return", "fee") for key in SLEEVE_CLASSES))


class AboutSleeve(forms.Form):
    weight = Typed(numbers.percent, label=_("Or type it"), after="%")
    asset = Picked(choices.assets_and_mix, label=_("What the sleeve holds"))
    view = Picked(choices.views, label=_("What you believe"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key in SLEEVE_CLASSES:
            asset = names.asset(key)
            for part, read, label in (
                ("share", numbers.percent, gettext("Share of %(asset)s")),
                ("return", either_way, gettext("Average year of %(asset)s")),
                ("fee", numbers.percent, gettext("Fee of %(asset)s a year")),
            ):
                self.fields[f"{part}_{key}"] = Typed(read, label=label % {"asset": asset}, after="%")
