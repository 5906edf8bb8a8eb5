"""The controls beside the answer: the slider and its text twin, what the sleeve holds, what is believed."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.forms import BoundField
from django.utils.translation import gettext

from advisor.planner.forms import PlannerForm
from advisor.planner.question import MIX, by_asset, mix
from advisor.present import names
from advisor.present.figures import share
from advisor.present.sections.sizes import highest_weight
from scenarios.assumptions import SLEEVE_CLASSES, VIEWS
from scenarios.inputs import PlanRules, Sleeve


@dataclass(frozen=True, kw_only=True)
class Choice:
    key: str
    words: str
    chosen: bool


@dataclass(frozen=True, kw_only=True)
class Rail:
    """`most` and `step` of the slider in percent, `slide` its place; `most_words` names the most that the plan allows.

    `hidden` are the fields of assets that the rail does not show. `key` changes when the controls themselves must change: another asset, another cap, other beliefs to pick from.
    """

    heading: str
    most: str
    most_words: str
    step: str
    slide: str
    assets: tuple[Choice, ...]
    views: tuple[Choice, ...]
    shares: tuple[BoundField, ...]
    returns: tuple[BoundField, ...]
    hidden: tuple[tuple[str, str], ...]
    mixed: bool

    @property
    def key(self) -> str:
        return " ".join([self.heading, self.most, *(view.key for view in self.views)])


def rail(form: PlannerForm) -> Rail:
    """From a form that was read, with or without errors."""
    held, menu = _held(form), form.data["menu"]
    most = _most(form)
    step = 1.0 if (most * 100).is_integer() else 0.5
    return Rail(
        heading=gettext("Share in %(asset)s") % {"asset": names.asset(held[0]) if len(held) == 1 else gettext("the mix")},
        most=_plain(most * 100 // step * step),
        most_words=share(most),
        step=_plain(step),
        slide=_plain(_on_slider(form, most, step)),
        assets=tuple(_assets(form)),
        views=tuple(_views(form, held)),
        shares=tuple(form[f"share_{key}"] for key in SLEEVE_CLASSES if key in menu),
        returns=tuple(form[f"return_{key}"] for key in held),
        hidden=tuple(
            form.hidden(
                (
                    *(f"share_{key}" for key in SLEEVE_CLASSES if key not in menu),
                    *(f"return_{key}" for key in SLEEVE_CLASSES if key not in held),
                )
            )
        ),
        mixed=form.data["asset"] == MIX,
    )


def _held(form: PlannerForm) -> tuple[str, ...]:
    if "asset" not in form.cleaned_data:
        return ()
    return tuple(mix(form.cleaned_data))


def _most(form: PlannerForm) -> float:
    """The highest weight that the plan allows for what is held; the edition's cap while the plan's cannot be read."""
    given = form.cleaned_data
    cap = given.get("cap")
    if cap is None:
        return form.assumptions.defaults.plan_cap.value
    try:
        allowed = highest_weight(PlanRules(match=(), cap=cap, asset_caps=by_asset(given, "cap")), Sleeve(mix=mix(given)))
    except (KeyError, ValueError):
        return min(float(cap), 1.0)
    return round(allowed, 6)


def _on_slider(form: PlannerForm, most: float, step: float) -> float:
    weight = form.cleaned_data.get("weight") or 0.0
    return min(round(weight * 100 / step) * step, most * 100 // step * step)


def _assets(form: PlannerForm) -> Iterator[Choice]:
    for key in SLEEVE_CLASSES:
        if key in form.data["menu"] or key == form.data["asset"]:
            yield Choice(key=key, words=names.first_capital(names.asset(key)), chosen=key == form.data["asset"])
    yield Choice(key=MIX, words=gettext("A mix, by the shares below"), chosen=form.data["asset"] == MIX)


def _views(form: PlannerForm, held: tuple[str, ...]) -> Iterator[Choice]:
    """The beliefs that there are for all that is held, by the names they have for it."""
    classes = form.assumptions.classes
    for key in VIEWS:
        if all(key in classes[asset].views for asset in held):
            words = names.belief(classes[held[0]].views[key], key) if len(held) == 1 else gettext(names.BELIEFS[key])
            yield Choice(key=key, words=words, chosen=form.data["view"] == key)


def _plain(value: float) -> str:
    """A number as the slider writes it: a point and no separators, in every language."""
    return f"{value:g}"
