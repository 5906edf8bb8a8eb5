"""What one would have to believe for the sleeve to change nothing."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext

from advisor.present import names
from advisor.present.figures import rate
from advisor.present.punctuation import sentences
from scenarios.break_even import HIGHEST, LOWEST
from scenarios.market import log_volatility
from scenarios.results import Answer, BreakEven, Statistic


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """The sentences for one asset."""

    asset: str
    sentences: tuple[str, ...]
    compared: str


@dataclass(frozen=True, kw_only=True)
class Thresholds:
    heading: str
    short: str
    assets: tuple[Threshold, ...]
    note: str


def thresholds(answer: Answer) -> Thresholds:
    return Thresholds(
        heading=gettext("What you would have to believe"),
        short=gettext("Break-even"),
        assets=tuple(_threshold(answer, key, found) for key, found in answer.break_even.items()),
        note=gettext("Average years are before the fund’s fee, typical growth is after it. Both include inflation."),
    )


def _threshold(answer: Answer, key: str, found: BreakEven) -> Threshold:
    words = {
        "asset": names.first_capital(names.asset(key)),
        "used": rate(average_before_fee(answer, key)),
        "stocks": rate(answer.assumptions.average_return("us_stocks")),
    }
    return Threshold(
        asset=names.first_capital(names.asset(key)),
        sentences=tuple(_sentences(names.asset(key), found)),
        compared=gettext("This page uses %(used)s. US stocks are at %(stocks)s, counted the same way.") % words,
    )


def _sentences(asset: str, found: BreakEven) -> Iterator[str]:
    yield _sentence(asset, gettext("For the middle change in balance to be zero"), found.median, found.median_typical)
    yield _sentence(asset, gettext("For the worst 5 of 100 to average no less"), found.worst5, found.worst5_typical)


def _sentence(asset: str, goal: str, average: Statistic | None, typical: float | None) -> str:
    if average is None or typical is None:
        words = {"asset": asset, "goal": goal, "low": rate(LOWEST), "high": rate(HIGHEST)}
        return gettext("%(goal)s, no average year of %(asset)s would do. We looked from %(low)s to %(high)s.") % words
    words = {"asset": asset, "goal": goal, "average": rate(average.value), "typical": rate(typical)}
    first = gettext("%(goal)s, %(asset)s must average about %(average)s a year.") % words
    return sentences(first, gettext("That is typical growth of about %(typical)s a year.") % words)


def average_before_fee(answer: Answer, key: str) -> float:
    """The average return that this answer uses for a class, before its fee."""
    belief = answer.beliefs.classes.get(key)
    if belief is not None and belief.average_return is not None:
        return belief.average_return
    return answer.assumptions.average_return(key, answer.beliefs.view, log_volatility(answer.assumptions, answer.beliefs, key))
