"""The one way in: who asks, what the plan allows, what is chosen and believed -> the paired answer.

limits -> contributions -> glide path -> sleeve -> bank -> project -> outcomes, then views, sweep and break-even if asked.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenarios import fees, outcomes
from scenarios.assumptions import VIEWS, Assumptions
from scenarios.bank import Bank, shared
from scenarios.editions import load
from scenarios.errors import Fault, InputError
from scenarios.futures import Futures, futures_of
from scenarios.inputs import ASKS, Beliefs, Household, PlanRules, Question, Sleeve, check_choice, missing_views
from scenarios.market import base_average, log_volatility
from scenarios.notices import notices_for
from scenarios.project import Balances
from scenarios.record import run_of
from scenarios.results import AgePoint, Answer, BreakEven, Difference, Distribution, Marks, Side, SweepPoint, ViewResult
from scenarios.search import break_even
from scenarios.sleeve import ClassTerms
from scenarios.terms import mix, outlook, own_fee

Array = NDArray[Any]

SWEEP = tuple(percent / 100 for percent in range(21))
DOTS, PAIRS = 20, 100


def answer(
    household: Household, plan: PlanRules, sleeve: Sleeve, beliefs: Beliefs, ask: Sequence[str] = (), *, bank: Bank | None = None
) -> Answer:
    """The paired answer, with views, sweep and break-even as asked. Raises InputError for a choice the plan does not allow.

    `bank` is opened (and built once) from the folder of banks unless given.
    """
    question = Question(household=household, plan=plan, sleeve=sleeve, beliefs=beliefs, ask=tuple(ask))
    assumptions = load(beliefs.edition)
    check_choice(plan, sleeve)
    _check_against_edition(question, assumptions)
    futures = futures_of(question, assumptions, shared(beliefs) if bank is None else bank)
    swept = SWEEP if "sweep" in ask else ()
    accounts = futures.account([0.0, sleeve.weight, *swept], keep=2)
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
        contributions=futures.contributions,
        outlook={terms.key: outlook(assumptions, beliefs, terms.key, None) for terms in futures.mix},
        marks=_marks(accounts, difference),
        views=_views(futures, accounts, difference) if "views" in ask else (),
        sweep=_sweep(accounts, swept),
        break_even=_break_even(futures, accounts) if "break_even" in ask and sleeve.weight > 0 else {},
        notices=notices_for(sleeve, assumptions),
    )


def _side(futures: Futures, accounts: Balances, policy: int, among: Array) -> Side:
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


def _views(futures: Futures, base: Balances, own: Difference) -> tuple[ViewResult, ...]:
    """The same sleeve under every view that all of its classes have; `own` is the difference under the question's beliefs."""
    question, assumptions = futures.question, futures.assumptions
    keys = [terms.key for terms in futures.mix]
    results = []
    for view in VIEWS:
        if not all(view in assumptions.classes[key].views for key in keys):
            continue
        held = mix(assumptions, question, view)
        says = {key: outlook(assumptions, question.beliefs, key, view) for key in keys}
        results.append(ViewResult(view=view, outlook=says, difference=own if held == futures.mix else _under(futures, base, held)))
    return tuple(results)


def _under(futures: Futures, base: Balances, held: tuple[ClassTerms, ...]) -> Difference:
    return _difference(futures.holding(held).account([futures.question.sleeve.weight]), base, 0)


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


def _break_even(futures: Futures, accounts: Balances) -> Mapping[str, BreakEven]:
    question, assumptions = futures.question, futures.assumptions
    found = {}
    for terms in futures.mix:
        found[terms.key] = break_even(
            futures.bank,
            futures.core,
            futures.mix,
            terms,
            base_average=base_average(assumptions, question.beliefs, terms.key),
            fee=own_fee(question.beliefs, terms.key, assumptions.classes[terms.key].fee.value),
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
