"""The rows of answers that were kept for one person: what each changes, how each stands to the first, and what each comes to."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext, ngettext

from advisor.present.figures import money, number
from advisor.present.sections.compared import (
    NOTHING,
    Cell,
    Part,
    Row,
    cases_of,
    changes,
    drift_of,
    level,
    own_change,
    paid_in,
    short_chance,
)
from scenarios.results import Answer, Difference, Side


def side_by_side_parts(answers: Sequence[Answer], against: Sequence[Difference | None]) -> Iterator[Part]:
    """The downside first. `against` has an entry for each answer."""
    yield changes(own_change(), [answer.difference for answer in answers])
    if any(against):
        yield changes(gettext("Income a month against column A, future by future"), against)
    if any(answer.baseline.to_end.goal_monthly for answer in answers):
        yield Part(heading=gettext("Does the money last?"), rows=tuple(_lasting(answers)))
    yield from _income(answers)
    yield Part(heading=gettext("What comes with it"), rows=tuple(_costs(answers)))
    yield paid_in(answers)


def same_ages(answers: Sequence[Answer]) -> bool:
    return len({_ages(answer) for answer in answers}) == 1


def _ages(answer: Answer) -> tuple[int, int]:
    return answer.household.retirement_age, answer.household.plan_to_age


def _lasting(answers: Sequence[Answer]) -> Iterator[Row]:
    """The goal in the name of the row, or where there are several in a row of its own."""
    goals = {(answer.baseline.to_end.goal_monthly, answer.household.plan_to_age) for answer in answers}
    cells = tuple(_short(answer) for answer in answers)
    if len(goals) == 1:
        [(goal, age)] = goals
        words = {"goal": money(goal), "age": number(age)}
        yield Row(name=gettext("Runs short of %(goal)s a month before %(age)s") % words, cells=cells)
    else:
        yield Row(name=gettext("Goal a month"), cells=tuple(_goal(answer) for answer in answers))
        yield Row(name=gettext("Runs short of its goal"), cells=cells)


def _goal(answer: Answer) -> Cell:
    goal = answer.baseline.to_end.goal_monthly
    if not goal:
        return NOTHING
    return Cell(figure=money(goal), note=gettext("to age %(age)s") % {"age": number(answer.household.plan_to_age)})


def _short(answer: Answer) -> Cell:
    """As chosen, and what it would be without the sleeve."""
    if not answer.baseline.to_end.goal_monthly:
        return NOTHING
    note = gettext("without the sleeve %(chance)s") % {"chance": short_chance(answer.baseline)} if answer.choice.weight else ""
    return Cell(figure=short_chance(answer.sleeve), note=note)


def _income(answers: Sequence[Answer]) -> Iterator[Part]:
    with_sleeve = [bool(answer.choice.weight) for answer in answers]
    yield Part(
        heading=gettext("Income a month without a sleeve, in each plan"),
        rows=(*_from_to(answers), *_levels([answer.baseline for answer in answers], [True] * len(answers))),
    )
    if any(with_sleeve):
        rows = _levels([answer.sleeve for answer in answers], with_sleeve)
        yield Part(heading=gettext("Income a month with the sleeve"), rows=tuple(rows))


def _from_to(answers: Sequence[Answer]) -> Iterator[Row]:
    if not same_ages(answers):
        starts, ends = zip(*(_ages(answer) for answer in answers), strict=True)
        yield Row(name=gettext("From age"), cells=tuple(Cell(figure=number(age)) for age in starts))
        yield Row(name=gettext("To age"), cells=tuple(Cell(figure=number(age)) for age in ends))


def _levels(sides: Sequence[Side], shown: Sequence[bool]) -> Iterator[Row]:
    """With what the number of futures and our rounding leave open, since columns are read against each other."""
    for name, cases in cases_of([side.income_monthly for side in sides]):
        yield Row(name=name, cells=tuple(level(one) if there else NOTHING for one, there in zip(cases, shown, strict=True)))


def _costs(answers: Sequence[Answer]) -> Iterator[Row]:
    years = {answer.household.working_years for answer in answers}
    if any(years):
        yield Row(name=_fees(years), cells=tuple(Cell(figure=money(answer.sleeve.fees_paid.value)) for answer in answers))
    yield Row(name=gettext("Highest share that the sleeve drifts to"), cells=tuple(drift_of(answer) for answer in answers))


def _fees(years: set[int]) -> str:
    if len(years) > 1:
        return gettext("Fees until work ends")
    [count] = years
    return ngettext("Fees over %(years)s year", "Fees over %(years)s years", count) % {"years": number(count)}
