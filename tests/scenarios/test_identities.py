"""Identities of the plan years: what must hold exactly, whatever the market does (trust.md, numbers 1-19)."""

from dataclasses import fields, replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from scenarios.accounts import Calendar
from scenarios.answer import answer
from scenarios.assumptions import CLASSES, CORE_CLASSES, PRIVATE_CLASSES
from scenarios.bank import Bank
from scenarios.contributions import schedule
from scenarios.editions import load
from scenarios.inputs import ClassBelief, Question
from scenarios.project import Paid, project
from scenarios.results import Answer, Difference, Distribution
from scenarios.sampling import SAMPLES
from scenarios.years import SleeveYears
from tests.banks import bank_of, certain, part_of, question, small_bank

EXACT = small_bank(exact=True, paths=200)


def ask(asked: Question, bank: Bank = EXACT) -> Answer:
    return answer(asked.household, asked.plan, asked.sleeve, asked.beliefs, asked.ask, bank=bank)


def values(distribution: Distribution) -> list[float]:
    return [getattr(distribution, field.name).value for field in fields(distribution)]


PLANS: tuple[dict[str, Any], ...] = (
    {},
    {"ramp_years": 4, "taper_years": 9},
    {"rebalance": "band", "band": 0.02, "over_cap": "stop", "pause": {"fall": 0.2, "years": 2}},
    {"rebalance": "never"},
)


@pytest.mark.parametrize("exact", [True, False])
@pytest.mark.parametrize("mix", [{"bitcoin": 1.0}, {"private_equity": 0.5, "ether": 0.5}], ids=["bitcoin", "mixed"])
def test_no_sleeve_means_no_difference_to_the_last_bit(exact: bool, mix: dict[str, float]) -> None:
    bank = small_bank(exact=exact, paths=200)
    for plan in PLANS:
        found = ask(question(plan=plan, sleeve={"mix": mix}, ask=("views", "sweep")), bank)
        assert found.gate is None
        assert found.baseline == found.sleeve
        for difference in (found.difference, *(view.difference for view in found.views)):
            assert_nothing(difference)
        assert found.sweep[0].balance == found.baseline.balance
        assert all(values(point.balance) == [0] * 8 for point in found.difference_by_age)
        assert not found.break_even


def assert_nothing(difference: Difference) -> None:
    for field in fields(difference):
        part = getattr(difference, field.name)
        if field.name == "chance_same":
            assert part.value == 1
        elif isinstance(part, Distribution):
            assert values(part) == [0] * 8
        elif part is not None:
            assert part.value == 0


def test_a_class_with_no_weight_in_the_mix_moves_nothing() -> None:
    one = ask(question(sleeve={"weight": 0.05, "mix": {"bitcoin": 1.0}}))
    other = ask(question(sleeve={"weight": 0.05, "mix": {"bitcoin": 1.0, "private_equity": 0.0, "ether": 0.0}}))
    assert one.sleeve == other.sleeve
    assert one.run.id == other.run.id


def test_the_whole_account_in_one_class_is_that_class_alone() -> None:
    found = ask(question(plan={"cap": 1.0}, sleeve={"weight": 1.0, "mix": {"private_equity": 1.0}}))
    fee = 1 - 0.0219
    at, row = CLASSES.index("private_equity"), 0
    d = np.log(fee)
    bought = EXACT.paid_in[:, at] * EXACT.bought[:, PRIVATE_CLASSES.index("private_equity")]  # at reported prices
    balance = np.full(EXACT.paths, 45_000.0)
    for year, paid in enumerate(found.contributions):
        moved = EXACT.time_left[year, row] * d + EXACT.time_spread[year, row] * d * d / 2
        balance = balance * EXACT.growth[year, at] * fee + (paid.employee + paid.employer) / 12 * bought[year] * np.exp(moved)
    assert found.sleeve.balance.p50.value == pytest.approx(np.median(balance), rel=1e-12)
    assert found.sleeve.balance.mean.value == pytest.approx(balance.mean(), rel=1e-12)


def test_two_equal_classes_may_be_split_in_any_way() -> None:
    bitcoin, ether = CLASSES.index("bitcoin"), CLASSES.index("ether")
    arrays: dict[str, Any] = {
        name: np.array(getattr(EXACT, name)) for name in ("growth", "paid_in", "time_left", "time_spread", "wiped_out")
    }
    for name in ("growth", "paid_in"):
        arrays[name][:, ether] = arrays[name][:, bitcoin]
    for name in ("time_left", "time_spread"):
        arrays[name][:, -1] = arrays[name][:, -2]
    arrays["wiped_out"][1] = arrays["wiped_out"][0]
    bank = replace(EXACT, **arrays)
    return_that_moves_ether_as_bitcoin = 1.10 / (1 + load().average_return("bitcoin")) * (1 + load().average_return("ether")) - 1
    beliefs = {"classes": {"bitcoin": {"return": 0.10}, "ether": {"return": return_that_moves_ether_as_bitcoin}}}
    one, *others = (
        ask(question(sleeve={"weight": 0.1, "mix": mix}, beliefs_of=beliefs), bank)
        for mix in ({"bitcoin": 1.0}, {"bitcoin": 0.3, "ether": 0.7}, {"ether": 1.0})
    )
    for other in others:
        assert values(other.sleeve.balance) == pytest.approx(values(one.sleeve.balance), rel=1e-9)


def test_retiring_now_gives_the_balance_of_today() -> None:
    found = ask(question(household={"retirement_age": 35}, sleeve={"weight": 0.05}))
    for side in (found.baseline, found.sleeve):
        assert values(side.balance) == [45_000, 45_000, 45_000, 45_000, 45_000, 45_000, 0, 45_000]
        assert side.by_age == ()
        assert side.fees_paid.value == 0
    assert found.contributions == ()


def test_nothing_in_means_nothing_out() -> None:
    found = ask(question(household={"balance": 0, "contribution": 0}, sleeve={"weight": 0.05}))
    assert values(found.sleeve.balance) == [0] * 8
    assert values(found.sleeve.income_monthly) == [0] * 8
    assert found.difference.chance_same.value == 1


def test_what_gates_do_is_told_where_they_can_close_and_only_there() -> None:
    private = {"weight": 0.1, "mix": {"private_equity": 1.0}}
    gated, free = ask(question(sleeve=private)), ask(question(sleeve=private, plan={"gates": False}))
    assert gated.gate is not None and free.gate is None
    assert 0 < gated.gate.chance_met.value < 1
    assert gated.gate.cost.mean.value == pytest.approx(gated.sleeve.balance.mean.value - free.sleeve.balance.mean.value, rel=1e-9)
    assert (gated.baseline.balance, gated.baseline.income_monthly) == (free.baseline.balance, free.baseline.income_monthly)
    assert ask(question(sleeve={"weight": 0.1})).gate is None  # bitcoin has none


def test_a_statement_and_the_worth_of_private_assets_differ_and_of_others_do_not() -> None:
    private, crypto = (ask(question(sleeve={"weight": 0.1, "mix": {key: 1.0}})) for key in ("private_equity", "bitcoin"))
    assert private.sleeve.reported_balance is not None and values(private.sleeve.reported_balance) != values(private.sleeve.balance)
    assert crypto.sleeve.reported_balance is None and private.baseline.reported_balance is None


def test_a_fee_is_counted_the_same_whether_holdings_are_tracked_or_not() -> None:
    sleeve = {"weight": 0.1, "mix": {"bitcoin": 0.5, "private_equity": 0.5}}
    plans = ({"gates": False}, {"gates": False, "rebalance": "band", "band": 0.0})
    there, back = (ask(question(plan=plan, sleeve=sleeve)).sleeve.fees for plan in plans)
    assert list(there) == list(back) == ["target_date_index", "private_equity", "bitcoin"]
    assert [fee.value for fee in there.values()] == pytest.approx([fee.value for fee in back.values()], rel=1e-9)


# --- certain markets: the annuity formulas to 1e-9 ---

RATE = load().average_return("bitcoin")  # bitcoin's own, so that no mean is moved and everything is exact
PRICES = load().inflation.mean.value
REAL = (1 + RATE) / (1 + PRICES)
CERTAIN = certain(RATE)
CERTAIN_BANK = bank_of(CERTAIN, paths=100, exact=True)


def certain_answer(**parts: object) -> Answer:
    return ask(question(beliefs=CERTAIN, **parts), CERTAIN_BANK)  # type: ignore[arg-type]


def test_without_risk_the_balance_is_the_annuity_formula() -> None:
    found = certain_answer(household={"contribution": 12_000, "balance": 45_000}, plan={"match": []}, sleeve={"weight": 0.1})
    g = (REAL * (1 - 0.0008)) ** (1 / 12)  # the fund's fee is taken monthly
    months = 32 * 12
    expected = 45_000 * g**months + 1_000 * (g**months - 1) / (g - 1)
    assert found.baseline.balance.p50.value == pytest.approx(expected, rel=1e-9)
    assert found.baseline.balance.sd.value == pytest.approx(0, abs=1e-5)
    free = REAL ** (1 / 12)  # the sleeve bears no fee here: nine tenths of each year's money do
    balance = 45_000.0
    for _ in range(32):
        year = 0.9 * g**12 + 0.1 * free**12
        paid = 1_000 * (0.9 * (g**12 - 1) / (g - 1) + 0.1 * (free**12 - 1) / (free - 1))
        balance = balance * year + paid
    assert found.sleeve.balance.p50.value == pytest.approx(balance, rel=1e-9)


def test_without_risk_the_income_is_the_level_annuity_to_the_plan_to_age() -> None:
    found = certain_answer(household={"balance": 100_000, "contribution": 0})
    g = (REAL * (1 - 0.0008)) ** (1 / 12)
    months = 28 * 12
    income = found.baseline.balance.p50.value * (g - 1) / (1 - g**-months)
    assert found.baseline.income_monthly.p50.value == pytest.approx(income, rel=1e-9)


def test_without_risk_a_lump_sum_with_a_fee_is_w_times_one_minus_f_to_the_t() -> None:
    found = certain_answer(household={"balance": 100_000, "contribution": 0})
    assert found.baseline.balance.p50.value == pytest.approx(100_000 * (REAL * (1 - 0.0008)) ** 32, rel=1e-9)


def test_without_risk_growing_pay_gives_the_growing_annuity() -> None:
    found = certain_answer(household={"balance": 0, "contribution": 0.06, "pay": 50_000, "pay_growth": 0.01}, plan={"match": []})
    g = (REAL * (1 - 0.0008)) ** (1 / 12)
    year = 250 * (g**12 - 1) / (g - 1)
    expected = year * ((g**12) ** 32 - 1.01**32) / (g**12 - 1.01)
    assert found.baseline.balance.p50.value == pytest.approx(expected, rel=1e-9)


def test_without_risk_everybody_has_the_same_and_chances_are_zero_or_one() -> None:
    found = certain_answer(sleeve={"weight": 0.1}, ask=("views",))
    assert found.difference.chance_worse.value == 0  # the sleeve earns the same and bears no fee here
    assert found.difference.chance_worse.se == 0
    by_view = {view.view: view.difference for view in found.views}
    assert by_view["cautious"].chance_worse.value == 1  # zero once, in everybody's path
    richer = replace(CERTAIN, classes={**CERTAIN.classes, "bitcoin": ClassBelief(average_return=0.2, volatility=0.0, fee=0.0)})
    found = ask(question(sleeve={"weight": 0.1}, beliefs=richer), CERTAIN_BANK)
    assert found.difference.chance_more.value == 1
    assert found.difference.median_if_worse.value == 0


def test_the_bank_holds_growth_above_prices() -> None:
    assert np.allclose(CERTAIN_BANK.growth[:, : len(CORE_CLASSES)], REAL, rtol=1e-10)
    assert np.allclose(CERTAIN_BANK.prices, 1 + PRICES, rtol=1e-10)


# --- scaling, order, superposition ---


def test_start_balance_and_contributions_superpose() -> None:
    plan, sleeve = (
        {"match": [], "ramp_years": 5, "taper_years": 10, "gates": False},
        {"weight": 0.08, "mix": {"bitcoin": 0.5, "infrastructure": 0.5}},
    )
    both, lump, flow = (
        ask(question(household={"balance": balance, "contribution": paid}, plan=plan, sleeve=sleeve)).sleeve.balance.mean.value
        for balance, paid in ((45_000, 5_000), (45_000, 0), (0, 5_000))
    )
    assert both == pytest.approx(lump + flow, rel=1e-12)


@pytest.mark.parametrize(("factor", "tolerance"), [(4.0, 0.0), (3.7, 1e-12)])
def test_money_scales(factor: float, tolerance: float) -> None:
    one, scaled = (
        ask(
            question(
                household={"balance": 45_000 * k, "contribution": 4_000 * k, "pay": 80_000 * k}, plan={"match": []}, sleeve={"weight": 0.05}
            )
        )
        for k in (1, factor)
    )
    for part in ("baseline", "sleeve"):
        a, b = values(getattr(one, part).balance), values(getattr(scaled, part).balance)
        assert b == ([factor * x for x in a] if tolerance == 0 else pytest.approx([factor * x for x in a], rel=tolerance))


def test_the_order_of_paths_changes_nothing_nor_that_of_samples_the_errors() -> None:
    draw = np.random.default_rng(3)
    any_order = draw.permutation(EXACT.paths)
    in_samples = draw.permuted(np.arange(EXACT.paths).reshape(SAMPLES, -1)[draw.permutation(SAMPLES)], axis=1).ravel()
    asked = question(sleeve={"weight": 0.05, "mix": {"bitcoin": 0.5, "private_equity": 0.5}})
    as_it_is, *shuffled = (ask(asked, part_of(EXACT, order)) for order in (np.arange(EXACT.paths), any_order, in_samples))
    for other in shuffled:
        assert values(as_it_is.difference.balance) == pytest.approx(values(other.difference.balance), rel=1e-12)
        assert as_it_is.difference.chance_worse.value == other.difference.chance_worse.value
    assert as_it_is.difference.chance_worse.se == pytest.approx(shuffled[1].difference.chance_worse.se, rel=1e-12)


def test_the_order_of_the_mix_changes_nothing() -> None:
    there, back = (
        ask(question(sleeve={"weight": 0.1, "mix": dict(pairs)}))
        for pairs in ([("bitcoin", 0.4), ("commodities", 0.6)], [("commodities", 0.6), ("bitcoin", 0.4)])
    )
    assert there.sleeve == back.sleeve
    assert there.run.id == back.run.id


def test_what_is_put_in_is_contributions_and_match_to_the_cent() -> None:
    asked = question(household={"balance": 0, "contribution": 0.0777, "pay": 61_234.56, "pay_growth": 0.013})
    rows = schedule(asked.household, asked.plan, load())
    paid = np.array([row.employee + row.employer for row in rows])
    still = SleeveYears(growth=np.ones((60, 1)), paid_in=np.full((60, 1), 12.0))  # a market in which a dollar stays a dollar
    found = project(
        Calendar(core=still, sleeve=still, targets=np.zeros((1, 60)), working_years=len(paid), income_years=60, start=0.0), Paid(total=paid)
    )
    assert found.at_retirement[0, 0] == pytest.approx(sum(row.employee for row in rows) + sum(row.employer for row in rows), abs=0.005)


def test_percentiles_are_ordered_at_every_age() -> None:
    found = ask(question(sleeve={"weight": 0.1}))
    for side in (found.baseline, found.sleeve):
        for point in side.by_age:
            ordered = values(point.balance)[:5]
            assert all(low <= high for low, high in pairwise(ordered))
            assert point.balance.worst5_mean.value <= point.balance.p5.value
    assert [point.age for point in found.baseline.by_age] == list(range(36, 68))
    assert found.baseline.by_age[-1].balance == found.baseline.balance
    assert found.difference_by_age[-1].balance == found.difference.balance
