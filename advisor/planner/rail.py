"""The controls beside the answer: the slider and its text twin, what the sleeve holds, what is believed."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.forms import BoundField
from django.utils.translation import gettext

from advisor.planner.about_sleeve import SLEEVE
from advisor.planner.choices import MIX, assets_and_mix
from advisor.planner.forms import PlannerForm
from advisor.planner.question import by_asset, mix
from advisor.present import names
from advisor.present.figures import share
from advisor.present.sections.sizes import highest_weight
from scenarios.assumptions import SLEEVE_CLASSES, VIEWS
from scenarios.inputs import PlanRules, Sleeve

OWN = ("return", "fee")  # what a person may believe about each asset held in place of the edition


@dataclass(frozen=True, kw_only=True)
class Choice:
    key: str
    words: str
    chosen: bool


@dataclass(frozen=True, kw_only=True)
class Slider:
    """In percent, as a slider writes numbers: a point and no separators, in every language."""

    most: str
    step: str
    place: str


@dataclass(frozen=True, kw_only=True)
class Rail:
    """`most` is the largest sleeve that the plan allows, in words; `hidden` are the fields of assets that are not shown.

    `key` changes when the controls themselves must change: with the assets held, the largest sleeve, the beliefs to pick from.
    """

    key: str
    heading: str
    slider: Slider
    most: str
    assets: tuple[Choice, ...]
    mixed: bool
    shares: tuple[BoundField, ...]
    views: tuple[Choice, ...]
    own: tuple[BoundField, ...]
    hidden: tuple[tuple[str, str], ...]
    has_errors: bool


def rail(form: PlannerForm) -> Rail:
    """From a form that was read, with or without errors."""
    held, menu, most = _held(form), form.data["menu"], _most(form)
    views = tuple(_views(form, held))
    return Rail(
        key=" ".join([*held, share(most), *(view.key for view in views)]),
        heading=gettext("Share in %(asset)s") % {"asset": names.asset(held[0]) if len(held) == 1 else gettext("the mix")},
        slider=slider(form.cleaned_data.get("weight") or 0.0, most),
        most=share(most),
        assets=tuple(_assets(form)),
        mixed=form.data["asset"] == MIX,
        shares=tuple(form[f"share_{key}"] for key in SLEEVE_CLASSES if key in menu),
        views=views,
        own=tuple(form[f"{part}_{key}"] for key in held for part in OWN),
        hidden=(
            *form.hidden(tuple(f"share_{key}" for key in SLEEVE_CLASSES if key not in menu)),
            *form.hidden(tuple(f"{part}_{key}" for key in SLEEVE_CLASSES if key not in held for part in OWN)),
        ),
        has_errors=any(name in form.errors for name in SLEEVE if name != "weight"),
    )


def slider(weight: float, most: float) -> Slider:
    """Whole percents, or halves where the most is not whole; its place is the nearest step, since a slider knows no other."""
    percent, top = weight * 100, round(float(most) * 100, 6)
    step = 1.0 if top.is_integer() else 0.5
    top = top // step * step
    return Slider(most=f"{top:g}", step=f"{step:g}", place=f"{min(round(percent / step) * step, top):g}")


def _held(form: PlannerForm) -> tuple[str, ...]:
    return tuple(mix(form.cleaned_data)) if "asset" in form.cleaned_data else ()


def _most(form: PlannerForm) -> float:
    """The largest sleeve that the plan allows of what is held; the edition's cap while the plan's cannot be read."""
    given = form.cleaned_data
    if given.get("cap") is None:
        return form.assumptions.defaults.plan_cap.value
    try:
        most = highest_weight(PlanRules(match=(), cap=given["cap"], asset_caps=by_asset(given, "cap")), Sleeve(mix=mix(given)))
    except (KeyError, ValueError):
        return min(float(given["cap"]), 1.0)
    return round(most, 6)


def _assets(form: PlannerForm) -> Iterator[Choice]:
    """What the plan's menu has, and what was picked even if it has not."""
    for key, words in assets_and_mix():
        if key in (*form.data["menu"], form.data["asset"], MIX):
            yield Choice(key=key, words=words, chosen=key == form.data["asset"])


def _views(form: PlannerForm, held: tuple[str, ...]) -> Iterator[Choice]:
    """The beliefs that there are for all that is held, by the names they have for it."""
    classes = form.assumptions.classes
    for key in VIEWS:
        if all(key in classes[asset].views for asset in held):
            words = names.belief(classes[held[0]].views[key], key) if len(held) == 1 else gettext(names.BELIEFS[key])
            yield Choice(key=key, words=words, chosen=form.data["view"] == key)
