"""What accounts do under each rule of a plan: trades, pauses, caps, gates, and that all kinds say the same where they should."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from scenarios.assumptions import CLASSES, CRYPTO_CLASSES, PRIVATE_CLASSES
from scenarios.bank import Bank
from scenarios.editions import load
from scenarios.futures import Futures, futures_of
from scenarios.gates import Funds, Gates
from scenarios.project import Balances, Paid, project, worst_fall
from scenarios.tracked import TrackedAccount
from scenarios.trading import paused, trading
from scenarios.years import ClassYears, Years
from tests.banks import question, small_bank

Array = NDArray[Any]

EXACT = small_bank(exact=True, paths=200)
BITCOIN, PRIVATE = {"bitcoin": 1.0}, {"private_equity": 1.0}
MIXED = {"bitcoin": 0.4, "private_equity": 0.35, "infrastructure": 0.25}
RULES: dict[str, dict[str, Any]] = {
    "yearly": {},
    "yearly, no gates": {"gates": False},
    "band": {"rebalance": "band", "band": 0.02},
    "band, stop": {"rebalance": "band", "band": 0.2, "over_cap": "stop"},
    "never": {"rebalance": "never"},
    "never, stop, asset caps": {"rebalance": "never", "over_cap": "stop", "asset_caps": {"bitcoin": 0.06, "private_equity": 0.06}},
    "never, asset caps": {"rebalance": "never", "asset_caps": {"bitcoin": 0.06, "private_equity": 0.06}},
    "pause": {"pause": {"fall": 0.2, "years": 3}},
    "all at once": {
        "rebalance": "band", "band": 0.03, "pause": {"fall": 0.1, "years": 2}, "over_cap": "stop", "ramp_years": 5, "taper_years": 10,
    },
}  # fmt: skip


def futures(mix: dict[str, float], bank: Bank = EXACT, household: dict[str, Any] | None = None, **plan: Any) -> Futures:
    asked = question(household=household or {}, plan=plan, sleeve={"weight": 0.1, "mix": mix})
    return futures_of(asked, load(), bank)


def both_kinds(held: Futures, weights: list[float]) -> tuple[Balances, Balances]:
    paid = Paid(total=held.paid_in, roth=held.roth_paid_in)
    return tuple(project(kind, paid, len(weights)) for kind in (held.at_targets(weights), held._tracked(weights)))  # type: ignore[return-value]


def assert_same(one: Balances, other: Balances, rel: float) -> None:
    for name in ("at_retirement", "income_monthly", "by_year", "reported_by_year", "highest_weight", "worst_fall"):
        np.testing.assert_allclose(getattr(one, name), getattr(other, name), rtol=rel, atol=1e-12, err_msg=name)


# --- two ways to the same account ---


@pytest.mark.parametrize("household", [{}, {"balance": 0}, {"contribution": 0}, {"age": 66}, {"age": 67, "retirement_age": 67}])
@pytest.mark.parametrize("mix", [BITCOIN, PRIVATE, MIXED], ids=["bitcoin", "private", "mixed"])
def test_tracked_holdings_brought_back_every_year_are_the_linear_account(mix: dict[str, float], household: dict[str, Any]) -> None:
    held = futures(mix, household=household, gates=False, ramp_years=5, taper_years=12, taper_floor=0.01)
    assert_same(*both_kinds(held, [0.0, 0.1, 0.2, 1.0]), rel=1e-9)


def test_the_roth_part_is_the_same_in_both_kinds_and_never_more_than_the_whole() -> None:
    held = futures(MIXED, household={"balance": 30_000}, gates=False)
    held = held.paying(tuple(replace(row, roth=1_000.0) for row in held.contributions))
    held = replace(held, question=replace(held.question, household=replace(held.question.household, roth_balance=20_000)))
    one, other = (found.retired for found in both_kinds(held, [0.0, 0.1]))
    assert one.roth is not None and other.roth is not None
    np.testing.assert_allclose(one.roth, other.roth, rtol=1e-9)
    assert (one.roth < one.value).all() and (one.roth > 0).all()
    for account in (one, other):
        for year in range(32, 60):
            account.advance(year, -1_500.0, -500.0)
    np.testing.assert_allclose(one.roth, other.roth, rtol=1e-9)
    np.testing.assert_allclose(one.value, other.value, rtol=1e-9)


def test_all_roth_is_the_account() -> None:
    held = futures(MIXED, household={"balance": 0}, rebalance="band", band=0.03)
    held = held.paying(tuple(replace(row, roth=row.employee + row.employer) for row in held.contributions))
    account = held.account([0.0, 0.1], 2).retired
    assert account.roth is not None
    np.testing.assert_allclose(account.roth, account.value, rtol=1e-9)


@pytest.mark.parametrize("rules", [{"rebalance": "band", "band": 0.0}, {"over_cap": "stop"}])
@pytest.mark.parametrize("gates", [True, False])
def test_rules_that_ask_for_nothing_else_are_yearly_rebalancing(rules: dict[str, Any], gates: bool) -> None:
    yearly, other = (futures(MIXED, gates=gates, **plan).account([0.0, 0.1], 2) for plan in ({}, rules))
    if "band" in rules or not gates:
        assert_same(yearly, other, rel=1e-9)
    else:  # behind a closed gate the sleeve may stand above its cap, and then gets no new money
        assert (other.at_retirement[1] != yearly.at_retirement[1]).any()


def test_an_infinite_band_is_never_to_trade() -> None:
    band, never = (
        futures(MIXED, cap=1.0, **plan).account([0.0, 0.1], 2) for plan in ({"rebalance": "band", "band": 1.0}, {"rebalance": "never"})
    )
    assert_same(band, never, rel=1e-12)


def test_never_to_trade_is_to_buy_and_hold() -> None:
    held = futures(BITCOIN, cap=1.0, rebalance="never")
    found = held.account([0.1], 1).by_year[-1, 0]
    (terms,), at, row = held.mix, CLASSES.index("bitcoin"), -2
    core, coins = np.full(EXACT.paths, 0.9 * held.start), np.full(EXACT.paths, 0.1 * held.start)
    for year, paid in enumerate(held.paid_in):
        d, alive = terms.log_shift, EXACT.wiped_out[CRYPTO_CLASSES.index("bitcoin")] >= year
        value = EXACT.paid_in[year, at] * np.exp(EXACT.time_left[year, row] * d + EXACT.time_spread[year, row] * d * d / 2)
        core, coins = np.where(alive, core, core + coins), np.where(alive, coins, 0.0)  # what a wipe-out left was sold
        core = core * held.core.growth[year] + paid / 12 * np.where(alive, 0.9, 1.0) * held.core.paid_in[year]
        coins = coins * EXACT.growth[year, at] * np.exp(d) + paid / 12 * np.where(alive, 0.1, 0.0) * value
    np.testing.assert_allclose(found, core + coins, rtol=1e-12)


@pytest.mark.parametrize("rules", RULES.values(), ids=RULES)
@pytest.mark.parametrize("exact", [True, False])
def test_no_sleeve_is_the_baseline_to_the_last_bit(rules: dict[str, Any], exact: bool) -> None:
    bank = EXACT if exact else small_bank(paths=200)
    found = futures(MIXED, bank, **rules).account([0.0, 0.0, 0.1, 0.0], 3)
    alone = futures(MIXED, bank).account([0.0], 1)
    for row in (1, 3):
        for name in ("at_retirement", "income_monthly"):
            assert np.array_equal(getattr(found, name)[row], getattr(found, name)[0]), name
            assert np.array_equal(getattr(found, name)[row], getattr(alone, name)[0]), name
    for name in ("highest_weight", "worst_fall"):
        assert np.array_equal(getattr(found, name)[1], getattr(found, name)[0]), name
        assert np.array_equal(getattr(found, name)[0], getattr(alone, name)[0]), name
    assert np.array_equal(found.by_year[:, 0], found.by_year[:, 1])
    assert (found.at_retirement[2] != found.at_retirement[0]).any()


@pytest.mark.parametrize("rules", RULES.values(), ids=RULES)
def test_the_parts_are_the_whole_and_none_is_below_zero(rules: dict[str, Any]) -> None:
    held = futures(MIXED, **rules)
    account = held._tracked([0.0, 0.1, 0.2]).open(slice(0, 3), watched=True)
    for year in range(held.years):
        account.advance(year, held.paid_in[year] / 12 if year < len(held.paid_in) else 0.0)
        np.testing.assert_allclose(sum(account.holdings), account.reported, rtol=1e-12)
        assert all((fund >= 0).all() and np.isfinite(fund).all() for fund in account.holdings)
    assert not account.settle().any()


@pytest.mark.parametrize("rules", RULES.values(), ids=RULES)
def test_money_scales_to_the_last_bit(rules: dict[str, Any]) -> None:
    people = ({"balance": 45_000 * k, "contribution": 4_000 * k, "pay": 80_000 * k} for k in (1, 4))
    one, more = (futures(MIXED, household=person, match=[], **rules).account([0.0, 0.1], 2) for person in people)
    for name in ("at_retirement", "income_monthly", "by_year"):
        assert np.array_equal(getattr(more, name), 4 * getattr(one, name)), name
    for name in ("highest_weight", "worst_fall"):
        assert np.array_equal(getattr(more, name), getattr(one, name)), name


@pytest.mark.parametrize("rules", RULES.values(), ids=RULES)
def test_the_order_of_the_mix_changes_nothing(rules: dict[str, Any]) -> None:
    there, back = (futures(dict(pairs), **rules).account([0.0, 0.1], 2) for pairs in (MIXED.items(), reversed(MIXED.items())))
    assert np.array_equal(there.income_monthly, back.income_monthly)


@pytest.mark.parametrize("rules", [rules for rules in RULES.values() if "asset_caps" not in rules])
def test_two_equal_classes_may_be_split_in_any_way(rules: dict[str, Any]) -> None:
    bank, terms = twins(), futures(PRIVATE).mix[0]
    found = []
    for one in (1.0, 0.5, 0.25):
        mix = tuple(replace(terms, key=key, share=share) for key, share in (("private_equity", one), ("infrastructure", 1 - one)) if share)
        found.append(futures(PRIVATE, bank, **rules).holding(mix).account([0.0, 0.1], 2))
    for other in found[1:]:
        assert_same(found[0], other, rel=1e-9)


def twins() -> Bank:
    """A bank in which infrastructure does what private equity does."""
    names = ("growth", "paid_in", "time_left", "time_spread", "reported", "bought", "gate")
    arrays: dict[str, Any] = {name: np.array(getattr(EXACT, name)) for name in names}
    for name, array in arrays.items():
        order = CLASSES if name in ("growth", "paid_in") else PRIVATE_CLASSES
        array[:, order.index("infrastructure")] = array[:, order.index("private_equity")]
    return replace(EXACT, **arrays)


@pytest.mark.parametrize("household", [{}, {"age": 67, "retirement_age": 67}])
@pytest.mark.parametrize("rules", RULES.values(), ids=RULES)
def test_the_short_way_to_the_balance_at_retirement_gives_the_same_bits(rules: dict[str, Any], household: dict[str, Any]) -> None:
    held = futures(MIXED, household=household, **rules)
    assert np.array_equal(held.at_retirement([0.0, 0.1, 0.2]), held.account([0.0, 0.1, 0.2], 1).at_retirement)


@pytest.mark.parametrize("rules", RULES.values(), ids=RULES)
def test_who_retires_now_has_the_balance_of_today_to_the_last_bit(rules: dict[str, Any]) -> None:
    person = {"age": 67, "retirement_age": 67, "balance": 287_922.33}
    found = futures(MIXED, small_bank(paths=200), household=person, **rules).account([0.0, 0.1, 0.07], 2)
    assert (found.at_retirement == np.float32(287_922.33)).all()
    assert found.reported_at_retirement is not None and (found.reported_at_retirement == np.float32(287_922.33)).all()


# --- rules one by one ---


def with_gates(closed: Array | bool) -> Bank:
    return replace(EXACT, gate=np.broadcast_to(np.asarray(closed), EXACT.gate.shape))


def test_a_gate_that_never_closes_changes_nothing() -> None:
    """Closed in one future only, so that accounts are tracked in all."""
    gated, free = (
        futures(MIXED, with_gates(np.arange(EXACT.paths) == 7), gates=gates).account([0.0, 0.1, 0.2], 3) for gates in (True, False)
    )
    assert gated.gate_met is not None and np.flatnonzero(gated.gate_met.any(axis=0)).tolist() == [7]
    for name in ("at_retirement", "income_monthly", "by_year", "highest_weight", "worst_fall"):
        one, other = (np.delete(getattr(found, name), 7, axis=-1) for found in (gated, free))
        np.testing.assert_allclose(one, other, rtol=1e-9, atol=1e-12, err_msg=name)


def test_a_closed_gate_lets_five_of_a_hundred_go() -> None:
    held = futures(PRIVATE, with_gates(True), taper_years=10)
    rules = held._tracked([0.1])
    account, cut = rules.open(slice(0, 1), watched=True), 0
    for year in range(40):
        before = account.holdings[1] * rules.funds.classes[0].growth[year]
        account.advance(year, 0.0)
        sold = 1 - account.holdings[1] / before
        assert sold.max() <= 0.05 + 1e-12
        cut += int(np.count_nonzero(np.isclose(sold, 0.05)))
        target = rules.rules.targets[0, year + 1] * account.reported
        assert (account.holdings[1] >= target * (1 - 1e-12)).all()  # it is bought as ever
        np.testing.assert_allclose(account.holdings[1][sold < 0.049], target[sold < 0.049], rtol=1e-9)
    assert cut > 1_000
    assert account.gate_met is not None and account.gate_met.all()


def test_gates_are_met_by_some_and_cost_only_those() -> None:
    gated, free = (futures(PRIVATE, gates=gates).account([0.0, 0.1], 2) for gates in (True, False))
    assert gated.gate_met is not None and free.gate_met is None
    assert not gated.gate_met[0].any() and gated.gate_met[1].any()
    same = ~gated.gate_met[1]
    np.testing.assert_allclose(gated.income_monthly[1, same], free.income_monthly[1, same], rtol=1e-9)
    assert (gated.income_monthly[1, ~same] != free.income_monthly[1, ~same]).any()


def test_the_income_of_a_gated_account_leaves_nothing() -> None:
    held = futures(PRIVATE, with_gates(EXACT.reported > 1.0))
    found = held.account([0.0, 0.1, 0.2], 3)
    for factor, sign in ((1.0, 0), (0.99, 1), (1.01, -1)):
        account = found.retired.copy()
        for year in range(32, 60):
            account.advance(year, -factor * found.income_monthly)
        left = account.value / found.at_retirement
        assert (np.abs(left) < 1e-8).all() if sign == 0 else (sign * left > 0).all()


def test_who_is_forced_out_gets_the_lower_value() -> None:
    """$100, half in a fund that a statement says is worth a quarter more than it is. The core pays $20 more than it has: $2.50
    are sold at the reported value (5 of 100), the other $17.50 cost $21.875 of what the statement says."""
    one, shape = np.ones((1, EXACT.paths)), (1, EXACT.paths)
    core, closed = Years(growth=one, paid_in=12 * one), np.ones(shape, np.bool_)
    fund = ClassYears(growth=one, paid_in=12 * one, share=1.0, last=None, reported=1.25 * one, gate=closed)
    held = futures(PRIVATE)
    funds = Funds(core=core, classes=(fund,), gates=Gates.of((fund,), 0.05, range(1)))
    rules = trading(held.question.plan, held.question.household, held.mix, funds.classes, weights=[0.5], years=1)
    account = TrackedAccount(funds, rules, 100.0, watched=True)
    account.advance(0, -70 / 12)
    np.testing.assert_allclose(account.holdings[0], 0.0, atol=1e-12)
    np.testing.assert_allclose(account.holdings[1], 50 - 2.5 - 21.875, rtol=1e-12)
    np.testing.assert_allclose(account.value, (50 - 2.5 - 21.875) / 1.25, rtol=1e-12)
    assert account.gate_met is not None and account.gate_met.all()
    lost = TrackedAccount(funds, rules, 100.0, watched=False)
    lost.advance(0, -91 / 12)  # $41 are owed: $2.50 + $38 is all that the fund brings
    np.testing.assert_allclose(lost.value, -0.5, rtol=1e-12)


def test_after_a_fall_no_new_money_goes_in() -> None:
    kind = futures(BITCOIN, pause={"fall": 0.2, "years": 2})._tracked([0.1])
    growth, last = kind.funds.classes[0].growth, EXACT.wiped_out[CRYPTO_CLASSES.index("bitcoin")]
    account, seen = kind.open(slice(0, 1), watched=False), 0
    for year in range(31):
        before = account.holdings[1][0] * growth[year]
        account.advance(year, 500.0)
        held, target = account.holdings[1][0], 0.1 * account.reported[0]
        no_money = (growth[max(0, year - 2) : year] <= 0.8).any(axis=0) & (last > year)
        not_bought = (growth[max(0, year - 1) : year + 1] <= 0.8).any(axis=0) & (last > year)
        np.testing.assert_allclose(held[no_money & not_bought], np.minimum(before, target)[no_money & not_bought], rtol=1e-9)
        np.testing.assert_allclose(held[~not_bought & (last > year)], target[~not_bought & (last > year)], rtol=1e-9)
        assert (held[not_bought] <= target[not_bought] * (1 + 1e-9)).all()  # it may be sold
        seen += int(np.count_nonzero(no_money & not_bought & (before < target)))
    assert seen > 500


def test_above_the_cap_it_is_sold_or_gets_no_new_money() -> None:
    for over_cap in ("sell", "stop"):
        held = futures(BITCOIN, rebalance="never", over_cap=over_cap)
        account, above = held._tracked([0.1]).open(slice(0, 1), watched=False), np.zeros((1, EXACT.paths), bool)
        growth, ever = held.funds.classes[0].growth, 0
        for year in range(31):
            before = account.holdings[1].copy()
            account.advance(year, 500.0)
            share = account.holdings[1] / account.reported
            if over_cap == "sell":
                assert share.max() <= 0.1 + 1e-12
            else:
                stopped = above & (share > 0)
                np.testing.assert_allclose(account.holdings[1][stopped], (before * growth[year])[stopped], rtol=1e-12)
                above = share > 0.1 + 1e-9
                ever += above.sum()
        assert ever > 500 or over_cap == "sell"


def test_an_account_that_is_all_sleeve_is_not_above_a_cap_of_all_by_rounding() -> None:
    mix = {"private_credit": 0.5038506172650044, "infrastructure": 0.3, "private_real_estate": 0.1961493827349956}
    rules: list[dict[str, Any]] = [{"rebalance": "never"}, {"rebalance": "never", "over_cap": "stop"}, {"rebalance": "band", "band": 0.01}]
    never, stop, band = (
        futures(mix, small_bank(paths=200), gates=False, cap=1.0, **rule)._tracked([1.0]).open(slice(0, 1), watched=False) for rule in rules
    )
    for year in range(31):  # none is ever brought back: each buys by the same weights and holds
        for account in (never, stop, band):
            account.advance(year, 500.0)
        for other in (stop, band):
            np.testing.assert_allclose(np.stack(other.holdings[1:]), np.stack(never.holdings[1:]), rtol=1e-5)


def test_everything_wiped_out_is_an_account_of_the_core_alone() -> None:
    gone = replace(EXACT, wiped_out=np.zeros_like(EXACT.wiped_out))
    mix = {"bitcoin": 0.5, "ether": 0.5}
    for rules in RULES.values():
        found = futures(mix, gone, household={"balance": 0, "contribution": 0.1}, **rules)
        account = found._tracked([0.1]).open(slice(0, 1), watched=False)
        account.advance(0, 0.0)
        for year in range(1, 32):
            account.advance(year, found.paid_in[year] / 12)
            assert not any(fund.any() for fund in account.holdings[1:])


def test_the_worst_fall_and_the_highest_weight_are_shares() -> None:
    for rules in RULES.values():
        found = futures(MIXED, **rules).account([0.0, 0.1], 2)
        assert not found.highest_weight[0].any()
        assert (found.highest_weight[1] >= found.highest_weight[1].min()).all() and found.highest_weight.max() <= 1
        assert (found.worst_fall >= 0).all() and (found.worst_fall < 1).all()


def test_the_worst_fall_is_from_a_peak_before_it() -> None:
    units = np.array([[1.0, 1.0, 0.0], [2.0, 0.5, 0.0], [1.5, 0.6, 0.0], [3.0, 0.4, 0.0], [2.7, 2.0, 0.0]])
    # 2 to 1.5 is a quarter, 3 to 2.7 a tenth; 1 to 0.4; nothing cannot fall
    np.testing.assert_allclose(worst_fall(units), [0.25, 0.6, 0.0])


def test_a_pause_lasts_its_years_and_a_later_fall_makes_it_longer() -> None:
    growth = np.array([[1.0, 0.7], [0.7, 1.0], [1.0, 0.6], [1.0, 1.0], [1.0, 1.0], [1.0, 1.0]])
    waits = paused(growth, 0.3, 2)
    assert waits[:, 0].tolist() == [False, False, True, True, False, False]
    assert waits[:, 1].tolist() == [False, True, True, True, True, False]


def test_contributions_do_not_hide_a_fall() -> None:
    little, much = (futures(BITCOIN, household={"contribution": paid}).account([0.0], 1).worst_fall for paid in (0.0, 20_000))
    np.testing.assert_allclose(little, much, rtol=1e-12)


def test_an_account_that_cannot_pay_is_told_and_set_to_zero() -> None:
    for gates in (True, False):
        account = futures(PRIVATE, gates=gates).account([0.0, 0.1], 2).retired
        whole = account.value.copy()
        account.advance(32, -whole)
        below = account.settle()
        assert below.all() and not account.value.any() and not account.reported.any()
        account.advance(33, 0.0)
        assert not account.value.any()
