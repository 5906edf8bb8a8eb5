"""The same person on the same futures with one belief, fee or rule changed: what sensitivities and effects are made of."""

from collections.abc import Callable
from dataclasses import replace
from math import log, log1p

from scenarios.assumptions import CLASSES, CORE_CLASSES, PRIVATE_CLASSES
from scenarios.contributions import schedule
from scenarios.futures import Futures, futures_of
from scenarios.inputs import Household, PlanRules
from scenarios.market import base_average
from scenarios.shifted import shifted, without_lag
from scenarios.sleeve import ClassTerms
from scenarios.terms import average_and_fee


def held_private(futures: Futures) -> bool:
    """Whether private assets are held at a reported value."""
    return futures.bank.lagged and any(terms.key in PRIVATE_CLASSES for terms in futures.mix)


def average_of(futures: Futures, key: str) -> float:
    """The average of a class as asked, a share a year, before its fee."""
    assumptions, beliefs = futures.assumptions, futures.question.beliefs
    return base_average(assumptions, beliefs, key) if key in CORE_CLASSES else average_and_fee(assumptions, beliefs, key, None)[0]


def fee_of(futures: Futures, key: str) -> float:
    """The fee that a sleeve class bears as asked."""
    return average_and_fee(futures.assumptions, futures.question.beliefs, key, None)[1]


def with_average(futures: Futures, key: str, average: float) -> Futures:
    """A sleeve class with another average."""
    moved = log((1 + average) / (1 + average_of(futures, key)))
    return _holding(futures, key, lambda terms: replace(terms, log_shift=terms.log_shift + moved))


def with_fee(futures: Futures, key: str, fee: float) -> Futures:
    """A sleeve class with another fee."""
    moved = log1p(-fee) - log1p(-fee_of(futures, key))
    return _holding(futures, key, lambda terms: replace(terms, log_shift=terms.log_shift + moved))


def without_loss(futures: Futures, key: str) -> Futures:
    """A class that does not go to zero once."""
    return _holding(futures, key, lambda terms: replace(terms, left_by_loss=None))


def with_us_stocks(futures: Futures, average: float) -> Futures:
    """US stocks with another average. Stocks elsewhere, private assets and crypto earn more or less by their beta; bonds, cash,
    commodities and a class for which the user stated an average stay."""
    gap, shifts = average - average_of(futures, "us_stocks"), {}
    stated = {key for key, belief in futures.question.beliefs.classes.items() if belief.average_return is not None}
    for key in (*CORE_CLASSES, *(terms.key for terms in futures.mix)):
        if futures.assumptions.classes[key].behaviour in ("risky", "crypto") and (key == "us_stocks" or key not in stated):
            before = average_of(futures, key)
            shifts[key] = log((1 + before + futures.assumptions.beta(key) * gap) / (1 + before))
    bank = shifted(futures.bank, shifts, futures.years)
    return futures_of(futures.question, futures.assumptions, bank)


def without_doubt(futures: Futures) -> Futures:
    """Every future earns the stated averages."""
    keys = (*CORE_CLASSES, *(terms.key for terms in futures.mix))
    shifts = {key: -futures.bank.mean_shift[CLASSES.index(key)] for key in keys}
    return futures_of(futures.question, futures.assumptions, shifted(futures.bank, shifts, futures.years))


def without_smoothing(futures: Futures) -> Futures:
    """Private assets trade at their economic value, so that no gate closes."""
    return futures_of(futures.question, futures.assumptions, without_lag(futures.bank))


def with_plan(futures: Futures, plan: PlanRules) -> Futures:
    return futures_of(replace(futures.question, plan=plan), futures.assumptions, futures.bank)


def with_household(futures: Futures, household: Household) -> Futures:
    """Another horizon or pay."""
    if household.years == futures.question.household.years:
        paid = futures.paying(schedule(household, futures.question.plan, futures.assumptions))
        return replace(paid, question=replace(futures.question, household=household))
    return futures_of(replace(futures.question, household=household), futures.assumptions, futures.bank)


def _holding(futures: Futures, key: str, change: Callable[[ClassTerms], ClassTerms]) -> Futures:
    return futures.holding(tuple(change(terms) if terms.key == key else terms for terms in futures.mix))
