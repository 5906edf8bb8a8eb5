"""What an edition holds: every figure from outside, with its source, and the few figures that follow from others by rule."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, log, log1p, sqrt
from typing import Literal

from scenarios.figure import Figure as Figure
from scenarios.figure import Series as Series
from scenarios.figure import Source as Source
from scenarios.figure import Status as Status
from scenarios.law import Law

CORE_CLASSES = ("us_stocks", "non_us_stocks", "us_bonds", "tips", "cash")
SLEEVE_CLASSES = (
    "private_equity", "private_credit", "private_real_estate", "infrastructure", "commodities", "bitcoin", "ether",
)  # fmt: skip
CLASSES = CORE_CLASSES + SLEEVE_CLASSES
CRYPTO_CLASSES = ("bitcoin", "ether")
PRIVATE_CLASSES = ("private_equity", "private_credit", "private_real_estate", "infrastructure")
MEASURED_CLASSES = ("us_stocks", "us_bonds", "cash")  # those with a long history of years
VIEWS = ("neutral", "cautious", "hopeful", "sponsors")

Behaviour = Literal["risky", "commodities", "defensive", "crypto", "cash"]


@dataclass(frozen=True, kw_only=True)
class View:
    """What one belief says a sleeve class earns in an average year, before the fund's fee, nominal.

    `rule` is "average" (the figure is the expected return), "typical" (the figure is the median growth; the average it
    needs follows from the volatility), "priced" (cash + beta x equity premium; no figure) or "like_us_stocks" (the
    typical growth of US stocks; no figure). `fee_waived` leaves the class's fee out (a survey's net figure in full).
    `wiped_out_once` sends the class to zero in one year before retirement, not made up for in the average.
    """

    rule: Literal["average", "typical", "priced", "like_us_stocks"]
    figure: Figure | None
    fee_waived: bool
    wiped_out_once: bool
    reason: str
    source: Source


@dataclass(frozen=True, kw_only=True)
class AssetClass:
    """One class of assets. Returns are expected (arithmetic) yearly nominal returns before `fee`, as decimals.

    Either `volatility` (yearly, arithmetic) or `log_volatility` (yearly, of log returns) is given, not both.
    `fee` is taken from the return every year; `all_in_fee` is what the holder pays in all and is reported in dollars.
    `own_mean_spread` is the standard deviation, in return, of what is not known about this class's own average.
    """

    key: str
    behaviour: Behaviour
    average_return: Figure | None
    volatility: Figure | None
    log_volatility: Figure | None
    fee: Figure
    all_in_fee: Figure
    own_mean_spread: Figure
    wipeout: Figure
    views: Mapping[str, View]


@dataclass(frozen=True, kw_only=True)
class Regimes:
    """The two states of the market, calm and stress, and how classes differ between them (model.md, section 4)."""

    stress_share: Figure
    mean_stress_months: Figure
    stress_sd_ratio: Mapping[str, Figure]
    stress_mean_gap: Mapping[str, Figure]
    stress_correlation_keep: Figure
    stress_correlation_add: Figure
    correlated_in_stress: tuple[str, ...]
    wipeout_stress_ratio: Figure
    wipeout_left: Figure
    equity_mean_spread: Figure
    mean_truncation: Figure


@dataclass(frozen=True, kw_only=True)
class PrivateFunds:
    """How private assets are reported and sold: the part of the gap to the economic value that a quarter's appraisal closes;
    the ratio of reported to economic value above which a gate is closed in stress; the share of a holding that may then be
    sold at a year's end."""

    appraisal_weight: Figure
    gate_above: Figure
    gate_sale_limit: Figure


@dataclass(frozen=True, kw_only=True)
class AnnualHistory:
    """Whole calendar years, nominal: `columns` are those of MEASURED_CLASSES and "prices", by year. `block_years` is the
    mean length of the runs of years that the history model draws."""

    block_years: Figure
    columns: Mapping[str, Series]


@dataclass(frozen=True, kw_only=True)
class Inflation:
    """Yearly price growth: average, standard deviation, year-to-year correlation, and correlation with real returns."""

    mean: Figure
    sd: Figure
    autocorrelation: Figure
    correlations: Mapping[str, Figure]


@dataclass(frozen=True, kw_only=True)
class YearLimits:
    """The IRS limits of one calendar year, in that year's dollars."""

    year: int
    elective_deferral: Figure
    catch_up: Figure
    catch_up_60_63: Figure
    annual_additions: Figure
    compensation_cap: Figure
    roth_catch_up_wage: Figure | None


@dataclass(frozen=True, kw_only=True)
class GlidePoint:
    """The baseline mix at a number of years before (positive) or after (negative) retirement."""

    years_to_retirement: float
    equity: float
    tips: float


@dataclass(frozen=True, kw_only=True)
class GlidePath:
    """The baseline's mix: straight lines between points; equity and bonds split by fixed shares."""

    points: tuple[GlidePoint, ...]
    us_share_of_equity: Figure
    figure: Figure
    tips_figure: Figure


@dataclass(frozen=True, kw_only=True)
class CoreFund:
    """A fund that a plan may use as its core. `fee` is a share of assets a year."""

    key: str
    fee: Figure


@dataclass(frozen=True, kw_only=True)
class MatchTier:
    """An employer pays `rate` on the part of the deferral up to `upto`, a cumulative share of pay."""

    rate: float
    upto: float


@dataclass(frozen=True, kw_only=True)
class MatchPreset:
    """A match formula met in practice."""

    key: str
    tiers: tuple[MatchTier, ...]
    source: Source
    as_of: str
    status: Status


@dataclass(frozen=True, kw_only=True)
class NoticeRule:
    """A risk notice and when it is called for: always, with any sleeve, with crypto, with private assets."""

    key: str
    applies: Literal["always", "sleeve", "crypto", "private"]
    source: Source
    as_of: str


@dataclass(frozen=True, kw_only=True)
class HistoricEpisode:
    """What happened over a named episode: total nominal `returns` of the classes where known, and of consumer `prices`."""

    prices: Figure
    returns: Mapping[str, Figure]


@dataclass(frozen=True, kw_only=True)
class Episodes:
    """Episodes to replay. A private fund's own: closed for `years_gated`, then marked down."""

    history: Mapping[str, HistoricEpisode]
    years_gated: Figure
    mark_down: Figure


@dataclass(frozen=True, kw_only=True)
class Ranges:
    """How far a sensitivity moves each belief. US stocks: typical yearly growth; the others: steps to each side, the fee's
    as a share of the fee."""

    us_stocks_low: Figure
    us_stocks_high: Figure
    pay_growth: Figure
    plan_to_age: Figure
    fee: Figure


@dataclass(frozen=True, kw_only=True)
class Defaults:
    """What is assumed when a person gives only age, balance and contribution."""

    pay: Figure
    retirement_age: Figure
    plan_to_age: Figure
    pay_growth: Figure
    income_goal: Figure
    career_start_age: Figure
    plan_cap: Figure
    match_preset: str
    core_fund: str


@dataclass(frozen=True, kw_only=True)
class Assumptions:
    """One edition, whole. `year` is the calendar year of plan year 1; nothing in the model reads a clock."""

    edition: str
    year: int
    status: Literal["draft", "published"]
    seed: int
    paths: int
    years: int
    classes: Mapping[str, AssetClass]
    correlations: Mapping[tuple[str, str], Figure]
    regimes: Regimes
    private: PrivateFunds
    inflation: Inflation
    history: AnnualHistory
    limits: Mapping[int, YearLimits]
    law: Law
    glide_path: GlidePath
    core_funds: Mapping[str, CoreFund]
    match_presets: Mapping[str, MatchPreset]
    notices: tuple[NoticeRule, ...]
    pool: Mapping[str, Figure]
    episodes: Episodes
    ranges: Ranges
    defaults: Defaults
    sources: Mapping[str, Source]

    def correlation(self, a: str, b: str) -> float:
        """Correlation of monthly log returns. A crypto pair that no source gives goes by way of US stocks."""
        if a == b:
            return 1.0
        stated = self.correlations.get((a, b)) or self.correlations.get((b, a))
        if stated is not None:
            return stated.value
        return self.correlation(a, "us_stocks") * self.correlation("us_stocks", b)

    def log_volatility(self, key: str) -> float:
        """Yearly standard deviation of the log return: as stated, or from the arithmetic one: s^2 = ln(1 + (vol/(1+a))^2)."""
        asset = self.classes[key]
        if asset.log_volatility is not None:
            return asset.log_volatility.value
        assert asset.volatility is not None and asset.average_return is not None
        return sqrt(log1p((asset.volatility.value / (1 + asset.average_return.value)) ** 2))

    def beta(self, key: str) -> float:
        """Market risk against US stocks: correlation x ratio of volatilities, both of the kind that the class is stated in."""
        asset, market = self.classes[key], self.classes["us_stocks"]
        if asset.volatility is not None and market.volatility is not None:
            ratio = asset.volatility.value / market.volatility.value
        else:
            ratio = self.log_volatility(key) / self.log_volatility("us_stocks")
        return self.correlation(key, "us_stocks") * ratio

    def equity_premium(self) -> float:
        """Average return of US stocks over cash."""
        return self._average("us_stocks") - self._average("cash")

    def priced_return(self, key: str) -> float:
        """What the class would earn if paid for its market risk as US stocks are: cash + beta x equity premium."""
        return self._average("cash") + self.beta(key) * self.equity_premium()

    def survivors_return(self, key: str) -> float:
        """What a class earns on average in a year in which it is not wiped out: (1 + average) / (1 - (1 - left) x chance) - 1."""
        lost = (1 - self.regimes.wipeout_left.value) * self.classes[key].wipeout.value
        return (1 + self.average_return(key)) / (1 - lost) - 1

    def average_return(self, key: str, view: str = "neutral", log_volatility: float | None = None) -> float:
        """Expected (arithmetic) yearly nominal return before the class's fee, under a view; core classes know one view.

        A view that states typical growth needs an average that depends on the class's log volatility, its own or the given.
        """
        asset = self.classes[key]
        if key in CORE_CLASSES:
            return self._average(key)
        chosen = asset.views[view]
        spread = self.log_volatility(key) if log_volatility is None else log_volatility
        if chosen.rule == "priced":
            return self.priced_return(key)
        if chosen.rule == "like_us_stocks":
            return average_from_typical(typical_growth(self._average("us_stocks"), self.log_volatility("us_stocks")), spread)
        assert chosen.figure is not None
        return average_from_typical(chosen.figure.value, spread) if chosen.rule == "typical" else chosen.figure.value

    def _average(self, key: str) -> float:
        figure = self.classes[key].average_return
        assert figure is not None
        return figure.value


def typical_growth(average: float, log_volatility: float) -> float:
    """Median yearly growth of a lognormal return with this average: (1 + average) exp(-s^2 / 2) - 1."""
    return (1 + average) * exp(-(log_volatility**2) / 2) - 1


def average_from_typical(typical: float, log_volatility: float) -> float:
    """The average yearly return that a typical (median) growth needs at this volatility."""
    return exp(log(1 + typical) + log_volatility**2 / 2) - 1
