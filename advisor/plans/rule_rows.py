"""The rows in which a plan's rules stand, in words that rest on what the typed texts mean."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext, pgettext

from advisor.planner import choices, question
from advisor.plans import told
from advisor.plans.rules import CHECK, ESCALATION
from advisor.present import names
from advisor.present.figures import number, share
from scenarios.assumptions import SLEEVE_CLASSES
from scenarios.editions import load

Given = Mapping[str, Any]

_FIELDS = {
    "match": ("match", "match_own"),
    "escalation": ESCALATION,
    "ramp": ("ramp_years",),
    "rebalance": ("rebalance", "band"),
    "pause": ("pause_fall", "pause_years"),
    "taper": ("taper_years", "taper_floor"),
    "check": (CHECK,),
}
AT_ONCE = 1  # years until a sleeve has its size: up to here the model gives it its size at once


@dataclass(frozen=True, kw_only=True)
class Rule:
    """`key` is the same in every version and language; `value` may stand in a sentence. One that `is_told` is in no figure."""

    key: str
    what: str
    value: str
    is_told: bool = False

    @property
    def fields(self) -> tuple[str, ...]:
        """Those of the form that it rests on."""
        return ("menu",) if self.key.startswith("menu_") else _FIELDS.get(self.key, (self.key,))


def rows(given: Given) -> Iterator[Rule]:
    yield Rule(key="match", what=gettext("The employer adds"), value=names.match(question.match(given, load())))
    yield Rule(key="nonelective", what=gettext("The employer adds, whatever people pay in"), value=_of_pay(given["nonelective"]))
    yield Rule(key="core", what=gettext("The fund that people hold anyway"), value=names.core_fund(given["core"]))
    yield Rule(key="escalation", what=gettext("What people pay in grows each year"), value=_escalation(given))
    yield Rule(key="cap", what=gettext("The plan’s cap on a sleeve"), value=share(given["cap"]))
    for key, cap in question.by_asset(given, "cap").items():
        yield Rule(key=f"cap_{key}", what=gettext("The plan’s cap on %(asset)s") % {"asset": names.asset(key)}, value=share(cap))
    yield Rule(key="menu", what=gettext("Assets on the plan’s menu"), value=_menu(given))
    yield Rule(key="ramp", what=gettext("Years until a sleeve has its size"), value=_ramp(given))
    yield Rule(key="rebalance", what=gettext("When the sleeve has moved"), value=_rebalance(given))
    yield Rule(key="over_cap", what=gettext("When it grows above the cap"), value=_picked(choices.over_caps(), given["over_cap"]))
    yield Rule(key="pause", what=gettext("A pause in new money"), value=_pause(given))
    yield Rule(key="taper", what=gettext("The cap falls before the end of work"), value=_taper(given))
    yield Rule(key="gates", what=gettext("Sales of private assets"), value=_picked(choices.gates(), given["gates"]))
    yield Rule(key="check", what=gettext("The check of understanding"), value=_check(given))
    yield from _told(given)


def _told(given: Given) -> Iterator[Rule]:
    """Only those that are said."""
    for key, among in (("vesting", told.vestings()), ("true_up", told.true_ups()), ("access", told.accesses())):
        if given[key]:
            yield Rule(key=key, what=_label(key), value=_picked(among, given[key]), is_told=True)
    if start := given["auto_enrolment"]:
        yield Rule(key="auto_enrolment", what=_label("auto_enrolment"), value=_of_pay(start), is_told=True)


def menu_by_asset(given: Given) -> Iterator[Rule]:
    yield from (on_menu(key, is_on=key in given["menu"]) for key in SLEEVE_CLASSES)


def on_menu(key: str, *, is_on: bool) -> Rule:
    asset = names.first_capital(names.asset(key)) if key in SLEEVE_CLASSES else key
    what = gettext("%(asset)s on the plan’s menu") % {"asset": asset}
    value = pgettext("on the menu", "yes") if is_on else pgettext("on the menu", "no")
    return Rule(key=f"menu_{key}", what=what, value=value)


def _label(key: str) -> str:
    return str(told.AboutTold.base_fields[key].label)


def _of_pay(part: float) -> str:
    return gettext("%(share)s of pay") % {"share": share(part)}


def _menu(given: Given) -> str:
    if set(given["menu"]) == set(SLEEVE_CLASSES):
        return gettext("all that we model")
    return names.listed([names.asset(key) for key in SLEEVE_CLASSES if key in given["menu"]]) or gettext("none")


def _escalation(given: Given) -> str:
    if not given["escalation_step"]:
        return pgettext("what people pay in", "not by itself")
    words = {"step": share(given["escalation_step"]), "ceiling": share(given["escalation_ceiling"])}
    return gettext("by %(step)s of pay, up to %(ceiling)s") % words


def _ramp(given: Given) -> str:
    return number(given["ramp_years"]) if given["ramp_years"] > AT_ONCE else pgettext("the sleeve has its size", "at once")


def _rebalance(given: Given) -> str:
    if given["rebalance"] == "band":
        return gettext("back to its share when %(band)s of the account away from it") % {"band": share(given["band"])}
    return _picked(choices.rebalancings(), given["rebalance"])


def _pause(given: Given) -> str:
    if not given["pause_fall"]:
        return pgettext("a pause in new money", "never")
    words = {"fall": share(given["pause_fall"]), "years": number(given["pause_years"])}
    pattern = ngettext(
        "for %(years)s year after a fall of %(fall)s in a year",
        "for %(years)s years after a fall of %(fall)s in a year",
        given["pause_years"],
    )
    return pattern % words


def _taper(given: Given) -> str:
    if not given["taper_years"]:
        return pgettext("the cap falls", "never")
    words = {"years": number(given["taper_years"]), "floor": share(given["taper_floor"])}
    return ngettext("over %(years)s year, to %(floor)s", "over %(years)s years, to %(floor)s", given["taper_years"]) % words


def _check(given: Given) -> str:
    if given["check_required"] == "on":
        return pgettext("the check", "each person passes it first")
    return pgettext("the check", "it is only offered")


def _picked(among: choices.Choices, key: str) -> str:
    return names.first_small(dict(among)[key])
