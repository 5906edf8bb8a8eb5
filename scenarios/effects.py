"""What single features of private assets and crypto do: the sleeve's side with a feature less without it, on the same futures.

Wipe-outs by the yearly hazard and forced exits are part of the bank and of every account and have no switch here.
"""

from collections.abc import Iterator

import numpy as np

from scenarios import outcomes
from scenarios.futures import Futures
from scenarios.project import Balances
from scenarios.results import Effect
from scenarios.variants import fee_of, held_private, with_fee, without_doubt, without_loss, without_smoothing


def effects(futures: Futures, accounts: Balances) -> tuple[Effect, ...]:
    """One for each feature that is at work; none without a sleeve. `accounts` holds baseline and sleeve as asked."""
    if not futures.question.sleeve.weight:
        return ()
    return tuple(_effect(key, without, accounts) for key, without in _switched_off(futures))


def _switched_off(futures: Futures) -> Iterator[tuple[str, Futures]]:
    if held_private(futures):
        if futures.question.plan.gates:
            yield "gates", futures.without_gates()
        yield "smoothing", without_smoothing(futures)
    for terms in futures.mix:
        if fee_of(futures, terms.key):
            yield f"{terms.key}.fee", with_fee(futures, terms.key, 0.0)
        if terms.left_by_loss is not None:
            yield f"{terms.key}.wiped_out_once", without_loss(futures, terms.key)
    if futures.bank.mean_shift.any():
        yield "mean_uncertainty", without_doubt(futures)


def _effect(key: str, without: Futures, accounts: Balances) -> Effect:
    off = without.account([without.question.sleeve.weight])
    balance, income = outcomes.distributions(
        np.stack([accounts.at_retirement[1] - off.at_retirement[0], accounts.income_monthly[1] - off.income_monthly[0]])
    )
    return Effect(key=key, balance=balance, income_monthly=income)
