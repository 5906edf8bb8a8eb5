"""What is kept from one answer to the next: bounded, by what decides it, and nothing of a person."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace

import numpy as np
import pytest

from scenarios.answer import answer
from scenarios.bank import KEPT, KEPT_COSTS, KEPT_MIXES, Bank
from scenarios.editions import load
from scenarios.futures import futures_of
from scenarios.inputs import Question
from scenarios.kept import Kept
from scenarios.results import Answer
from scenarios.terms import mix
from tests.banks import part_of, question, small_bank

PATHS = 100


def fresh(bank: Bank) -> Bank:
    """The same futures with nothing kept."""
    return replace(bank)


def answered(one: Question, bank: Bank) -> Answer:
    return answer(one.household, one.plan, one.sleeve, one.beliefs, one.ask, bank=bank)


def person(**parts: dict[str, object]) -> Question:
    sleeve = parts.pop("sleeve", {"weight": 0.05})
    return question(sleeve=sleeve, ask=("sweep", "views", "largest_sleeve"), **parts)  # type: ignore[arg-type]


PEOPLE = {
    "first": person(),
    "another balance": person(household={"balance": 1_000_000, "contribution": 0.2}),
    "another age": person(household={"age": 50}),
    "retires later": person(household={"retirement_age": 70}),
    "plans for longer": person(household={"plan_to_age": 99}),
    "for life": person(household={"longevity": "life_table"}),
    "another weight": person(sleeve={"weight": 0.031}),
    "a ramp and a taper": person(plan={"ramp_years": 4, "taper_years": 10, "taper_floor": 0.01}),
    "another core fund": person(plan={"core": "target_date_active"}),
    "another class": person(sleeve={"weight": 0.05, "mix": {"commodities": 1}}),
    "private": person(sleeve={"weight": 0.05, "mix": {"private_equity": 0.5, "bitcoin": 0.5}}),
    "private, no gates": person(sleeve={"weight": 0.05, "mix": {"private_equity": 0.5, "bitcoin": 0.5}}, plan={"gates": False}),
    "another view": person(beliefs_of={"view": "cautious"}),
    "all sleeve": person(sleeve={"weight": 1.0}, plan={"cap": 1}),
}


def test_what_was_asked_before_changes_no_answer() -> None:
    bank = fresh(small_bank(paths=PATHS))
    asked = [*PEOPLE, *reversed(PEOPLE)]
    assert [name for name in asked if answered(PEOPLE[name], bank) != answered(PEOPLE[name], fresh(bank))] == []


def test_threads_that_ask_at_once_get_their_own_answers() -> None:
    bank = fresh(small_bank(paths=PATHS))
    alone = {name: answered(one, fresh(bank)) for name, one in PEOPLE.items()}
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda name: (name, answered(PEOPLE[name], bank)), [*PEOPLE] * 2))
    assert [name for name, one in found if one != alone[name]] == []


def test_the_same_years_are_worked_out_once_whatever_a_person_has_or_pays() -> None:
    bank = fresh(small_bank(paths=PATHS))
    opened = [futures_of(PEOPLE[name], load(), bank) for name in ("first", "another balance", "another weight")]
    assert all(one.core is opened[0].core and one.excess is opened[0].excess for one in opened)
    assert futures_of(PEOPLE["another age"], load(), bank).core is not opened[0].core


def test_so_are_those_of_each_view_of_the_sleeve() -> None:
    bank = fresh(small_bank(paths=PATHS))
    views = [futures_of(PEOPLE[name], load(), bank) for name in ("first", "another weight")]
    cautious = [one.holding(mix(one.assumptions, one.question, "cautious"), asked=True) for one in views]
    assert cautious[0].excess is cautious[1].excess
    assert cautious[0].excess is not views[0].excess
    elsewhere = [one.holding(mix(one.assumptions, one.question, "cautious")) for one in views]
    assert elsewhere[0].excess is not elsewhere[1].excess


def test_a_bank_keeps_a_few_things_whoever_asks() -> None:
    bank = fresh(small_bank(paths=PATHS))
    for one in PEOPLE.values():
        answered(one, bank)
        kept = len(bank.core_years), len(bank.sleeve_years), len(bank.income_costs)
        assert all(count <= most for count, most in zip(kept, (KEPT, KEPT_MIXES, KEPT_COSTS), strict=True)), kept


def test_a_changed_copy_of_a_bank_starts_with_nothing() -> None:
    bank = fresh(small_bank(paths=PATHS))
    answered(PEOPLE["first"], bank)
    kept = [field.name for field in fields(Bank) if isinstance(getattr(bank, field.name), Kept)]
    assert [len(getattr(bank, name)) > 0 for name in kept] == [True, True, True]
    assert [len(getattr(part_of(bank, slice(50)), name)) for name in kept] == [0, 0, 0]


def test_the_one_not_asked_for_the_longest_is_forgotten() -> None:
    made: list[str] = []
    kept: Kept[str] = Kept(2)
    for key in ("a", "b", "a", "c", "a", "b"):
        assert kept.of(key, lambda key=key: made.append(key) or key.upper()) == key.upper()  # type: ignore[misc,func-returns-value]
    assert made == ["a", "b", "c", "b"]
    assert len(kept) == 2


def test_what_cannot_be_made_is_not_kept() -> None:
    kept: Kept[float] = Kept(1)
    with pytest.raises(ZeroDivisionError):
        kept.of("a", lambda: 1 / 0)
    assert kept.of("a", lambda: 1.0) == 1.0


def test_years_that_are_kept_cannot_be_written_over() -> None:
    opened = futures_of(PEOPLE["first"], load(), fresh(small_bank(paths=PATHS)))
    for years in (opened.core, opened.excess):
        with pytest.raises(ValueError, match="read-only"):
            years.growth[0] = np.nan
