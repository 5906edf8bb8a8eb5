"""What a comparison says: the answer page's own words, one cell for each column, and no gap that was not worked out in pairs."""

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations

import pytest

from advisor.present import summary
from advisor.present.charts.pen import Text
from advisor.present.comparison import Comparison, comparison
from advisor.present.figures import dollars, money
from scenarios.answer import answer
from scenarios.results import Answer
from tests.banks import small_bank
from tests.compare.conftest import asked, changed
from tests.people import PEOPLE, question_of
from tests.plain_words import RESULT, faults
from tests.present.test_charts import check, reach

WITH_SLEEVE = [person for person in PEOPLE if person != "Theo"]
Own = Callable[[str], Answer]


@pytest.fixture(scope="session")
def mayas(own: Own) -> Comparison:
    """A sleeve, a sleeve in a costlier fund, no sleeve with more paid in, no sleeve."""
    question = question_of("Maya")
    others = [{"core": "target_date_active"}, {"weight": 0.0, "contribution": 0.1}, {"weight": 0.0}]
    columns = [own("Maya"), *(asked(changed(question, **other)) for other in others)]  # type: ignore[arg-type]
    return comparison(own("Maya"), columns, "en")


def row(shown: Comparison, name: str, part: int = 0) -> list[str]:
    """The figures of the row that begins with this name, in one of the parts."""
    return next([cell.figure for cell in row.cells] for row in shown.parts[part].rows if row.name.startswith(name))


def notes(shown: Comparison, name: str) -> list[str]:
    return next([cell.note for cell in row.cells] for part in shown.parts for row in part.rows if row.name.startswith(name))


@pytest.mark.parametrize("person", WITH_SLEEVE)
def test_a_column_says_what_the_answer_page_says(own: Own, person: str) -> None:
    question = question_of(person)
    page = summary(answer(question.household, question.plan, question.sleeve, question.beliefs, question.ask), "en")
    shown = comparison(own(person), [own(person)], "en")
    assert page.change
    less, bad, good = (card.figure for card in page.change.cards)
    assert row(shown, "End with less")[1] == f"{less} of 100"
    assert (row(shown, "Bad case")[1], row(shown, "Good case")[1]) == (bad, good)
    assert row(shown, "Middle", 2)[0] == page.headline.income
    assert [row(shown, name, 2)[0] for name in ("5 of 100 get less", "Middle", "5 of 100 get more")] == list(page.headline.table.rows[0])
    assert page.sleeve == shown.columns[0].name
    assert page.run.code == shown.columns[0].run


@pytest.mark.parametrize("person", PEOPLE)
def test_a_column_without_a_sleeve_is_the_baseline(own: Own, person: str) -> None:
    shown = comparison(own(person), [asked(changed(question_of(person), weight=0.0))], "en")
    for part in shown.parts[1:]:
        for line in part.rows:
            assert line.cells[0] == line.cells[1], line.name
    assert [line.cells[1].figure for line in shown.parts[0].rows] == ["0 of 100", "100 of 100", "0 of 100", "$0", "$0", "$0"]
    assert shown.columns[0].name == "No sleeve"


def test_answers_on_other_futures_are_refused(own: Own) -> None:
    question = question_of("Maya")
    elsewhere = answer(question.household, question.plan, question.sleeve, question.beliefs, bank=small_bank())
    with pytest.raises(ValueError, match="not on the same futures"):
        comparison(own("Maya"), [own("Maya"), elsewhere], "en")


def test_a_fifth_column_is_refused(own: Own) -> None:
    with pytest.raises(ValueError, match="at most 4 columns"):
        comparison(own("Maya"), [own("Maya")] * 5, "en")


def test_every_row_has_a_cell_for_the_baseline_and_for_each_column(mayas: Comparison) -> None:
    assert {len(line.cells) for part in mayas.parts for line in part.rows} == {5}


def test_the_cards_hold_the_cells_of_the_table(mayas: Comparison) -> None:
    assert [card.column for card in mayas.cards] == [mayas.baseline, *mayas.columns]
    for place, card in enumerate(mayas.cards):
        told = [cell for _, pairs in card.parts for _, cell in pairs]
        assert told == [line.cells[place] for part in mayas.parts for line in part.rows if line.cells[place].figure != "–"]


def test_the_downside_stands_first() -> None:
    question = question_of("Maya")
    shown = comparison(asked(question), [asked(question)], "en")
    assert [line.name for line in shown.parts[0].rows] == [
        "End with less", "About the same", "End with more", "Bad case", "Good case", "Middle",
    ]  # fmt: skip
    assert shown.parts[1].rows[0].name.startswith("Runs short")


def test_counts_of_a_column_add_to_100(mayas: Comparison) -> None:
    for place in range(1, 5):
        assert sum(int(line.cells[place].figure.partition(" ")[0]) for line in mayas.parts[0].rows[:3]) == 100


def test_another_plan_is_shown_beside_the_own_one_and_no_gap_between_them_is_invented(mayas: Comparison, own: Own) -> None:
    said = " ".join(mayas.sentences)
    assert "Columns B and C change the plan too. Their change is against that plan without a sleeve." in said
    costlier = asked(changed(question_of("Maya"), core="target_date_active"))
    middles = row(mayas, "Middle", 4)
    assert middles[:3] == [money(one.baseline.income_monthly.p50.value) for one in (own("Maya"), own("Maya"), costlier)]
    assert middles[0] == middles[4] == row(mayas, "Middle", 2)[0]
    assert all(note.startswith("give or take $") for note in notes(replace(mayas, parts=mayas.parts[4:]), "Middle"))
    assert row(mayas, "Bad case")[3] == "$0"


def test_what_is_paid_in_is_said_where_plans_differ(mayas: Comparison) -> None:
    more = asked(changed(question_of("Maya"), weight=0.0, contribution=0.1)).contributions[0]
    assert row(mayas, "You", 5)[3] == dollars(round(more.employee))
    assert row(mayas, "Your employer", 5)[0] == row(mayas, "Your employer", 5)[4]
    assert mayas.columns[2].about == ("You pay in 10% of pay",)


def test_a_plan_that_adds_more_whatever_is_paid_in_is_another_plan(own: Own) -> None:
    question = question_of("Maya")
    richer = replace(question, plan=replace(question.plan, nonelective=0.03))
    shown = comparison(own("Maya"), [own("Maya"), asked(richer)], "en")
    assert len(shown.parts) == 6
    paid = [answer.contributions[0].employer for answer in (own("Maya"), asked(richer))]
    assert row(shown, "Your employer", 5)[1:] == [dollars(round(one)) for one in paid]
    assert paid[1] - paid[0] == pytest.approx(0.03 * question.household.pay)


def test_without_another_plan_nothing_is_said_of_plans(own: Own) -> None:
    question = question_of("Maya")
    drifting = replace(question, plan=replace(question.plan, rebalance="never"))
    shown = comparison(own("Maya"), [own("Maya"), asked(drifting)], "en")
    assert len(shown.parts) == 4
    assert len(shown.sentences) == 2
    assert shown.columns[1].about == ("Priced like other risky assets", "Not brought back, but for the cap")
    assert row(shown, "Bad case")[1] != row(shown, "Bad case")[2]


def test_the_chance_of_running_short_says_how_far_the_sleeve_moves_it(mayas: Comparison, own: Own) -> None:
    moved = own("Maya").difference.chance_short
    assert moved
    assert moved.is_clear
    baseline, mine, costlier, *_ = notes(mayas, "Runs short")
    assert (baseline, mine) == ("", f"{round(100 * moved.value)} more of 100")
    assert costlier.startswith("without the sleeve ")


def test_no_goal_means_no_row_about_running_short() -> None:
    question = changed(question_of("Maya"), income_goal=0.0)
    shown = comparison(asked(question), [asked(question)], "en")
    assert not any("Runs short" in line.name for part in shown.parts for line in part.rows)


def test_who_stops_work_now_has_no_row_of_fees() -> None:
    question = changed(question_of("Maya"), age=67)
    shown = comparison(asked(question), [asked(question)], "en")
    assert not any("Fees" in line.name for part in shown.parts for line in part.rows)


def test_the_notices_are_those_of_all_columns(own: Own) -> None:
    question = question_of("Maya")
    private = replace(question, sleeve=replace(question.sleeve, mix={"private_equity": 1.0}))
    said = comparison(own("Maya"), [own("Maya"), asked(private)], "en").notices.plain
    assert "Bitcoin and ether can fall to nothing." in said
    assert "Private funds cost more than index funds." in said
    assert len(said) == len(set(said))


def test_the_picture_is_drawn_inside_its_box_with_a_mark_for_each_column(mayas: Comparison) -> None:
    for drawing in (mayas.picture.wide, mayas.picture.narrow):
        check(drawing)
        words = " ".join(getattr(shape, "words", "") for shape in drawing.shapes)
        for column in mayas.columns:
            assert f"{column.letter}  {column.name}" in words
        assert row(mayas, "Bad case")[1] in words
        assert words.count("no change") == 2


@pytest.mark.parametrize("asset", ["private_real_estate", "commodities", "bitcoin"])
def test_no_two_words_of_the_picture_lie_on_each_other(own: Own, asset: str) -> None:
    question = question_of("Maya")
    sleeves = [replace(question.sleeve, weight=weight, mix={asset: 1.0}) for weight in (0.001, 0.025, 0.0755, 0.1)]
    drawn = comparison(own("Maya"), [asked(replace(question, sleeve=sleeve)) for sleeve in sleeves], "en").picture
    for drawing in (drawn.wide, drawn.narrow):
        check(drawing)
        for a, b in combinations([shape for shape in drawing.shapes if isinstance(shape, Text)], 2):
            (start, end), (other_start, other_end) = reach(a), reach(b)
            assert min(end, other_end) <= max(start, other_start) or abs(a.y - b.y) >= 11, (a, b)


def test_all_of_it_reads_easily(mayas: Comparison) -> None:
    assert not faults(" ".join(mayas.sentences), RESULT)
    assert not faults(mayas.finding, RESULT)
    assert not faults(mayas.note, RESULT)
    assert not faults(mayas.announcement, RESULT)
