"""What the funds cost in dollars until work ends."""

from collections.abc import Mapping

from django.utils.translation import gettext, ngettext

from advisor.present import names
from advisor.present.charts.fees import Part, Stack, fees
from advisor.present.charts.pen import Picture
from advisor.present.exhibit import Exhibit
from advisor.present.figures import money, number, share
from advisor.present.punctuation import clauses, items, labelled, sentences, stopped
from advisor.present.tables import Table
from scenarios.results import Answer, Side, Statistic


def costs(answer: Answer) -> Exhibit:
    with_sleeve = answer.choice.weight > 0
    years = answer.household.working_years
    words = {"years": number(years), "without": money(answer.baseline.fees_paid.value), "with": money(answer.sleeve.fees_paid.value)}
    if with_sleeve:
        finding = ngettext(
            "Over %(years)s year fees take about %(without)s without the sleeve and about %(with)s with it.",
            "Over %(years)s years fees take about %(without)s without the sleeve and about %(with)s with it.",
            years,
        )
    else:
        finding = ngettext("Over %(years)s year fees take about %(without)s.", "Over %(years)s years fees take about %(without)s.", years)
    stacks = [_stack(answer, gettext("Without"), answer.baseline)]
    if with_sleeve:
        stacks.append(_stack(answer, gettext("With"), answer.sleeve))
    return Exhibit(
        heading=gettext("What it costs"),
        short=gettext("Fees"),
        finding=finding % words,
        note=gettext("An average of the middle half of the futures, in today’s dollars. All results here are after these fees."),
        picture=Picture(
            key="fees",
            title=sentences(
                finding % words, stopped(clauses(labelled(stack.name, items(part.words for part in stack.parts)) for stack in stacks))
            ),
            description=gettext("One bar for each side, from zero, with a part for each fund."),
            wide=fees(stacks, narrow=False),
            narrow=fees(stacks, narrow=True),
            printed=lambda: fees(stacks, narrow=True),
        ),
        table=Table(
            caption=ngettext("Fees over %(years)s year, in today’s dollars", "Fees over %(years)s years, in today’s dollars", years)
            % words,
            head=(gettext("Fee"), gettext("Without"), gettext("With")) if with_sleeve else (gettext("Fee"), gettext("Without")),
            rows=tuple(_rows(answer, with_sleeve)),
        ),
    )


def _stack(answer: Answer, name: str, side: Side) -> Stack:
    pattern = gettext("%(dollars)s %(fund)s")
    parts = [
        Part(value=paid.value, words=pattern % {"dollars": money(paid.value), "fund": _fund(answer, key)})
        for key, paid in side.fees.items()
    ]
    return Stack(name=name, total=money(side.fees_paid.value), parts=parts)


def _rows(answer: Answer, with_sleeve: bool) -> list[tuple[str, ...]]:
    none = Statistic(value=0, se=0)
    sides: list[Mapping[str, Statistic]] = [answer.baseline.fees, answer.sleeve.fees][: 1 + with_sleeve]
    keys = dict.fromkeys(key for side in sides for key in side)
    rows = [
        (gettext("%(fund)s, %(fee)s a year") % {"fund": names.first_capital(_fund(answer, key)), "fee": share(yearly_fee(answer, key))},
         *(money(side.get(key, none).value) for side in sides))
        for key in keys
    ]  # fmt: skip
    totals = [answer.baseline.fees_paid, answer.sleeve.fees_paid][: 1 + with_sleeve]
    return [*rows, (gettext("All fees"), *(money(total.value) for total in totals))]


def _fund(answer: Answer, key: str) -> str:
    if key in answer.assumptions.core_funds:
        return names.core_fund(key)
    return gettext("%(asset)s fund") % {"asset": names.asset(key)}


def yearly_fee(answer: Answer, key: str) -> float:
    """All that the holder of a fund pays a year, as a share."""
    funds = answer.assumptions.core_funds
    if key in funds:
        return funds[key].fee.value
    asset, belief = answer.assumptions.classes[key], answer.beliefs.classes.get(key)
    own = asset.fee.value if belief is None or belief.fee is None else belief.fee
    return asset.all_in_fee.value + own - asset.fee.value
