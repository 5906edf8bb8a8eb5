"""What the topics draw and count: arithmetic that can be checked by hand, and figures that are the edition's own."""

from dataclasses import replace

import pytest

from advisor.present.charts.pen import Text
from advisor.present.figures import rate, share
from advisor.present.lessons import crashes, fees, gates, glide_path, growth
from advisor.present.lessons.words import words_of
from scenarios.assumptions import SLEEVE_CLASSES, Assumptions
from scenarios.editions import figures, load


@pytest.fixture(scope="module")
def edition() -> Assumptions:
    return load()


def numbers(cells: tuple[str, ...]) -> list[float]:
    return [float(cell.strip("$%").replace(",", "").replace("−", "-")) for cell in cells]


def test_a_fee_of_one_percent_takes_26_of_100_dollars_in_30_years(edition: Assumptions) -> None:
    rows = {row[0]: row[1:] for row in fees.fees_by_years(edition).table.rows}
    assert rows["30"] == ("$26", "$74")  # 0.99 ** 30 = 0.7397
    assert all(sum(numbers(row)) == 100 for row in rows.values())


def test_savings_without_growth_and_fee_are_what_was_paid_in() -> None:
    assert fees.saved(0.0, 30, growth=0.0) == pytest.approx(500 * 12 * 30)


def test_savings_follow_the_annuity_formula() -> None:
    month = (1.06 * 0.99) ** (1 / 12)
    assert fees.saved(0.01, 30) == pytest.approx(500 * (month**360 - 1) / (month - 1))


def test_a_fee_takes_less_from_payments_over_time_than_from_money_there_at_the_start() -> None:
    assert 0 < 1 - fees.saved(0.01, 30) / fees.saved(0.0, 30) < fees.gone(0.01, 30)


def test_fees_by_fund_are_those_of_the_edition_from_low_to_high(edition: Assumptions) -> None:
    rows = fees.fees_by_fund(edition).table.rows
    own = [edition.core_funds[key].fee.value for key in ("target_date_index", "target_date_active")]
    for fee, row in zip([*own, 0.01, edition.classes["private_equity"].all_in_fee.value], rows, strict=True):
        assert row[0].startswith(f"{share(fee)}: ")
        assert numbers(row[1:2]) == [round(100 * (1 - (1 - fee) ** 30))]
    assert numbers(tuple(row[3] for row in rows)) == sorted(numbers(tuple(row[3] for row in rows)))


def test_losing_half_and_gaining_half_leaves_75_of_100_dollars(edition: Assumptions) -> None:
    rows = growth.lose_and_gain(edition).table.rows
    assert [row[1:3] for row in rows[:2]] == [("$50", "$75"), ("$38", "$56")]


def test_wider_swings_mean_lower_typical_growth_for_one_average(edition: Assumptions) -> None:
    typical = numbers(tuple(row[1] for row in growth.swings_and_growth(edition).table.rows))
    assert typical[0] == 8.0  # no swings, no gap
    assert typical == sorted(typical, reverse=True)


def test_every_asset_has_its_average_and_its_lower_typical_growth(edition: Assumptions) -> None:
    rows = growth.growth_of_assets(edition).table.rows
    assert len(rows) == 1 + len(SLEEVE_CLASSES)
    assert all(numbers(row[1:2]) > numbers(row[2:3]) for row in rows)


def test_each_fall_is_the_edition_s(edition: Assumptions) -> None:
    rows = crashes.falls(edition).table.rows
    for row, episode in zip(rows, edition.episodes.history.values(), strict=True):
        for cell, asset in zip(row[1:], crashes.COLUMNS, strict=False):
            assert cell == (rate(episode.returns[asset].value) if asset in episode.returns else "–")
        assert row[-1] == rate(episode.prices.value)


def test_the_fund_near_retirement_loses_less_in_each_fall_of_stocks_than_far_from_it(edition: Assumptions) -> None:
    rows = [numbers(row[1:]) for row in crashes.falls_of_the_fund(edition).table.rows]
    assert len(rows) == 6
    assert all(far < middle < near < 0 for far, middle, near in rows)


def test_the_fund_s_loss_of_2008_by_hand(edition: Assumptions) -> None:
    """25 years before: 54 % US stocks, 36 % other stocks, 10 % bonds; prices rose 0.1 %."""
    row = next(row for row in crashes.falls_of_the_fund(edition).table.rows if "2008" in row[0])
    by_hand = (0.54 * (1 - 0.366) + 0.36 * (1 - 0.459) + 0.10 * 1.052) / 1.001 - 1
    assert row[1] == rate(by_hand)


def test_a_closed_gate_lets_five_percent_out_each_year(edition: Assumptions) -> None:
    rows = gates.closed_gate(edition).table.rows
    assert rows[1] == ("2", "$10", "$90", "$63")  # 0.95 ** 2 = 0.9025; 0.9025 * 0.7 = 0.632
    assert all(sum(numbers(row[1:3])) == 100 for row in rows)


def test_the_mix_of_the_fund_adds_up_to_everything(edition: Assumptions) -> None:
    for years in range(glide_path.FIRST, glide_path.LAST - 1, -1):
        mix = glide_path.mix(edition, years)
        assert mix.stocks + mix.bonds + mix.tips == pytest.approx(1)
    shown = glide_path.glide_path(edition).table.rows
    assert all(sum(numbers(row[1:])) == 100 for row in shown)
    at_retirement = next(row for row in shown if row[0] == "When you stop work")
    assert at_retirement[1] == "50%"


def test_the_words_of_a_drawing_stay_inside_it(edition: Assumptions) -> None:
    picture = glide_path.glide_path(edition).picture
    assert picture is not None
    for drawing in (picture.wide, picture.narrow):
        words = [shape for shape in drawing.shapes if isinstance(shape, Text)]
        assert words
        assert all(0 <= shape.x <= drawing.width and 10 <= shape.y <= drawing.height for shape in words)


def test_a_text_may_name_every_figure_of_the_edition(edition: Assumptions) -> None:
    words = words_of(edition)
    assert all(words[key] for key, _figure in figures(edition))
    assert words["classes.bitcoin.fee"] == share(edition.classes["bitcoin"].fee.value)
    assert words["classes.bitcoin.wipeout"] == "1 of 100"
    assert words["limits.2026.elective_deferral"] == "$24,500"
    assert words["pool.plans_401k_q1"] == "$8.7 trillion"


def test_words_follow_the_edition_when_it_changes(edition: Assumptions) -> None:
    bitcoin = edition.classes["bitcoin"]
    dearer = replace(bitcoin, fee=replace(bitcoin.fee, value=0.05))
    changed = words_of(replace(edition, classes={**edition.classes, "bitcoin": dearer}))
    assert changed["classes.bitcoin.fee"] == "5%"
    assert changed["bitcoin.average"] != words_of(edition)["bitcoin.average"]
    assert changed["ether.average"] == words_of(edition)["ether.average"]
