"""What an answer is made of: numbers only, no words. Money in today's dollars, shares as decimals."""

from collections.abc import Mapping
from dataclasses import dataclass

from scenarios.assumptions import Assumptions
from scenarios.inputs import Beliefs, Household, PlanRules, Sleeve


@dataclass(frozen=True, kw_only=True)
class Statistic:
    """A value and its Monte Carlo standard error, in the same unit."""

    value: float
    se: float

    @property
    def is_clear(self) -> bool:
        """Whether the value is at least two standard errors from zero; below that a page says "no clear difference"."""
        return abs(self.value) >= 2 * self.se and self.value != 0


@dataclass(frozen=True, kw_only=True)
class Distribution:
    """Percentiles, mean, standard deviation and the average of the lowest 5 of 100."""

    p5: Statistic
    p25: Statistic
    p50: Statistic
    p75: Statistic
    p95: Statistic
    mean: Statistic
    sd: Statistic
    worst5_mean: Statistic


@dataclass(frozen=True, kw_only=True)
class AgePoint:
    """The balance on reaching an age, or the paired difference of balances."""

    age: int
    balance: Distribution


@dataclass(frozen=True, kw_only=True)
class Side:
    """One side of the pair (baseline or sleeve) at retirement and by age.

    `income_monthly` is the level real income before tax that lasts to the plan-to age, with hindsight, per future.
    Fees are averages over the middle half of the futures (by baseline balance), so that the parts add to the whole;
    `fees` has one entry per fund: the core fund's key, then each sleeve class held.
    """

    balance: Distribution
    income_monthly: Distribution
    fees_paid: Statistic
    fees: Mapping[str, Statistic]
    by_age: tuple[AgePoint, ...]


@dataclass(frozen=True, kw_only=True)
class Difference:
    """Sleeve minus baseline, future by future.

    `chance_worse` counts a lower balance; less / same / more count monthly income, "same" within 1 % of one's own
    baseline, and are whole hundredths that add to 1. `median_if_worse` is the middle balance change among the worse.
    """

    balance: Distribution
    income_monthly: Distribution
    chance_worse: Statistic
    chance_less: Statistic
    chance_same: Statistic
    chance_more: Statistic
    chance_worse_10pct: Statistic
    median_if_worse: Statistic


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """What a view says of one class: the average year, the growth that is typical (median), both nominal, after fees,
    and the premium of the average over what its market risk would be paid."""

    average: float
    typical: float
    over_priced: float


@dataclass(frozen=True, kw_only=True)
class ViewResult:
    """The same sleeve on the same futures under one view. `outlook` has one entry per class held."""

    view: str
    outlook: Mapping[str, Outlook]
    difference: Difference


@dataclass(frozen=True, kw_only=True)
class SweepPoint:
    """A sleeve of this weight: its balance, and the paired change in monthly income."""

    weight: float
    balance: Distribution
    income_change: Distribution
    chance_worse: Statistic
    chance_less: Statistic


@dataclass(frozen=True, kw_only=True)
class BreakEven:
    """The average yearly nominal return (before fee) that a class must earn, and the typical growth that is.
    None where no return between -50 % and +100 % does it."""

    median: Statistic | None
    median_typical: float | None
    worst5: Statistic | None
    worst5_typical: float | None


@dataclass(frozen=True, kw_only=True)
class ContributionYear:
    """One plan year's money paid in. `employee` includes `catch_up`; `limited_by` names the limit that clipped, or None."""

    age: int
    year: int
    pay: float
    employee: float
    catch_up: float
    employer: float
    limited_by: str | None


@dataclass(frozen=True, kw_only=True)
class Marks:
    """Representative futures for pictures: 20 equally likely values of a distribution (each 5 of 100), and 100 paired
    changes in monthly income, sorted, as many below / about / above as the chances say."""

    baseline_income: tuple[float, ...]
    baseline_balance: tuple[float, ...]
    sleeve_balance: tuple[float, ...]
    income_less: tuple[float, ...]
    income_same: tuple[float, ...]
    income_more: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class Run:
    """What is needed to repeat an answer. `id` is a hash of the inputs, edition, engine, seed, paths and model."""

    id: str
    engine: str
    edition: str
    seed: int
    paths: int
    model: str
    bank: str
    overrides: tuple[str, ...]
    numpy: str


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Everything the page, the PDF, the terminal and the tests show. `views`, `sweep`, `break_even` only when asked."""

    household: Household
    plan: PlanRules
    choice: Sleeve
    beliefs: Beliefs
    assumptions: Assumptions
    run: Run
    baseline: Side
    sleeve: Side
    difference: Difference
    difference_by_age: tuple[AgePoint, ...]
    contributions: tuple[ContributionYear, ...]
    outlook: Mapping[str, Outlook]
    marks: Marks
    views: tuple[ViewResult, ...]
    sweep: tuple[SweepPoint, ...]
    break_even: Mapping[str, BreakEven]
    notices: tuple[str, ...]
