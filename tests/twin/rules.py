"""What the plan wants of the sleeve in a year: targets and caps, before any trade."""

from scenarios.inputs import Question
from tests.twin.horizon import last_year


class Rules:
    """The plan's rules for one chosen weight of the sleeve. The sweep looks beyond the caps: such a weight is its own cap."""

    def __init__(self, question: Question, weight: float) -> None:
        self.question, self.weight = question, weight
        self._targets = [self.target(year) for year in range(last_year(question.household) + 1)]

    def target(self, year: int) -> float:
        """The sleeve's target in a plan year: the chosen weight, reached over the ramp, held under the cap of the year."""
        ramp = self.question.plan.ramp_years
        ramped = self.weight * min(1.0, (year + 1) / ramp) if ramp else self.weight
        return min(ramped, self.cap(year))

    def cap(self, year: int) -> float:
        """The plan's cap for the sleeve in a plan year, which the taper lowers before retirement."""
        plan, household = self.question.plan, self.question.household
        cap = max(plan.cap, self.weight)
        years_left = max(0, household.retirement_age - household.age - year)
        if plan.taper_years and years_left < plan.taper_years:
            return plan.taper_floor + (cap - plan.taper_floor) * years_left / plan.taper_years
        return cap

    def asset_target(self, key: str, year: int) -> float:
        return self._targets[year] * self.question.sleeve.mix[key]

    def asset_cap(self, key: str) -> float:
        """The plan's own cap for one asset, as a share of the account; 1 where it has none."""
        return max(self.question.plan.asset_caps.get(key, 1.0), self.weight * self.question.sleeve.mix[key])

    def is_working(self, year: int) -> bool:
        return year < self.question.household.working_years
