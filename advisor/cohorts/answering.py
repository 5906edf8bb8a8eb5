"""What the model says of the people of one slice: where they stand, or what other rules would change for them."""

from collections.abc import Iterator, Sequence
from functools import partial

from advisor.cohorts import batches, figures
from advisor.cohorts.models import Batch, Person, Result, Slice
from advisor.cohorts.people import household_of
from advisor.cohorts.rules import plan_rules, under
from advisor.jobs.work import Save, Step
from scenarios.cohort import cohort, plan_effects
from scenarios.inputs import Beliefs, Sleeve

PIECE = 25  # people between two steps: some seconds on a slow machine, where a claim lasts fifteen


def answered(part: Slice, step: Step) -> Save:
    """Works it out. What it gives back saves it."""
    people = batches.people_of(part)
    found: list[figures.Figures] = []
    for first in range(0, len(people), PIECE):
        step(first, len(people))
        found += _figures(part.batch, people[first : first + PIECE])
    return partial(_save, part, people, found)


def _figures(batch: Batch, people: Sequence[Person]) -> Iterator[figures.Figures]:
    beliefs = Beliefs(edition=batch.census.edition)
    known, rules = [household_of(person) for person in people], plan_rules(batch.rules)
    now = [under(batch.rules, household) for household in known]
    if batch.proposed is None:
        yield from map(figures.kept, cohort(now, rules, Sleeve(), beliefs))
        return
    then = [under(batch.proposed, household) for household in known]
    yield from map(figures.kept_effect, plan_effects(now, rules, plan_rules(batch.proposed), beliefs, paying=then))


def _save(part: Slice, people: Sequence[Person], found: Sequence[figures.Figures]) -> None:
    results = (Result(batch=part.batch, person=person, figures=each) for person, each in zip(people, found, strict=True))
    batches.done(part)
    Result.objects.bulk_create(results)
