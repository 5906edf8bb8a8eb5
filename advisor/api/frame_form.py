"""The five fields of a frame. All else that the model needs has its usual value, whatever is sent."""

from typing import Self

from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from advisor.planner import choices, numbers
from advisor.planner.about_you import THREE
from advisor.planner.defaults import ASSET_FIRST
from advisor.planner.fields import Picked, Typed
from advisor.planner.forms import PlannerForm
from advisor.present.figures import share

FIELDS = (*THREE, "asset", "weight")


class FrameForm(PlannerForm):
    asset = Picked(choices.assets, label=_("What the sleeve holds"))
    weight = Typed(numbers.percent, label=_("Size of the sleeve"), after="%")

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(None if data is None else fields_of(data))
        most = {"most": share(self.assumptions.defaults.plan_cap.value)}
        self.fields["weight"].hint = gettext("From 0%% to %(most)s. We start at 0%%.") % most  # type: ignore[attr-defined]

    @classmethod
    def opening(cls, typed: QueryDict) -> Self:
        """With what was typed in another language, and no word on it yet."""
        form = cls()
        form.initial = {"asset": ASSET_FIRST, "weight": "0"} | {name: typed[name] for name in FIELDS if name in typed}
        return form

    def asked(self) -> list[BoundField]:
        return [self[name] for name in FIELDS]

    def typed(self) -> list[tuple[str, str]]:
        return list(self.hidden(FIELDS))

    def without_sleeve(self) -> list[tuple[str, str]]:
        return [*((name, text) for name, text in self.typed() if name != "weight"), ("weight", "0")]


def fields_of(data: QueryDict) -> QueryDict:
    kept = QueryDict(mutable=True)
    for name in FIELDS:
        kept[name] = data.get(name, "")
    return kept
