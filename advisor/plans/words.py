"""A plan's rules in words, row by row, and what differs between two versions of them.

The words rest on what the typed texts mean, so "10" and "10 %" are the same rule, and so are menus in another order.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext, pgettext

from advisor.planner import choices, question
from advisor.plans.forms import RulesForm
from advisor.plans.rules import Typed
from advisor.present import names
from advisor.present.figures import number, share
from advisor.present.punctuation import labelled
from scenarios.assumptions import SLEEVE_CLASSES
from scenarios.editions import load

Given = Mapping[str, Any]

AT_ONCE = 1  # years until a sleeve has its size: up to here the model gives it its size at once


@dataclass(frozen=True, kw_only=True)
class Rule:
    """`key` is the same in every version and language; `value` may stand in the middle of a sentence."""

    key: str
    what: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Change:
    what: str
    before: str
    after: str

    @property
    def sentence(self) -> str:
        """Words stand in quotes, lest they run into each other; figures do not."""
        if all(_is_figure(value) for value in (self.before, self.after)):
            words = gettext("from %(before)s to %(after)s")
        else:
            words = gettext("from “%(before)s” to “%(after)s”")
        return labelled(self.what, words % {"before": self.before, "after": self.after})


def rules(typed: Typed) -> tuple[Rule, ...]:
    return tuple(_rules(_meant(typed)))


def changes(before: Typed, after: Typed) -> tuple[Change, ...]:
    """In the order of the rules. A menu differs asset by asset."""
    old, new = _meant(before), _meant(after)
    was = {rule.key: rule for rule in (*_rules(old), *_menu_by_asset(old)) if rule.key != "menu"}
    now = {rule.key: rule for rule in (*_rules(new), *_menu_by_asset(new)) if rule.key != "menu"}
    return tuple(_changes(was, now))


def _is_figure(value: str) -> bool:
    return value.rstrip("%").replace(".", "").isdigit()


def _changes(was: Mapping[str, Rule], now: Mapping[str, Rule]) -> Iterator[Change]:
    none = pgettext("cap", "none")  # only a cap on one asset may be missing
    for key, rule in {**was, **now}.items():
        old, new = (found[key].value if key in found else none for found in (was, now))
        if old != new:
            yield Change(what=rule.what, before=old, after=new)


def _meant(typed: Typed) -> Given:
    form = RulesForm.of(typed)
    assert form.is_valid(), "only rules without a fault are kept"
    return form.cleaned_data


def _rules(given: Given) -> Iterator[Rule]:
    yield Rule(key="match", what=gettext("The employer adds"), value=names.match(question.match(given, load())))
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


def _menu_by_asset(given: Given) -> Iterator[Rule]:
    for key in SLEEVE_CLASSES:
        what = gettext("%(asset)s on the plan’s menu") % {"asset": names.first_capital(names.asset(key))}
        value = pgettext("on the menu", "yes") if key in given["menu"] else pgettext("on the menu", "no")
        yield Rule(key=f"menu_{key}", what=what, value=value)


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
