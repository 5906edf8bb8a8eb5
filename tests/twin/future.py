"""One future of the bank: what each year does to a dollar held in a fund and to a dollar a month paid into it."""

from dataclasses import dataclass
from itertools import pairwise
from math import exp, log

from scenarios.assumptions import CORE_CLASSES, CRYPTO_CLASSES, PRIVATE_CLASSES, SLEEVE_CLASSES, Assumptions
from scenarios.bank import Bank
from scenarios.inputs import Question
from tests.twin.terms import Asset

MONTHS = 12
MEAN_TIME_LEFT = 11 / 24  # of a year, of twelve equal payments at month ends
SPREAD_OF_TIME_LEFT = 143 / 1728  # its variance
GOLDEN = 0.6180339887498949


@dataclass(frozen=True)
class FundYear:
    """One fund's year. A dollar of economic value becomes `growth`; $1 a month that buys at what the fund reports becomes
    `paid_in`, economic at the year's end. `reported` is what a dollar of economic value is reported as then; `closed`:
    the gate limits sales at this year's end."""

    growth: float
    paid_in: float
    reported: float = 1.0
    closed: bool = False


class Future:
    """A path of the bank as one question's funds live through it."""

    def __init__(self, question: Question, edition: Assumptions, bank: Bank, assets: list[Asset], path: int) -> None:
        self.question, self.edition, self.bank, self.path = question, edition, bank, path
        self.assets = {asset.key: asset for asset in assets}
        self.core_fee = edition.core_funds[question.plan.core].fee.value
        self._known: dict[tuple[str, int], FundYear] = {}
        self._levels = [1.0]

    def prices_before(self, year: int) -> float:
        """The price level at a year's start, 1 today."""
        while len(self._levels) <= year:
            self._levels.append(self._levels[-1] * float(self.bank.prices[len(self._levels) - 1, self.path]))
        return self._levels[year]

    def fund(self, key: str, year: int) -> FundYear:
        """A year of the core fund or of a sleeve asset."""
        if (key, year) not in self._known:
            self._known[key, year] = self._asset(key, year) if key in self.assets else self._core(year)
        return self._known[key, year]

    def _core(self, year: int) -> FundYear:
        """The core fund, held at the year's mix of classes, its fee taken month by month."""
        household = self.question.household
        mix = core_mix(self.edition, household.retirement_age - household.age - year)
        growth = sum(mix[key] * float(self.bank.growth[year, index, self.path]) for index, key in enumerate(CORE_CLASSES))
        paid_in = sum(mix[key] * float(self.bank.paid_in[year, index, self.path]) for index, key in enumerate(CORE_CLASSES))
        kept = exp(log(1 - self.core_fee) * (MEAN_TIME_LEFT + SPREAD_OF_TIME_LEFT * log(growth)))
        return FundYear(growth * (1 - self.core_fee), paid_in * kept)

    def _asset(self, key: str, year: int) -> FundYear:
        """A sleeve asset on the user's terms: its yearly log growth moved by the asset's shift."""
        asset, index, at = self.assets[key], SLEEVE_CLASSES.index(key), len(CORE_CLASSES) + SLEEVE_CLASSES.index(key)
        growth = float(self.bank.growth[year, at, self.path]) * exp(asset.shift)
        time, spread = float(self.bank.time_left[year, index, self.path]), float(self.bank.time_spread[year, index, self.path])
        value = float(self.bank.paid_in[year, at, self.path]) * exp(time * asset.shift + spread * asset.shift**2 / 2)
        if asset.wiped_out_once and year == self.year_of_ruin():
            left = self.edition.regimes.wipeout_left.value
            return FundYear(growth * left, (value - 1) * left + 1)  # the year's last payment comes after the fall
        if key not in PRIVATE_CLASSES:
            return FundYear(growth, value)
        private = PRIVATE_CLASSES.index(key)
        return FundYear(
            growth,
            value * float(self.bank.bought[year, private, self.path]),
            float(self.bank.reported[year, private, self.path]),
            bool(self.bank.gate[year, private, self.path]),
        )

    def alive(self, key: str, year: int) -> bool:
        """Whether the asset is still held in a year: in the year of its ruin it is, after it never again."""
        if key in CRYPTO_CLASSES and year > int(self.bank.wiped_out[CRYPTO_CLASSES.index(key), self.path]):
            return False
        return not (self.assets[key].wiped_out_once and year > self.year_of_ruin())

    def year_of_ruin(self) -> int:
        """For an asset that goes to zero once: a year before retirement, spread evenly over the futures. After it: never."""
        working, years = self.question.household.working_years, self.question.household.years
        return int(self.path * GOLDEN % 1.0 * working) if working else years


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
