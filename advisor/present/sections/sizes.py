"""Sleeves of other sizes, from none to 20 of 100 of the account, with the plan's cap marked."""

from collections.abc import Iterator

from django.utils.translation import gettext

from advisor.present.charts.pen import Picture
from advisor.present.charts.sweep import NARROW, PAPER, WIDE, Size, sweep
from advisor.present.exhibit import Exhibit
from advisor.present.figures import change, clear_change, less_or_more, number, of_100, share, share_about
from advisor.present.punctuation import sentences
from advisor.present.tables import Table
from scenarios.inputs import PlanRules, Sleeve
from scenarios.results import Answer, Distribution, LargestSleeve, Statistic

ROWS = (0.0, 0.01, 0.02, 0.03, 0.05, 0.08, 0.10, 0.15, 0.20)  # beside the chosen size and the cap


def sizes(answer: Answer) -> Exhibit:
    cap = highest_weight(answer.plan, answer.choice)
    chosen = _size(answer.choice.weight, answer.difference.income_monthly)
    swept = [_size(point.weight, point.income_change) for point in answer.sweep]
    middle = clear_change(answer.difference.income_monthly.p50)
    finding = _finding(answer, cap)
    return Exhibit(
        heading=gettext("Other sizes, from 0 to %(most)s") % {"most": share(answer.sweep[-1].weight)},
        short=gettext("Other sizes"),
        finding=finding,
        note=sentences(*_note(answer)),
        picture=Picture(
            key="sweep",
            title=sentences(gettext("What sleeves of other sizes would change, a month."), finding),
            description=gettext(
                "Three dashed lines show the bad, the middle and the good case by size. What lies above the plan’s cap is gray."
            ),
            wide=sweep(swept, chosen, cap, middle, WIDE),
            narrow=sweep(swept, chosen, cap, middle, NARROW),
            printed=lambda: sweep(swept, chosen, cap, middle, PAPER),
        ),
        table=Table(
            caption=gettext("Change in income a month. Bad case: 5 of 100 lose more. Good case: 5 of 100 gain more."),
            head=(gettext("Sleeve"), gettext("Bad"), gettext("Middle"), gettext("Good"), gettext("Less, of 100")),
            rows=tuple(_rows(answer, cap)),
        ),
    )


def highest_weight(plan: PlanRules, sleeve: Sleeve) -> float:
    """The largest share of the account that the plan's caps allow for a sleeve of this mix."""
    return min([plan.cap, *(plan.asset_caps[key] / part for key, part in sleeve.mix.items() if part > 0 and key in plan.asset_caps)])


def _size(weight: float, income: Distribution) -> Size:
    return Size(weight=weight, bad=income.p5.value, middle=income.p50.value, good=income.p95.value)


def _finding(answer: Answer, cap: float) -> str:
    income = answer.difference.income_monthly
    words = {"share": share(answer.choice.weight), "bad": less_or_more(income.p5.value), "good": less_or_more(income.p95.value)}
    finding = gettext("At %(share)s the bad case is about %(bad)s a month, the good case %(good)s.") % words
    at_cap = next((point for point in answer.sweep if abs(point.weight - cap) < 1e-9), None)
    if at_cap is None or abs(answer.choice.weight - cap) < 1e-9:
        return finding
    bad, good = at_cap.income_change.p5.value, at_cap.income_change.p95.value
    words = {"share": share(cap), "bad": less_or_more(bad), "good": less_or_more(good)}
    return sentences(finding, gettext("At the cap of %(share)s they are about %(bad)s and %(good)s.") % words)


def _note(answer: Answer) -> Iterator[str]:
    if answer.largest_sleeve:
        yield _largest(answer.largest_sleeve)
    yield gettext("Change in income a month, against no sleeve. Bad case: 5 of 100 lose more. Good case: 5 of 100 gain more.")


def _largest(found: LargestSleeve) -> str:
    """How large a sleeve may be before the average of the worst 5 of 100 balances falls by more than a given part."""
    words = {"share": share_about(found.weight), "within": share(found.within)}
    if found.weight >= found.looked_to:
        return gettext("Up to %(share)s, as far as we look, the worst 5 of 100 balances average at most %(within)s less.") % words
    if share_about(found.weight) == share_about(0):
        return gettext("With any sleeve the worst 5 of 100 balances average over %(within)s less.") % words
    return gettext("Up to about %(share)s, the worst 5 of 100 balances average at most %(within)s less than without.") % words


def _rows(answer: Answer, cap: float) -> list[tuple[str, ...]]:
    shown = {
        point.weight: (point.income_change, point.chance_less)
        for point in answer.sweep
        if point.weight in ROWS or abs(point.weight - cap) < 1e-9
    }
    near = next((weight for weight in shown if abs(weight - answer.choice.weight) < 1e-9), answer.choice.weight)
    shown[near] = (answer.difference.income_monthly, answer.difference.chance_less)
    return [_row(weight, *shown[weight], mine=weight == near, cap=cap) for weight in sorted(shown)]


def _row(weight: float, income: Distribution, less: Statistic, *, mine: bool, cap: float) -> tuple[str, ...]:
    pattern = "%(share)s"
    if mine:
        pattern = gettext("%(share)s (yours)")
    elif abs(weight - cap) < 1e-9:
        pattern = gettext("%(share)s (cap)")
    elif weight > cap:
        pattern = gettext("%(share)s (over the cap)")
    return (
        pattern % {"share": share(weight)},
        *(clear_change(statistic) if weight else change(0) for statistic in (income.p5, income.p50, income.p95)),
        number(of_100(less.value)),
    )
