"""The balance at each age until work ends: without the sleeve, and with it if there is one."""

from django.utils.translation import gettext

from advisor.present.charts.fan import NARROW, PAPER, WIDE, Band, fan
from advisor.present.charts.pen import Picture
from advisor.present.exhibit import Exhibit
from advisor.present.figures import money, money_short, number
from advisor.present.punctuation import sentences
from advisor.present.tables import Table
from scenarios.results import AgePoint, Answer, Distribution, Side

CLOSE, WIDE_APART, LONG = 5, 10, 20  # years between the rows of the table; the wider ones when work goes on for LONG years


def by_age(answer: Answer) -> Exhibit:
    with_sleeve = answer.choice.weight > 0
    without_band = _band(answer, answer.baseline, answer.marks.baseline_balance)
    sleeve_band = _band(answer, answer.sleeve, answer.marks.sleeve_balance) if with_sleeve else None
    finding = _finding(answer) if with_sleeve else _finding_alone(answer)
    age = {"age": number(answer.household.retirement_age)}
    return Exhibit(
        heading=gettext("Your balance by age"),
        short=gettext("Balance by age"),
        finding=finding,
        note=gettext("Outer band: 90 of 100 futures. Inner band: 50 of 100. Each mark at %(age)s: 5 of 100. In today’s dollars.") % age,
        picture=Picture(
            key="fan",
            title=sentences(gettext("Balance by age until %(age)s.") % age, finding),
            description=_reading(with_sleeve),
            wide=fan(without_band, sleeve_band, WIDE),
            narrow=fan(without_band, sleeve_band, NARROW),
            printed=lambda: fan(without_band, sleeve_band, PAPER),
        ),
        table=Table(
            caption=gettext("Balance in today’s dollars. Weak: 5 of 100 are lower. Strong: 5 of 100 are higher."),
            head=(gettext("Age"), gettext("Weak"), gettext("Middle"), gettext("Strong")),
            rows=tuple(_rows(answer, with_sleeve)),
        ),
    )


def _band(answer: Answer, side: Side, marks: tuple[float, ...]) -> Band:
    now = answer.household.balance
    ages = (answer.household.age, *(point.age for point in side.by_age))
    values = {key: (now, *(getattr(point.balance, key).value for point in side.by_age)) for key in ("p5", "p25", "p50", "p75", "p95")}
    return Band(ages=ages, marks=marks, **values)


def _finding(answer: Answer) -> str:
    without, with_sleeve = answer.baseline.balance, answer.sleeve.balance
    weak = gettext("A weak balance at %(age)s is about %(without)s without the sleeve and %(with)s with it.")
    middle = gettext("The middle: %(without)s and %(with)s.")
    strong = gettext("A strong one: %(without)s and %(with)s.")
    pairs = ((weak, without.p5, with_sleeve.p5), (middle, without.p50, with_sleeve.p50), (strong, without.p95, with_sleeve.p95))
    age = number(answer.household.retirement_age)
    return sentences(*(words % {"age": age, "without": money(a.value), "with": money(b.value)} for words, a, b in pairs))


def _finding_alone(answer: Answer) -> str:
    balance = answer.baseline.balance
    words = {"weak": money(balance.p5.value), "middle": money(balance.p50.value), "strong": money(balance.p95.value)}
    words["age"] = number(answer.household.retirement_age)
    return gettext("A weak balance at %(age)s is about %(weak)s, the middle one %(middle)s, a strong one %(strong)s.") % words


def _reading(with_sleeve: bool) -> str:
    bands = gettext("Without a sleeve, the outer band holds 90 of 100 futures, the inner 50 of 100. The solid line is the middle.")
    dashes = gettext("With the sleeve, dashed lines show strong, middle and weak.")
    return sentences(bands, dashes) if with_sleeve else bands


def _rows(answer: Answer, with_sleeve: bool) -> list[tuple[str, ...]]:
    last = answer.household.retirement_age
    apart = WIDE_APART if answer.household.working_years > LONG else CLOSE
    rows = []
    for without, sleeve in zip(answer.baseline.by_age, answer.sleeve.by_age, strict=True):
        if without.age % apart and without.age != last:
            continue
        rows.append(_row(gettext("%(age)s, without") if with_sleeve else "%(age)s", without))
        if with_sleeve:
            rows.append(_row(gettext("%(age)s, with"), sleeve))
    return rows


def _row(pattern: str, point: AgePoint) -> tuple[str, ...]:
    balance: Distribution = point.balance
    return (pattern % {"age": number(point.age)}, *(money_short(value.value) for value in (balance.p5, balance.p50, balance.p95)))
