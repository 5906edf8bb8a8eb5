"""Rounding and writing: what people read never says more, or other, than the model found."""

import re
from math import floor, log10

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.present import figures
from advisor.present.figures import MINUS
from scenarios.results import Statistic

amounts = st.floats(min_value=0.01, max_value=1e10)
changes = st.floats(min_value=-1e8, max_value=1e8)


def read(text: str) -> float:
    """A written amount of dollars back as a number."""
    scale = {"k": 1e3, "m": 1e6, " million": 1e6}
    found = re.fullmatch(rf"([+{MINUS}]?)\$([\d,.]+)( million|[km])?", text)
    assert found, text
    return float(found[2].replace(",", "")) * scale.get(found[3] or "", 1) * (-1 if found[1] == MINUS else 1)


@pytest.mark.parametrize(
    ("value", "written"),
    [(0, "$0"), (7.4, "$7"), (95.6, "$96"), (1_333.06, "$1,330"), (3_315, "$3,300"), (9_960, "$10,000"), (736_588, "$740,000"),
     (999_999, "$1 million"), (1_775_636, "$1.78 million"), (24_600_000, "$25 million")],
)  # fmt: skip
def test_money_has_two_or_three_figures(value: float, written: str) -> None:
    assert figures.money(value) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [(0, "$0"), (980, "$980"), (2_000, "$2k"), (12_500, "$12.5k"), (736_588, "$740k"), (1_775_636, "$1.78m"), (2_000_000, "$2m")],
)
def test_short_money_fits_an_axis(value: float, written: str) -> None:
    assert figures.money_short(value) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [(0, "$0"), (0.4, "$0"), (-4.2, f"{MINUS}$4"), (-14.9, f"{MINUS}$10"), (-29.9, f"{MINUS}$30"), (-828.6, f"{MINUS}$830"),
     (1_808.7, "+$1,810"), (5_705, "+$5,700")],
)  # fmt: skip
def test_a_change_has_its_sign_and_no_more_than_ten_dollars_of_precision(value: float, written: str) -> None:
    assert figures.change(value) == written


@given(amounts)
def test_rounding_moves_an_amount_by_no_more_than_one_in_forty(value: float) -> None:
    assert abs(figures.rounded(value) - value) <= value / 40 * (1 + 1e-9)


@given(amounts)
def test_a_rounded_amount_has_at_most_three_figures(value: float) -> None:
    step = 10.0 ** (floor(log10(figures.rounded(value))) - 2)
    assert abs(figures.rounded(value) / step - round(figures.rounded(value) / step)) < 1e-6


@given(amounts.filter(lambda value: value >= 1))
def test_long_and_short_money_say_the_same(value: float) -> None:
    assert read(figures.money(value)) == pytest.approx(read(figures.money_short(value)), rel=0.006)


@given(changes)
def test_a_change_and_its_mirror_differ_in_the_sign_only(value: float) -> None:
    assert read(figures.change(-value)) == -read(figures.change(value))


@given(changes, changes)
def test_rounding_keeps_the_order(a: float, b: float) -> None:
    low, high = sorted((a, b))
    assert figures.rounded_change(low) <= figures.rounded_change(high)
    assert figures.rounded(low) <= figures.rounded(high)


def test_under_two_errors_a_change_is_no_clear_difference() -> None:
    assert figures.clear_change(Statistic(value=-39.9, se=20)) == "no clear difference"
    assert figures.clear_change(Statistic(value=-40, se=20)) == f"{MINUS}$40"


@pytest.mark.parametrize(("value", "written"), [(0.08, "8%"), (0.075, "7.5%"), (0.0008, "0.08%"), (-0.01, f"{MINUS}1%"), (0, "0%")])
def test_a_share_is_written_as_it_was_given(value: float, written: str) -> None:
    assert figures.share(value) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.1009, "10%"), (0.0997, "10%"), (0.0767, "7.7%"), (-0.1167, f"{MINUS}12%"), (-0.0547, f"{MINUS}5.5%"), (0, "0.0%")],
)
def test_a_rate_has_two_figures(value: float, written: str) -> None:
    assert figures.rate(value) == written


@pytest.mark.parametrize(
    ("value", "written"), [(0.038, "+3.8 points"), (0.2227, "+22 points"), (0.00002, "0 points"), (-0.01, f"{MINUS}1.0 points")]
)
def test_a_gap_between_rates_is_in_points(value: float, written: str) -> None:
    assert figures.points(value) == written


@pytest.mark.parametrize(("iso", "written"), [("2025", "2025"), ("2025-08", "Aug 2025"), ("2025-08-07", "Aug 7, 2025")])
def test_a_date_is_as_exact_as_it_was_given(iso: str, written: str) -> None:
    assert figures.day(iso) == written


@given(st.floats(min_value=-1e6, max_value=1e6))
def test_no_number_is_written_as_minus_zero_or_with_a_hyphen(value: float) -> None:
    for written in (figures.number(value), figures.change(value), figures.share(value / 1e6), figures.rate(value / 1e6)):
        assert "-" not in written
        assert not re.search(rf"{MINUS}\$?0(\.0+)?%?$", written)


def test_what_is_written_can_be_noted_once_each_with_what_it_was() -> None:
    with figures.noted() as notes:
        figures.money(3_349.59)  # asks for a number on the way, which is not noted
        figures.clear_change(Statistic(value=-819.25, se=10))
        assert figures.of_100(0.51) == 51
    figures.money(7.0)
    assert [(note.text, note.value) for note in notes] == [("$3,300", 3_349.59), (f"{MINUS}$820", -819.25), ("51", 0.51)]


def test_two_who_note_at_once_note_their_own() -> None:
    with figures.noted() as outer:
        figures.share(0.05)
        with figures.noted() as inner:
            figures.share(0.1)
        figures.share(0.2)
    assert [note.text for note in outer] == ["5%", "20%"]
    assert [note.text for note in inner] == ["10%"]
