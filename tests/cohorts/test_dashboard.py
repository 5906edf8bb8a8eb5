"""From answers to what may be shown: the right people are counted, lots stay with their workforce, bounds hold for anybody."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.cohorts import bounds, dashboard, effect
from advisor.cohorts.dashboard import Rules
from advisor.cohorts.disclosure import Range
from advisor.cohorts.links import Counts
from advisor.cohorts.models import Census, Person
from advisor.plans.rules import usual
from scenarios.assumptions import MatchTier
from scenarios.cohort import Standing
from scenarios.contributions import schedule
from scenarios.editions import load
from scenarios.inputs import Household, PlanRules, Question, Sleeve
from scenarios.instead import whole_match
from tests.cohorts import answered
from tests.cohorts.derive import of_all
from tests.people import question_of

PEOPLE = 1500  # each part of a scale is 1 of 100
EDITION = load()
BETWEEN = [0.1] * 322 + [0.9] * (PEOPLE - 322)  # on course are 21.5 of 100, in the middle of what two ranges share


@pytest.fixture(scope="module")
def rules() -> Rules:
    return Rules.of(usual())


def people(count: int = PEOPLE, **household: Any) -> list[Person]:
    return [Person(reference=f"{number:05d}", household={"age": 20 + number % 50, **household}) for number in range(count)]


def standings(count: int = PEOPLE, **differing: list[float]) -> list[Standing]:
    """The figures that are given, one for each, and the usual ones of tests.cohorts.answered."""
    return [answered.standing(**{name: values[number] for name, values in differing.items()}) for number in range(count)]


def holds(shown: Range | None, count: int, of: int = PEOPLE) -> bool:
    assert shown
    low, high = of_all(shown, of)
    return low <= count <= high


def test_on_course_is_who_runs_short_in_half_of_all_futures_or_fewer(rules: Rules) -> None:
    told = dashboard.told(people(), standings(short=[0.5] * 300 + [0.51] * 1200), rules)
    assert holds(told.on_course, 300)
    assert not holds(told.on_course, 400)
    assert not holds(told.on_course, 200)


def test_who_leaves_match_and_how_much(rules: Rules) -> None:
    told = dashboard.told(people(), standings(unclaimed=[2000.0] * 750 + [0.0] * 750), rules)
    assert holds(told.not_claiming, 750)
    assert told.unclaimed
    assert (told.unclaimed.low or 0) <= 1_500_000 < (told.unclaimed.high or 0)


def test_a_sleeve_is_counted_if_the_census_says_anything_of_sleeves(rules: Rules) -> None:
    workers = people()
    assert dashboard.told(workers, standings(), rules).holding is None
    for worker in workers[:600]:
        worker.sleeve_share = 0.04
    workers[600].sleeve_share = 0.0
    assert holds(dashboard.told(workers, standings(), rules).holding, 600)


def test_a_spread_is_of_its_own_ages_and_of_people_with_pay(rules: Rules) -> None:
    workers = people()
    young = [worker.household["age"] < 35 for worker in workers]
    found = standings(replaced=[0.3 if one else 0.9 for one in young])
    found = [replace(each, income_replaced_with_social_security=None) if place % 2 else each for place, each in enumerate(found)]
    first, *others = dashboard.told(workers, found, rules).spreads
    assert (first.first, first.end, first.low, first.middle, first.high) == (None, 35, *[pytest.approx(0.3)] * 3)
    assert all(other.low == other.high == pytest.approx(0.9) for other in others)


def test_the_same_workforce_always_looks_the_same(rules: Rules) -> None:
    found = standings(short=[number / PEOPLE for number in range(PEOPLE)])
    assert dashboard.told(people(), found, rules) == dashboard.told(people(), found, rules)


def test_any_other_workforce_or_rules_draw_anew(rules: Rules) -> None:
    """Where a count lies in two ranges, a workforce that differs in a single figure, or other rules, may show the other one."""
    found = standings(short=BETWEEN)
    by_people = {dashboard.told(people(row=number), found, rules).on_course for number in range(20)}
    by_rules = {dashboard.told(people(), found, replace(rules, text=str(number))).on_course for number in range(20)}
    assert len(by_people) == len(by_rules) == 2


def test_the_lots_rest_on_the_key_of_the_site(rules: Rules, settings: Any) -> None:
    shown = set()
    for key in range(30):
        settings.SECRET_KEY = f"another {key}"
        shown.add(dashboard.told(people(), standings(short=BETWEEN), rules).on_course)
    assert len(shown) == 2


def test_who_has_finished_never_looks_like_more_than_who_has_opened() -> None:
    census = Census()
    for opened in range(0, 401, 7):
        for finished in range(0, opened + 1, 13):
            told = dashboard.letters(census, Counts(invited=400, opened=opened, finished=finished))
            assert told.opened
            assert told.finished
            assert (told.opened.low or 0) >= (told.finished.low or 0)


def test_letters_only_ever_look_more_opened_than_before() -> None:
    census = Census()
    lows = [dashboard.letters(census, Counts(invited=400, opened=opened, finished=0)).opened for opened in range(401)]
    found = [shown.low or 0 for shown in lows if shown]
    assert found == sorted(found)
    assert len(found) == 401


def test_an_effect_counts_what_is_clear_and_pairs_people(rules: Rules) -> None:
    now = standings(income=[3000.0] * PEOPLE, employer=[1000.0] * PEOPLE)
    changes = [100.0] * 600 + [-50.0] * 300 + [1.0] * 600
    then = standings(income=[3000.0 + change for change in changes], employer=[1100.0] * PEOPLE)
    effects = [answered.effect(before, after, se=10.0) for before, after in zip(now, then, strict=True)]
    proposed = replace(rules, plan=replace(rules.plan, match=(MatchTier(rate=1.0, upto=0.05),)))
    told = effect.told(people(), effects, rules, proposed)
    assert holds(told.more, 600)
    assert holds(told.less, 300)
    assert told.change == 0
    assert told.change_of_tenth == -50
    assert told.cost_change
    assert (told.cost_change.low or 0) <= 150_000 < (told.cost_change.high or 0)
    assert not told.costs_the_same
    assert effect.told(people(), effects, rules, rules).costs_the_same


def test_where_people_stand_now_looks_the_same_beside_a_draft(rules: Rules) -> None:
    found = standings(short=[number / PEOPLE for number in range(PEOPLE)], unclaimed=[float(number) for number in range(PEOPLE)])
    page, draft = dashboard.told(people(), found, rules), replace(rules, text="draft")
    told = effect.told(people(), [answered.effect(one, one) for one in found], rules, draft)
    assert (told.on_course_now, told.unclaimed_now) == (page.on_course, page.unclaimed)
    assert told.on_course_then == dashboard.told(people(), found, draft).on_course


TIERS = st.lists(st.tuples(st.floats(0, 2), st.floats(0, 0.1)), max_size=3).map(
    lambda given: tuple(MatchTier(rate=rate, upto=upto) for (rate, _), upto in zip(given, sorted(upto for _, upto in given), strict=True))
)
PLANS = st.builds(PlanRules, match=TIERS, nonelective=st.floats(0, 0.1))
WORKERS = st.builds(
    Household,
    age=st.integers(20, 66),
    balance=st.just(1000.0),
    contribution=st.floats(0, 0.5),
    contribution_unit=st.just("share"),
    pay=st.floats(0, 900_000),
)


@given(PLANS, PLANS, WORKERS)
def test_no_draft_can_cost_more_for_anybody_than_its_bounds_say(now: PlanRules, proposed: PlanRules, worker: Household) -> None:
    least, most = bounds.employer_change(now, proposed, EDITION)
    before, after = (schedule(worker, plan, EDITION)[0].employer for plan in (now, proposed))
    assert least - 0.01 <= after - before <= most + 0.01


@given(PLANS, WORKERS)
def test_nobody_can_leave_more_match_than_its_bound_says(plan: PlanRules, worker: Household) -> None:
    question: Question = replace(question_of("Maya"), household=worker, plan=plan, sleeve=Sleeve())
    whole, now = whole_match(question, EDITION)[0], schedule(worker, plan, EDITION)[0]
    assert whole.employer - now.employer <= bounds.unclaimed(plan, EDITION)[1] + 0.01
