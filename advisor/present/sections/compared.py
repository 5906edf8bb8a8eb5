"""The rows of a comparison: for the baseline and each column the same, the downside first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from advisor.present.figures import (
    chance,
    change,
    change_size,
    clear_change,
    dollars,
    money,
    no_clear_difference,
    number,
    of_100,
    rate,
    rounded,
)
from advisor.present.sections.change import parts
from advisor.present.sections.short import counted
from scenarios.results import Answer, Difference, Distribution, Side, Statistic

WITHIN = 2  # standard errors to each side


@dataclass(frozen=True, kw_only=True)
class Cell:
    """`figure` is a number, or words in place of one; `note` belongs to it, in smaller print."""

    figure: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Row:
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True)
class Part:
    """Rows under a heading."""

    heading: str
    rows: tuple[Row, ...]


NOTHING = Cell(figure="–")


def compared(baseline: Answer, answers: Sequence[Answer]) -> tuple[Part, ...]:
    """What sleeves change, what accounts come to with them, and, where a column has another plan, what plans come to without."""
    other_plans = not all(same_without(answer, baseline) for answer in answers)
    shown = [_change(answers), *_lasting(baseline, answers), _income(baseline, answers), _costs(baseline, answers)]
    return tuple([*shown, *_plans(baseline, answers)] if other_plans else shown)


def same_without(answer: Answer, baseline: Answer) -> bool:
    """Whether without a sleeve nothing differs: the same person, employer's money and fund. Rules of a sleeve may be others."""
    plan, own = answer.plan, baseline.plan
    return (answer.household, plan.match, plan.nonelective, plan.core) == (baseline.household, own.match, own.nonelective, own.core)


def _change(answers: Sequence[Answer]) -> Part:
    return changes(own_change(), [None, *(answer.difference for answer in answers)])


def own_change() -> str:
    return gettext("Change in income a month, against the same plan without a sleeve")


def changes(heading: str, differences: Sequence[Difference | None]) -> Part:
    """How often income is less or more, and by how much; None where there is nothing to stand against."""
    names = (gettext("End with less"), gettext("About the same"), gettext("End with more"))
    cases = ((gettext("Bad case"), "p5"), (gettext("Good case"), "p95"), (gettext("Middle"), "p50"))
    counts = zip(*(_counts(difference) for difference in differences), strict=True)
    return Part(
        heading=heading,
        rows=(
            *(Row(name=name, cells=cells) for name, cells in zip(names, counts, strict=True)),
            *(Row(name=name, cells=tuple(_case(difference, case) for difference in differences)) for name, case in cases),
        ),
    )


def _counts(difference: Difference | None) -> tuple[Cell, ...]:
    return (NOTHING,) * 3 if difference is None else tuple(Cell(figure=chance(count)) for count in parts(difference))


def _case(difference: Difference | None, case: str) -> Cell:
    """Without a sleeve the change is nothing, which is not the same as not clear."""
    if difference is None:
        return NOTHING
    statistic: Statistic = getattr(difference.income_monthly, case)
    return Cell(figure=clear_change(statistic) if statistic.value or statistic.se else change(0))


def _lasting(baseline: Answer, answers: Sequence[Answer]) -> Iterator[Part]:
    """Nothing where there is no goal to run short of."""
    goal = baseline.baseline.to_end.goal_monthly
    if goal:
        words = {"goal": money(goal), "age": number(baseline.household.plan_to_age)}
        cells = (Cell(figure=short_chance(baseline.baseline)), *(_short_cell(answer, baseline) for answer in answers))
        name = gettext("Runs short of %(goal)s a month before %(age)s") % words
        yield Part(heading=gettext("Does the money last?"), rows=(Row(name=name, cells=cells),))


def short_chance(side: Side) -> str:
    pattern, parts_of_100 = counted(side.to_end.chance_short.value)
    return pattern % {"parts": number(parts_of_100)} if pattern else chance(parts_of_100)


def _short_cell(answer: Answer, baseline: Answer) -> Cell:
    """By how many of 100 the sleeve moves it, on the same futures; beside another plan that plan's own chance."""
    if not answer.choice.weight:
        note = ""
    elif same_without(answer, baseline):
        note = _moved(answer.difference.chance_short)
    else:
        note = gettext("without the sleeve %(chance)s") % {"chance": short_chance(answer.baseline)}
    return Cell(figure=short_chance(answer.sleeve), note=note)


def _moved(change: Statistic | None) -> str:
    if change is None or not change.is_clear or of_100(change.value) == 0:
        return no_clear_difference()
    pattern = gettext("%(count)s more of 100") if change.value > 0 else gettext("%(count)s fewer of 100")
    return pattern % {"count": number(abs(of_100(change.value)))}


def _income(baseline: Answer, answers: Sequence[Answer]) -> Part:
    sides = (baseline.baseline.income_monthly, *(answer.sleeve.income_monthly for answer in answers))
    rows = [Row(name=name, cells=tuple(Cell(figure=money(one.value)) for one in cases)) for name, cases in cases_of(sides)]
    return Part(heading=gettext("Income a month at %(age)s") % {"age": number(baseline.household.retirement_age)}, rows=tuple(rows))


def cases_of(sides: Sequence[Distribution]) -> Iterator[tuple[str, list[Statistic]]]:
    yield gettext("5 of 100 get less than"), [side.p5 for side in sides]
    yield gettext("Middle"), [side.p50 for side in sides]
    yield gettext("5 of 100 get more than"), [side.p95 for side in sides]


def _costs(baseline: Answer, answers: Sequence[Answer]) -> Part:
    years = baseline.household.working_years
    paid = (baseline.baseline.fees_paid, *(answer.sleeve.fees_paid for answer in answers))
    fees = Row(
        name=ngettext("Fees over %(years)s year", "Fees over %(years)s years", years) % {"years": number(years)},
        cells=tuple(Cell(figure=money(one.value)) for one in paid),
    )
    drift = Row(name=gettext("Highest share that the sleeve drifts to"), cells=(NOTHING, *(drift_of(answer) for answer in answers)))
    return Part(heading=gettext("What comes with it"), rows=(fees, drift) if years else (drift,))


def drift_of(answer: Answer) -> Cell:
    reached = answer.sleeve.highest_weight
    if reached is None:
        return NOTHING
    return Cell(figure=rate(reached.p50.value), note=gettext("in 5 of 100 futures above %(share)s") % {"share": rate(reached.p95.value)})


def _plans(baseline: Answer, answers: Sequence[Answer]) -> tuple[Part, Part]:
    """Two plans stand side by side as they are: their gap is not worked out future by future, so none is shown."""
    both = (baseline, *answers)
    sides = [answer.baseline.income_monthly for answer in both]
    return (
        Part(
            heading=gettext("Income a month without a sleeve, in each plan"),
            rows=tuple(Row(name=name, cells=tuple(level(one) for one in cases)) for name, cases in cases_of(sides)),
        ),
        paid_in(both),
    )


def paid_in(answers: Sequence[Answer]) -> Part:
    rows = (_paid_in(gettext("You"), answers, "employee"), _paid_in(gettext("Your employer"), answers, "employer"))
    return Part(heading=gettext("What is paid in, first year"), rows=rows)


def level(statistic: Statistic) -> Cell:
    """With what the number of futures and our rounding leave open."""
    error = WITHIN * statistic.se + abs(rounded(statistic.value) - statistic.value)
    return Cell(figure=money(statistic.value), note=gettext("give or take %(error)s") % {"error": change_size(error)})


def _paid_in(name: str, answers: Sequence[Answer], part: str) -> Row:
    return Row(name=name, cells=tuple(Cell(figure=dollars(round(_first_year(answer, part)))) for answer in answers))


def _first_year(answer: Answer, part: str) -> float:
    return float(getattr(answer.contributions[0], part)) if answer.contributions else 0.0
