"""The judge of the fast model: one future at a time, year by year, dollar by dollar, in plain float64 Python.

Written from the model's description alone, with none of its code: it shares only the inputs, the edition's figures and the
yearly bank. It is slow on purpose. Where the two disagree, one of them is wrong.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import exp, log, log1p, sqrt

from scenarios.assumptions import CORE_CLASSES, CRYPTO_CLASSES, SLEEVE_CLASSES, Assumptions
from scenarios.bank import Bank
from scenarios.inputs import ClassBelief, Household, PlanRules, Question

MONTHS = 12
MEAN_TIME_LEFT = 11 / 24  # of a year, of twelve equal payments at month ends
SPREAD_OF_TIME_LEFT = 143 / 1728  # its variance
GOLDEN = 0.6180339887498949
WIPEOUT_LEFT = 0.01


@dataclass(frozen=True)
class PaidIn:
    """One working year's contributions, today's dollars. `employee` includes `catch_up`."""

    pay: float
    employee: float
    catch_up: float
    employer: float

    @property
    def total(self) -> float:
        return self.employee + self.employer


@dataclass(frozen=True)
class Asset:
    """One sleeve asset as held: share of the sleeve, average and typical growth after its fee, and how far belief and fee shift
    its yearly log growth from the bank's."""

    key: str
    share: float
    average: float
    typical: float
    shift: float
    reported_fee: float
    wiped_out_once: bool


@dataclass(frozen=True)
class Bucket:
    """One fund's part of an account in one year: its target weight and what the year does to a dollar held and to $1 a month."""

    fund: str
    weight: float
    growth: float
    paid_in: float
    reported_fee: float


@dataclass(frozen=True)
class Life:
    """What one future does to one account: the balance now and at each year's end until work ends, then the level income a month."""

    balances: tuple[float, ...]
    income: float
    fees: Mapping[str, float]


def limits(edition: Assumptions, calendar_year: int) -> Mapping[str, float]:
    """The IRS limits of a calendar year in the edition year's dollars; beyond the table they keep their last real value."""
    stated = min(max(calendar_year, min(edition.limits)), max(edition.limits))
    deflator = (1 + edition.inflation.mean.value) ** (stated - edition.year)
    row = edition.limits[stated]
    names = ("elective_deferral", "catch_up", "catch_up_60_63", "annual_additions", "compensation_cap")
    return {name: getattr(row, name).value / deflator for name in names}


def paid_in(household: Household, plan: PlanRules, edition: Assumptions) -> list[PaidIn]:
    """Every working year's contributions, by the age attained in the year."""
    rows = []
    for year in range(household.working_years):
        limit, age = limits(edition, edition.year + year), household.age + year
        pay = household.pay * (1 + household.pay_growth) ** year
        if age < 50:
            catch_up_limit = 0.0
        elif 60 <= age <= 63:
            catch_up_limit = limit["catch_up_60_63"]
        else:
            catch_up_limit = limit["catch_up"]
        employee = min(wanted(household, year, pay), pay, limit["elective_deferral"] + catch_up_limit)
        employer = match(plan, employee, min(pay, limit["compensation_cap"]))
        additions_limit = min(limit["annual_additions"], pay)
        # A deferral above any limit of the law, 402(g) or 415(c), counts as catch-up as far as that goes (section 414(v)).
        catch_up = min(catch_up_limit, max(0.0, employee - limit["elective_deferral"], employee + employer - additions_limit))
        employer = min(employer, max(0.0, additions_limit - (employee - catch_up)))
        rows.append(PaidIn(pay, employee, catch_up, employer))
    return rows


def wanted(household: Household, year: int, pay: float) -> float:
    """What the worker would pay in if no limit stood in the way."""
    if household.contribution_unit == "dollars":
        return household.contribution
    share = household.contribution
    for _ in range(year):
        if share < household.escalation.ceiling:
            share = min(share + household.escalation.step, household.escalation.ceiling)
    return share * pay


def match(plan: PlanRules, employee: float, pay: float) -> float:
    """The employer's money: each tier pays on the slice of the deferral between the tier before it and its own end."""
    total, start = 0.0, 0.0
    for tier in plan.match:
        end = tier.upto * pay
        total += tier.rate * max(0.0, min(employee, end) - start)
        start = end
    return total


def core_mix(edition: Assumptions, years_to_retirement: float) -> dict[str, float]:
    """The baseline's weights of the core classes: straight lines between the points, flat outside."""
    points = sorted(edition.glide_path.points, key=lambda point: point.years_to_retirement)
    equity, tips = points[0].equity, points[0].tips
    for low, high in pairwise(points):
        if years_to_retirement > low.years_to_retirement:
            gone = min(1.0, (years_to_retirement - low.years_to_retirement) / (high.years_to_retirement - low.years_to_retirement))
            equity = low.equity + gone * (high.equity - low.equity)
            tips = low.tips + gone * (high.tips - low.tips)
    us = edition.glide_path.us_share_of_equity.value
    return {"us_stocks": equity * us, "non_us_stocks": equity * (1 - us), "us_bonds": 1 - equity - tips, "tips": tips, "cash": 0.0}


def sleeve_weight(household: Household, plan: PlanRules, weight: float, year: int) -> float:
    """The sleeve's target in a plan year: the chosen weight, reached over the ramp, held under the cap that the taper lowers.

    The sweep looks beyond the cap: such a weight tapers from itself.
    """
    cap = max(plan.cap, weight)
    if plan.ramp_years:
        weight = weight * min(1.0, (year + 1) / plan.ramp_years)
    years_left = max(0, household.retirement_age - household.age - year)
    if plan.taper_years and years_left < plan.taper_years:
        weight = min(weight, plan.taper_floor + (cap - plan.taper_floor) * years_left / plan.taper_years)
    return weight


def average_return(edition: Assumptions, key: str, view: str) -> float:
    """A sleeve class's average yearly nominal return before its fee, from the edition's figures."""
    asset, us, cash = edition.classes[key], edition.classes["us_stocks"], edition.classes["cash"]
    assert us.average_return and us.volatility and cash.average_return
    us_mean, us_sd, cash_mean = us.average_return.value, us.volatility.value, cash.average_return.value
    us_log_sd = sqrt(log1p((us_sd / (1 + us_mean)) ** 2))
    log_sd = log_volatility(edition, key)
    stated = asset.views[view]
    if stated.rule == "priced":
        ratio = asset.volatility.value / us_sd if asset.volatility else log_sd / us_log_sd
        return cash_mean + edition.correlation(key, "us_stocks") * ratio * (us_mean - cash_mean)
    if stated.rule == "like_us_stocks":
        return (1 + us_mean) * exp(-(us_log_sd**2) / 2) * exp(log_sd**2 / 2) - 1
    assert stated.figure
    return (1 + stated.figure.value) * exp(log_sd**2 / 2) - 1 if stated.rule == "typical" else stated.figure.value


def log_volatility(edition: Assumptions, key: str) -> float:
    """Yearly standard deviation of log returns, as the edition states it or as its arithmetic figures imply."""
    asset = edition.classes[key]
    if asset.log_volatility:
        return asset.log_volatility.value
    assert asset.volatility and asset.average_return
    return sqrt(log1p((asset.volatility.value / (1 + asset.average_return.value)) ** 2))


def assets(question: Question, edition: Assumptions, view: str | None, returns: Mapping[str, float]) -> list[Asset]:
    """The sleeve's assets as the user believes (view None) or under a view put beside that, which replaces the user's own returns.

    An own return is an average before the fee: it is charged the fee that a view may waive. So is an own fee, under any view.
    `returns` stand before all.
    """
    held = []
    for key, share in question.sleeve.mix.items():
        asset, own = edition.classes[key], question.beliefs.classes.get(key, ClassBelief())
        stated = asset.views[view or question.beliefs.view]
        average, fee = average_return(edition, key, view or question.beliefs.view), asset.fee.value if own.fee is None else own.fee
        reported = fee + asset.all_in_fee.value - asset.fee.value  # what the survey's net figure left out, whatever the view
        if key in returns:
            average = returns[key]
        elif view is None and own.average_return is not None:
            average = own.average_return
        elif stated.fee_waived and own.fee is None:
            fee = 0.0
        after_fee = (1 + average) * (1 - fee)
        typical = after_fee * exp(-(log_volatility(edition, key) ** 2) / 2)
        shift = log(after_fee / (1 + average_return(edition, key, "neutral")))
        held.append(Asset(key, share, after_fee - 1, typical - 1, shift, reported, stated.wiped_out_once))
    return held


class Twin:
    """One question on one bank, as the user believes or under a view. `path` answers it for one future and any weight of the sleeve."""

    def __init__(
        self, question: Question, edition: Assumptions, bank: Bank, view: str | None = None, returns: Mapping[str, float] | None = None
    ) -> None:
        self.household, self.plan, self.edition, self.bank = question.household, question.plan, edition, bank
        self.assets = assets(question, edition, view, returns or {})
        self.core_fee = edition.core_funds[question.plan.core].fee.value
        self.paid_in = paid_in(question.household, question.plan, edition)

    def path(self, path: int, weight: float) -> Life:
        """Pay in until retirement, then find the level income that leaves nothing at the plan-to age."""
        balance, balances, fees = self.household.balance, [self.household.balance], dict.fromkeys(self._funds(), 0.0)
        for year in range(self.household.working_years):
            a_month, end = self.paid_in[year].total / MONTHS, 0.0
            for bucket in self._buckets(path, year, weight):
                from_start = balance * bucket.weight * bucket.growth
                from_year = a_month * bucket.weight * bucket.paid_in
                end += from_start + from_year
                fees[bucket.fund] += bucket.reported_fee / (1 - bucket.reported_fee) * (from_start + MEAN_TIME_LEFT * from_year)
            balance = end  # the year's end: what was sold and bought to reach next year's targets leaves the sum as it is
            balances.append(balance)
        return Life(tuple(balances), self._income(path, weight, balance), fees)

    def _income(self, path: int, weight: float, balance: float) -> float:
        """The monthly income, paid at month ends, that ends at zero: found by halving, on the path's own future."""
        years = [self._buckets(path, year, weight) for year in range(self.household.working_years, self.household.years)]
        growth = [sum(bucket.weight * bucket.growth for bucket in buckets) for buckets in years]
        a_dollar_a_month = [sum(bucket.weight * bucket.paid_in for bucket in buckets) for buckets in years]

        def left(income: float) -> float:
            held = balance
            for year in range(len(years)):
                held = held * growth[year] - income * a_dollar_a_month[year]
            return held

        low, high = 0.0, 1.0
        while left(high) > 0:
            high *= 2
        for _ in range(60):
            middle = (low + high) / 2
            low, high = (middle, high) if left(middle) > 0 else (low, middle)
        return (low + high) / 2

    def _buckets(self, path: int, year: int, weight: float) -> list[Bucket]:
        target = sleeve_weight(self.household, self.plan, weight, year)
        sleeve = [
            Bucket(asset.key, target * asset.share, *self._asset_year(asset, path, year), asset.reported_fee)
            for asset in self.assets
            if year <= self._last_year(asset, path)
        ]
        return [*self._core(path, year, 1 - sum(bucket.weight for bucket in sleeve)), *sleeve]

    def _core(self, path: int, year: int, weight: float) -> list[Bucket]:
        mix = core_mix(self.edition, self.household.retirement_age - self.household.age - year)
        growth = {key: float(self.bank.growth[year, index, path]) for index, key in enumerate(CORE_CLASSES)}
        gross = sum(mix[key] * growth[key] for key in CORE_CLASSES)
        fee_on_paid_in = exp(log(1 - self.core_fee) * (MEAN_TIME_LEFT + SPREAD_OF_TIME_LEFT * log(gross)))
        return [
            Bucket(self.plan.core, weight * mix[key], growth[key] * (1 - self.core_fee),
                   float(self.bank.paid_in[year, index, path]) * fee_on_paid_in, self.core_fee)
            for index, key in enumerate(CORE_CLASSES) if mix[key]
        ]  # fmt: skip

    def _asset_year(self, asset: Asset, path: int, year: int) -> tuple[float, float]:
        index = SLEEVE_CLASSES.index(asset.key)
        growth = float(self.bank.growth[year, len(CORE_CLASSES) + index, path]) * exp(asset.shift)
        time, spread = float(self.bank.time_left[year, index, path]), float(self.bank.time_spread[year, index, path])
        value = float(self.bank.paid_in[year, len(CORE_CLASSES) + index, path]) * exp(time * asset.shift + spread * asset.shift**2 / 2)
        if asset.wiped_out_once and year == self._year_of_ruin(path):
            return growth * WIPEOUT_LEFT, (value - 1) * WIPEOUT_LEFT + 1  # the year's last payment comes after the fall
        return growth, value

    def _last_year(self, asset: Asset, path: int) -> int:
        """The last plan year in which the asset is held: in the year of its ruin it still is."""
        last = self.household.years
        if asset.key in CRYPTO_CLASSES:
            last = min(last, int(self.bank.wiped_out[CRYPTO_CLASSES.index(asset.key), path]))
        return min(last, self._year_of_ruin(path)) if asset.wiped_out_once else last

    def _year_of_ruin(self, path: int) -> int:
        """For an asset that goes to zero once: a year before retirement, spread evenly over the futures. After it: never."""
        working = self.household.working_years
        return int(path * GOLDEN % 1.0 * working) if working else self.household.years

    def _funds(self) -> list[str]:
        return [self.plan.core, *(asset.key for asset in self.assets)]
