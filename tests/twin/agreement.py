"""Every figure of an answer against the twin's, and the largest difference seen in each."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from scenarios.answer import answer
from scenarios.assumptions import PRIVATE_CLASSES
from scenarios.bank import Bank
from scenarios.inputs import Beliefs, Question
from scenarios.results import Answer, Difference, Distribution, Gate, Outlook, Side, SweepPoint, ToEnd
from tests.banks import bank_of, part_of
from tests.twin.households import EDITION
from tests.twin.life import Life, Twin

FUTURES, LIVED = 600, 50  # in the bank of all households; in the slice of it that each one lives through
DIFFERENT = 5 if os.environ.get("PROOF") else 3  # of those lived through: the others repeat them, as the twin is slow
CLOSE = 1e-5
# How far each output may be from the twin's: money as a share of the largest such amount at stake, shares and chances as they are.
TOLERANCES: Mapping[str, float] = {
    "contributions": 1e-8,
    "balance": CLOSE,
    "balance by age": CLOSE,
    "reported balance": CLOSE,
    "income a month": CLOSE,
    "income replaced": CLOSE,
    "fees": CLOSE,
    "worst fall": CLOSE,
    "highest weight": CLOSE,
    "difference": CLOSE,
    "chances": 1e-9,
    "outlook": 1e-8,
    "Social Security": 1e-9,
    "goal": 1e-9,
    "first withdrawal": CLOSE,
    "chance short": 1e-6,
    "age if short": 1e-9,
    "gate": CLOSE,
    "sweep": CLOSE,
}

# Behind a gate the income is searched for: forced sales make what is left jump, and float32 sees the jump a little elsewhere.
SEARCHED, SEARCHED_CLOSE = ("income a month", "income replaced", "difference", "sweep"), 5e-5

Values = NDArray[np.float64]


@cache
def bank(smoothing: bool | None) -> Bank:
    return bank_of(Beliefs(smoothing=smoothing), seed=EDITION.seed, paths=FUTURES, years=EDITION.years)


def futures_for(number: int, question: Question, different: int = DIFFERENT) -> Bank:
    """A few futures of the bank, others for every number, each as often as makes LIVED of them (errors need so many)."""
    first = number * DIFFERENT % (FUTURES - different)
    return part_of(bank(question.beliefs.smoothing), [first + at % different for at in range(max(LIVED, different))])


@dataclass
class Agreement:
    """Compares, fails where a difference is above its tolerance, and remembers the largest of each output."""

    worst: dict[str, float] = field(default_factory=lambda: dict.fromkeys(TOLERANCES, 0.0))
    gated: bool = False

    def near(self, name: str, fast: float, slow: float, scale: float) -> None:
        away = abs(fast - slow) / max(scale, abs(slow), 1e-6)
        self.worst[name] = max(self.worst[name], away)
        tolerance = SEARCHED_CLOSE if self.gated and name in SEARCHED else TOLERANCES[name]
        assert away <= tolerance, f"{name}: {fast} for the twin's {slow}, {away:.1e} apart"

    def distribution(self, name: str, fast: Distribution, slow: Values, scale: float) -> None:
        for mark, share in {"p5": 5, "p25": 25, "p50": 50, "p75": 75, "p95": 95}.items():
            self.near(name, getattr(fast, mark).value, float(np.percentile(slow, share)), scale)
        self.near(name, fast.mean.value, float(np.mean(slow)), scale)
        self.near(name, fast.sd.value, float(np.std(slow)), scale)
        self.near(name, fast.worst5_mean.value, worst5(slow), scale)

    def answer(self, question: Question, futures: Bank, looks: int) -> bool:
        """All of an answer; `looks` is how many of the other views and of the sweep's weights are compared as well. False where a
        future is so near a trading rule's bound that float32 may decide otherwise: then nothing is compared."""
        twin = Twin(question, EDITION, futures)
        without, chosen = lives(twin, 0.0), lives(twin, question.sleeve.weight)
        if any(life.on_the_edge for life in chosen):
            return False
        self.gated = question.plan.gates and futures.lagged and any(key in PRIVATE_CLASSES for key in question.sleeve.mix)
        asked = ("views", "sweep") if looks else ()
        found = answer(question.household, question.plan, question.sleeve, question.beliefs, asked, bank=futures)
        self.contributions(twin, found)
        self.near("Social Security", found.social_security.monthly, twin.spender.benefit / 12, 1.0)
        self.gate(found.gate, twin, chosen, futures)
        self.side(found.baseline, twin, without, without)
        self.side(found.sleeve, twin, chosen, without)
        self.difference(found.difference, twin, without, chosen)
        self.outlook(found.outlook, twin)
        for result in found.views[:looks]:
            viewed = Twin(question, EDITION, futures, result.view)
            under = lives(viewed, question.sleeve.weight)
            if not any(life.on_the_edge for life in under):
                self.difference(result.difference, viewed, without, under)
            self.outlook(result.outlook, viewed)
        for point in found.sweep[-looks:]:
            self.sweep(point, without, lives(twin, point.weight))
        return True

    def contributions(self, twin: Twin, found: Answer) -> None:
        assert [row.age for row in found.contributions] == [twin.household.age + year for year in range(len(twin.paid_in))]
        for fast, slow in zip(found.contributions, twin.paid_in, strict=True):
            for name in ("pay", "employee", "catch_up", "roth", "employer"):
                self.near("contributions", getattr(fast, name), getattr(slow, name), 1.0)

    def side(self, found: Side, twin: Twin, slow: list[Life], without: list[Life]) -> None:
        most, income = max(balances(without)), max(incomes(without))
        self.distribution("balance", found.balance, balances(slow), most)
        self.distribution("income a month", found.income_monthly, incomes(slow), income)
        if found.reported_balance is not None:
            self.distribution("reported balance", found.reported_balance, np.array([life.reported for life in slow]), most)
        for year, point in enumerate(found.by_age, start=1):
            by_age = np.array([life.balances[year] for life in slow])
            self.distribution("balance by age", point.balance, by_age, max(life.balances[year] for life in without))
        self.distribution("worst fall", found.worst_fall, np.array([life.worst_fall for life in slow]), 1.0)
        if found.highest_weight is not None:
            self.distribution("highest weight", found.highest_weight, np.array([life.highest_weight for life in slow]), 1.0)
        self.replaced(found, twin, incomes(slow))
        self.fees(found, slow, without)
        self.to_end(found.to_end, twin, slow)

    def replaced(self, found: Side, twin: Twin, monthly: Values) -> None:
        if found.income_replaced is None or found.income_replaced_with_social_security is None:
            assert twin.spender.last_pay == 0
            return
        paid = [twin.spender.benefits(year) for year in range(max(twin.household.working_years, 0), twin.household.years)]
        benefit = next((dollars for dollars in paid if dollars > 0), 0.0)
        most = 12 * max(monthly) / twin.spender.last_pay
        self.distribution("income replaced", found.income_replaced, 12 * monthly / twin.spender.last_pay, most)
        both = (12 * monthly + benefit) / twin.spender.last_pay
        self.distribution("income replaced", found.income_replaced_with_social_security, both, max(both))

    def gate(self, found: Gate | None, twin: Twin, chosen: list[Life], futures: Bank) -> None:
        """What gates cost: the same account in the same futures under a plan without them."""
        if found is None:
            assert not any(life.gate_met for life in chosen)
            return
        free_of_gates = replace(twin.question, plan=replace(twin.question.plan, gates=False))
        free = lives(Twin(free_of_gates, EDITION, futures), twin.question.sleeve.weight)
        met, cost = np.array([life.gate_met for life in chosen]), balances(chosen) - balances(free)
        self.near("chances", found.chance_met.value, float(np.mean(met)), 1.0)
        self.distribution("gate", found.cost, cost, max(balances(free)))
        self.near("gate", found.cost_if_met.value, float(np.median(cost[met])) if met.any() else 0.0, max(balances(free)))

    def fees(self, found: Side, slow: list[Life], without: list[Life]) -> None:
        middle = np.argsort(balances(without), kind="stable")[len(slow) // 4 : len(slow) - len(slow) // 4]
        fees = {fund: float(np.mean([slow[path].fees[fund] for path in middle])) for fund in slow[0].fees}
        for fund, fee in found.fees.items():
            self.near("fees", fee.value, fees[fund], sum(fees.values()))
        self.near("fees", found.fees_paid.value, sum(fees[fund] for fund in found.fees), sum(fees.values()))

    def to_end(self, found: ToEnd, twin: Twin, slow: list[Life]) -> None:
        ends = [life.retirement for life in slow]
        self.near("goal", found.goal_monthly, twin.spender.goal / 12, 1.0)
        self.near("first withdrawal", found.first_withdrawal_monthly.value, float(np.median([end.first_withdrawal for end in ends])), 1.0)
        self.near("chance short", found.chance_short.value, twin.spender.chance_short(ends), 1.0)
        for point in found.by_age:
            self.near("chance short", point.chance.value, twin.spender.chance_short(ends, by_age=point.age), 1.0)
        self.near("age if short", found.age_if_short.value, twin.spender.middle_age_if_short(ends), 1.0)

    def difference(self, found: Difference, twin: Twin, without: list[Life], chosen: list[Life]) -> None:
        change, income, own_income = balances(chosen) - balances(without), incomes(chosen) - incomes(without), incomes(without)
        most = max(*balances(without), *balances(chosen))
        self.distribution("difference", found.balance, change, most)
        self.distribution("difference", found.income_monthly, income, max(*own_income, *incomes(chosen)))
        worse = fallen(without, chosen)
        self.near("chances", found.chance_worse.value, float(np.mean(worse)), 1.0)
        self.near("chances", found.chance_worse_10pct.value, float(np.mean(change < -0.1 * balances(without))), 1.0)
        self.near("difference", found.median_if_worse.value, float(np.median(change[worse])) if worse.any() else 0.0, most)
        if worse.any():
            self.near("difference", found.worst5_if_worse.value, worst5(change[worse]), most)
        if found.chance_short is not None:
            short = [twin.spender.chance_short([life.retirement for life in side]) for side in (chosen, without)]
            self.near("chance short", found.chance_short.value, short[0] - short[1], 1.0)
        for chance, beyond in ((found.chance_less, -income), (found.chance_more, income)):
            fewest, most_of_all = (float(np.mean(beyond > (0.01 + edge) * own_income)) for edge in (1e-5, -1e-5))
            assert fewest - 0.0051 <= chance.value <= most_of_all + 0.0051  # shown in whole hundredths
        assert abs(found.chance_less.value + found.chance_same.value + found.chance_more.value - 1) < 1e-12

    def outlook(self, found: Mapping[str, Outlook], twin: Twin) -> None:
        for asset in twin.assets:
            self.near("outlook", found[asset.key].average, asset.average, 1.0)
            self.near("outlook", found[asset.key].typical, asset.typical, 1.0)

    def sweep(self, point: SweepPoint, without: list[Life], swept: list[Life]) -> None:
        if any(life.on_the_edge for life in swept):
            return
        self.distribution("sweep", point.balance, balances(swept), max(balances(without)))
        self.distribution("sweep", point.income_change, incomes(swept) - incomes(without), max(*incomes(without), *incomes(swept)))
        self.near("chances", point.chance_worse.value, float(np.mean(fallen(without, swept))), 1.0)


def worst5(values: Values) -> float:
    return float(np.mean(np.sort(values)[: max(1, round(len(values) / 20))]))


def fallen(without: list[Life], chosen: list[Life]) -> NDArray[np.bool_]:
    """Lower by more than what rounding of the stored bank can do."""
    return np.asarray(balances(chosen) < balances(without) * (1 - 1e-7))


def balances(lives: list[Life]) -> Values:
    return np.array([life.balances[-1] for life in lives])


def incomes(lives: list[Life]) -> Values:
    return np.array([life.income for life in lives])


def lives(twin: Twin, weight: float) -> list[Life]:
    """One for each future; what is the same future again, with ruin in the same year, is lived once."""
    known: dict[tuple[bytes, int], Life] = {}
    found = []
    for path in range(twin.bank.paths):
        ruin = twin.year_of_ruin(path) if any(asset.wiped_out_once for asset in twin.assets) and weight else 0
        same = (twin.bank.growth[:, :, path].tobytes(), ruin)
        if same not in known:
            known[same] = twin.path(path, weight)
        found.append(known[same])
    return found
