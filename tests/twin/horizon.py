"""How long a household is followed."""

from scenarios.inputs import Household

OLDEST, LONGEST = 110, 80  # whose goal is followed for life, and how many plan years a bank has


def last_year(household: Household) -> int:
    """The plan year before which the goal ends: at the plan-to age, or, for life, at an age that few reach."""
    for_life = household.longevity == "life_table"
    return max(household.years, min(OLDEST - household.age, LONGEST)) if for_life else household.years
