"""Letters in tests: a plan that is published, a census of it, and a slice of letters without a worker."""

from typing import Any

from advisor.accounts.models import User
from advisor.cohorts import figures
from advisor.cohorts.models import Batch, Census, Person, Slice
from advisor.cohorts.people import household_document, household_of
from advisor.cohorts.rules import plan_rules, under
from advisor.plans import services
from advisor.plans.models import Plan
from advisor.plans.rules import usual
from scenarios.cohort import cohort
from scenarios.editions import DEFAULT, load
from scenarios.inputs import Beliefs, Sleeve
from tests.cohorts.answered import finished

SITE = "https://ballast.example.org/"


def published_plan(name: str = "Harbor Mills 401(k)", **rules: Any) -> Plan:
    lead = User.objects.with_address("lead@example.org")
    plan = services.start_plan(user=lead, name=name)
    services.save_draft(plan=plan, user=lead, typed=usual() | rules)
    services.publish(plan=plan, user=lead)
    return plan


def census_of(plan: Plan, *people: dict[str, Any]) -> Census:
    """Each with what is told of their household, and fields of Person beside it."""
    census = Census.objects.create(plan=plan, name="people.csv", edition=DEFAULT, by="")
    for place, told in enumerate(people, start=1):
        known = {"age": 40, "balance": 80_000.0, "contribution": 0.03, "pay": 72_000.0} | told.pop("household", {})
        given = {"reference": f"A{place}", "name": f"Ana Silva {place}"} | told
        Person.objects.create(census=census, place=place, household=household_document(known, load()), **given)
    return census


def truly_answered(census: Census) -> Batch:
    """By the model."""
    people, typed = list(census.people.order_by("place")), census.plan.published.typed  # type: ignore[union-attr]
    standings = cohort([under(typed, household_of(person)) for person in people], plan_rules(typed), Sleeve(), Beliefs())
    return finished(census, {person: figures.kept(standing) for person, standing in zip(people, standings, strict=True)})


def slice_of(census: Census, answers: Batch | None, *, order: str = "place", language: str = "en") -> Slice:
    batch = Batch.objects.create(
        census=census, kind=Batch.Kind.LETTERS, version=1, rules=census.plan.versions.get(number=1).typed, answers=answers,
        order=order, language=language, address=SITE, by="",
    )  # fmt: skip
    return Slice.objects.create(batch=batch, number=1, first=0, last=census.people.count())
