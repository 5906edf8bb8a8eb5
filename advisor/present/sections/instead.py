"""What paying in more would do instead: one more point of pay, or the part of the match that is left."""

from collections.abc import Iterator

from django.utils.translation import gettext

from advisor.present import names
from advisor.present.charts.bars import NARROW, WIDE, Bar, Row, bars
from advisor.present.charts.pen import Picture
from advisor.present.exhibit import Exhibit
from advisor.present.figures import change, change_short, change_size, clear_change, dollars, number
from advisor.present.punctuation import sentences
from advisor.present.tables import Table
from scenarios.results import Answer, Distribution, Instead

SAME = 0.01  # dollars: two steps that cost and add the same are one


def instead(answer: Answer) -> Exhibit:
    steps = open_steps(answer)
    finding = sentences(*(sentence for step in steps for sentence in _finding(step)))
    rows = [_row(answer, name, income, sleeve=step is None) for name, income, step in _choices(answer)]
    words = {"age": number(answer.household.retirement_age)}
    return Exhibit(
        heading=gettext("Paying in more instead"),
        short=gettext("Paying in more"),
        finding=finding,
        note=gettext("Change in income a month at %(age)s. Bars: 90 of 100 futures. Open mark: the middle.") % words,
        picture=Picture(
            key="instead",
            title=sentences(gettext("What paying in more would change instead, a month."), finding),
            description=gettext("One bar for each choice on one axis, from the bad to the good case. An open mark is the middle."),
            wide=bars(rows, change_short, WIDE),
            narrow=bars(rows, change_short, NARROW),
            printed=lambda: bars(rows, change_short, NARROW),
        ),
        table=Table(
            caption=gettext("Change in income a month at %(age)s, and what it costs you in the first year") % words,
            head=(gettext("Choice"), gettext("Bad"), gettext("Middle"), gettext("Good"), gettext("You pay in")),
            rows=tuple(
                (name, *(clear_change(value) for value in (income.p5, income.p50, income.p95)), dollars(round(step.costs) if step else 0))
                for name, income, step in _choices(answer)
            ),
        ),
    )


def open_steps(answer: Answer) -> list[Instead]:
    """The steps there are; where one more point is the whole match, it is said once."""
    match = next((step for step in answer.instead if step.key == "unclaimed_match"), None)
    return [step for step in answer.instead if step is match or match is None or not _same(step, match)]


def _same(one: Instead, other: Instead) -> bool:
    return abs(one.costs - other.costs) < SAME and abs(one.adds - other.adds) < SAME


def _choices(answer: Answer) -> Iterator[tuple[str, Distribution, Instead | None]]:
    if answer.choice.weight:
        yield gettext("%(sleeve)s sleeve") % {"sleeve": names.sized(answer.choice)}, answer.difference.income_monthly, None
    for step in open_steps(answer):
        yield names.step(step.key), step.income_monthly, step


def _finding(step: Instead) -> Iterator[str]:
    income = step.income_monthly
    words = {"what": names.step(step.key), "bad": change_size(income.p5.value), "good": change_size(income.p95.value)}
    yield gettext("%(what)s adds about %(bad)s a month in the bad case, %(good)s in the good one.") % words
    yield gettext("It costs you %(costs)s in the first year, before tax.") % {"costs": dollars(round(step.costs))}
    if round(step.adds):
        yield gettext("Your employer then adds %(adds)s more.") % {"adds": dollars(round(step.adds))}


def _row(answer: Answer, name: str, income: Distribution, *, sleeve: bool) -> Row:
    low, high = income.p5.value, income.p95.value
    words = gettext("%(low)s to %(high)s") % {"low": change(low), "high": change(high)}
    bar = Bar(
        start=low,
        end=high,
        middle=income.p50.value,
        words=words,
        short=words,
        sleeve=sleeve,
    )
    return Row(name=name, detail=gettext("middle: %(change)s") % {"change": clear_change(income.p50)}, bars=[bar])
