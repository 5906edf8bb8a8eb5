"""What a person may ask about the pool: a share of all 401(k) plans, and over how many years it would be spent."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from advisor.planner import numbers
from advisor.planner.fields import Typed
from advisor.present.faults import wording
from scenarios.editions import load
from scenarios.errors import InputError
from scenarios.pool import Pool, pool

OPENING = {"share": "1", "years": "10"}


class PoolForm(forms.Form):
    """`pool()` is the model's arithmetic for what was typed, after `is_valid()`. Neither figure is about a person."""

    share = Typed(
        numbers.percent,
        label=_("Share of all 401(k) money"),
        hint=_("In percent."),
        after="%",
        missing=_("Type a share, like 1%."),
    )
    years = Typed(
        numbers.years,
        label=_("Years over which it would be spent"),
        hint=_("1 means within one year."),
        after=_("years"),
        missing=_("Type a number of years, like 10."),
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(OPENING if data is None else data, auto_id="%s")

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not self.errors:
            try:
                self._pool = pool(load(), given["share"], given["years"])
            except InputError as error:
                for fault in error.faults:
                    self.add_error(fault.key, wording(fault))
        return given

    def pool(self) -> Pool:
        return self._pool
