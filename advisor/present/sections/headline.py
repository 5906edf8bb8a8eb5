"""What the account becomes without any sleeve."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from advisor.present import names
from advisor.present.charts.pen import Picture
from advisor.present.charts.strip import strip
from advisor.present.figures import dollars, money, number, share
from advisor.present.punctuation import sentences
from advisor.present.sections.large import around
from advisor.present.sections.short import Short, short
from advisor.present.tables import Table
from scenarios.inputs import Household, PlanRules
from scenarios.results import Answer


@dataclass(frozen=True, kw_only=True)
class Headline:
    """`income` is the middle income a month, with words `before` it and its `unit`; `balance` the middle balance it comes from, at
    `age`; `short` is the chance of running short of the goal, None without a goal."""

    before: str
    income: str
    unit: str
    balance: str
    age: str
    sentences: tuple[str, ...]
    paid_in: tuple[str, ...]
    caption: str
    short: Short | None
    picture: Picture
    table: Table


def headline(answer: Answer) -> Headline:
    income, retirement = answer.baseline.income_monthly, number(answer.household.retirement_age)
    low, middle, high = money(income.p5.value), money(income.p50.value), money(income.p95.value)
    words = {"age": retirement, "low": low, "middle": middle, "high": high}
    before, unit = around(gettext("Without a sleeve, your account could pay about %(income)s a month"))
    return Headline(
        before=before,
        income=middle,
        unit=unit,
        balance=money(answer.baseline.balance.p50.value),
        age=retirement,
        sentences=tuple(_sentences(answer, low, high)),
        paid_in=tuple(_paid_in(answer)),
        short=short(answer),
        caption=gettext("Each dot is 5 of 100 futures, by income a month."),
        picture=Picture(
            key="strip",
            title=gettext(
                "Income a month at %(age)s without a sleeve: the middle is %(middle)s. "
                "In 5 of 100 it is below %(low)s, in 5 of 100 above %(high)s."
            )
            % words,
            description=gettext("Twenty dots, each standing for 5 of 100 futures, placed by income a month. A line marks the middle."),
            wide=strip(answer.marks.baseline_income, income.p50.value, width=440, radius=9.3, size=14),
            narrow=strip(answer.marks.baseline_income, income.p50.value, width=340, radius=7, size=13.5),
        ),
        table=Table(
            caption=gettext("Income a month at %(age)s without a sleeve, before tax, in today’s dollars") % words,
            head=(gettext("5 of 100 get less than"), gettext("Middle"), gettext("5 of 100 get more than")),
            rows=((low, middle, high),),
        ),
    )


def _sentences(answer: Answer, low: str, high: str) -> Iterator[str]:
    yield lasts(answer.household)
    yield gettext(
        "This is the middle of %(paths)s futures. In 5 of 100 it is less than %(low)s a month. In 5 of 100 it is more than %(high)s."
    ) % {"paths": number(answer.run.paths), "low": low, "high": high}


def lasts(household: Household) -> str:
    return gettext(
        "The income lasts to age %(age)s. It is before tax and in today’s dollars. You hold the plan’s target-date fund all the way."
    ) % {"age": number(household.plan_to_age)}


def _paid_in(answer: Answer) -> Iterator[str]:
    """What goes in in the first year, and the limits that hold it."""
    if not answer.contributions:
        yield gettext("You stop work now, so nothing more is paid in.")
        return
    first = answer.contributions[0]
    yield first_year(first.employee, first.employer)
    years = Counter(year.limited_by for year in answer.contributions if year.limited_by)
    for key, count in years.items():
        when = ngettext("That is so in %(count)s of %(all)s year.", "That is so in %(count)s of %(all)s years.", len(answer.contributions))
        yield sentences(names.limit(key), when % {"count": number(count), "all": number(len(answer.contributions))})


def first_year(own: float, employer: float) -> str:
    words = {"own": dollars(round(own)), "employer": dollars(round(employer))}
    return gettext("In the first year you pay in %(own)s and your employer adds %(employer)s.") % words


def crumb(household: Household, plan: PlanRules) -> tuple[str, ...]:
    """The figures that an answer is for, in a line."""
    paid = share(household.contribution) if household.contribution_unit == "share" else dollars(household.contribution)
    own = gettext("%(share)s of %(pay)s pay") if household.contribution_unit == "share" else gettext("%(share)s a year from %(pay)s pay")
    return (
        gettext("Age %(age)s") % {"age": number(household.age)},
        gettext("%(balance)s saved") % {"balance": dollars(household.balance)},
        own % {"share": paid, "pay": dollars(household.pay)},
        gettext("match: %(match)s") % {"match": names.match(plan.match)},
    )


def taken(answer: Answer) -> tuple[str, ...]:
    """What was taken from the edition because the person gave nothing else, with its source."""
    defaults = answer.assumptions.defaults
    words = []
    if answer.household.pay == defaults.pay.value:
        words.append(
            gettext("Pay of %(pay)s is about the US average (%(source)s).")
            % {"pay": dollars(answer.household.pay), "source": gettext(defaults.pay.source.publisher)}
        )
    preset = answer.assumptions.match_presets[defaults.match_preset]
    if answer.plan.match == preset.tiers:
        words.append(gettext("The match is a usual one (%(source)s).") % {"source": gettext(preset.source.publisher)})
    return tuple(words)
