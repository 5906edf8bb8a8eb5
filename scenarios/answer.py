"""The one way in: who asks, what the plan allows, what is chosen and believed -> the paired answer.

limits -> contributions -> glide path -> sleeve -> bank -> project -> outcomes, then views, sweep and break-even if asked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, log1p
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenarios import fees, outcomes
from scenarios.assumptions import SLEEVE_CLASSES, VIEWS, Assumptions, typical_growth
from scenarios.bank import Bank, shared
from scenarios.contributions import schedule
from scenarios.editions import load
from scenarios.errors import Fault, InputError
from scenarios.glide_path import core_weights
from scenarios.inputs import ASKS, Beliefs, Household, PlanRules, Question, Sleeve, check_choice, missing_views
from scenarios.market import base_average, log_volatility
from scenarios.notices import notices_for
from scenarios.project import Balances, Years, core_years, project, sleeve_excess
from scenarios.record import run_of
from scenarios.results import AgePoint, Answer, BreakEven, Difference, Distribution, Marks, Outlook, Side, SweepPoint, ViewResult
from scenarios.search import break_even
from scenarios.sleeve import ClassTerms, target_weights

Array = NDArray[Any]

SWEEP = tuple(percent / 100 for percent in range(21))
DOTS, PAIRS = 20, 100


@dataclass(frozen=True, kw_only=True)
class _Futures:
    """One person on one bank: what every part of the answer needs."""

    question: Question
    assumptions: Assumptions
    bank: Bank
    core: Years
    core_fund: tuple[str, float]
    mix: tuple[ClassTerms, ...]
    excess: Years
    paid_in: Array

    def weights(self, weight: float) -> Array:
        return target_weights(weight, self.question.household, self.question.plan)

    def account(self, weights: Sequence[float], excess: Years, keep: int = 0) -> Balances:
        targets = np.stack([self.weights(weight) for weight in weights])
        return project(self.core, excess, targets, start=self.question.household.balance, paid_in=self.paid_in, keep=keep)


def answer(
    household: Household, plan: PlanRules, sleeve: Sleeve, beliefs: Beliefs, ask: Sequence[str] = ASKS, *, bank: Bank | None = None
) -> Answer:
    """The paired answer, with views, sweep and break-even as asked. Raises InputError for a choice the plan does not allow.

    `bank` is opened (and built once) from the folder of banks unless given.
    """
    question = Question(household=household, plan=plan, sleeve=sleeve, beliefs=beliefs, ask=tuple(ask))
    assumptions = load(beliefs.edition)
    check_choice(plan, sleeve)
    _check_against_edition(question, assumptions)
    contributions = schedule(household, plan, assumptions)
    paid_in = np.array([row.employee + row.employer for row in contributions])
    futures = _futures(question, assumptions, shared(beliefs) if bank is None else bank, paid_in)
    swept = SWEEP if "sweep" in ask else ()
    accounts = futures.account([0.0, sleeve.weight, *swept], futures.excess, keep=2)
    difference = _difference(accounts, accounts, 1)
    among = fees.middle_half(accounts.at_retirement[0])
    return Answer(
        household=household,
        plan=plan,
        choice=sleeve,
        beliefs=beliefs,
        assumptions=assumptions,
        run=run_of(question, assumptions, futures.bank.hash),
        baseline=_side(futures, accounts, 0, among),
        sleeve=_side(futures, accounts, 1, among),
        difference=difference,
        difference_by_age=_by_age(household, accounts.by_year[1:, 1] - accounts.by_year[1:, 0]),
        contributions=contributions,
        outlook={terms.key: _outlook(assumptions, beliefs, terms.key, None) for terms in futures.mix},
        marks=_marks(accounts, difference),
        views=_views(futures, accounts, difference) if "views" in ask else (),
        sweep=_sweep(accounts, swept),
        break_even=_break_even(futures, accounts) if "break_even" in ask and sleeve.weight > 0 else {},
        notices=notices_for(sleeve, assumptions),
    )


def _futures(question: Question, assumptions: Assumptions, bank: Bank, paid_in: Array) -> _Futures:
    household, plan = question.household, question.plan
    fund = assumptions.core_funds[plan.core]
    left = [household.working_years - year for year in range(household.years)]
    core = core_years(bank, np.array([core_weights(assumptions.glide_path, years) for years in left]), fund.fee.value)
    mix = _mix(assumptions, question, None)
    return _Futures(
        question=question,
        assumptions=assumptions,
        bank=bank,
        core=core,
        core_fund=(fund.key, fund.fee.value),
        mix=mix,
        excess=sleeve_excess(bank, core, mix, household.working_years),
        paid_in=paid_in,
    )


def _mix(assumptions: Assumptions, question: Question, view: str | None) -> tuple[ClassTerms, ...]:
    """The classes held and their terms, under a view of the edition, or under the question's own beliefs (None)."""
    return tuple(
        _terms(assumptions, question.beliefs, key, question.sleeve.mix[key], view)
        for key in SLEEVE_CLASSES
        if question.sleeve.mix.get(key, 0) > 0
    )


def _terms(assumptions: Assumptions, beliefs: Beliefs, key: str, share: float, view: str | None) -> ClassTerms:
    average, fee = _average_and_fee(assumptions, beliefs, key, view)
    asset = assumptions.classes[key]
    return ClassTerms(
        key=key,
        share=share,
        left_by_loss=assumptions.regimes.wipeout_left.value if asset.views[view or beliefs.view].wiped_out_once else None,
        log_shift=log((1 + average) / (1 + base_average(assumptions, beliefs, key))) + log1p(-fee),
        all_in_fee=asset.all_in_fee.value + _own_fee(beliefs, key, asset.fee.value) - asset.fee.value,
    )


def _average_and_fee(assumptions: Assumptions, beliefs: Beliefs, key: str, view: str | None) -> tuple[float, float]:
    """Average return before fee, and the fee taken from it: the user's own figures come before the chosen view's."""
    asset, belief = assumptions.classes[key], beliefs.classes.get(key)
    chosen = asset.views[view or beliefs.view]
    fee = 0.0 if chosen.fee_waived and not (belief and belief.fee is not None) else _own_fee(beliefs, key, asset.fee.value)
    if view is None and belief is not None and belief.average_return is not None:
        return belief.average_return, _own_fee(beliefs, key, asset.fee.value)
    return assumptions.average_return(key, view or beliefs.view, log_volatility(assumptions, beliefs, key)), fee


def _own_fee(beliefs: Beliefs, key: str, stated: float) -> float:
    belief = beliefs.classes.get(key)
    return stated if belief is None or belief.fee is None else belief.fee


def _outlook(assumptions: Assumptions, beliefs: Beliefs, key: str, view: str | None) -> Outlook:
    average, fee = _average_and_fee(assumptions, beliefs, key, view)
    net = (1 + average) * (1 - fee) - 1
    return Outlook(
        average=net,
        typical=typical_growth(net, log_volatility(assumptions, beliefs, key)),
        over_priced=average - assumptions.priced_return(key),
    )


def _side(futures: _Futures, accounts: Balances, policy: int, among: Array) -> Side:
    question = futures.question
    balance, income = outcomes.distributions(np.stack([accounts.at_retirement[policy], accounts.income_monthly[policy]]))
    paid = fees.dollars(
        futures.bank,
        futures.core,
        futures.core_fund,
        futures.mix,
        paid_in=futures.paid_in,
        by_year=accounts.by_year[:, policy],
        weights=futures.weights(question.sleeve.weight if policy else 0.0)[: len(futures.paid_in)],
        among=among,
    )
    return Side(
        balance=balance,
        income_monthly=income,
        fees=paid,
        fees_paid=fees.total(list(paid.values())),
        by_age=_by_age(question.household, accounts.by_year[1:, policy]),
    )


def _by_age(household: Household, balances: Array) -> tuple[AgePoint, ...]:
    """`balances` [year][path] at the end of each working year."""
    rows = outcomes.distributions(balances) if len(balances) else []
    return tuple(AgePoint(age=household.age + 1 + year, balance=row) for year, row in enumerate(rows))


def _difference(accounts: Balances, base: Balances, policy: int) -> Difference:
    return outcomes.difference(
        balance=accounts.at_retirement[policy],
        income=accounts.income_monthly[policy],
        base_balance=base.at_retirement[0],
        base_income=base.income_monthly[0],
    )


def _marks(accounts: Balances, difference: Difference) -> Marks:
    base, sleeve = accounts.income_monthly[:2]
    counts = (round(PAIRS * chance.value) for chance in (difference.chance_less, difference.chance_same, difference.chance_more))
    less, same, more = (
        outcomes.marks((sleeve - base)[part], count) for part, count in zip(outcomes.split(sleeve, base), counts, strict=True)
    )
    return Marks(
        baseline_income=outcomes.marks(base, DOTS),
        baseline_balance=outcomes.marks(accounts.at_retirement[0], DOTS),
        sleeve_balance=outcomes.marks(accounts.at_retirement[1], DOTS),
        income_less=less,
        income_same=same,
        income_more=more,
    )


def _views(futures: _Futures, base: Balances, own: Difference) -> tuple[ViewResult, ...]:
    """The same sleeve under every view that all of its classes have; `own` is the difference under the question's beliefs."""
    question, assumptions = futures.question, futures.assumptions
    keys = [terms.key for terms in futures.mix]
    results = []
    for view in VIEWS:
        if not all(view in assumptions.classes[key].views for key in keys):
            continue
        mix = _mix(assumptions, question, view)
        outlook = {key: _outlook(assumptions, question.beliefs, key, view) for key in keys}
        results.append(ViewResult(view=view, outlook=outlook, difference=own if mix == futures.mix else _under(futures, base, mix)))
    return tuple(results)


def _under(futures: _Futures, base: Balances, mix: tuple[ClassTerms, ...]) -> Difference:
    question = futures.question
    excess = sleeve_excess(futures.bank, futures.core, mix, question.household.working_years)
    return _difference(futures.account([question.sleeve.weight], excess), base, 0)


def _sweep(accounts: Balances, swept: tuple[float, ...]) -> tuple[SweepPoint, ...]:
    if not swept:
        return ()
    balance, income = accounts.at_retirement[2:], accounts.income_monthly[2:]
    base_balance, base_income = accounts.at_retirement[0], accounts.income_monthly[0]
    balances = outcomes.distributions(balance)
    changes: list[Distribution] = outcomes.distributions(income - base_income)
    return tuple(
        SweepPoint(
            weight=weight,
            balance=balances[row],
            income_change=changes[row],
            chance_worse=outcomes.chance(balance[row] < base_balance),
            chance_less=outcomes.chance(outcomes.split(income[row], base_income)[0]),
        )
        for row, weight in enumerate(swept)
    )


def _break_even(futures: _Futures, accounts: Balances) -> Mapping[str, BreakEven]:
    question, assumptions = futures.question, futures.assumptions
    found = {}
    for terms in futures.mix:
        found[terms.key] = break_even(
            futures.bank,
            futures.core,
            futures.mix,
            terms,
            base_average=base_average(assumptions, question.beliefs, terms.key),
            fee=_own_fee(question.beliefs, terms.key, assumptions.classes[terms.key].fee.value),
            log_volatility=log_volatility(assumptions, question.beliefs, terms.key),
            weights=futures.weights(question.sleeve.weight),
            start=question.household.balance,
            paid_in=futures.paid_in,
            baseline=accounts.at_retirement[0],
        )
    return found


def _check_against_edition(question: Question, assumptions: Assumptions) -> None:
    """Refuse a core fund or a view that the edition does not have."""
    core = question.plan.core
    if core not in assumptions.core_funds:
        raise InputError(Fault(code="unknown", key="plan.core", given=core, accepted=", ".join(assumptions.core_funds)))
    missing = missing_views(question.sleeve.mix, question.beliefs.view, assumptions)
    if missing:
        raise InputError(*missing)
