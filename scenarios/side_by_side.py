"""Several questions about one person on the same futures: what each comes to against the first, future by future."""

from collections.abc import Sequence

from scenarios import outcomes
from scenarios.bank import Bank, shared
from scenarios.editions import load
from scenarios.futures import futures_of
from scenarios.inputs import Question
from scenarios.project import Balances
from scenarios.results import Difference


def against_first(questions: Sequence[Question], *, bank: Bank | None = None) -> tuple[Difference | None, ...]:
    """The account as chosen in each question less the account as chosen in the first; an entry for each after the first.

    None where no future holds both: other years of work or of income, or other futures. `bank` is opened as in answer().
    """
    banks = [shared(question.beliefs) if bank is None else bank for question in questions]
    (first, own), *others = zip(questions, banks, strict=True)
    paired = [_years(question) == _years(first) and held.hash == own.hash for question, held in others]
    base = _chosen(first, own) if any(paired) else None
    return tuple(
        _difference(_chosen(question, held), base) if base and both else None for (question, held), both in zip(others, paired, strict=True)
    )


def _years(question: Question) -> tuple[object, ...]:
    household = question.household
    return (household.age, household.retirement_age, household.plan_to_age, household.longevity)


def _chosen(question: Question, bank: Bank) -> Balances:
    return futures_of(question, load(question.beliefs.edition), bank).account([question.sleeve.weight])


def _difference(accounts: Balances, base: Balances) -> Difference:
    return outcomes.difference(
        balance=accounts.at_retirement[0],
        income=accounts.income_monthly[0],
        base_balance=base.at_retirement[0],
        base_income=base.income_monthly[0],
    )
