"""The pool for people: the picture, the table and the words say the same, and nothing leaves its box."""

import pytest

from advisor.present.charts.pen import Path
from advisor.present.figures import billions, billions_short, count
from advisor.present.pool import Shown, shown
from scenarios.editions import load
from scenarios.pool import pool
from tests.present.test_charts import check, corners

MODEL = load()


def ask(share: float, years: int) -> Shown:
    return shown(pool(MODEL, share, years), MODEL)


@pytest.mark.parametrize(("share", "years"), [(0.0, 1), (0.01, 10), (0.123, 7), (1.0, 50)])
def test_everything_is_drawn_inside_its_box(share: float, years: int) -> None:
    picture = ask(share, years).exhibit.picture
    check(picture.wide)
    check(picture.narrow)


@pytest.mark.parametrize(("share", "years"), [(0.01, 10), (1.0, 50)])
def test_every_sum_of_the_table_is_in_the_text_alternative(share: float, years: int) -> None:
    exhibit = ask(share, years).exhibit
    for name, amount in exhibit.table.rows:
        assert f"{name}: {amount}" in exhibit.picture.title


def test_the_sums_are_of_one_day_and_the_parts_are_not_more_than_the_whole() -> None:
    rows = {row[0]: row[1] for row in ask(0.01, 1).exhibit.table.rows}
    assert rows["All retirement savings"] == billions(48.1e12)
    assert rows["401(k) plans"] == "$10 trillion"
    days = {key: MODEL.pool[f"{key}_q3"] for key in ("retirement_assets", "iras", "employer_dc_plans", "plans_401k")}
    assert {figure.as_of for figure in days.values()} == {"2025-09-30"}
    assert days["plans_401k"].value < days["employer_dc_plans"].value
    assert days["iras"].value + days["employer_dc_plans"].value < days["retirement_assets"].value


def test_the_whole_of_401k_is_drawn_as_long_as_401k() -> None:
    drawn = ask(1.0, 1).exhibit.picture.wide
    lengths = {
        ink: [shape.d for shape in drawn.shapes if isinstance(shape, Path) and shape.fill == ink and "h" in shape.d]
        for ink in ("base", "sleeve")
    }
    assert width(lengths["sleeve"][0]) == width(lengths["base"][-1])
    assert corners(Path(d=lengths["sleeve"][0]))[0][0] == corners(Path(d=lengths["base"][-1]))[0][0]


def width(box: str) -> str:
    return box.partition("h")[2].partition("v")[0]


@pytest.mark.parametrize(
    ("value", "long", "short"),
    [(0, "$0", "$0"), (5e8, "$500 million", "$500m"), (9.96e8, "$1 billion", "$1bn"), (87e9, "$87 billion", "$87bn"),
     (8.7e12, "$8.7 trillion", "$8.7tn"), (48.1e12, "$48 trillion", "$48tn")],
)  # fmt: skip
def test_sums_of_a_whole_country_have_their_own_words(value: float, long: str, short: str) -> None:
    assert (billions(value), billions_short(value)) == (long, short)


@pytest.mark.parametrize(
    ("value", "written"), [(0, "0"), (41, "41"), (748_065, "750,000"), (999_999, "1 million"), (22_597_403, "23 million")]
)
def test_coins_are_counted_to_two_or_three_figures(value: float, written: str) -> None:
    assert count(value) == written
