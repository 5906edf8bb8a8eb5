"""The ladder of monthly income: five rungs, Social Security beneath, the goal at what it takes before tax."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest

from advisor.present import Summary
from advisor.present.charts.pen import Drawing, Path, Text
from advisor.present.exhibit import Exhibit
from advisor.present.figures import money
from advisor.present.sections.ladder import ladder
from scenarios.results import Answer
from tests.people import PEOPLE

Answers = Callable[[str], Answer]


def words(drawing: Drawing) -> list[str]:
    return [shape.words for shape in drawing.shapes if isinstance(shape, Text)]


def shown(summary: Summary) -> Exhibit:
    return next(one for one in summary.exhibits if one.picture.key == "ladder")


@pytest.mark.parametrize("person", PEOPLE)
def test_every_rung_is_the_income_and_social_security_together_in_table_and_picture(
    answer_of: Answers, summary_of: Callable[[str], Summary], person: str
) -> None:
    answer, exhibit = answer_of(person), shown(summary_of(person))
    sides = [answer.baseline, answer.sleeve] if answer.choice.weight else [answer.baseline]
    benefits = answer.baseline.to_end.social_security_monthly
    rows = [
        tuple(money(getattr(side.income_monthly, key).value + benefits) for side in sides) for key in ("p5", "p25", "p50", "p75", "p95")
    ]
    assert [row[1:] for row in exhibit.table.rows] == rows
    drawn = words(exhibit.picture.wide)
    assert [word for word in drawn if word in {cell for row in rows for cell in row}] == [cell for row in rows[::-1] for cell in row]
    assert rows[0][0] in exhibit.finding
    assert rows[0][-1] in exhibit.finding


def test_the_weak_rung_is_the_first_of_the_table_and_named_by_who_is_lower(summary_of: Callable[[str], Summary]) -> None:
    assert [row[0] for row in shown(summary_of("Maya")).table.rows] == [
        "Weak (5 of 100 are lower)",
        "Low (25 of 100 are lower)",
        "Middle (half are lower)",
        "High (25 of 100 are higher)",
        "Strong (5 of 100 are higher)",
    ]


def test_the_goal_stands_at_what_it_takes_before_tax(answer_of: Answers) -> None:
    answer = answer_of("Maya")
    spent = answer.baseline.to_end
    takes = spent.social_security_monthly + spent.first_withdrawal_monthly.value
    assert takes > spent.goal_monthly
    exhibit = ladder(answer)
    assert f"goal, {money(takes)} before tax" in words(exhibit.picture.wide)
    assert f"to spend {money(spent.goal_monthly)} a month takes about {money(takes)} before tax." in exhibit.note


def test_before_social_security_begins_the_goal_stands_after_tax_and_says_so(answer_of: Answers) -> None:
    answer = answer_of("Maya")
    later = ladder(replace(answer, household=replace(answer.household, retirement_age=64, claim_age=67)))
    goal = money(answer.baseline.to_end.goal_monthly)
    assert f"goal, {goal} after tax" in words(later.picture.wide)
    assert f"The line is the goal of {goal} a month, after tax. The bars are before tax." in later.note
    assert "Gray: Social Security from 67" in later.note


def test_without_social_security_and_goal_there_is_neither_gray_nor_line(answer_of: Answers) -> None:
    answer = answer_of("Maya")
    to_end = replace(answer.baseline.to_end, goal_monthly=0.0, social_security_monthly=0.0)
    plain = ladder(replace(answer, baseline=replace(answer.baseline, to_end=to_end)))
    assert plain.heading == "Income a month"
    assert plain.note == ""
    assert not any("goal" in word for word in words(plain.picture.wide))
    assert not any(getattr(shape, "fill", "") == "rule" for shape in plain.picture.wide.shapes)


def test_bars_are_as_long_as_their_values(answer_of: Answers) -> None:
    answer = answer_of("Maya")
    for drawing in (ladder(answer).picture.wide, ladder(answer).picture.narrow):
        bars = [shape.d for shape in drawing.shapes if isinstance(shape, Path) and shape.fill == "base" and "h" in shape.d]
        lengths = [float(d.split("h")[1].split("v")[0]) for d in bars]
        incomes = [getattr(answer.baseline.income_monthly, key).value for key in ("p95", "p75", "p50", "p25", "p5")]
        for (long, longer), (income, higher) in zip(pairwise(lengths[::-1]), pairwise(incomes[::-1]), strict=True):
            assert long / longer == pytest.approx(income / higher, abs=0.02)
