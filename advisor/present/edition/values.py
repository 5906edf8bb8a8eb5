"""A figure as it is written: its value with its unit."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_noop as _

from advisor.present.figures import dollars, exact, number, share, stated
from scenarios.figure import Figure

SHARES = {
    "share": _("%(share)s"),
    "share a year": _("%(share)s a year"),
    "share of months": _("%(share)s of months"),
    "share of the account": _("%(share)s of the account"),
    "share of equity": _("%(share)s of the stocks"),
    "share of final pay": _("%(share)s of the last pay"),
    "share of the gap a quarter": _("%(share)s of the gap a quarter"),
    "share of the holding a year": _("%(share)s of the holding a year"),
    "share of income above the threshold": _("%(share)s of the income above the line"),
}
DOLLARS = {"dollars": "%(dollars)s", "dollars a year": _("%(dollars)s a year"), "dollars a month": _("%(dollars)s a month")}
NUMBERS: Mapping[str, Callable[[int], str]] = {
    "correlation": lambda count: "%(number)s",
    "years": lambda count: ngettext("%(number)s year", "%(number)s years", count),
    "months": lambda count: ngettext("%(number)s month", "%(number)s months", count),
    "ratio": lambda count: ngettext("%(number)s time", "%(number)s times", count),
    "standard deviations": lambda count: ngettext("%(number)s usual swing", "%(number)s usual swings", count),
    "calm standard deviations a month": lambda count: ngettext("%(number)s calm swing a month", "%(number)s calm swings a month", count),
}


def written(key: str, figure: Figure) -> str:
    """A figure with its unit. A chance is so many of 100; what an average may be off by goes to both sides."""
    if key.endswith(".wipeout"):
        return gettext("%(parts)s of 100 a year") % {"parts": exact(figure.value * 100, 2)}
    if key.endswith("mean_spread"):
        return gettext("±%(share)s a year") % {"share": share(figure.value)}
    if key == "ranges.fee":
        return share(figure.value)
    if figure.unit == "year":
        return str(int(figure.value))
    if figure.unit in SHARES:
        return gettext(SHARES[figure.unit]) % {"share": share(figure.value)}
    if figure.unit in DOLLARS:
        return gettext(DOLLARS[figure.unit]) % {"dollars": stated(figure.value)}
    words = {"number": exact(figure.value)}
    return (pgettext("age", "%(number)s years") if _is_age(key) else NUMBERS[figure.unit](1 if figure.value == 1 else 2)) % words


def _is_age(key: str) -> bool:
    """A range says by how many years an age is moved."""
    return key.endswith("_age") and not key.startswith("ranges.")


def cell(value: float, unit: str) -> str:
    """A number of a long table; the head of its column says what it is."""
    if unit.startswith("dollars"):
        return dollars(value)
    if unit.startswith("share"):
        return share(value)
    if unit == "months of age":
        years, months = divmod(int(value), 12)
        words = {"years": exact(years), "months": exact(months)}
        return (gettext("%(years)s years, %(months)s months") if months else gettext("%(years)s years")) % words
    return number(value * 100_000 if unit == "chance a year" else value, 1)
