"""The people of a census as the model reads them."""

import pytest

from advisor.accounts.models import User
from advisor.cohorts.models import Person
from advisor.cohorts.people import household_document, household_of
from advisor.plans import services
from scenarios import document
from scenarios.editions import load
from scenarios.errors import InputError
from tests.cohorts.workforce import saved_census

KNOWN = {"age": 40, "balance": 1000.0, "contribution": 0.06, "pay": 50000.0}


@pytest.mark.django_db
def test_a_saved_person_is_read_back_as_uploaded() -> None:
    plan = services.start_plan(user=User.objects.with_address("lead@example.org"), name="Bakery")
    people = list(saved_census(plan=plan, people=200).people.order_by("place"))
    assert [person.place for person in people] == list(range(1, 201))
    assert all(document.household_document(household_of(person)) == person.household for person in people)
    assert Person.objects.filter(sleeve_share=None).exists() and Person.objects.filter(sleeve_share=0.05).exists()
    assert {person.household["contribution"] == 0 for person in people} == {True, False}


def test_what_a_census_leaves_out_has_the_edition_s_default_and_is_kept_with_it() -> None:
    assert household_document(KNOWN, load())["retirement_age"] == 67
    assert household_document(KNOWN | {"age": 70}, load())["retirement_age"] == 71
    assert household_document(KNOWN, load()).keys() >= {"plan_to_age", "income_goal", "filing", "longevity", "claim_age"}


def test_what_the_model_does_not_know_is_refused() -> None:
    with pytest.raises(InputError, match="shoe_size"):
        household_document(KNOWN | {"shoe_size": 9}, load())
