"""What each sleeve asset earns and costs, as the user believes or under a view of the edition."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, log, log1p, sqrt

from scenarios.assumptions import Assumptions
from scenarios.inputs import ClassBelief, Question


@dataclass(frozen=True)
class Asset:
    """One sleeve asset as held: share of the sleeve, average and typical growth after its fee, and how far belief and fee shift
    its yearly log growth from the bank's."""

    key: str
    share: float
    average: float
    typical: float
    shift: float
    reported_fee: float
    wiped_out_once: bool


def average_return(edition: Assumptions, key: str, view: str) -> float:
    """A sleeve class's average yearly nominal return before its fee, from the edition's figures."""
    asset, us, cash = edition.classes[key], edition.classes["us_stocks"], edition.classes["cash"]
    assert us.average_return and us.volatility and cash.average_return
    us_mean, us_sd, cash_mean = us.average_return.value, us.volatility.value, cash.average_return.value
    us_log_sd = sqrt(log1p((us_sd / (1 + us_mean)) ** 2))
    log_sd = log_volatility(edition, key)
    stated = asset.views[view]
    if stated.rule == "priced":
        ratio = asset.volatility.value / us_sd if asset.volatility else log_sd / us_log_sd
        return cash_mean + edition.correlation(key, "us_stocks") * ratio * (us_mean - cash_mean)
    if stated.rule == "like_us_stocks":
        return (1 + us_mean) * exp(-(us_log_sd**2) / 2) * exp(log_sd**2 / 2) - 1
    assert stated.figure
    return (1 + stated.figure.value) * exp(log_sd**2 / 2) - 1 if stated.rule == "typical" else stated.figure.value


def log_volatility(edition: Assumptions, key: str) -> float:
    """Yearly standard deviation of log returns, as the edition states it or as its arithmetic figures imply."""
    asset = edition.classes[key]
    if asset.log_volatility:
        return asset.log_volatility.value
    assert asset.volatility and asset.average_return
    return sqrt(log1p((asset.volatility.value / (1 + asset.average_return.value)) ** 2))


def assets(question: Question, edition: Assumptions, view: str | None, returns: Mapping[str, float]) -> list[Asset]:
    """The sleeve's assets as the user believes (view None) or under a view put beside that, which replaces the user's own returns.

    An own return is an average before the fee: it is charged the fee that a view may waive. So is an own fee, under any view.
    `returns` stand before all.
    """
    held = []
    for key, share in question.sleeve.mix.items():
        asset, own = edition.classes[key], question.beliefs.classes.get(key, ClassBelief())
        stated = asset.views[view or question.beliefs.view]
        average, fee = average_return(edition, key, view or question.beliefs.view), asset.fee.value if own.fee is None else own.fee
        reported = fee + asset.all_in_fee.value - asset.fee.value  # what the survey's net figure left out, whatever the view
        if key in returns:
            average = returns[key]
        elif view is None and own.average_return is not None:
            average = own.average_return
        elif stated.fee_waived and own.fee is None:
            fee = 0.0
        after_fee = (1 + average) * (1 - fee)
        typical = after_fee * exp(-(log_volatility(edition, key) ** 2) / 2)
        shift = log(after_fee / (1 + average_return(edition, key, "neutral")))
        held.append(Asset(key, share, after_fee - 1, typical - 1, shift, reported, stated.wiped_out_once))
    return held
