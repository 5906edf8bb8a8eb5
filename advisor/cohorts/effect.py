"""What a draft would change for a workforce, from the rows of a finished batch, as far as it may be shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from advisor.cohorts import bounds, disclosure, figures
from advisor.cohorts.dashboard import Lots, Rules, of_people, on_course, unclaimed
from advisor.cohorts.disclosure import Range, rest
from advisor.cohorts.models import Batch, Person
from scenarios.cohort import PlanEffect
from scenarios.editions import load

CHANGE_STEP = 10  # dollars a month, to which levels are rounded
MIDDLE, TENTH = 0.5, 0.1


@dataclass(frozen=True, kw_only=True)
class Effect:
    """Counts of 100 people, dollars a year of the match and of the employer's cost, levels in dollars a month. `more` and `less`: people
    whose middle income clearly changes. `change` is that of the middle person, `change_of_tenth` the most that one in ten get. All are
    paired, on the same futures. `costs_the_same`: whoever the people are."""

    people: int
    on_course_now: Range | None
    on_course_then: Range | None
    more: Range | None
    less: Range | None
    change: float | None
    change_of_tenth: float | None
    costs_the_same: bool
    cost_change: Range | None
    unclaimed_now: Range | None
    unclaimed_then: Range | None


@lru_cache(maxsize=32)
def effect(batch: Batch) -> Effect:
    """Of a batch of effects that is finished, which never changes again."""
    assert batch.proposed is not None, "effects are of a draft"
    rows = list(batch.results.select_related("person").order_by("person__reference"))
    return told(
        [row.person for row in rows], [figures.effect(row.figures) for row in rows], Rules.of(batch.rules), Rules.of(batch.proposed)
    )


def told(people: Sequence[Person], effects: Sequence[PlanEffect], now: Rules, then: Rules) -> Effect:
    """As dashboard.told, under both sets of rules."""
    draw = Lots(of_people(people))
    least, most = bounds.employer_change(now.plan, then.plan, load())
    more, less = _who_changes(effects, draw, now, then)
    changes, drawn = [each.income_change.middle.value for each in effects], draw.of("change", now.text, then.text)
    return Effect(
        people=len(people),
        on_course_now=on_course([each.now for each in effects], draw, now),
        on_course_then=on_course([each.proposed for each in effects], draw, then),
        more=more,
        less=less,
        change=disclosure.level(changes, MIDDLE, CHANGE_STEP, drawn),
        change_of_tenth=disclosure.level(changes, TENTH, CHANGE_STEP, drawn),
        costs_the_same=least == most,
        cost_change=draw.summed("cost", [each.proposed.employer - each.now.employer for each in effects], least, most, now.text, then.text),
        unclaimed_now=unclaimed([each.now for each in effects], draw, now),
        unclaimed_then=unclaimed([each.proposed for each in effects], draw, then),
    )


def _who_changes(effects: Sequence[PlanEffect], draw: Lots, now: Rules, then: Rules) -> tuple[Range | None, Range | None]:
    """More, and less. One lot for both, on one scale from the top: so their sum never says more than each does alone."""
    clear = [each.income_change.middle for each in effects]
    drawn = draw.of("more or less", now.text, then.text)
    more = disclosure.counted(sum(one.is_clear and one.value > 0 for one in clear), len(clear), drawn)
    not_less = disclosure.counted(sum(not (one.is_clear and one.value < 0) for one in clear), len(clear), drawn)
    return more, rest(not_less) if not_less else None
