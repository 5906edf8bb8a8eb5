"""What can be picked: keys that travel in forms, with words."""

from django.utils.translation import gettext

from advisor.present import names
from scenarios.assumptions import SLEEVE_CLASSES, VIEWS
from scenarios.editions import load

Choices = list[tuple[str, str]]

MIX = "mix"  # the choice of asset that means: the shares typed for each


def matches() -> Choices:
    return [(key, names.first_capital(names.match(preset.tiers))) for key, preset in load().match_presets.items()]


def core_funds() -> Choices:
    return [(key, names.first_capital(names.core_fund(key))) for key in load().core_funds]


def assets() -> Choices:
    return [(key, names.first_capital(names.asset(key))) for key in SLEEVE_CLASSES]


def assets_and_mix() -> Choices:
    return [*assets(), (MIX, gettext("A mix, by the shares below"))]


def views() -> Choices:
    return [(view, view) for view in VIEWS]


def benefits() -> Choices:
    return [
        ("estimate", gettext("Our estimate from your pay")),
        ("trustees", gettext("Our estimate, less a cut to come")),
        ("none", gettext("None")),
    ]


def filings() -> Choices:
    return [("single", gettext("Single")), ("joint", gettext("Married, one return")), ("head_of_household", gettext("Head of household"))]


def rebalancings() -> Choices:
    return [
        ("yearly", gettext("Back to its share each year")),
        ("band", gettext("Back only when far from it")),
        ("never", gettext("Never, but for the cap")),
    ]


def over_caps() -> Choices:
    return [("sell", gettext("The part above it is sold")), ("stop", gettext("It gets no new money"))]


def gates() -> Choices:
    return [("on", gettext("In bad times only a part can be sold")), ("off", gettext("All can be sold at any time"))]
