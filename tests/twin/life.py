"""A life with one account in one future: paying in, then living on it."""

from collections.abc import Mapping
from dataclasses import dataclass

from scenarios.assumptions import Assumptions
from scenarios.bank import Bank
from scenarios.inputs import Question
from tests.twin.account import Account
from tests.twin.contributions import paid_in
from tests.twin.future import MONTHS, Future
from tests.twin.roots import root
from tests.twin.rules import Rules
from tests.twin.spending import Retirement, Spender
from tests.twin.terms import assets


@dataclass(frozen=True)
class Life:
    """What one future does to one account: the balance now and at each year's end until work ends (economic and, at
    retirement, reported), then the level income a month, and what spending the goal came to. `gate_met`: whether a closed
    gate cut a sale, at work or while the level income was drawn."""

    balances: tuple[float, ...]
    reported: float
    income: float
    fees: Mapping[str, float]
    highest_weight: float
    worst_fall: float
    gate_met: bool
    retirement: Retirement
    on_the_edge: bool


class Twin:
    """One question on one bank, as the user believes or under a view. `path` answers it for one future and any weight of the sleeve."""

    def __init__(
        self, question: Question, edition: Assumptions, bank: Bank, view: str | None = None, returns: Mapping[str, float] | None = None
    ) -> None:
        self.question, self.edition, self.bank = question, edition, bank
        self.household = question.household
        self.assets = assets(question, edition, view, returns or {})
        self.paid_in = paid_in(question.household, question.plan, edition)
        self.spender = Spender(question.household, edition, self.paid_in)

    def path(self, path: int, weight: float) -> Life:
        """Pay in until retirement, then find the level income that leaves nothing at the plan-to age."""
        account = self.account(path, weight)
        balances = [account.value]
        for year, paid in enumerate(self.paid_in):
            account.live(year, paid.total / MONTHS, paid.roth / MONTHS)
            balances.append(account.value)
        income = self.income(account)
        return Life(
            balances=tuple(balances),
            reported=account.reported,
            income=income,
            fees=dict(account.fees),
            highest_weight=account.highest_weight,
            worst_fall=worst_fall(account.unit_values[-11:]),
            gate_met=self.left_of(account, income)[0].gate_met,
            retirement=self.spender.live_on(account),
            on_the_edge=account.on_the_edge,
        )

    def year_of_ruin(self, path: int) -> int:
        return Future(self.question, self.edition, self.bank, self.assets, path).year_of_ruin()

    def account(self, path: int, weight: float) -> Account:
        future = Future(self.question, self.edition, self.bank, self.assets if weight else [], path)
        return Account(Rules(self.question, weight), future, self.household.balance, self.household.roth_balance)

    def income(self, retired: Account) -> float:
        """The monthly income, paid at month ends, that ends at zero: found by halving, on the path's own future."""
        if retired.value <= 0:
            return 0.0
        low, high = 0.0, retired.value / MONTHS
        while self.left(retired, high) > 0:
            high *= 2
        return root(lambda income: self.left(retired, income), low, high)

    def left(self, retired: Account, income: float) -> float:
        """What is left at the plan-to age after this income a month; below zero, what could not be paid."""
        account, unpaid = self.left_of(retired, income)
        return account.value - unpaid

    def left_of(self, retired: Account, income: float) -> tuple[Account, float]:
        """The account when it has paid this income as long as it can, and what it could not pay of the years after that."""
        account, unpaid = retired.twin(), 0.0
        for year in range(self.household.working_years, self.household.years):
            if account.value < 0:
                unpaid += income * MONTHS
            else:
                account.live(year, -income)
        return account, unpaid


def worst_fall(unit_values: list[float]) -> float:
    """The largest fall of a dollar, from a peak at a year's end to a later year's end."""
    return max((1 - value / max(unit_values[: at + 1]) for at, value in enumerate(unit_values)), default=0.0)
