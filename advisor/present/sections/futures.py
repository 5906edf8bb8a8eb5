"""One hundred paired futures: how many end with less, about the same, more, and by how much."""

from collections.abc import Sequence
from statistics import median

from django.utils.translation import gettext

from advisor.present import names
from advisor.present.charts.futures import Group, futures_narrow, futures_wide
from advisor.present.charts.pen import Picture
from advisor.present.exhibit import Exhibit
from advisor.present.figures import chance, change, number
from advisor.present.sections.change import parts
from advisor.present.tables import Table
from scenarios.results import Answer


def futures(answer: Answer) -> Exhibit:
    less, same, more = parts(answer.difference)
    words = {"less": number(less), "same": number(same), "more": number(more), "sleeve": names.sized(answer.choice)}
    finding = gettext(
        "In about %(less)s of 100 futures you end with less a month. In about %(same)s it is about the same, in about %(more)s it is more."
    )
    return Exhibit(
        heading=gettext("100 futures, with and without"),
        short=gettext("100 futures"),
        finding=finding % words,
        note=gettext("About the same means within 1% of the income without a sleeve."),
        picture=Picture(
            key="futures",
            title=gettext("100 futures with a %(sleeve)s sleeve, income a month: about %(less)s less, %(same)s the same, %(more)s more.")
            % words,
            description=_reading(answer),
            wide=futures_wide(_groups(answer, gettext("About %(count)s")), gettext("a month")),
            printed=lambda: futures_wide(_groups(answer, gettext("About %(count)s")), gettext("a month"), height=206),
            narrow=futures_narrow(_groups(answer, gettext("About %(count)s of 100"))),
        ),
        table=_table(answer),
    )


def _groups(answer: Answer, how_many: str) -> list[Group]:
    changes = (answer.marks.income_less, answer.marks.income_same, answer.marks.income_more)
    whats = (gettext("end with less"), gettext("about the same"), gettext("end with more"))
    return [
        Group(changes=values, how_many=how_many % {"count": number(count)}, what=what)
        for values, count, what in zip(changes, parts(answer.difference), whats, strict=True)
    ]


def _reading(answer: Answer) -> str:
    every = (*answer.marks.income_less, *answer.marks.income_same, *answer.marks.income_more)
    return gettext(
        "Each future is a pair. The circle on the zero line is without the sleeve, the diamond is the same future with it. "
        "The lowest shown is %(low)s a month, the highest %(high)s."
    ) % {"low": change(every[0]), "high": change(every[-1])}


def _table(answer: Answer) -> Table:
    less, same, more = parts(answer.difference)
    marks = answer.marks
    return Table(
        caption=gettext("100 futures, change in income a month at %(age)s") % {"age": number(answer.household.retirement_age)},
        head=(gettext("Result"), gettext("How many"), gettext("Middle change"), gettext("Largest shown")),
        rows=(
            _row(gettext("End with less"), less, marks.income_less, marks.income_less[:1]),
            _row(gettext("About the same"), same, (), ()),
            _row(gettext("End with more"), more, marks.income_more, marks.income_more[-1:]),
        ),
    )


def _row(name: str, count: int, changes: Sequence[float], largest: Sequence[float]) -> tuple[str, ...]:
    return (name, chance(count), change(median(changes)) if changes else "–", change(largest[0]) if largest else "–")
