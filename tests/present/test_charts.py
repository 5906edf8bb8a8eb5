"""The pictures: nothing is drawn outside its box, nothing is cut off, and as many marks are drawn as the words say."""

import re
from collections.abc import Callable
from itertools import pairwise
from unicodedata import east_asian_width

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from advisor.present import Summary, moves, summary
from advisor.present.charts.axis import Scale, marked, round_top, round_values, spread
from advisor.present.charts.bars import NARROW, WIDE, Bar, Row, Rule, bars
from advisor.present.charts.pen import INKS, LETTER, SMALLEST, Drawing, Path, Picture, Text, fitted, length
from advisor.present.charts.waffle import waffle
from advisor.present.figures import change, change_short
from scenarios.answer import answer as answer_to
from scenarios.results import Answer
from tests.people import PEOPLE, question_of
from tests.translations import LANGUAGES

WIDTH_OF_A_LETTER = 0.55  # of its size, on average


def pictures(shown: Summary) -> list[Picture]:
    beliefs = [card.picture for card in shown.beliefs.cards] if shown.beliefs else []
    return [shown.headline.picture, *beliefs, *(exhibit.picture for exhibit in shown.exhibits)]


def reach(text: Text) -> tuple[float, float]:
    """From where to where its words run."""
    length = text.size * sum(1 if east_asian_width(letter) in "WF" else WIDTH_OF_A_LETTER for letter in text.words)
    start = {"start": text.x, "middle": text.x - length / 2, "end": text.x - length}[text.anchor]
    return start, start + length


def corners(path: Path) -> list[tuple[float, float]]:
    boxes = re.findall(r"M(-?[\d.]+) (-?[\d.]+)h(-?[\d.]+)v(-?[\d.]+)", path.d)
    points = [(float(x), float(y)) for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", path.d)]
    return points + [(float(x) + float(width), float(y) + float(height)) for x, y, width, height in boxes]


def check(drawing: Drawing) -> None:
    for shape in drawing.shapes:
        if isinstance(shape, Text):
            start, end = reach(shape)
            assert start >= -2, shape
            assert end <= drawing.width + 2, shape
            assert 0 < shape.y <= drawing.height, shape
            assert shape.size >= 12.5
        else:
            assert shape.fill in {"", *INKS}
            assert shape.stroke in {"", *INKS}
            for x, y in corners(shape):
                assert -1 <= x <= drawing.width + 1, shape
                assert -1 <= y <= drawing.height + 1, shape


@pytest.mark.parametrize("person", PEOPLE)
def test_everything_is_drawn_inside_its_box(summary_of: Callable[[str], Summary], person: str) -> None:
    for picture in pictures(summary_of(person)):
        check(picture.wide)
        check(picture.narrow)


@pytest.mark.parametrize("language", LANGUAGES.values())
@pytest.mark.parametrize("person", ["Aisha", "Harold", "Ingrid"])
def test_everything_is_drawn_inside_its_box_in_every_language(answer_of: Callable[[str], Answer], person: str, language: str) -> None:
    for picture in pictures(summary(answer_of(person), language)):
        check(picture.wide)
        check(picture.narrow)


def test_values_along_the_paper_are_so_few_that_their_words_do_not_touch() -> None:
    x = Scale(low=0, high=10, start=0, end=100)
    assert [words for _, words in marked(x, lambda value: f"{value:g}", 10)] == ["0", "2", "4", "6", "8", "10"]
    assert [value for value, _ in marked(x, lambda value: "萬" * 3, 10)] == [0, 5, 10]
    assert [value for value, _ in marked(x, lambda value: "萬" * 3, 12, inside=True)] == [0, 10]
    assert [value for value, _ in marked(x, lambda value: "萬" * 9, 12)] == [0, 10]


def test_words_become_smaller_where_there_is_little_room_but_stay_readable() -> None:
    assert length("萬a", 10) == 10 + 10 * LETTER
    assert fitted("萬" * 10, 16, 160) == 16
    assert fitted("萬" * 10, 16, 140) == 14
    assert fitted("萬" * 10, 16, 20) == SMALLEST


@pytest.mark.parametrize("person", ["Aisha", "Ingrid", "Theo"])
def test_what_moves_the_result_is_drawn_inside_its_box(bank: object, person: str) -> None:
    question = question_of(person)
    shown = moves(answer_to(question.household, question.plan, question.sleeve, question.beliefs, ("tornado",)), "en")
    check(shown.picture.wide)
    check(shown.picture.narrow)


@pytest.mark.parametrize("person", PEOPLE)
def test_no_two_words_of_a_picture_lie_on_each_other(summary_of: Callable[[str], Summary], person: str) -> None:
    for picture in pictures(summary_of(person)):
        for drawing in (picture.wide, picture.narrow):
            words = [shape for shape in drawing.shapes if isinstance(shape, Text)]
            for i, a in enumerate(words):
                for b in words[i + 1 :]:
                    narrower = 0.5 / WIDTH_OF_A_LETTER  # an overlap counts when even narrow letters would touch
                    (a0, a1), (b0, b1) = reach(a), reach(b)
                    overlap = min(a1, b1) - max(a0, b0)
                    assert overlap <= (1 - narrower) * max(a1 - a0, b1 - b0) + 1 or abs(a.y - b.y) >= 11, (picture.key, a, b)


def test_the_strip_has_twenty_dots_and_the_futures_a_hundred_pairs(summary_of: Callable[[str], Summary]) -> None:
    shown = summary_of("Maya")
    dots = [shape for shape in shown.headline.picture.wide.shapes if isinstance(shape, Path) and shape.fill == "base"]
    assert sum(shape.d.count("M") for shape in dots) == 20
    for drawing in (shown.exhibits[0].picture.wide, shown.exhibits[0].picture.narrow):
        for ink in ("base", "sleeve"):
            marks = [shape for shape in drawing.shapes if isinstance(shape, Path) and shape.fill == ink]
            assert sum(shape.d.count("M") for shape in marks) == 100


def test_the_tails_are_not_cut_off(summary_of: Callable[[str], Summary], answer_of: Callable[[str], Answer]) -> None:
    marks = answer_of("Maya").marks
    drawn = summary_of("Maya").exhibits[0].picture.wide
    diamonds = [shape for shape in drawn.shapes if isinstance(shape, Path) and shape.fill == "sleeve"]
    heights = [y for shape in diamonds for _, y in corners(shape)]
    lowest, highest = marks.income_less[0], marks.income_more[-1]
    per_dollar = (max(heights) - min(heights)) / (highest - lowest)
    middle = marks.income_more[len(marks.income_more) // 2]
    assert any(abs(max(heights) - (middle - lowest) * per_dollar - y) < 0.2 for y in heights)


@given(
    st.lists(st.tuples(st.floats(-1e7, 1e7), st.floats(-1e7, 1e7)), min_size=1, max_size=8),
    st.floats(0, 1e7),
    st.sampled_from(["A crash like 2008", "Strong"]),
    st.booleans(),
)
@example([(0.0, 5e-324)], 0.0, "Strong", False)
def test_bars_of_any_values_stay_in_their_box(pairs: list[tuple[float, float]], goal: float, name: str, ranges: bool) -> None:
    rows = [
        Row(
            name=name,
            detail="assumed: bitcoin" if ranges else "",
            bars=[Bar(start=low, end=high, middle=low if ranges else None, words=change(low), short=change_short(low), sleeve=ranges)],
        )
        for low, high in pairs
    ]
    for room in (WIDE, NARROW):
        for rule in (None, Rule(value=goal, words="goal, $4,900 before tax")):
            check(bars(rows, change_short, room, rule))


@given(st.integers(0, 100), st.integers(0, 100))
def test_a_waffle_has_a_hundred_marks_of_the_right_kinds(a: int, b: int) -> None:
    less, same = min(a, b), abs(a - b)
    drawn = waffle(less, same, 100 - less - same, columns=10)
    counts = {(shape.fill, shape.stroke): shape.d.count("M") for shape in drawn.shapes if isinstance(shape, Path)}
    assert counts.get(("sleeve", ""), 0) == less
    assert counts.get(("", "muted"), 0) == same
    assert counts.get(("", "sleeve"), 0) == 100 - less - same


@given(st.floats(-1e7, 1e7), st.floats(0.1, 1e7))
def test_axis_values_lie_on_the_axis_and_are_few(low: float, size: float) -> None:
    values = round_values(low, low + size)
    assert 1 <= len(values) <= 7 or size < 1e-6 * abs(low)
    assert all(low - 1e-6 * size <= value <= low + size + 1e-6 * size for value in values)


@given(st.floats(0, 1e9))
def test_the_top_of_an_axis_holds_the_highest_value(high: float) -> None:
    assert round_top(high) >= high


@given(st.lists(st.floats(0, 300), min_size=2, max_size=4))
def test_labels_keep_their_order_their_distance_and_the_box(wanted: list[float]) -> None:
    places = spread(sorted(wanted), 20, 10, 290)
    assert all(b - a >= 20 - 1e-9 for a, b in pairwise(places))
    assert places[-1] <= 290
    assert places[0] >= 10 or len(wanted) * 20 > 280


def test_a_scale_puts_its_ends_at_its_ends() -> None:
    scale = Scale(low=-10, high=30, start=200, end=0)
    assert (scale(-10), scale(30), scale(0)) == (200, 0, 150)
