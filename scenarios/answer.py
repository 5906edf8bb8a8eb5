"""The one way in: who asks, what the plan allows, what is chosen and believed -> the paired answer.

limits -> contributions -> glide path -> sleeve -> bank -> project -> outcomes, then what was asked beside it.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenarios import fees, outcomes
from scenarios.assumptions import VIEWS, Assumptions
from scenarios.bank import Bank, shared
from scenarios.break_even import break_evens
from scenarios.calibrate import MONTHS
from scenarios.early_withdrawal import early_withdrawal
from scenarios.editions import load
from scenarios.effects import effects
from scenarios.errors import Fault, InputError
from scenarios.futures import Futures, futures_of
from scenarios.inputs import Beliefs, Household, PlanRules, Question, Sleeve, check_choice, missing_views
from scenarios.instead import instead
from scenarios.longevity import lifetime_income
from scenarios.nominal import nominal
from scenarios.notices import notices_for
from scenarios.project import Balances
from scenarios.record import run_of
from scenarios.results import AgePoint, Answer, Difference, Distribution, Gate, LargestSleeve, Marks, Side, SweepPoint, ViewResult
from scenarios.search import STEPS, largest_sleeve
from scenarios.sleeve import ClassTerms
from scenarios.social_security import social_security
from scenarios.spending import final_pay
from scenarios.stress import stress
from scenarios.terms import mix, outlook
from scenarios.to_end import Lasting, chance_short_difference, lasting, to_end
from scenarios.tornado import tornado

Array = NDArray[Any]

SWEEP = STEPS
DOTS, PAIRS = 20, 100


def answer(
    household: Household,
    plan: PlanRules,
    sleeve: Sleeve,
    beliefs: Beliefs,
    ask: Sequence[str] = (),
    *,
    within: float = Question.within,
    bank: Bank | None = None,
) -> Answer:
    """The paired answer, with what is asked beside it (ASKS). Raises InputError for a choice the plan does not allow.

    `within` is how far the largest sleeve may lower the baseline's worst-5 average. `bank` is opened (and built once) from the
    folder of banks unless given.
    """
    question = Question(household=household, plan=plan, sleeve=sleeve, beliefs=beliefs, ask=tuple(ask), within=within)
    assumptions = load(beliefs.edition)
    check_choice(plan, sleeve)
    check_against_edition(plan, sleeve, beliefs, assumptions)
    futures = futures_of(question, assumptions, shared(beliefs) if bank is None else bank)
    swept = SWEEP if "sweep" in ask else ()
    weights = [0.0, sleeve.weight, *(weight for weight in swept if weight not in (0.0, sleeve.weight))]
    accounts = futures.account(weights, keep=2)
    difference = _difference(accounts, accounts, 1)
    paid = social_security(household, assumptions)
    lasts = lasting(futures, accounts.retired, paid)
    among = fees.middle_half(accounts.at_retirement[0])
    return Answer(
        household=household,
        plan=plan,
        choice=sleeve,
        beliefs=beliefs,
        question=question,
        assumptions=assumptions,
        run=run_of(question, assumptions, futures.bank.hash),
        baseline=_side(futures, accounts, 0, among, lasts),
        sleeve=_side(futures, accounts, 1, among, lasts),
        difference=replace(difference, chance_short=chance_short_difference(lasts)),
        difference_by_age=_by_age(household, accounts.by_year[1:, 1] - accounts.by_year[1:, 0]),
        gate=_gate(futures, accounts),
        contributions=futures.contributions,
        social_security=paid,
        lifetime_income=lifetime_income(household, assumptions),
        outlook={terms.key: outlook(assumptions, beliefs, terms.key, None) for terms in futures.mix},
        marks=_marks(accounts, difference),
        views=_views(futures, accounts, difference) if "views" in ask else (),
        sweep=_sweep(accounts, [(weight, weights.index(weight)) for weight in swept]),
        break_even=break_evens(futures, accounts.at_retirement[0]) if "break_even" in ask else {},
        largest_sleeve=_largest_sleeve(futures, accounts, weights, within) if "largest_sleeve" in ask else None,
        stress=stress(futures, accounts.by_year) if "stress" in ask else (),
        tornado=tornado(futures, accounts) if "tornado" in ask else (),
        instead=instead(futures, accounts) if "instead" in ask else (),
        effects=effects(futures, accounts) if "effects" in ask else (),
        early_withdrawal=early_withdrawal(futures, paid) if "early_withdrawal" in ask else None,
        nominal=nominal(futures, accounts) if "nominal" in ask else None,
        notices=notices_for(sleeve, assumptions),
    )


def answer_to(question: Question, *, bank: Bank | None = None) -> Answer:
    """The paired answer to a question that is one value already, as documents and forms are read: answer() of its parts. Raises
    InputError as it does; `bank` is its own too."""
    asked = question.household, question.plan, question.sleeve, question.beliefs, question.ask
    return answer(*asked, within=question.within, bank=bank)


def _side(futures: Futures, accounts: Balances, policy: int, among: Array, lasts: Lasting) -> Side:
    question = futures.question
    balance, income = outcomes.distributions(np.stack([accounts.at_retirement[policy], accounts.income_monthly[policy]]))
    weight, pay = question.sleeve.weight if policy else 0.0, final_pay(question.household)
    paid = futures.fees(accounts, policy, weight, among)
    reported = accounts.reported_at_retirement if weight and futures.lagged else None
    return Side(
        balance=balance,
        reported_balance=None if reported is None else _distribution(reported[policy]),
        income_monthly=income,
        income_replaced=income.moved(times=MONTHS / pay) if pay else None,
        income_replaced_with_social_security=income.moved(times=MONTHS / pay, plus=lasts.benefits / pay) if pay else None,
        worst_fall=_distribution(accounts.worst_fall[policy]),
        highest_weight=_distribution(accounts.highest_weight[policy]) if weight else None,
        fees=paid,
        fees_paid=fees.total(list(paid.values())),
        by_age=_by_age(question.household, accounts.by_year[1:, policy]),
        to_end=to_end(lasts, policy),
    )


def _distribution(values: Array) -> Distribution:
    """Of one statistic [path]."""
    return outcomes.distributions(values[None, :])[0]


def _gate(futures: Futures, accounts: Balances) -> Gate | None:
    """What closed gates did to the sleeve's account; None where it cannot meet one."""
    weight, met = futures.question.sleeve.weight, accounts.gate_met
    if not weight or met is None:
        return None
    cost = accounts.at_retirement[1] - futures.without_gates().at_retirement([weight])[0]
    return Gate(chance_met=outcomes.chance(met[1]), cost=_distribution(cost), cost_if_met=outcomes.middle_among(cost, met[1]))


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
    return _difference(futures.holding(held, asked=True).account([futures.question.sleeve.weight]), base, 0)


def _sweep(accounts: Balances, swept: Sequence[tuple[float, int]]) -> tuple[SweepPoint, ...]:
    """`swept` are weights and their places among the policies."""
    if not swept:
        return ()
    balances, incomes = accounts.at_retirement, accounts.income_monthly
    found, changes = outcomes.distributions(balances), outcomes.distributions(incomes - incomes[0])
    worse, less = outcomes.chances(balances < balances[0]), outcomes.chances(outcomes.split(incomes, incomes[0])[0])
    return tuple(
        SweepPoint(weight=weight, balance=found[place], income_change=changes[place], chance_worse=worse[place], chance_less=less[place])
        for weight, place in swept
    )


def _largest_sleeve(futures: Futures, accounts: Balances, weights: Sequence[float], within: float) -> LargestSleeve:
    known = dict(zip(weights, accounts.at_retirement, strict=True))
    return largest_sleeve(futures, accounts.at_retirement[0], within, known)


def check_against_edition(plan: PlanRules, sleeve: Sleeve, beliefs: Beliefs, assumptions: Assumptions) -> None:
    """Refuse a core fund or a view that the edition does not have."""
    if plan.core not in assumptions.core_funds:
        raise InputError(Fault(code="unknown", key="plan.core", given=plan.core, accepted=", ".join(assumptions.core_funds)))
    missing = missing_views(sleeve.mix, beliefs.view, assumptions)
    if missing:
        raise InputError(*missing)
