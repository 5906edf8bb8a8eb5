"""The chance of running short: said beside the income, and what the sleeve changes of it, of the same 100."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from advisor.present import summary
from advisor.present.figures import money
from advisor.present.sections.ladder import ladder
from advisor.present.sections.short import Short, short, short_change
from scenarios.results import Answer, Statistic
from tests.people import PEOPLE

Answers = Callable[[str], Answer]


def with_chances(answer: Answer, without: float, with_sleeve: float, *, se: float = 0.001) -> Answer:
    """The same answer with other chances of running short."""
    sides: dict[str, Any] = {
        name: replace(side, to_end=replace(side.to_end, chance_short=Statistic(value=chance, se=0.003)))
        for name, side, chance in (("baseline", answer.baseline, without), ("sleeve", answer.sleeve, with_sleeve))
    }
    difference = replace(answer.difference, chance_short=Statistic(value=with_sleeve - without, se=se))
    return replace(answer, **sides, difference=difference)


def of(answer: Answer) -> Short:
    found = short(answer)
    assert found
    return found


@pytest.mark.parametrize("person", PEOPLE)
def test_the_headline_says_how_often_the_goal_is_missed_with_social_security_and_tax_counted(answer_of: Answers, person: str) -> None:
    answer = answer_of(person)
    spent, said = answer.baseline.to_end, of(answer)
    assert (said.before, said.figure, said.unit) == ("about", f"{100 * spent.chance_short.value:.0f}", "of 100")
    goal, age = money(spent.goal_monthly), answer.household.plan_to_age
    assert said.sentences[0] == f"futures run short of {goal} a month before age {age}."
    assert f"Half of these run short by age {spent.age_if_short.value:.0f}." in said.sentences
    assert said.sentences[-2].endswith("to spend after federal tax.")
    assert said.sentences[-1] == f"Social Security of about {money(spent.social_security_monthly)} a month is counted in."


def test_an_earlier_chance_is_the_one_at_the_end_of_the_year_before_that_age(answer_of: Answers) -> None:
    answer = answer_of("Maya")
    at_89 = next(point.chance.value for point in answer.baseline.to_end.by_age if point.age == 89)
    assert f"Before 90 it is about {100 * at_89:.0f} of 100." in of(answer).sentences


@pytest.mark.parametrize(
    ("chance", "said"), [(0.0, ("about", "0")), (0.003, ("fewer than", "1")), (0.997, ("more than", "99")), (1.0, ("about", "100"))]
)
def test_a_few_are_not_none_and_nearly_all_are_not_all(answer_of: Answers, chance: float, said: tuple[str, str]) -> None:
    found = of(with_chances(answer_of("Maya"), chance, chance))
    assert (found.before, found.figure) == said


def test_where_nobody_runs_short_no_age_is_said(answer_of: Answers) -> None:
    said = " ".join(of(with_chances(answer_of("Maya"), 0.0, 0.0)).sentences)
    assert "Half of these" not in said
    assert "Before" not in said


def test_without_a_goal_there_is_nothing_to_run_short_of(answer_of: Answers) -> None:
    answer = answer_of("Maya")
    to_end = replace(answer.baseline.to_end, goal_monthly=0.0)
    without_goal = replace(answer, baseline=replace(answer.baseline, to_end=to_end))
    shown = summary(without_goal, "en")
    assert shown.headline.short is None
    assert shown.change
    assert shown.change.after == ()


def test_social_security_that_begins_later_or_never_is_said_so(answer_of: Answers) -> None:
    answer = answer_of("Maya")
    later = replace(answer, household=replace(answer.household, retirement_age=64, claim_age=67))
    assert of(later).sentences[-1].endswith("a month from 67 is counted in.")
    spent = replace(answer.baseline.to_end, social_security_monthly=0.0)
    assert of(replace(answer, baseline=replace(answer.baseline, to_end=spent))).sentences[-1] == "No Social Security is counted."


def test_a_cut_of_social_security_is_said_with_its_year_beside_the_chance_and_the_ladder(answer_of: Answers) -> None:
    answer = answer_of("Maya")
    asked = replace(answer, household=replace(answer.household, social_security_payable="trustees"))
    law = answer.assumptions.law.social_security
    says = f"From {law.payable_from.value:.0f} it is cut to {law.payable_share.value:.0%}, as its trustees expect."
    assert of(asked).sentences[-1] == says
    assert says in ladder(asked).note
    assert "trustees" not in ladder(answer).note + " ".join(of(answer).sentences)


def test_a_goal_for_life_is_said_so(answer_of: Answers) -> None:
    answer = answer_of("Maya")
    for_life = replace(answer, household=replace(answer.household, longevity="life_table"))
    assert of(for_life).sentences[0].endswith("a month while you live.")


def test_the_sleeve_is_said_with_the_same_100_on_both_sides(answer_of: Answers) -> None:
    answer = answer_of("Maya")
    without, with_sleeve = (100 * side.to_end.chance_short.value for side in (answer.baseline, answer.sleeve))
    shown = summary(answer, "en").change
    assert shown
    goal = money(answer.baseline.to_end.goal_monthly)
    assert shown.after[0] == (
        f"Without the sleeve about {without:.0f} of 100 futures run short of {goal} a month. With it about {with_sleeve:.0f} of 100 do."
    )


@pytest.mark.parametrize(
    ("with_sleeve", "se", "says"),
    [
        (0.23, 0.006, "There is no clear difference in how often"),
        (0.2239, 0.0001, "changes by less than 1 of 100."),
        (0.19, 0.001, "With it about 19 of 100 do."),
    ],
)
def test_a_difference_is_told_only_as_far_as_it_is_clear(answer_of: Answers, with_sleeve: float, se: float, says: str) -> None:
    assert says in short_change(with_chances(answer_of("Maya"), 0.22, with_sleeve, se=se))
