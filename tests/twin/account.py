"""One account in one future, holding by holding: it grows, is paid into or out of, and trades at each year's end.

Accounts trade at what funds report, so holdings are kept at reported value; what they are worth (economic) is reported
value over the fund's ratio. A fund without appraisals reports what it is worth.
"""

import copy

from tests.twin.future import MEAN_TIME_LEFT, FundYear, Future
from tests.twin.rules import Rules

GATED_SALE = 0.05
EXACT, EDGE = 1e-12, 1e-6  # a share closer to its bound than the first is at it; than the second, float32 may see it on the other side


class Account:
    """`core` in dollars, `held` reported dollars by asset; `roth` is the share of the account that is Roth."""

    def __init__(self, rules: Rules, future: Future, balance: float, roth_balance: float, year: int = 0) -> None:
        self.rules, self.future = rules, future
        self.plan = rules.question.plan
        total = balance + roth_balance
        self.roth = roth_balance / total if total else 0.0
        self.ratio = dict.fromkeys(future.assets, 1.0)  # reported to economic
        self.held = {key: total * rules.asset_target(key, year) for key in future.assets}
        self.core = total - sum(self.held.values())
        self.paused_until = dict.fromkeys(future.assets, -1)
        self.stopped: set[str] = set()
        self.highest_weight = rules.target(year)
        self.unit_values = [1.0]
        self.gate_met = False
        self.on_the_edge = False
        self.fees = dict.fromkeys([self.plan.core, *future.assets], 0.0)

    @property
    def reported(self) -> float:
        return self.core + sum(self.held.values())

    @property
    def value(self) -> float:
        return self.core + sum(held / self.ratio[key] for key, held in self.held.items())

    def live(self, year: int, monthly: float, roth_monthly: float = 0.0) -> None:
        """One plan year: growth, `monthly` dollars in (or, below zero, out) of which `roth_monthly` are Roth, then trades."""
        before, ratio_before, unit_growth = self.reported, self._ratio(year), self.future.fund(self.plan.core, year).growth
        funds = {key: self.future.fund(key, year) for key in self.held}
        core = self.future.fund(self.plan.core, year)
        core_flow, flows = self._flows(year, monthly, core, funds)
        for key, fund in funds.items():
            factor = fund.growth * fund.reported / self.ratio[key]
            unit_growth += self._shares(year)[key] * (factor - core.growth)
            self._see_fall(key, year, factor)
            self.held = self.held | {key: self.held[key] * factor}
            self.ratio = self.ratio | {key: fund.reported}
        self.core *= core.growth
        self._count_fees(core_flow, flows)
        grown = self.reported
        self.core += core_flow
        self.held = {key: held + flows[key] for key, held in self.held.items()}
        if self.reported > 0:
            flow = core_flow + sum(flows.values())
            self.roth = (self.roth * grown + (roth_monthly / monthly if monthly else 0.0) * flow) / self.reported
            if self.rules.is_working(year):
                self.highest_weight = max(self.highest_weight, sum(self.held.values()) / self.reported)
        self._trade(year, funds)
        unit_growth = grown / before if before > 0 else unit_growth
        self.unit_values.append(self.unit_values[-1] * unit_growth * ratio_before / self._ratio(year + 1))

    def twin(self) -> "Account":
        """The same account, to be lived on in another way."""
        other = copy.copy(self)
        other.fees, other.unit_values, other.paused_until = dict(self.fees), list(self.unit_values), dict(self.paused_until)
        return other

    def close(self) -> None:
        """Nothing is left, and nothing owed."""
        self.core, self.held = 0.0, dict.fromkeys(self.held, 0.0)

    def _flows(self, year: int, monthly: float, core: FundYear, funds: dict[str, FundYear]) -> tuple[float, dict[str, float]]:
        """What the year's payments have become at its end, reported: into the funds by target weight; out of the core."""
        shares = self._shares(year)
        if monthly > 0:
            shares = {key: 0.0 if key in self.stopped or year <= self.paused_until[key] else share for key, share in shares.items()}
        elif self.rules.target(year) < 1:
            shares = dict.fromkeys(shares, 0.0)
        flows = {key: monthly * share * funds[key].paid_in * funds[key].reported for key, share in shares.items()}
        return monthly * (1 - sum(shares.values())) * core.paid_in, flows

    def _shares(self, year: int) -> dict[str, float]:
        """Each asset's target share of the account: what has died leaves its share to the core."""
        return {key: self.rules.asset_target(key, year) if self.future.alive(key, year) else 0.0 for key in self.held}

    def _ratio(self, year: int) -> float:
        """What the whole account is reported as for each dollar it is worth; with nothing in it, what a dollar would be."""
        if self.reported > 0:
            return self.reported / self.value
        return 1 / (1 + sum(share * (1 / self.ratio[key] - 1) for key, share in self._shares(year).items()))

    def _see_fall(self, key: str, year: int, factor: float) -> None:
        pause = self.plan.pause
        if pause is None or not self.rules.is_working(year):
            return
        if not self._is_above(factor, 1 - pause.fall):
            self.paused_until[key] = year + pause.years

    def _count_fees(self, core_flow: float, flows: dict[str, float]) -> None:
        fee = self.future.core_fee
        self.fees[self.plan.core] += fee / (1 - fee) * (self.core + MEAN_TIME_LEFT * core_flow)
        for key, flow in flows.items():
            fee = self.future.assets[key].reported_fee
            self.fees[key] += fee / (1 - fee) * (self.held[key] + MEAN_TIME_LEFT * flow)

    def _trade(self, year: int, funds: dict[str, FundYear]) -> None:
        """At a year's end, by what the statement says: what the rules want held, as far as pauses and gates allow."""
        total, floor = self.reported, dict.fromkeys(self.held, 0.0)
        wanted = self._wanted_by_the_plan(year + 1) if self.rules.is_working(year + 1) else self._targets(year + 1)
        for key, held in self.held.items():
            if year + 1 <= self.paused_until[key] and self.rules.is_working(year + 1):
                wanted[key] = min(wanted[key], held)
            if self.plan.gates and funds[key].closed and held > 0:
                floor[key] = (1 - GATED_SALE) * held
                self.gate_met = self.gate_met or wanted[key] < floor[key] * (1 - 1e-12)
                wanted[key] = max(wanted[key], floor[key])
        self.held, self.core = wanted, total - sum(wanted.values())
        self._pay_the_debt(floor)
        self._pay_the_debt(dict.fromkeys(floor, 0.0), at_the_lower=True)
        self._stop(year + 1)

    def _targets(self, year: int) -> dict[str, float]:
        """Every living asset at its target of the year; an account that owes more than it has wants nothing."""
        total = max(0.0, self.reported)
        return {key: total * share for key, share in self._shares(year).items()}

    def _wanted_by_the_plan(self, year: int) -> dict[str, float]:
        """What should be held from the start of a working year, before pauses and gates. What died is sold first of all."""
        kept = {key: held if self.future.alive(key, year) else 0.0 for key, held in self.held.items()}
        total, sleeve, targets = self.reported, sum(kept.values()), self._targets(year)
        if total <= 0 or self.plan.rebalance == "yearly":
            return targets
        away, cap = abs(sleeve - sum(targets.values())) / total, self.rules.cap(year)
        over = [key for key in kept if self._is_above(kept[key] / total, self.rules.asset_cap(key))]
        above = self._is_above(sleeve / total, cap) or bool(over)
        if self.plan.rebalance == "band":
            assert self.plan.band is not None
            out = self._is_above(away, self.plan.band)
            return targets if out or (above and self.plan.over_cap == "sell") else kept
        if self.plan.over_cap == "stop" or not above:
            return kept
        scale = min(1.0, cap * total / sleeve)
        return {key: min(held * scale, self.rules.asset_cap(key) * total) for key, held in kept.items()}

    def _pay_the_debt(self, floor: dict[str, float], *, at_the_lower: bool = False) -> None:
        """What the core owes is paid by selling holdings down to a floor, each in proportion; what a gate held back fetches the
        lower of what it reports and what it is worth."""
        spare = {key: held - floor[key] for key, held in self.held.items()}
        fetches = {key: spare[key] * (min(1.0, 1 / self.ratio[key]) if at_the_lower else 1.0) for key in spare}
        if self.core < 0 < sum(fetches.values()):
            part = min(1.0, -self.core / sum(fetches.values()))
            self.core += part * sum(fetches.values())
            self.held = {key: held - part * spare[key] for key, held in self.held.items()}

    def _stop(self, year: int) -> None:
        """Where the plan only stops new money, an asset gets none in a year that starts with it, or the sleeve, above its cap."""
        self.stopped = set()
        total, sleeve = self.reported, sum(self.held.values())
        if self.plan.over_cap == "stop" and self.rules.is_working(year) and total > 0:
            all_of_it = self._is_above(sleeve / total, self.rules.cap(year))
            self.stopped = {key for key in self.held if all_of_it or self._is_above(self.held[key] / total, self.rules.asset_cap(key))}

    def _is_above(self, share: float, bound: float) -> bool:
        """Whether a share passed its bound, and on the way whether float32 could have seen it otherwise."""
        self.on_the_edge = self.on_the_edge or EXACT < abs(share - bound) < EDGE
        return share > bound + EXACT
