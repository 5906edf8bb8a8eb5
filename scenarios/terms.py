"""What holding each sleeve class means under a view or under the question's own beliefs: average, fee, and log shift."""

from math import log, log1p

from scenarios.assumptions import SLEEVE_CLASSES, Assumptions, typical_growth
from scenarios.inputs import Beliefs, Question
from scenarios.market import base_average, log_volatility
from scenarios.results import Outlook
from scenarios.sleeve import ClassTerms


def mix(assumptions: Assumptions, question: Question, view: str | None) -> tuple[ClassTerms, ...]:
    """The classes held and their terms, under a view of the edition, or under the question's own beliefs (None)."""
    return tuple(
        _terms(assumptions, question.beliefs, key, question.sleeve.mix[key], view)
        for key in SLEEVE_CLASSES
        if question.sleeve.mix.get(key, 0) > 0
    )


def _terms(assumptions: Assumptions, beliefs: Beliefs, key: str, share: float, view: str | None) -> ClassTerms:
    average, fee = average_and_fee(assumptions, beliefs, key, view)
    asset = assumptions.classes[key]
    return ClassTerms(
        key=key,
        share=share,
        left_by_loss=assumptions.regimes.wipeout_left.value if asset.views[view or beliefs.view].wiped_out_once else None,
        log_shift=log((1 + average) / (1 + base_average(assumptions, beliefs, key))) + log1p(-fee),
        all_in_fee=asset.all_in_fee.value + own_fee(beliefs, key, asset.fee.value) - asset.fee.value,
    )


def average_and_fee(assumptions: Assumptions, beliefs: Beliefs, key: str, view: str | None) -> tuple[float, float]:
    """Average return before fee, and the fee taken from it: the user's own figures come before the chosen view's."""
    asset, belief = assumptions.classes[key], beliefs.classes.get(key)
    chosen = asset.views[view or beliefs.view]
    fee = 0.0 if chosen.fee_waived and not (belief and belief.fee is not None) else own_fee(beliefs, key, asset.fee.value)
    if view is None and belief is not None and belief.average_return is not None:
        return belief.average_return, own_fee(beliefs, key, asset.fee.value)
    return assumptions.average_return(key, view or beliefs.view, log_volatility(assumptions, beliefs, key)), fee


def own_fee(beliefs: Beliefs, key: str, stated: float) -> float:
    belief = beliefs.classes.get(key)
    return stated if belief is None or belief.fee is None else belief.fee


def outlook(assumptions: Assumptions, beliefs: Beliefs, key: str, view: str | None) -> Outlook:
    average, fee = average_and_fee(assumptions, beliefs, key, view)
    net = (1 + average) * (1 - fee) - 1
    return Outlook(
        average=net,
        typical=typical_growth(net, log_volatility(assumptions, beliefs, key)),
        over_priced=average - assumptions.priced_return(key),
    )
