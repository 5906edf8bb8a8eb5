"""What another step would do: paying in more, the largest sleeve within a limit, other beliefs."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from advisor.present import Summary, moves, summary
from advisor.present.charts.pen import Path, Text
from advisor.present.figures import change, clear_change, dollars, money
from advisor.present.sections.instead import instead
from advisor.present.sections.moved import moved
from scenarios.answer import answer as answer_to
from scenarios.results import Answer, LargestSleeve, Statistic
from tests.people import question_of

Answers = Callable[[str], Answer]


@pytest.fixture(scope="module")
def moving(bank: object) -> Callable[[str], Answer]:
    def asked(person: str) -> Answer:
        question = question_of(person)
        return answer_to(question.household, question.plan, question.sleeve, question.beliefs, ("tornado",))

    return asked


def test_a_step_says_what_it_changes_and_what_it_costs_beside_the_sleeve(answer_of: Answers) -> None:
    answer = answer_of("Maya")
    (step,) = answer.instead
    exhibit = instead(answer)
    assert exhibit.table.rows[0][:2] == ("5% bitcoin sleeve", clear_change(answer.difference.income_monthly.p5))
    income = step.income_monthly
    changes = tuple(change(value.value) for value in (income.p5, income.p50, income.p95))
    assert exhibit.table.rows[1] == ("One more percent of pay", *changes, dollars(round(step.costs)))
    drawn = [shape.words for shape in exhibit.picture.wide.shapes if isinstance(shape, Text)]
    assert f"{changes[0]} to {changes[2]}" in drawn
    assert f"It costs you {dollars(round(step.costs))} in the first year, before tax." in exhibit.finding


def test_a_range_has_an_open_mark_inside_it(answer_of: Answers) -> None:
    shapes = [shape for shape in instead(answer_of("Maya")).picture.wide.shapes if isinstance(shape, Path)]
    assert [shape.stroke for shape in shapes if shape.fill == "page"] == ["sleeve", "base"]


def test_one_more_point_that_is_the_whole_match_is_said_once_with_what_the_employer_adds(answer_of: Answers) -> None:
    answer = answer_of("Winston")
    assert [step.key for step in answer.instead] == ["one_more_point", "unclaimed_match"]
    exhibit = instead(answer)
    assert [row[0] for row in exhibit.table.rows] == ["8% commodities sleeve", "Paying in for the whole match"]
    assert f"Your employer then adds {dollars(round(answer.instead[1].adds))} more." in exhibit.finding
    dearer = replace(answer.instead[0], costs=answer.instead[0].costs + 1)
    assert len(instead(replace(answer, instead=(dearer, answer.instead[1]))).table.rows) == 3


def test_where_nothing_more_can_be_paid_in_nothing_is_said(answer_of: Answers, summary_of: Callable[[str], Summary]) -> None:
    assert not answer_of("Ingrid").instead
    assert "instead" not in [exhibit.picture.key for exhibit in summary_of("Ingrid").exhibits]


@pytest.mark.parametrize(
    ("found", "says"),
    [
        ({"weight": 0.0409}, "Up to about 4.1%, the worst 5 of 100 balances average at most 5% less than without."),
        ({"weight": 0.2}, "Up to 20%, as far as we look, the worst 5 of 100 balances average at most 5% less."),
        ({"weight": 0.0002}, "With any sleeve the worst 5 of 100 balances average over 5% less."),
        ({"weight": 0.0409, "within": 0.02}, "average at most 2% less than without."),
    ],
)
def test_the_largest_sleeve_within_a_limit_is_a_sentence_of_the_sizes(answer_of: Answers, found: dict[str, float], says: str) -> None:
    largest = LargestSleeve(**{"within": 0.05, "weight": 0.0, "looked_to": 0.2, "allowed": 0.1} | found)
    exhibits = summary(replace(answer_of("Maya"), largest_sleeve=largest), "en").exhibits
    assert says in next(one.note for one in exhibits if one.picture.key == "sweep")


@pytest.mark.parametrize("person", ["Maya", "Dmitri", "Theo"])
def test_what_moves_the_result_is_a_bar_and_a_row_for_each_belief(moving: Answers, person: str) -> None:
    answer = moving(person)
    exhibit = moves(answer, "en")
    assert len(exhibit.table.rows) == len(answer.tornado) > 3
    for bar, row in zip(answer.tornado, exhibit.table.rows, strict=True):
        assert row[2] == f"{money(bar.baseline_at_low.value)}, {money(bar.baseline_at_high.value)}"
        if answer.choice.weight:
            assert row[3] == f"{clear_change(bar.change_at_low)}, {clear_change(bar.change_at_high)}"
    assert len(exhibit.table.head) == len(exhibit.table.rows[0]) == (4 if answer.choice.weight else 3)
    drawn = {shape.words for shape in exhibit.picture.wide.shapes if isinstance(shape, Text)}
    assert {row[0] for row in exhibit.table.rows} <= drawn


def test_a_move_that_cannot_be_told_from_none_is_called_unclear(moving: Answers) -> None:
    answer = moving("Maya")
    first = replace(answer.tornado[0], change_at_low=Statistic(value=-30, se=16))
    exhibit = moves(replace(answer, tornado=(first,)), "en")
    assert exhibit.table.rows[0][3].startswith("no clear difference, +$")
    assert any(shape.words.startswith("unclear to +$") for shape in exhibit.picture.wide.shapes if isinstance(shape, Text))


def test_ones_own_beliefs_stand_beside_those_of_the_edition(answer_of: Answers, bank: object) -> None:
    answer, question = answer_of("Consuelo"), question_of("Consuelo")
    ours = answer_to(question.household, question.plan, question.sleeve, replace(question.beliefs, classes={}), ())
    found = moved(answer, ours)
    assert found.table.head[1:] == ("With the edition’s beliefs", "With yours")
    rows = {row[0]: row[1:] for row in found.table.rows}
    pair = ours.difference.chance_less.value, answer.difference.chance_less.value
    assert rows["End with less, of 100"] == tuple(f"{100 * chance:.0f}" for chance in pair)
    assert rows["Bad case, a month"] == tuple(clear_change(one.difference.income_monthly.p5) for one in (ours, answer))
    assert rows["Middle income without a sleeve"] == tuple(money(one.baseline.income_monthly.p50.value) for one in (ours, answer))
    assert found.sentence == (
        f"With your beliefs about {100 * pair[1]:.0f} of 100 futures end with less, with the edition’s about {100 * pair[0]:.0f}."
    )
    assert summary(answer, "en", by_edition=ours).moved == found
    assert summary(answer, "en").moved is None


def test_beliefs_that_move_nothing_are_said_to(answer_of: Answers) -> None:
    for person, rows in (("Maya", 4), ("Theo", 1)):
        found = moved(answer_of(person), answer_of(person))
        assert found.sentence == "Your beliefs move none of these numbers."
        assert len(found.table.rows) == rows


def test_the_first_number_that_differs_is_the_one_that_is_said(answer_of: Answers) -> None:
    answer = answer_of("Maya")
    income = replace(answer.difference.income_monthly, p5=Statistic(value=-500.0, se=1.0))
    ours = replace(answer, difference=replace(answer.difference, income_monthly=income))
    yours = clear_change(answer.difference.income_monthly.p5)
    assert moved(answer, ours).sentence == f"With your beliefs the bad case is {yours} a month, with the edition’s −$500."
