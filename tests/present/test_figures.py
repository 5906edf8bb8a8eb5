"""Rounding and writing: what people read never says more, or other, than the model found."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from math import floor, inf, log10, nan
from typing import TypeVar

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils.formats import date_format, number_format
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from advisor.present import figures
from advisor.present.figures import MINUS
from advisor.present.scales import SCALES
from scenarios.pdf_text import numbers
from scenarios.printed_number import rounds
from scenarios.results import Statistic

T = TypeVar("T")

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


# --- in every language ---

LANGUAGES = [code for code, _ in settings.LANGUAGES]


def test_every_language_has_its_habits() -> None:
    assert set(SCALES) == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
@given(value=changes, places=st.integers(min_value=0, max_value=4))
def test_a_number_is_written_as_django_writes_it_in_that_language(language: str, value: float, places: int) -> None:
    with override(language):
        django = number_format(Decimal(str(abs(round(value, places)))), decimal_pos=places, use_l10n=True, force_grouping=True)
        assert figures.number(abs(value), places) == django


@pytest.mark.parametrize("value", [nan, inf, -inf])
@pytest.mark.parametrize("write", [figures.number, figures.exact, figures.dollars, figures.share, figures.points, figures.stated])
def test_what_is_no_number_is_refused(write: Callable[[float], str], value: float) -> None:
    with pytest.raises((ValueError, OverflowError)):
        write(value)


def test_a_date_that_was_written_in_one_language_is_written_anew_in_the_next() -> None:
    written = []
    for language in (*LANGUAGES, *LANGUAGES):
        with override(language):
            written.append(figures.day("2025-08-07"))
    assert len(set(written)) == 3  # the same signs in both Chinese scripts
    assert written[: len(LANGUAGES)] == written[len(LANGUAGES) :]


@pytest.mark.parametrize("language", LANGUAGES)
def test_digits_are_written_as_in_the_usa_in_every_language(language: str) -> None:
    with override(language):
        assert (figures.number(1_234_567.5, 1), figures.exact(72_800), figures.exact(0.083)) == ("1,234,567.5", "72,800", "0.083")
        assert (figures.share(0.075), figures.share_about(0.2), figures.rate(-0.055)) == ("7.5%", "20%", f"{MINUS}5.5%")


@pytest.mark.parametrize(
    ("value", "spanish", "traditional", "simplified"),
    [
        (0, "$0", "0 美元", "0 美元"),
        (3_249, "$3,200", "3,200 美元", "3,200 美元"),
        (12_480, "$12,500", "12,500 美元", "12,500 美元"),
        (94_900, "$95,000", "95,000 美元", "95,000 美元"),
        (99_960, "$100,000", "10 萬美元", "10 万美元"),
        (-780_432, f"{MINUS}$780,000", f"{MINUS}78 萬美元", f"{MINUS}78 万美元"),
        (999_999, "$1 millón", "100 萬美元", "100 万美元"),
        (1_912_000, "$1.91 millones", "191 萬美元", "191 万美元"),
        (23_400_000, "$23 millones", "2,300 萬美元", "2,300 万美元"),
        (99_960_000, "$100 millones", "1 億美元", "1 亿美元"),
        (124_400_000, "$124 millones", "1.24 億美元", "1.24 亿美元"),
    ],
)
def test_money_is_counted_in_the_units_of_the_language(value: float, spanish: str, traditional: str, simplified: str) -> None:
    assert in_three(figures.money, value) == (spanish, traditional, simplified)


@pytest.mark.parametrize(
    ("value", "spanish", "traditional", "simplified"),
    [
        (0, "$0", "$0", "$0"),
        (980, "$980", "$980", "$980"),
        (2_000, "$2k", "$2,000", "$2,000"),
        (12_500, "$12.5k", "$1.25萬", "$1.25万"),
        (780_000, "$780k", "$78萬", "$78万"),
        (-1_900_000, f"{MINUS}$1.9M", f"{MINUS}$190萬", f"{MINUS}$190万"),
        (23_000_000, "$23M", "$2,300萬", "$2,300万"),
        (120_000_000, "$120M", "$1.2億", "$1.2亿"),
    ],
)
def test_short_money_is_narrow_and_has_the_dollar_sign(value: float, spanish: str, traditional: str, simplified: str) -> None:
    assert in_three(figures.money_short, value) == (spanish, traditional, simplified)
    assert max(len(text) for text in (spanish, traditional, simplified)) <= 9


@pytest.mark.parametrize(
    ("value", "spanish", "traditional", "simplified"),
    [
        (0.4, "$0", "0 美元", "0 美元"),
        (-590, f"{MINUS}$590", f"{MINUS}590 美元", f"{MINUS}590 美元"),
        (920, "+$920", "+920 美元", "+920 美元"),
        (-45_300, f"{MINUS}$45,000", f"{MINUS}45,000 美元", f"{MINUS}45,000 美元"),
        (1_234_567, "+$1,230,000", "+123 萬美元", "+123 万美元"),
    ],
)
def test_a_change_has_its_sign_in_front(value: float, spanish: str, traditional: str, simplified: str) -> None:
    assert in_three(figures.change, value) == (spanish, traditional, simplified)
    assert in_three(figures.change_size, value) == tuple(text.lstrip("+" + MINUS) for text in (spanish, traditional, simplified))


@pytest.mark.parametrize(
    ("value", "spanish", "traditional", "simplified"),
    [
        (5e8, "$500 millones", "5 億美元", "5 亿美元"),
        (1e9, "$1 mil millones", "10 億美元", "10 亿美元"),
        (87e9, "$87 mil millones", "870 億美元", "870 亿美元"),
        (1e12, "$1 billón", "1 兆美元", "1 万亿美元"),
        (8.7e12, "$8.7 billones", "8.7 兆美元", "8.7 万亿美元"),
    ],
)
def test_sums_of_a_whole_country_have_larger_units(value: float, spanish: str, traditional: str, simplified: str) -> None:
    assert in_three(figures.billions, value) == (spanish, traditional, simplified)


def test_short_sums_of_a_whole_country() -> None:
    assert in_three(figures.billions_short, 5e8) == ("$500M", "$5億", "$5亿")
    assert in_three(figures.billions_short, 87e9) == ("$87 mil M", "$870億", "$870亿")
    assert in_three(figures.billions_short, 8.7e12) == ("$8.7 bill.", "$8.7兆", "$8.7万亿")


def test_what_a_source_states_is_not_rounded() -> None:
    assert [figures.stated(value) for value in (23_500, 12.25e12)] == ["$23,500", "$12.25 trillion"]
    assert in_three(figures.stated, 9.34e12) == ("$9.34 billones", "9.34 兆美元", "9.34 万亿美元")
    assert in_three(figures.stated, 184_500) == in_three(figures.dollars, 184_500) == ("$184,500", "184,500 美元", "184,500 美元")


def test_dollars_that_somebody_gave_stay_in_digits() -> None:
    assert in_three(figures.dollars, 1_234_567) == ("$1,234,567", "1,234,567 美元", "1,234,567 美元")
    assert in_three(figures.dollars, -0.5) == (f"{MINUS}$0.50", f"{MINUS}0.50 美元", f"{MINUS}0.50 美元")


def test_coins_are_counted_in_the_units_of_the_language() -> None:
    assert in_three(figures.count, 41) == ("41", "41", "41")
    assert in_three(figures.count, 748_065) == ("750,000", "75 萬", "75 万")
    assert in_three(figures.count, 22_597_403) == ("23 millones", "2,300 萬", "2,300 万")


@pytest.mark.parametrize(
    ("iso", "spanish", "chinese"),
    [("2025", "2025", "2025 年"), ("2025-08", "ago 2025", "2025 年 8 月"), ("2025-08-07", "7 ago 2025", "2025 年 8 月 7 日")],
)
def test_a_date_is_in_the_order_of_the_language(iso: str, spanish: str, chinese: str) -> None:
    assert in_three(figures.day, iso) == (spanish, chinese, chinese)


def test_templates_write_dates_and_decimals_alike() -> None:
    """A date of a template has the same order; a decimal has a point, as drawings and what is typed need it."""
    assert in_three(date_format, date(2025, 8, 7)) == ("7 ago 2025", "2025 年 8 月 7 日", "2025 年 8 月 7 日")
    assert in_three(lambda value: Template("{{ value }}").render(Context({"value": value})), 12.5) == ("12.5", "12.5", "12.5")


@pytest.mark.parametrize("language", LANGUAGES)
@given(st.floats(min_value=10, max_value=1e10) | st.floats(min_value=-1e10, max_value=-10))
def test_every_sum_verifies_in_every_language(language: str, value: float) -> None:
    """What a report prints is found to round its number."""
    with override(language):
        for write in (figures.money, figures.money_short, figures.change, figures.change_short, figures.change_size):
            assert rounds(numbers(write(value))[0], value), write(value)


@pytest.mark.parametrize("value", [254.997, 254.9951, 254.9999, -854.998, 1_054.999, 194.997, 3_449.998])
def test_a_sum_just_below_a_half_verifies_though_an_answer_writes_it_to_the_cent(value: float) -> None:
    """254.997 is printed as 250; the answer's document has 255.00, which alone would be 260."""
    for write in (figures.money, figures.change, figures.change_size):
        assert rounds(numbers(write(value))[0], round(value, 2)), write(value)


def in_three(write: Callable[[T], str], value: T) -> tuple[str, str, str]:
    """In Spanish, Traditional and Simplified Chinese."""
    with override("es"):
        spanish = write(value)
    with override("zh-hant"):
        traditional = write(value)
    with override("zh-hans"):
        return spanish, traditional, write(value)
