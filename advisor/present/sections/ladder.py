"""A ladder of monthly income: five rungs, Social Security beneath, the goal as a rule through all."""

from collections.abc import Iterator

from django.utils.translation import gettext

from advisor.present.charts.bars import NARROW, PAPER, WIDE, Bar, Room, Row, Rule, bars
from advisor.present.charts.pen import Drawing, Picture
from advisor.present.exhibit import Exhibit
from advisor.present.figures import money, money_short, number
from advisor.present.punctuation import bracketed, sentences
from advisor.present.sections.short import cut
from advisor.present.tables import Table
from scenarios.results import Answer, Distribution, Side

RUNGS = ("p95", "p75", "p50", "p25", "p5")


def ladder(answer: Answer) -> Exhibit:
    finding = _finding(answer)
    words = {"age": number(answer.household.retirement_age)}
    return Exhibit(
        heading=gettext("Income a month, with Social Security") if _benefits(answer) else gettext("Income a month"),
        short=gettext("Income a month"),
        finding=finding,
        note=sentences(*_note(answer)),
        picture=Picture(
            key="ladder",
            title=sentences(gettext("Ladder of monthly income at %(age)s.") % words, finding),
            description=gettext("Five rungs from strong to weak. A gray part is Social Security. A line through all is the goal."),
            wide=_drawing(answer, WIDE),
            narrow=_drawing(answer, NARROW),
            printed=lambda: _drawing(answer, PAPER),
        ),
        table=Table(
            caption=gettext("Income a month from %(age)s, before tax, in today’s dollars") % words,
            head=(gettext("Rung"), *_heads(answer)),
            rows=tuple(
                (bracketed(name, detail), *(money(_income(answer, side, key)) for side in _sides(answer)))
                for key, (name, detail) in reversed(list(zip(RUNGS, _names(), strict=True)))
            ),
        ),
    )


def _sides(answer: Answer) -> list[Side]:
    return [answer.baseline, answer.sleeve] if answer.choice.weight else [answer.baseline]


def _heads(answer: Answer) -> tuple[str, ...]:
    return (gettext("Without"), gettext("With")) if answer.choice.weight else (gettext("Without a sleeve"),)


def _benefits(answer: Answer) -> float:
    return answer.baseline.to_end.social_security_monthly


def _income(answer: Answer, side: Side, key: str) -> float:
    """From the account and Social Security together."""
    income: Distribution = side.income_monthly
    return float(getattr(income, key).value) + _benefits(answer)


def _names() -> tuple[tuple[str, str], ...]:
    return (
        (gettext("Strong"), gettext("5 of 100 are higher")),
        (gettext("High"), gettext("25 of 100 are higher")),
        (gettext("Middle"), gettext("half are lower")),
        (gettext("Low"), gettext("25 of 100 are lower")),
        (gettext("Weak"), gettext("5 of 100 are lower")),
    )


def _finding(answer: Answer) -> str:
    weak, middle = ([money(_income(answer, side, key)) for side in _sides(answer)] for key in ("p5", "p50"))
    if len(weak) == 1:
        return gettext("A weak income is about %(weak)s a month, the middle one %(middle)s.") % {"weak": weak[0], "middle": middle[0]}
    words = {"without": weak[0], "with": weak[1]}
    first = gettext("A weak income is about %(without)s a month without the sleeve and %(with)s with it.") % words
    return sentences(first, gettext("The middle: %(without)s and %(with)s.") % {"without": middle[0], "with": middle[1]})


def _note(answer: Answer) -> Iterator[str]:
    spent, household = answer.baseline.to_end, answer.household
    words = {"benefits": money(spent.social_security_monthly), "age": number(household.claim_age)}
    if _benefits(answer):
        later = household.claim_age > household.retirement_age
        gray = (
            gettext("Gray: Social Security from %(age)s, about %(benefits)s.")
            if later
            else gettext("Gray: Social Security, about %(benefits)s.")
        )
        yield gray % words
        yield gettext("That is our estimate.") if answer.social_security.source == "estimate" else gettext("That is the figure you gave.")
    yield from cut(answer)
    if spent.goal_monthly:
        yield _goal(answer)


def _goal(answer: Answer) -> str:
    needed, goal = _needed(answer), answer.baseline.to_end.goal_monthly
    if needed is None:
        return gettext("The line is the goal of %(goal)s a month, after tax. The bars are before tax.") % {"goal": money(goal)}
    if money(needed) == money(goal):
        return gettext("The line is the goal of %(goal)s a month.") % {"goal": money(goal)}
    words = {"goal": money(goal), "needs": money(needed)}
    return gettext("The line is the goal: to spend %(goal)s a month takes about %(needs)s before tax.") % words


def _needed(answer: Answer) -> float | None:
    """What the goal takes before tax, Social Security and withdrawal together. None where Social Security begins later than
    retirement: the first year's withdrawal then says nothing of the later ones."""
    spent, household = answer.baseline.to_end, answer.household
    if spent.social_security_monthly and household.claim_age > household.retirement_age:
        return None
    return spent.social_security_monthly + spent.first_withdrawal_monthly.value


def _rule(answer: Answer, room: Room) -> Rule | None:
    goal, needed = answer.baseline.to_end.goal_monthly, _needed(answer)
    if not goal:
        return None
    pattern = gettext("goal, %(goal)s after tax") if needed is None else gettext("goal, %(goal)s before tax")
    value = goal if needed is None else needed
    return Rule(value=value, words=pattern % {"goal": money_short(value) if room.narrow else money(value)})


def _drawing(answer: Answer, room: Room) -> Drawing:
    rows = [
        Row(name=name, detail=detail, bars=[_bar(answer, side, key) for side in _sides(answer)])
        for key, (name, detail) in zip(RUNGS, _names(), strict=True)
    ]
    return bars(rows, money_short, room, _rule(answer, room))


def _bar(answer: Answer, side: Side, key: str) -> Bar:
    income, benefits = _income(answer, side, key), _benefits(answer)
    return Bar(
        start=benefits, end=income, under=benefits, words=money(income), short=money_short(income), sleeve=side is not answer.baseline
    )
