"""Past falls on the person's own balance: what each takes from either side, the largest first, with what is assumed in it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from advisor.present import Summary, summary
from advisor.present.charts.pen import Text
from advisor.present.exhibit import Exhibit
from advisor.present.figures import change_short, money
from advisor.present.sections.stress import stress
from scenarios.answer import answer as answer_to
from scenarios.results import Answer
from tests.people import PEOPLE, question_of

Answers = Callable[[str], Answer]


def shown(summary: Summary) -> Exhibit:
    return next(one for one in summary.exhibits if one.picture.key == "stress")


def rows_of(exhibit: Exhibit) -> dict[str, tuple[str, ...]]:
    return {row[0].partition(" (")[0]: row[1:] for row in exhibit.table.rows}


@pytest.mark.parametrize("person", PEOPLE)
def test_table_picture_and_answer_say_the_same_losses(answer_of: Answers, summary_of: Callable[[str], Summary], person: str) -> None:
    answer, exhibit = answer_of(person), shown(summary_of(person))
    drawn = [shape.words for shape in exhibit.picture.wide.shapes if isinstance(shape, Text)]
    crashes = [episode for episode in answer.stress if episode.key == "stocks_2008"]
    assert [episode.years_before for episode in crashes] == [int(head.split()[0]) for head in exhibit.table.head[1:]]
    for episode, cell in zip(crashes, rows_of(exhibit)["A crash like 2008"], strict=True):
        sides = [episode.baseline, episode.sleeve] if answer.choice.weight else [episode.baseline]
        assert cell == ", ".join(change_short(side.after - side.before) for side in sides)
    assert set(rows_of(exhibit)["A crash like 2008"][0].split(", ")) <= set(drawn)


@pytest.mark.parametrize("person", PEOPLE)
def test_the_largest_loss_stands_first_and_is_in_the_finding(answer_of: Answers, person: str) -> None:
    answer = answer_of(person)
    exhibit = stress(answer)
    nearest = min(episode.years_before for episode in answer.stress)
    held = {key for key in answer.choice.mix if answer.choice.weight}
    told = [one for one in answer.stress if one.years_before == nearest and (held & {"bitcoin", "ether"} or "stocks_" in one.key)]
    sides = ("baseline", "sleeve") if answer.choice.weight else ("baseline",)
    largest = min(told, key=lambda one: min(getattr(one, side).after - getattr(one, side).before for side in sides))
    assert largest.key == "stocks_1973_1974"
    assert exhibit.table.rows[0][0].startswith("The fall of 1973 and 1974")
    assert f"take about {money(largest.baseline.before - largest.baseline.after)}" in exhibit.finding.split(". ")[-1]


def test_stories_of_crypto_and_of_private_funds_are_told_where_some_is_held(answer_of: Answers) -> None:
    crypto, private, without = (rows_of(stress(answer_of(person))) for person in ("Maya", "Dmitri", "Theo"))
    assert "Crypto’s fall to almost nothing" in crypto
    assert sum(name.startswith("Bitcoin’s fall") for name in crypto) == 3
    assert "A fall of closed private funds" in private
    for told in (private, without):
        assert not any("itcoin" in name or "rypto" in name for name in told)
    assert "A fall of closed private funds" not in without


def test_without_a_sleeve_one_bar_is_drawn_and_no_other_side_is_named(answer_of: Answers) -> None:
    alone = stress(answer_of("Theo"))
    assert not any(getattr(shape, "fill", "") == "sleeve" for shape in alone.picture.wide.shapes)
    assert "with it" not in alone.finding + alone.note + alone.table.caption
    assert not any(", " in cell for row in alone.table.rows for cell in row[1:])


def test_what_is_assumed_and_what_cannot_be_sold_is_said_with_the_episode(answer_of: Answers) -> None:
    names = {row[0] for row in stress(answer_of("Dmitri")).table.rows}
    assert "A crash like 2008 (assumed: private equity)" in names
    assert "The fall of 1973 and 1974 (assumed: private equity and part of the fund)" in names
    locked = next(episode.locked for episode in answer_of("Dmitri").stress if episode.key == "gated_fund")
    assert any(name.startswith("A fall of closed private funds ($") and name.endswith("could not be sold)") for name in names)
    assert f"${locked / 1000:.0f}k could not be sold" in " ".join(names)
    assert "A year like 2022" in {row[0] for row in stress(answer_of("Maya")).table.rows}  # all of it is known


def test_a_gain_is_said_as_a_change_not_as_a_loss(answer_of: Answers) -> None:
    answer = answer_of("Maya")
    gained = tuple(
        replace(one, sleeve=replace(one.sleeve, after=one.sleeve.before + 12_000)) if one.key == "stocks_2022" else one
        for one in answer.stress
    )
    finding = stress(replace(answer, stress=gained)).finding
    assert finding.startswith("A year like 2022 at 66 would change it by about −$144k and +$12k.")


def test_who_has_stopped_work_is_told_of_no_fall_before_it(bank: object) -> None:
    question = question_of("Harold")
    household = replace(question.household, age=67, retirement_age=67)
    retired = answer_to(household, question.plan, question.sleeve, question.beliefs, question.ask)
    for answer in (
        retired,
        answer_to(household, question.plan, replace(question.sleeve, weight=0.0), question.beliefs, ("stress", "instead")),
    ):
        keys = [exhibit.picture.key for exhibit in summary(answer, "en").exhibits]
        assert "ladder" in keys
        assert not {"stress", "instead", "fan", "fees"} & set(keys)
    change = summary(retired, "en").change
    assert change
    assert "balance at 67" not in " ".join(change.after)
