"""A person of a census as the model reads one: the table `household` of the terminal's contract, whole."""

from collections.abc import Mapping
from typing import Any

from advisor.cohorts.models import Person
from scenarios import document
from scenarios.assumptions import Assumptions
from scenarios.editions import load
from scenarios.errors import Fault, InputError
from scenarios.inputs import Household
from scenarios.sections import Section


def household_of(person: Person) -> Household:
    """As it was uploaded. The table is whole, so that no default of a later edition comes in."""
    return household(person.household, load())


def household_document(known: Mapping[str, Any], assumptions: Assumptions) -> dict[str, Any]:
    """The whole table of what a census says of somebody, the rest filled in with the edition's defaults. Raises InputError."""
    return document.household_document(household(known, assumptions))


def household(known: Mapping[str, Any], assumptions: Assumptions) -> Household:
    faults: list[Fault] = []
    part = Section(known, "household", faults)
    found = document.read_household(part, assumptions)
    part.finish()
    if found is None or faults:
        raise InputError(*faults)
    return found
