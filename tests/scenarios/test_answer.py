"""The paired answer: monotone where it must be, whole for any valid input, and consistent with itself."""

from dataclasses import fields, is_dataclass, replace
from math import isfinite
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scenarios.answer import SWEEP, answer
from scenarios.assumptions import SLEEVE_CLASSES
from scenarios.document import parse
from scenarios.editions import load
from scenarios.errors import InputError
from scenarios.inputs import ASKS, Beliefs, Household, PlanRules, Question, Sleeve
from scenarios.results import Answer
from scenarios.sleeve import target_weights
from tests.banks import bank_of, question, small_bank

BANK = small_bank(paths=500)
EXTRAS = ("views", "sweep", "break_even")


def ask(asked: Question) -> Answer:
    return answer(asked.household, asked.plan, asked.sleeve, asked.beliefs, asked.ask, bank=BANK)


def middle(**parts: Any) -> float:
    return ask(question(**parts)).sleeve.balance.p50.value


@pytest.mark.parametrize(
    ("less", "more"),
    [
        ({"household": {"contribution": 0.05}}, {"household": {"contribution": 0.06}}),
        ({"household": {"balance": 1_000}}, {"household": {"balance": 2_000}}),
        ({"plan": {"match": [{"rate": 0.5, "upto": 0.06}]}}, {"plan": {"match": [{"rate": 0.6, "upto": 0.06}]}}),
        ({"beliefs_of": {"classes": {"bitcoin": {"return": 0.05}}}}, {"beliefs_of": {"classes": {"bitcoin": {"return": 0.06}}}}),
        ({"beliefs_of": {"classes": {"bitcoin": {"fee": 0.02}}}}, {"beliefs_of": {"classes": {"bitcoin": {"fee": 0.01}}}}),
        ({"plan": {"core": "target_date_active"}}, {"plan": {"core": "target_date_index"}}),
        ({}, {"plan": {"nonelective": 0.01}}),
        ({"household": {"contribution": 0}}, {"household": {"contribution": 0}, "plan": {"nonelective": 0.01}}),
    ],
)
def test_more_in_better_terms_and_lower_fees_leave_more(less: dict[str, Any], more: dict[str, Any]) -> None:
    assert middle(sleeve={"weight": 0.05}, **less) < middle(sleeve={"weight": 0.05}, **more)


def test_break_even_is_where_the_sleeve_changes_nothing() -> None:
    found = ask(question(sleeve={"weight": 0.05}, ask=("break_even",))).break_even["bitcoin"]
    assert found.median is not None
    assert found.worst5 is not None
    at_median = ask(question(sleeve={"weight": 0.05}, beliefs_of={"classes": {"bitcoin": {"return": found.median.value}}}))
    assert abs(at_median.difference.balance.p50.value) < 1e-4 * at_median.baseline.balance.p50.value
    assert at_median.difference.chance_worse.value == pytest.approx(0.5, abs=0.003)
    at_worst = ask(question(sleeve={"weight": 0.05}, beliefs_of={"classes": {"bitcoin": {"return": found.worst5.value}}}))
    assert at_worst.sleeve.balance.worst5_mean.value == pytest.approx(at_worst.baseline.balance.worst5_mean.value, rel=1e-4)
    assert found.worst5.value > found.median.value  # a bad case needs more to be made up for
    assert found.median_typical == pytest.approx(at_median.outlook["bitcoin"].typical, abs=1e-9)


def test_break_even_is_none_where_no_return_is_enough() -> None:
    """A tenth of the account goes to zero once in everybody's next and only year: no return in the bracket makes up for that."""
    asked = question(household={"age": 66}, sleeve={"weight": 0.1}, beliefs_of={"view": "cautious"}, ask=("break_even",))
    assert ask(asked).break_even["bitcoin"].median is None


def test_break_even_is_none_where_there_is_nothing_to_earn_on() -> None:
    empty = ask(question(household={"balance": 0, "contribution": 0}, sleeve={"weight": 0.05}, ask=("break_even",)))
    assert empty.break_even["bitcoin"].median is None
    assert empty.break_even["bitcoin"].worst5 is None


def test_a_sleeve_larger_by_ramp_is_smaller_at_first_and_tapers_at_last() -> None:
    asked = question(household={"age": 57}, plan={"ramp_years": 4, "taper_years": 5, "taper_floor": 0.01}, sleeve={"weight": 0.08})
    weights = target_weights(0.08, asked.household, asked.plan)
    # ten years to 67: ramp 2, 4, 6, 8 %; from five years left the 10 % cap falls by 1.8 points a year to 1 %
    assert weights[:11] == pytest.approx([0.02, 0.04, 0.06, 0.08, 0.08, 0.08, 0.08, 0.064, 0.046, 0.028, 0.01])
    assert set(np.round(weights[10:], 12)) == {0.01}


def test_the_sweep_passes_through_the_chosen_sleeve() -> None:
    found = ask(question(sleeve={"weight": 0.05}, ask=("sweep",)))
    assert [point.weight for point in found.sweep] == list(SWEEP)
    at = SWEEP.index(0.05)
    assert found.sweep[at].balance == found.sleeve.balance
    assert found.sweep[at].income_change == found.difference.income_monthly
    assert found.sweep[at].chance_worse == found.difference.chance_worse


def test_the_chosen_view_is_the_same_as_in_the_table_of_views() -> None:
    for view in ("neutral", "cautious", "hopeful", "sponsors"):
        found = ask(question(sleeve={"weight": 0.05}, beliefs_of={"view": view}, ask=("views",)))
        shown = {result.view: result for result in found.views}
        assert shown[view].difference == replace(found.difference, chance_short=None)  # views do not follow spending
        assert shown[view].outlook == found.outlook


def test_views_that_an_asset_lacks_are_left_out_and_cannot_be_chosen() -> None:
    assert "sponsors" not in load().classes["ether"].views
    ether = {"weight": 0.05, "mix": {"ether": 1.0}}
    found = ask(question(sleeve=ether, ask=("views",)))
    assert [result.view for result in found.views] == ["neutral", "cautious", "hopeful"]
    with pytest.raises(InputError, match=r"beliefs\.view"):
        ask(question(sleeve=ether, beliefs_of={"view": "sponsors"}))


def test_fees_by_fund_add_to_all_fees_and_the_baseline_holds_the_core_fund_alone() -> None:
    found = ask(question(sleeve={"weight": 0.1, "mix": {"bitcoin": 0.5, "private_equity": 0.5}}))
    assert list(found.baseline.fees) == ["target_date_index"]
    assert set(found.sleeve.fees) == {"target_date_index", "bitcoin", "private_equity"}
    assert found.sleeve.fees_paid.value == pytest.approx(sum(part.value for part in found.sleeve.fees.values()))
    assert found.sleeve.fees["private_equity"].value > 5 * found.sleeve.fees["bitcoin"].value  # 3.16 % against 0.25 %


def test_marks_are_as_many_as_the_chances_say() -> None:
    found = ask(question(sleeve={"weight": 0.05}))
    counts = [len(marks) for marks in (found.marks.income_less, found.marks.income_same, found.marks.income_more)]
    chances = [found.difference.chance_less, found.difference.chance_same, found.difference.chance_more]
    assert counts == [round(100 * chance.value) for chance in chances]
    assert sum(counts) == 100
    assert len(found.marks.baseline_income) == len(found.marks.sleeve_balance) == 20


def test_the_same_question_has_the_same_run_code_and_another_question_another() -> None:
    one, again, other = (question(sleeve={"weight": weight}) for weight in (0.05, 0.05, 0.06))
    assert ask(one).run.id == ask(again).run.id != ask(other).run.id
    assert ask(question(sleeve={"weight": 0.05}, ask=("views",))).run.id == ask(one).run.id  # what is asked beside it is no input


@pytest.mark.parametrize(
    ("plan", "sleeve", "key"),
    [
        ({"cap": 0.05}, {"weight": 0.0500001}, "sleeve.weight"),
        ({"asset_caps": {"bitcoin": 0.03}}, {"weight": 0.04}, "sleeve.mix.bitcoin"),
        ({"menu": ["ether"]}, {"weight": 0.04, "mix": {"bitcoin": 1.0}}, "sleeve.mix.bitcoin"),
    ],
)
def test_a_sleeve_that_the_plan_does_not_allow_is_refused_and_named(plan: dict[str, Any], sleeve: dict[str, Any], key: str) -> None:
    with pytest.raises(InputError) as refused:
        question(plan=plan, sleeve=sleeve)
    assert [fault.key for fault in refused.value.faults] == [key]


def test_a_sleeve_at_the_cap_is_allowed() -> None:
    assert ask(question(plan={"cap": 0.05, "asset_caps": {"bitcoin": 0.05}}, sleeve={"weight": 0.05})).choice.weight == 0.05


def numbers(value: object) -> list[float]:
    if is_dataclass(value):
        return [number for field in fields(value) if field.name != "assumptions" for number in numbers(getattr(value, field.name))]
    if isinstance(value, dict):
        return [number for part in value.values() for number in numbers(part)]
    if isinstance(value, (tuple, list)):
        return [number for part in value for number in numbers(part)]
    return [float(value)] if isinstance(value, (int, float)) else []


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    age = draw(st.integers(18, 90))
    retire = draw(st.integers(age, min(95, age + 60)))
    keys = draw(st.lists(st.sampled_from(SLEEVE_CLASSES), min_size=1, max_size=3, unique=True))
    shares = np.array(draw(st.lists(st.integers(1, 9), min_size=len(keys), max_size=len(keys))), float)
    cap = draw(st.floats(0, 1))
    return {
        "household": {
            "age": age, "retirement_age": retire, "plan_to_age": draw(st.integers(retire + 1, min(105, age + 80))),
            "balance": draw(st.one_of(st.just(0), st.floats(0.01, 1e9))), "pay": draw(st.one_of(st.just(0), st.floats(1, 1e7))),
            "contribution": draw(st.one_of(st.floats(0, 0.99), st.floats(1, 1e6))), "pay_growth": draw(st.floats(-0.1, 0.1)),
        },
        "plan": {
            "cap": cap, "ramp_years": draw(st.integers(0, 30)), "taper_years": draw(st.integers(0, 30)),
            "nonelective": draw(st.sampled_from([0, 0.03, 0.25])),
            "match": draw(st.sampled_from([[], [{"rate": 1, "upto": 0.04}], [{"rate": 1, "upto": 0.03}, {"rate": 0.5, "upto": 0.05}]])),
        },
        "sleeve": {"weight": cap * draw(st.floats(0, 1)), "mix": dict(zip(keys, (shares / shares.sum()).tolist(), strict=True))},
        "beliefs": {"view": draw(st.sampled_from(["neutral", "cautious", "hopeful"]))},
        "ask": list(EXTRAS),
    }  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(documents())
def test_any_valid_input_gives_finite_numbers_and_nobody_owes_money(document: dict[str, Any]) -> None:
    found = ask(parse(document))
    assert all(isfinite(number) for number in numbers(found))
    for side in (found.baseline, found.sleeve):
        assert side.balance.p5.value >= 0
        assert side.fees_paid.value >= 0
    shares = [found.difference.chance_less.value, found.difference.chance_same.value, found.difference.chance_more.value]
    assert round(100 * sum(shares)) == 100


SHORT = small_bank(paths=100, years=45)
BESIDE = ("views", "sweep", "break_even", "largest_sleeve", "stress", "tornado", "instead", "effects", "early_withdrawal", "nominal")


@pytest.mark.parametrize("asked", [(), *((name,) for name in BESIDE)], ids=["nothing", *BESIDE])
def test_what_is_asked_is_answered_and_nothing_else(asked: tuple[str, ...]) -> None:
    found = answer(*parts_of(question(household={"age": 60}, sleeve={"weight": 0.05})), asked, bank=SHORT)
    assert tuple(name for name in BESIDE if getattr(found, name)) == asked
    assert BESIDE == ASKS


def test_without_a_sleeve_nothing_is_told_of_one() -> None:
    found = answer(*parts_of(question(household={"age": 60})), ASKS, bank=SHORT)
    assert tuple(name for name in BESIDE if not getattr(found, name)) == ("break_even", "effects")
    assert (found.gate, found.sleeve.highest_weight, found.sleeve.reported_balance) == (None, None, None)
    assert found.sleeve == found.baseline


def parts_of(asked: Question) -> tuple[Household, PlanRules, Sleeve, Beliefs]:
    return asked.household, asked.plan, asked.sleeve, asked.beliefs


PRIVATE: dict[str, Any] = {"weight": 0.1, "mix": {"private_equity": 1.0}}


@pytest.mark.parametrize(
    ("sleeve", "plan", "beliefs", "gate", "reported"),
    [
        (PRIVATE, {}, {}, True, True),
        (PRIVATE, {"gates": False}, {}, False, True),
        (PRIVATE, {}, {"smoothing": False}, False, False),
        ({"weight": 0.1}, {}, {}, False, False),
    ],
)
def test_gates_and_statements_are_told_where_they_matter(
    sleeve: dict[str, Any], plan: dict[str, Any], beliefs: dict[str, Any], gate: bool, reported: bool
) -> None:
    asked = question(household={"age": 62, "plan_to_age": 80}, sleeve=sleeve, plan=plan, beliefs_of=beliefs)
    bank = bank_of(asked.beliefs, paths=100, years=20)
    found = answer(*parts_of(asked), bank=bank)
    assert (found.gate is not None, found.sleeve.reported_balance is not None) == (gate, reported)
    assert found.baseline.reported_balance is None
    assert found.sleeve.highest_weight is not None


def test_the_table_by_age_goes_from_next_year_to_retirement() -> None:
    found = answer(*parts_of(question(household={"age": 60}, sleeve={"weight": 0.05})), bank=SHORT)
    assert [point.age for point in found.baseline.by_age] == [61, 62, 63, 64, 65, 66, 67]
    assert [point.age for point in found.difference_by_age] == [61, 62, 63, 64, 65, 66, 67]
    assert found.baseline.by_age[-1].balance == found.baseline.balance
    assert found.difference_by_age[-1].balance == found.difference.balance
    retired = answer(*parts_of(question(household={"age": 67, "retirement_age": 67})), bank=SHORT)
    assert (retired.baseline.by_age, retired.difference_by_age) == ((), ())


def test_an_unknown_core_fund_or_view_is_refused_in_these_words() -> None:
    asked = question()
    with pytest.raises(InputError, match=r"^plan\.core: got 'gold'; accepted: target_date_index, target_date_active$"):
        ask(replace(asked, plan=replace(asked.plan, core="gold")))
    hopeless = question(sleeve={"mix": {"ether": 1.0}}, beliefs_of={"view": "sponsors"})
    with pytest.raises(InputError, match=r"^beliefs\.view: got 'sponsors'; accepted: for ether: neutral, cautious, hopeful$"):
        ask(hopeless)
