"""The words for what the model refuses: what was given and what is accepted, for every code that it knows."""

import re
from collections.abc import Callable, Mapping

from django.utils.translation import gettext

from advisor.present import names
from advisor.present.figures import dollars, exact, share
from scenarios.assumptions import CLASSES
from scenarios.editions import load
from scenarios.errors import Fault

_RANGE = re.compile(r"(?P<low>\S+) to (?P<high>\S+?)(?:,| of) (?P<unit>.*)")


def wording(fault: Fault) -> str:
    """One or two sentences for the person who typed it."""
    return _WORDS[fault.code](fault)


def _out_of_range(fault: Fault) -> str:
    return gettext("Type a number from %(low)s to %(high)s. You gave %(given)s.") % _range(fault)


def _above_cap(fault: Fault) -> str:
    return gettext("Type a number from %(low)s to %(high)s, the cap of the plan. You gave %(given)s.") % _range(fault)


def _above_asset_cap(fault: Fault) -> str:
    words = {**_range(fault), "asset": names.asset(_asset(fault))}
    return gettext("The plan’s cap for %(asset)s is %(high)s of the account. Your sleeve would hold %(given)s.") % words


def _not_on_menu(fault: Fault) -> str:
    accepted = [names.asset(key) for key in re.findall(r"\w+", fault.accepted.partition(":")[2]) if key in CLASSES]
    words = {"asset": names.first_capital(names.asset(_asset(fault))), "menu": names.listed(accepted) or gettext("nothing")}
    return gettext("%(asset)s is not on the plan’s menu. The menu has %(menu)s.") % words


def _mix_sum(fault: Fault) -> str:
    total = sum(fault.given.values()) if isinstance(fault.given, Mapping) else 0
    return gettext("The shares of the sleeve must add to 100%%. Yours add to %(total)s.") % {"total": share(round(total, 6))}


def _view_missing(fault: Fault) -> str:
    asset = fault.accepted.removeprefix("for ").partition(":")[0]
    words = {"view": gettext(names.BELIEFS[str(fault.given)]), "asset": names.asset(asset)}
    words["views"] = names.listed([names.belief(view, key) for key, view in load().classes[asset].views.items()])
    return gettext("The belief “%(view)s” is not there for %(asset)s. Pick one of: %(views)s.") % words


def _escalation(fault: Fault) -> str:
    return gettext(
        "Only a share of pay can grow by a share of pay. Give what you pay in in percent, or type 0 here. You gave %(given)s."
    ) % {"given": share(_as_number(fault.given))}


def _plain(fault: Fault) -> str:
    return gettext("%(given)s cannot be used here. Accepted: %(accepted)s.") % {"given": fault.given, "accepted": fault.accepted}


_WORDS: Mapping[str, Callable[[Fault], str]] = {
    "out_of_range": _out_of_range,
    "above_cap": _above_cap,
    "above_asset_cap": _above_asset_cap,
    "not_on_menu": _not_on_menu,
    "mix_sum": _mix_sum,
    "view_missing": _view_missing,
    "escalation_needs_share": _escalation,
    # These come from a typed document (the terminal, the API), whose writer knows the names of its keys.
    "age_or_birth_year": _plain,
    "band_missing": _plain,
    "band_unused": _plain,
    "core_class_fee": _plain,
    "correlations_impossible": _plain,
    "missing": _plain,
    "not_a_list": _plain,
    "not_a_number": _plain,
    "not_a_table": _plain,
    "not_true_false": _plain,
    "not_whole": _plain,
    "unknown": _plain,
    "unknown_key": _plain,
}


def _range(fault: Fault) -> dict[str, str]:
    """The ends of the accepted range and what was given, written in the range's own unit."""
    found = _RANGE.match(fault.accepted)
    if found is None:
        return {"low": "", "high": fault.accepted, "given": str(fault.given)}
    write = _writer(found["unit"])
    return {"low": write(float(found["low"])), "high": write(float(found["high"])), "given": write(_as_number(fault.given))}


def _writer(unit: str) -> Callable[[float], str]:
    if unit.startswith(("a share", "the account", "the plan")):
        return share
    return dollars if unit.startswith("dollars a") or unit == "dollars" else exact


def _asset(fault: Fault) -> str:
    return fault.key.rpartition(".")[2]


def _as_number(given: object) -> float:
    return float(given) if isinstance(given, (int, float)) else 0.0
