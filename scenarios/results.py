"""What an answer is made of: numbers only, no words. Money in today's dollars, shares as decimals."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from scenarios.assumptions import Assumptions
from scenarios.inputs import Beliefs, Household, PlanRules, Question, Sleeve


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

    def moved(self, *, times: float, plus: float = 0.0) -> "Distribution":
        """The distribution of values times a positive number plus another: the same futures, so nothing is sorted again."""
        stated = {field.name: getattr(self, field.name) for field in fields(self)}
        return Distribution(
            **{
                name: Statistic(value=one.value * times + (0.0 if name == "sd" else plus), se=one.se * times)
                for name, one in stated.items()
            }
        )


@dataclass(frozen=True, kw_only=True)
class AgePoint:
    """The balance on reaching an age, or the paired difference of balances."""

    age: int
    balance: Distribution


@dataclass(frozen=True, kw_only=True)
class ShortPoint:
    """The chance that the money has run short of the goal by the end of the year in which this age is attained."""

    age: int
    chance: Statistic


@dataclass(frozen=True, kw_only=True)
class ToEnd:
    """Spending the goal from retirement on, net of Social Security and federal tax. Money in today's dollars a month.

    `social_security_monthly` is what is paid in the first year of retirement in which it is paid, `first_withdrawal_monthly`
    the middle withdrawal before tax that the goal needs in the first year of retirement, whether or not the account has it.
    `chance_short` counts futures in which the account cannot pay the goal to the plan-to age, or under "life_table" while the
    person, alive at retirement, lives; `age_if_short` is the middle age at which that happens.
    """

    goal_monthly: float
    social_security_monthly: float
    first_withdrawal_monthly: Statistic
    chance_short: Statistic
    age_if_short: Statistic
    by_age: tuple[ShortPoint, ...]


@dataclass(frozen=True, kw_only=True)
class Side:
    """One side of the pair (baseline or sleeve) at retirement and by age. Private assets count at their economic value;
    `reported_balance` is what a statement would say, None where no private asset is held at a reported value.

    `income_monthly` is the level real income before tax that lasts to the plan-to age, with hindsight, per future;
    `income_replaced` is that as a share of final pay, alone and with Social Security as paid from the claim age (None
    without pay). Fees are averages over the middle half of the futures (by baseline balance), so that the parts add to the whole;
    `fees` has one entry per fund: the core fund's key, then each sleeve class held. `worst_fall` is the largest fall of the
    account's unit value (no payments), peak to year end, in the ten years before retirement. `highest_weight` is the largest
    share of the account that the sleeve reached, at the start or by a year's end before trading, None without a sleeve.
    """

    balance: Distribution
    reported_balance: Distribution | None
    income_monthly: Distribution
    income_replaced: Distribution | None
    income_replaced_with_social_security: Distribution | None
    worst_fall: Distribution
    highest_weight: Distribution | None
    fees_paid: Statistic
    fees: Mapping[str, Statistic]
    by_age: tuple[AgePoint, ...]
    to_end: ToEnd


@dataclass(frozen=True, kw_only=True)
class Difference:
    """Sleeve minus baseline, future by future.

    `chance_worse` counts a lower balance; less / same / more count monthly income, "same" within 1 % of one's own
    baseline, and are whole hundredths that add to 1. `median_if_worse` is the middle balance change among the worse, `worst5_if_worse`
    the average of the largest 5 of 100 losses among them. `chance_short` is the paired change of the chance to run short of the
    goal, None where spending was not followed (the views).
    """

    balance: Distribution
    income_monthly: Distribution
    chance_worse: Statistic
    chance_less: Statistic
    chance_same: Statistic
    chance_more: Statistic
    chance_worse_10pct: Statistic
    chance_short: Statistic | None = None
    median_if_worse: Statistic
    worst5_if_worse: Statistic


@dataclass(frozen=True, kw_only=True)
class Gate:
    """How often a closed gate stood in the way of a sale of private assets, and what it cost.

    `chance_met`: share of futures in which it stopped part of a sale before the plan-to age. `cost`: the paired change of
    the balance at retirement against the same futures without gates; `cost_if_met` its middle among futures that met one.
    """

    chance_met: Statistic
    cost: Distribution
    cost_if_met: Statistic


@dataclass(frozen=True, kw_only=True)
class NominalSide:
    """Balance at retirement and by age, and monthly income at retirement, in the dollars of their own year."""

    balance: Distribution
    income_monthly: Distribution
    by_age: tuple[AgePoint, ...]


@dataclass(frozen=True, kw_only=True)
class Nominal:
    """Both sides and their paired difference in nominal dollars."""

    baseline: NominalSide
    sleeve: NominalSide
    difference: NominalSide


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
    None where no return between -50 % and +100 % does it. With bands, gates or pauses the balance may jump where a trade
    is made or not: the value is then the middle of the interval of sign change."""

    median: Statistic | None
    median_typical: float | None
    worst5: Statistic | None
    worst5_typical: float | None


@dataclass(frozen=True, kw_only=True)
class LargestSleeve:
    """The largest weight, 0 to `looked_to`, at which and below which the sleeve's worst-5 average of balances stays at least
    (1 - `within`) of the baseline's. `allowed` is the plan's cap for this mix."""

    within: float
    weight: float
    looked_to: float
    allowed: float


@dataclass(frozen=True, kw_only=True)
class Sensitivity:
    """One bar of the tornado: a belief at a lower and a higher setting, all else as asked, on the same futures.

    `low`, `high` are settings (a share a year, or 0 for off and 1 for on); the outcomes are the middle baseline income a
    month and the middle paired change of it by the sleeve. `key` names the belief, as us_stocks.return, bitcoin.fee.
    """

    key: str
    low: float
    high: float
    baseline_at_low: Statistic
    baseline_at_high: Statistic
    change_at_low: Statistic
    change_at_high: Statistic


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What one feature of the model does: the paired change with it less without it, on the same futures, of the sleeve
    side's balance at retirement and monthly income. `key` names the feature, as gates, smoothing, private_equity.fee."""

    key: str
    balance: Distribution
    income_monthly: Distribution


@dataclass(frozen=True, kw_only=True)
class Instead:
    """What another step would do instead of a sleeve: the paired change of the baseline on the same futures.

    `key`: "one_more_point" of pay deferred, or "unclaimed_match". `costs` is the worker's own extra money in the first
    year; `adds` what the employer then pays more.
    """

    key: str
    costs: float
    adds: float
    balance: Distribution
    income_monthly: Distribution


@dataclass(frozen=True, kw_only=True)
class Fall:
    """One side of a replayed episode: the middle balance when it starts and what the episode leaves of it."""

    before: float
    after: float


@dataclass(frozen=True, kw_only=True)
class Episode:
    """A named episode replayed on the person's own middle balance, `years_before` retirement. `estimated` names the classes
    held that have no history in it and are moved by their market risk instead. `locked`: dollars in private funds on the
    sleeve's side that could not be sold before they fell."""

    key: str
    years_before: int
    baseline: Fall
    sleeve: Fall
    estimated: tuple[str, ...]
    locked: float


@dataclass(frozen=True, kw_only=True)
class EarlyWithdrawal:
    """What `amount` dollars taken out of the pre-tax account this year leave, and what they would have become.

    `penalty` is the 10 % tax (0 where an exception applies by age), `income_tax` the federal tax on it as the last dollars
    of this year's income, `missing_at_retirement` the middle baseline balance that the amount would have become. `exceptions` are
    keys of the cases in which the penalty is not due.
    """

    amount: float
    penalty: float
    income_tax: float
    left: float
    missing_at_retirement: Statistic
    exceptions: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SocialSecurity:
    """What Social Security is taken to pay, today's dollars a month. `source` is estimate, own figure or none; for an estimate
    `average_indexed_earnings` (AIME) and `primary_amount` (PIA, at full retirement age) say where it comes from."""

    source: str
    claim_age: int
    monthly: float
    average_indexed_earnings: float | None
    primary_amount: float | None
    payable_share: float


@dataclass(frozen=True, kw_only=True)
class LifetimeIncome:
    """The balance of today as a level income for life from 67, by the method that the Labor Department sets for statements,
    with our figures: an estimate, dollars a month, alone and with a spouse of the same age who keeps all of it."""

    single: float
    joint: float
    rate: float


@dataclass(frozen=True, kw_only=True)
class ContributionYear:
    """One plan year's money paid in. `employee` includes `catch_up` and `roth`; `limited_by` names the limit that clipped, or None."""

    age: int
    year: int
    pay: float
    employee: float
    catch_up: float
    roth: float
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
    """What is needed to repeat an answer. `id` is a hash of the inputs, edition, engine, seed, paths and model; `edition_hash`
    and `bank` are hashes of the edition's files and of the market futures."""

    id: str
    engine: str
    edition: str
    seed: int
    paths: int
    model: str
    edition_hash: str
    bank: str
    overrides: tuple[str, ...]
    numpy: str


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Everything the page, the PDF, the terminal and the tests show. What `ask` names is empty or None unless asked."""

    household: Household
    plan: PlanRules
    choice: Sleeve
    beliefs: Beliefs
    question: Question
    assumptions: Assumptions
    run: Run
    baseline: Side
    sleeve: Side
    difference: Difference
    difference_by_age: tuple[AgePoint, ...]
    gate: Gate | None
    contributions: tuple[ContributionYear, ...]
    social_security: SocialSecurity
    lifetime_income: LifetimeIncome
    outlook: Mapping[str, Outlook]
    marks: Marks
    views: tuple[ViewResult, ...]
    sweep: tuple[SweepPoint, ...]
    break_even: Mapping[str, BreakEven]
    largest_sleeve: LargestSleeve | None
    stress: tuple[Episode, ...]
    tornado: tuple[Sensitivity, ...]
    instead: tuple[Instead, ...]
    effects: tuple[Effect, ...]
    early_withdrawal: EarlyWithdrawal | None
    nominal: Nominal | None
    notices: tuple[str, ...]
