"""What a letter tells one person, from what an employer knows of them: the figures without a sleeve, rounded as on the page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from advisor.present.charts.axis import Scale
from advisor.present.charts.pen import BOLD, Drawing, Path, Picture, Text, box, length, stems
from advisor.present.figures import dollars, money, number, share, share_about, share_whole
from advisor.present.punctuation import sentences
from advisor.present.sections.headline import crumb, first_year, lasts
from advisor.present.sections.large import around
from advisor.present.sections.notices import Notices, of_keys
from advisor.present.sections.short import Short, goal_is, runs_short, short_of
from scenarios.assumptions import Assumptions
from scenarios.calibrate import MONTHS
from scenarios.cohort import Spread, Standing
from scenarios.inputs import Household, PlanRules, Sleeve
from scenarios.notices import notices_for
from scenarios.results import Statistic
from scenarios.spending import goal_of

WIDTH, TOP, BAR, APART, TEXT = 430, 26, 20, 34, 13  # of the chart, in its own units


@dataclass(frozen=True, kw_only=True)
class LastPay:
    """Income as a share of the last pay, beside the goal."""

    sentence: str
    picture: Picture


@dataclass(frozen=True, kw_only=True)
class Figures:
    """`known` is what the employer knows. `incomes` are a month's, low, middle and high, each with the words before and after it under
    its `heads`. Without pay there is no `last_pay`, without a goal no `short`."""

    known: tuple[str, ...]
    caption: str
    heads: tuple[str, ...]
    incomes: tuple[tuple[str, str, str], ...]
    lasts: str
    last_pay: LastPay | None
    short: Short | None
    paid_in: tuple[str, ...]


def figures(household: Household, plan: PlanRules, standing: Standing) -> Figures:
    return Figures(
        known=crumb(household, plan),
        caption=gettext("Income a month at %(age)s without a sleeve, before tax, in today’s dollars")
        % {"age": number(household.retirement_age)},
        heads=(gettext("5 of 100 get less than"), gettext("Middle"), gettext("5 of 100 get more than")),
        incomes=tuple(map(_about, _cases(standing.income_monthly))),
        lasts=lasts(household),
        last_pay=_last_pay(household, standing),
        short=_short(household, standing),
        paid_in=tuple(_paid_in(household, plan, standing)),
    )


def allowed(plan: PlanRules) -> str:
    """What the plan says about sleeves."""
    if not plan.cap or not plan.menu:
        return gettext("Your plan allows no sleeve.")
    first = gettext("Your plan lets you hold up to %(cap)s of the account in a sleeve. This letter is without one.") % {
        "cap": share(plan.cap)
    }
    return sentences(first, gettext("The link shows what one could change, and first what it could cost you."))


def notices(assumptions: Assumptions) -> Notices:
    return of_keys(notices_for(Sleeve(), assumptions))


def _about(income: Statistic) -> tuple[str, str, str]:
    before, after = around(gettext("about %(income)s"))
    return before, money(income.value), after


def _cases(spread: Spread) -> tuple[Statistic, ...]:
    return spread.low, spread.middle, spread.high


def _last_pay(household: Household, standing: Standing) -> LastPay | None:
    """The gray part is Social Security: what the share with it has more than the one without."""
    alone, whole = standing.income_replaced, standing.income_replaced_with_social_security
    if alone is None or whole is None:
        return None
    benefits = max(whole.middle.value - alone.middle.value, 0.0)
    low, middle, high = (share_whole(case.value) for case in _cases(whole))
    pattern = (
        gettext("With Social Security, that is about %(low)s to %(high)s of your last pay. The middle is %(middle)s.")
        if benefits
        else gettext("That is about %(low)s to %(high)s of your last pay. The middle is %(middle)s.")
    )
    sentence = pattern % {"low": low, "middle": middle, "high": high}
    drawing = _bars(household.income_goal, benefits, _cases(whole))
    description = gettext("Three bars. A gray part is Social Security. A line through all is the goal.")
    return LastPay(sentence=sentence, picture=Picture(key="pay", title=sentence, description=description, wide=drawing, narrow=drawing))


def _bars(goal: float, benefits: float, cases: Sequence[Statistic]) -> Drawing:
    """Weak, middle and strong, with few shapes: there are thousands of letters."""
    values, names = [case.value for case in cases], (gettext("Weak"), gettext("Middle"), gettext("Strong"))
    left = max(length(name, TEXT, BOLD) for name in names) + 12
    x = Scale(low=0.0, high=max(*values, goal), start=left, end=WIDTH - 52)
    tops = [TOP + row * APART for row in range(len(values))]
    gray = "".join(box(left, y, x(min(benefits, value)) - left, BAR) for y, value in zip(tops, values, strict=True))
    own = "".join(box(x(benefits), y, max(x(value) - x(benefits), 0.0), BAR) for y, value in zip(tops, values, strict=True))
    shapes: list[Path | Text] = [Path(d=gray, fill="rule")] if benefits else []
    shapes.append(Path(d=own, fill="base"))
    for y, value, name in zip(tops, values, names, strict=True):
        shapes.append(Text(x=0, y=y + 15, words=name, size=TEXT, weight=600))
        words = share_whole(value)
        shapes.append(Text(x=round(_clear_of(x(goal), x(value), words), 1), y=y + 15, words=words, ink="base", size=TEXT, weight=600))
    if goal:
        at = [((x(goal), TOP - 6), (x(goal), tops[-1] + BAR + 6))]
        words = gettext("goal, %(goal)s after tax") % {"goal": share_about(goal)}
        beside = max(min(x(goal) - 4, WIDTH - length(words, TEXT, BOLD)), 0)
        shapes += [Path(d=stems(at), stroke="page", width=5), Path(d=stems(at), stroke="ink", width=2)]
        shapes.append(Text(x=round(beside, 1), y=TEXT, words=words, size=TEXT, weight=600))
    return Drawing(width=WIDTH, height=tops[-1] + BAR + 8, shapes=tuple(shapes))


def _clear_of(goal: float, end: float, words: str) -> float:
    """Where the words begin: behind the end of their bar, or behind the line of the goal if it would go through them."""
    start = end + 7
    return goal + 7 if start - 4 < goal < start + length(words, TEXT, BOLD) + 4 else start


def _short(household: Household, standing: Standing) -> Short | None:
    goal = goal_of(household)
    if not goal:
        return None
    return short_of(standing.chance_short.value, runs_short(household, goal / MONTHS), goal_is(household))


def _paid_in(household: Household, plan: PlanRules, standing: Standing) -> Iterator[str]:
    """Of this year, and what would get the part of the match that is left."""
    if not household.working_years:
        yield gettext("You stop work now, so nothing more is paid in.")
        return
    yield first_year(standing.employee, standing.employer)
    whole = max((tier.upto for tier in plan.match if tier.rate > 0), default=0.0)
    if not whole:
        yield gettext("Your plan has no match.")
    elif left := round(standing.unclaimed_match):
        words = {"adds": dollars(left), "share": share(whole)}
        yield gettext("It would add %(adds)s more if you paid in %(share)s of your pay.") % words
    else:
        yield gettext("You get the whole match.")
