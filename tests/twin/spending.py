"""Living on the account: the goal each year, net of Social Security and tax, until the plan-to age or until the money is gone."""

from dataclasses import dataclass

from scenarios.assumptions import Assumptions
from scenarios.inputs import Household
from tests.twin.account import Account
from tests.twin.contributions import PaidIn
from tests.twin.future import MONTHS
from tests.twin.horizon import OLDEST, last_year
from tests.twin.roots import root
from tests.twin.social_security import monthly_benefit, payable
from tests.twin.tax import Taxpayer


@dataclass(frozen=True)
class Retirement:
    """What a goal did in one future: the withdrawal a month that it asks for in the first year, before tax, and the age attained
    in the year in which the money ran short (None: never)."""

    first_withdrawal: float
    age_if_short: int | None


@dataclass(frozen=True)
class Draws:
    """A year's withdrawals, and what is left of a required one after tax and the goal."""

    pre_tax: float
    roth: float
    excess: float


class Spender:
    """A household that spends its goal."""

    def __init__(self, household: Household, edition: Assumptions, paid_in: list[PaidIn]) -> None:
        self.household, self.edition = household, edition
        self.benefit = MONTHS * monthly_benefit(household, edition, paid_in)
        self.last_pay = paid_in[-1].pay if paid_in else household.pay
        self.goal = household.income_goal * self.last_pay  # dollars a year after tax

    def benefits(self, year: int) -> float:
        """Social Security of a plan year, from the year in which the claim age is attained."""
        claimed = self.household.age + year >= self.household.claim_age
        return self.benefit * payable(self.household, self.edition, self.edition.year + year) if claimed else 0.0

    def live_on(self, retired: Account) -> Retirement:
        """Every year of retirement in turn; a future that has run short stays so."""
        account, aside, short = retired.twin(), 0.0, None
        first = self.drawn_for_the_goal(account, self.household.working_years) / MONTHS
        for year in range(self.household.working_years, last_year(self.household)):
            core = account.future.fund(account.plan.core, year)
            if account.value > 0:
                draws = self.draws(account, year)
                account.live(year, -(draws.pre_tax + draws.roth) / MONTHS, -draws.roth / MONTHS)
                aside = aside * core.growth + draws.excess / MONTHS * core.paid_in
                missing = max(0.0, -account.value)
            else:
                aside, missing = aside * core.growth, max(0.0, self.need_without_account(account, year)) / MONTHS * core.paid_in
            if account.value <= 0:
                account.close()
            if missing > aside + 1e-9 and short is None:
                short = self.household.age + year
            aside = max(0.0, aside - missing)
        return Retirement(first, short)

    def taxpayer(self, account: Account, year: int) -> Taxpayer:
        prices = account.future.prices_before(year)
        return Taxpayer(self.edition, self.household.filing, self.household.age + year, self.edition.year + year, prices)

    def draws(self, account: Account, year: int) -> Draws:
        """The withdrawals that leave the goal after tax, Roth and pre-tax in proportion, unless the law requires more of the latter."""
        drawn, required = self.drawn_for_the_goal(account, year), self.required(account, year)
        if required <= drawn * (1 - account.roth):
            return Draws(drawn * (1 - account.roth), drawn * account.roth, 0.0)
        enough = max(self.goal, self.left_to_spend(account, year, 0.0, 0.0))  # what Social Security leaves over is spent, not saved
        spare = self.left_to_spend(account, year, required, 0.0) - enough
        return Draws(required, max(0.0, -spare), max(0.0, spare))

    def drawn_for_the_goal(self, account: Account, year: int) -> float:
        """What must be withdrawn to spend the goal, before tax."""

        def missing(drawn: float) -> float:
            return self.goal - self.left_to_spend(account, year, drawn * (1 - account.roth), drawn * account.roth)

        if missing(0.0) <= 0:
            return 0.0
        high = self.goal
        while missing(high) > 0:
            high *= 2
        return root(missing, 0.0, high)

    def left_to_spend(self, account: Account, year: int, pre_tax: float, roth: float) -> float:
        benefits = self.benefits(year)
        return pre_tax * (1 - self.early_rate(year)) + roth + benefits - self.taxpayer(account, year).tax(pre_tax, benefits)

    def required(self, account: Account, year: int) -> float:
        """The required minimum distribution: the pre-tax part at the year's start over the divisor of the age attained."""
        law, age, born = self.edition.law.required, self.household.age + year, self.edition.year - self.household.age
        first = law.later_first_age if born >= law.later_born_from.value else law.first_age
        if age < first.value:
            return 0.0
        divisors = law.divisors.values
        return account.value * (1 - account.roth) / divisors[min(age, max(divisors))]

    def early_rate(self, year: int) -> float:
        """The additional tax on withdrawals before 59 1/2, where work ended before 55."""
        early = self.household.retirement_age < 55 and self.household.age + year <= 59
        return self.edition.law.early.rate.value if early else 0.0

    def need_without_account(self, account: Account, year: int) -> float:
        benefits = self.benefits(year)
        return self.goal - benefits + self.taxpayer(account, year).tax(0.0, benefits)

    def chance_short(self, ends: list[Retirement], by_age: int | None = None) -> float:
        """The share of futures in which the money ran short in or before the year of `by_age`; under a life table each counts
        for as much as the chance of living to see it."""
        latest = OLDEST if by_age is None else by_age
        return sum(self.alive(age) for age in short_at(ends) if age <= latest) / len(ends)

    def middle_age_if_short(self, ends: list[Retirement]) -> float:
        """The age by which half of those who run short, and live to see it, have; 0 of nobody."""
        ages = sorted(short_at(ends))
        seen, half = 0.0, sum(self.alive(age) for age in ages) / 2
        for age in ages:
            seen += self.alive(age)
            if seen >= half:
                return age
        return 0.0

    def alive(self, age: int) -> float:
        """The chance of somebody who retires to reach an age, as likely a woman as a man."""
        if self.household.longevity == "fixed":
            return 1.0
        life, chances = self.edition.law.life, [1.0, 1.0]
        for at in range(self.household.retirement_age, age):
            chances = [chance * (1 - table.at(at)) for chance, table in zip(chances, (life.male, life.female), strict=True)]
        return sum(chances) / 2


def short_at(ends: list[Retirement]) -> list[int]:
    return [end.age_if_short for end in ends if end.age_if_short is not None]
