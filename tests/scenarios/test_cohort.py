"""Many people under one plan: each gets what they would get alone."""

import os
from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Any

import numpy as np
import pytest

from scenarios.answer import answer
from scenarios.bank import Bank
from scenarios.cohort import Spread, Standing, cohort, plan_effects, totals
from scenarios.editions import load
from scenarios.errors import InputError
from scenarios.futures import futures_of
from scenarios.inputs import Beliefs, Household, PlanRules, Question, Sleeve
from scenarios.results import Distribution, Statistic
from tests.banks import question, small_bank
from tests.golden.personas import personas

SMALL = small_bank(paths=500)
MATCH = [{"rate": 1.0, "upto": 0.03}, {"rate": 0.5, "upto": 0.05}]
PLAN = question(plan={"match": MATCH}).plan
BITCOIN, PRIVATE = Sleeve(weight=0.05), Sleeve(weight=0.08, mix={"private_equity": 0.5, "commodities": 0.5})

RETIRED = {"age": 70, "retirement_age": 70, "balance": 400_000}
ROTH = {"age": 50, "roth_balance": 60_000, "roth_share": 0.4}
NAMED: Sequence[dict[str, Any]] = (
    RETIRED,
    {**RETIRED, "roth_balance": 90_000},
    {"pay": 0, "contribution": 0},
    {"pay": 0, "contribution": 0, "balance": 0},
    {"age": 24, "balance": 0},
    ROTH,
    {"roth_balance": 5_000},
    {"roth_share": 1.0},
    {"age": 53, "pay": 240_000, "contribution": 0.15},  # the catch-up must be Roth
    {"contribution": 12_000},
    {"contribution": 0.03, "escalation": {"step": 0.01, "ceiling": 0.1}, "pay_growth": 0.01},
    {"age": 56, "retirement_age": 56, "social_security": "none"},
    {"longevity": "life_table", "social_security": 1_500, "filing": "joint"},
    {"age": 61, "retirement_age": 72, "plan_to_age": 90, "claim_age": 62, "social_security_payable": "trustees"},
)


def person(**keys: Any) -> Household:
    return question(household=keys).household


def workforce(count: int) -> list[Household]:
    """Those named, then golden people from all over the input space, some of them with an age mate, in no order."""
    golden = [person(**document["household"]) for document in personas()]
    people = [*(person(**keys) for keys in NAMED), *(mate for one in golden for mate in (one, replace(one, pay=one.pay + 1_000)))][:count]
    Random(7).shuffle(people)
    return people


SOME = workforce(18)


def rules(**keys: Any) -> PlanRules:
    return question(plan={"match": MATCH, **keys}).plan


def spread(distribution: Distribution | None) -> Spread | None:
    return None if distribution is None else Spread(low=distribution.p5, middle=distribution.p50, high=distribution.p95)


def alone(household: Household, plan: PlanRules, sleeve: Sleeve, bank: Bank) -> dict[str, Any]:
    """What the single answer says, by the names of a standing."""
    told = answer(household, plan, sleeve, Beliefs(), ("instead",), bank=bank)
    first = told.contributions[0] if told.contributions else None
    side = told.baseline
    return {
        "balance": spread(side.balance),
        "income_monthly": spread(side.income_monthly),
        "income_replaced": spread(side.income_replaced),
        "income_replaced_with_social_security": spread(side.income_replaced_with_social_security),
        "chance_short": side.to_end.chance_short,
        "employee": first.employee if first else 0,
        "employer": first.employer if first else 0,
        "income_change": spread(told.difference.income_monthly) if sleeve.weight else None,
        "chance_less": told.difference.chance_less if sleeve.weight else None,
    }


def figures(standing: Standing) -> dict[str, Any]:
    return {name: value for name, value in vars(standing).items() if name != "unclaimed_match"}


@pytest.mark.parametrize(
    ("plan", "sleeve"),
    [
        (PLAN, Sleeve()),
        (PLAN, BITCOIN),
        (rules(core="target_date_active", gates=False, ramp_years=3, taper_years=6, taper_floor=0.01), PRIVATE),
    ],
    ids=["no sleeve", "bitcoin", "private, ramped, tapered"],
)
def test_a_cohort_gives_each_person_what_they_would_get_alone(bank: Bank, plan: PlanRules, sleeve: Sleeve) -> None:
    """To the last bit, standard errors too."""
    people = workforce(200 if os.environ.get("PROOF") else 15)
    for household, standing in zip(people, cohort(people, plan, sleeve, Beliefs(), bank=bank), strict=True):
        assert figures(standing) == alone(household, plan, sleeve, bank), household


@pytest.mark.parametrize(
    ("keys", "sleeve"),
    [
        ({"rebalance": "band", "band": 0.02}, BITCOIN),
        ({"rebalance": "never"}, BITCOIN),
        ({"pause": {"fall": 0.2, "years": 2}}, BITCOIN),
        ({}, PRIVATE),  # with gates
        ({"rebalance": "never"}, Sleeve()),
    ],
    ids=["band", "never", "pause", "gates", "never, of no sleeve"],
)
def test_rules_that_let_an_account_leave_its_targets_give_the_same_as_alone(keys: dict[str, Any], sleeve: Sleeve) -> None:
    plan = rules(**keys)
    for household, standing in zip(SOME, cohort(SOME, plan, sleeve, Beliefs(), bank=SMALL), strict=True):
        assert figures(standing) == alone(household, plan, sleeve, SMALL), household


def test_the_order_of_people_changes_nothing() -> None:
    shuffled = Random(1).sample(range(len(SOME)), len(SOME))
    standings = cohort(SOME, PLAN, BITCOIN, Beliefs(), bank=SMALL)
    assert cohort([SOME[place] for place in shuffled], PLAN, BITCOIN, Beliefs(), bank=SMALL) == tuple(
        standings[place] for place in shuffled
    )


@pytest.mark.parametrize("size", [1, 3, 5])
def test_slices_change_nothing(size: int) -> None:
    slices = (cohort(SOME[low : low + size], PLAN, BITCOIN, Beliefs(), bank=SMALL) for low in range(0, len(SOME), size))
    assert tuple(standing for part in slices for standing in part) == cohort(SOME, PLAN, BITCOIN, Beliefs(), bank=SMALL)


def test_equal_people_stand_equally_in_any_company() -> None:
    mates = [person(age=50, balance=1_000 * number) for number in range(6)]
    standings = cohort([person(**ROTH), *mates, person(**ROTH), mates[2]], PLAN, BITCOIN, Beliefs(), bank=SMALL)
    assert standings[0] == standings[-2]
    assert standings[3] == standings[-1]
    assert len(set(standings)) == 7


def test_nobody_is_an_empty_cohort() -> None:
    assert cohort([], PLAN, BITCOIN, Beliefs(), bank=SMALL) == ()
    assert plan_effects([], PLAN, PLAN, Beliefs(), bank=SMALL) == ()


def standing_of(keys: dict[str, Any], plan: PlanRules = PLAN, sleeve: Sleeve | None = None, bank: Bank = SMALL) -> Standing:
    return cohort([person(**keys)], plan, sleeve or Sleeve(), Beliefs(), bank=bank)[0]


@pytest.mark.parametrize(
    ("keys", "employee", "employer", "unclaimed"),
    [
        ({"contribution": 0.03}, 2_400, 2_400, 800),  # of 80,000: 3 % matched in full, half of the 2 % up to 5 % left
        ({"contribution": 0.05}, 4_000, 3_200, 0),
        ({"contribution": 0.12}, 9_600, 3_200, 0),
        ({"contribution": 0}, 0, 0, 3_200),
        ({"contribution": 3_999}, 3_999, 3_199.5, 0.5),
        ({"contribution": 0, "escalation": {"step": 0.01, "ceiling": 0.1}}, 0, 0, 3_200),  # the first year alone
        ({"pay": 0, "contribution": 0}, 0, 0, 0),
        ({"age": 70, "retirement_age": 70}, 0, 0, 0),
    ],
)
def test_what_is_paid_in_this_year_and_what_match_is_left(keys: dict[str, Any], employee: float, employer: float, unclaimed: float) -> None:
    standing = standing_of(keys)
    assert (standing.employee, standing.employer) == pytest.approx((employee, employer))
    assert standing.unclaimed_match == pytest.approx(unclaimed, abs=1e-9)


@pytest.mark.parametrize("contribution", [0, 0.03, 0.05, 3_999])
def test_a_non_elective_share_is_the_employer_s_and_leaves_the_unclaimed_match(contribution: float) -> None:
    without, paid = (standing_of({"contribution": contribution}, rules(**keys)) for keys in ({}, {"nonelective": 0.03}))
    assert (paid.employee, paid.employer) == pytest.approx((without.employee, without.employer + 2_400))
    assert paid.unclaimed_match == pytest.approx(without.unclaimed_match, abs=1e-9)
    assert paid.balance.middle.value > without.balance.middle.value


def test_with_a_non_elective_share_everybody_gets_what_they_would_get_alone() -> None:
    plan = rules(nonelective=0.04)
    for one, standing in zip(SOME, cohort(SOME, plan, BITCOIN, Beliefs(), bank=SMALL), strict=True):
        alone = answer(one, plan, BITCOIN, Beliefs(), bank=SMALL)
        assert standing.balance.middle == alone.baseline.balance.p50
        assert standing.income_change is not None
        assert standing.income_change.low == alone.difference.income_monthly.p5
        assert standing.employer == (alone.contributions[0].employer if alone.contributions else 0)


def test_less_than_half_a_cent_of_match_is_no_match_left() -> None:
    assert standing_of({"contribution": 3_999.995}).unclaimed_match == 0
    assert standing_of({"contribution": 3_999.98}).unclaimed_match == pytest.approx(0.01)


def test_a_person_is_on_course_if_the_middle_future_meets_the_goal() -> None:
    rich, poor = standing_of({"age": 60, "balance": 4_000_000}), standing_of({"age": 60, "balance": 1_000})
    assert (rich.on_course, poor.on_course) == (True, False)
    edge = replace(poor, chance_short=Statistic(value=0.5, se=0.01))
    assert edge.on_course
    assert not replace(edge, chance_short=Statistic(value=0.5001, se=0.01)).on_course


def test_without_pay_nothing_can_be_replaced_and_without_a_sleeve_nothing_changes() -> None:
    none = standing_of({"pay": 0, "contribution": 0, "balance": 0})
    assert (none.income_replaced, none.income_replaced_with_social_security) == (None, None)
    assert (none.income_change, none.chance_less) == (None, None)
    assert none.balance.high.value == 0
    assert none.on_course  # who had no pay has no goal to fall short of


def test_totals_count_and_add() -> None:
    standings = cohort([person(contribution=0.03), person(contribution=0.05), person(**RETIRED)], PLAN, Sleeve(), Beliefs(), bank=SMALL)
    found = totals(standings)
    assert (found.people, found.not_claiming) == (3, 1)
    assert found.on_course == [standing.on_course for standing in standings].count(True)
    assert (found.employee, found.employer, found.unclaimed_match) == pytest.approx((6_400, 5_600, 800))


def refused(plan: PlanRules, sleeve: Sleeve, beliefs: Beliefs | None = None) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as error:
        cohort([person()], plan, sleeve, beliefs or Beliefs(), bank=SMALL)
    return [(fault.key, fault.code) for fault in error.value.faults]


def test_what_the_plan_or_the_edition_does_not_have_is_refused() -> None:
    assert refused(replace(PLAN, core="moonshots"), Sleeve()) == [("plan.core", "unknown")]
    assert refused(PLAN, Sleeve(weight=0.11)) == [("sleeve.weight", "above_cap")]
    assert refused(rules(menu=["ether"]), BITCOIN) == [("sleeve.mix.bitcoin", "not_on_menu")]
    assert refused(PLAN, Sleeve(weight=0.05, mix={"ether": 1.0}), Beliefs(view="sponsors")) == [("beliefs.view", "view_missing")]
    with pytest.raises(InputError, match=r"plan\.core"):
        plan_effects([person()], PLAN, replace(PLAN, core="moonshots"), Beliefs(), bank=SMALL)


# --- A proposed plan.

RICHER = rules(match=[{"rate": 1.0, "upto": 0.06}])


def income(household: Household, plan: PlanRules) -> Any:
    """Monthly income without a sleeve, future by future."""
    asked = Question(household=household, plan=plan, sleeve=Sleeve(), beliefs=Beliefs())
    return futures_of(asked, load(), SMALL).account([0.0]).income_monthly[0].astype(float)


@pytest.mark.parametrize("proposed", [RICHER, rules(core="target_date_active"), rules(match=[])], ids=["match", "core", "no match"])
def test_a_proposed_plan_changes_each_person_s_income_future_by_future(proposed: PlanRules) -> None:
    for household, effect in zip(SOME, plan_effects(SOME, PLAN, proposed, Beliefs(), bank=SMALL), strict=True):
        now, then = income(household, PLAN), income(household, proposed)
        found = [getattr(effect.income_change, name).value for name in ("low", "middle", "high")]
        assert found == pytest.approx(list(np.quantile(then - now, [0.05, 0.5, 0.95])), rel=1e-4, abs=0.01)
        assert effect.chance_less.value == pytest.approx(np.mean(then < 0.99 * now), abs=0.01)


def test_both_sides_of_a_proposed_plan_are_where_people_stand_under_either() -> None:
    effects = plan_effects(SOME, PLAN, RICHER, Beliefs(), bank=SMALL)
    assert tuple(effect.now for effect in effects) == cohort(SOME, PLAN, Sleeve(), Beliefs(), bank=SMALL)
    assert tuple(effect.proposed for effect in effects) == cohort(SOME, RICHER, Sleeve(), Beliefs(), bank=SMALL)
    for effect in effects:
        shift = effect.proposed.chance_short.value - effect.now.chance_short.value
        assert effect.chance_short_change.value == pytest.approx(shift, abs=1e-6)
        assert effect.chance_short_change.se <= effect.proposed.chance_short.se + effect.now.chance_short.se + 1e-12
    assert min(effect.chance_short_change.value for effect in effects) < 0


def test_the_same_plan_changes_nothing() -> None:
    nothing = Statistic(value=0.0, se=0.0)
    for effect in plan_effects(SOME, PLAN, PLAN, Beliefs(), bank=SMALL):
        assert effect.now == effect.proposed
        assert effect.income_change == Spread(low=nothing, middle=nothing, high=nothing)
        assert (effect.chance_less, effect.chance_short_change) == (nothing, nothing)


def test_people_may_pay_in_otherwise_under_the_proposed_plan() -> None:
    people = [person(age=40, contribution=0.03), person(age=30, contribution=0.03), person(**RETIRED)]
    more = [replace(people[0], contribution=0.06), people[1], people[2]]
    effects = plan_effects(people, PLAN, PLAN, Beliefs(), paying=more, bank=SMALL)
    assert effects[0].proposed == cohort(more[:1], PLAN, Sleeve(), Beliefs(), bank=SMALL)[0]
    assert effects[0].income_change.low.value > 0
    assert [effect.income_change.middle.value for effect in effects[1:]] == [0, 0]
    with pytest.raises(ValueError, match="3 people now, 2 under the proposed plan"):
        plan_effects(people, PLAN, PLAN, Beliefs(), paying=more[:2], bank=SMALL)
