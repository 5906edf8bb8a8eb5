"""How often the money runs short of the goal: without a sleeve, and what the sleeve changes of that."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext

from advisor.present.figures import day, money, number, of_100, share, share_about
from advisor.present.punctuation import sentences
from advisor.present.sections.large import around
from scenarios.inputs import Household
from scenarios.results import Answer, ToEnd

EVERY = 5  # years: the ages that are named


@dataclass(frozen=True, kw_only=True)
class Short:
    """A figure with its unit around it, and sentences, of which the first goes on from the figure."""

    name: str
    before: str
    figure: str
    unit: str
    sentences: tuple[str, ...]


def short(answer: Answer) -> Short | None:
    """Without a sleeve; None where there is no goal to run short of."""
    spent = answer.baseline.to_end
    return short_of(spent.chance_short.value, *_sentences(answer, spent)) if spent.goal_monthly else None


def short_of(chance: float, *told: str) -> Short:
    """A chance to run short, and the sentences that go on from it."""
    pattern, parts = counted(chance)
    before, unit = around(pattern or gettext("about %(parts)s of 100"))
    return Short(name=gettext("How often the money runs short"), before=before, figure=number(parts), unit=unit, sentences=told)


def counted(chance: float) -> tuple[str, int]:
    """How many of 100, and a pattern for it at both ends, else empty: a few are not none, and nearly all are not all."""
    parts = of_100(chance)
    if parts == 0 and chance > 0:
        return gettext("fewer than %(parts)s of 100"), 1
    if parts == 100 and chance < 1:
        return gettext("more than %(parts)s of 100"), 99
    return "", parts


def _sentences(answer: Answer, spent: ToEnd) -> Iterator[str]:
    yield runs_short(answer.household, spent.goal_monthly)
    if of_100(spent.chance_short.value):
        yield gettext("Half of these run short by age %(age)s.") % {"age": number(spent.age_if_short.value)}
        yield from _earlier(spent)
    yield goal_is(answer.household)
    words = {"benefits": money(spent.social_security_monthly)}
    if not spent.social_security_monthly:
        yield gettext("No Social Security is counted.")
    elif answer.household.claim_age > answer.household.retirement_age:
        words["age"] = number(answer.household.claim_age)
        yield gettext("Social Security of about %(benefits)s a month from %(age)s is counted in.") % words
    else:
        yield gettext("Social Security of about %(benefits)s a month is counted in.") % words
    yield from cut(answer)


def runs_short(household: Household, goal_monthly: float) -> str:
    words = {"goal": money(goal_monthly), "age": number(household.plan_to_age)}
    if household.longevity == "life_table":
        return gettext("futures run short of %(goal)s a month while you live.") % words
    return gettext("futures run short of %(goal)s a month before age %(age)s.") % words


def goal_is(household: Household) -> str:
    return gettext("The goal is %(share)s of your last pay, to spend after federal tax.") % {"share": share_about(household.income_goal)}


def cut(answer: Answer) -> Iterator[str]:
    """From when Social Security is counted as cut, where the person asked for that."""
    law = answer.assumptions.law.social_security
    if answer.household.social_security_payable == "trustees" and answer.baseline.to_end.social_security_monthly:
        words = {"share": share(law.payable_share.value), "year": day(f"{law.payable_from.value:.0f}")}
        yield gettext("From %(year)s it is cut to %(share)s, as its trustees expect.") % words


def _earlier(spent: ToEnd) -> Iterator[str]:
    """The chance some years before the end, at a round age; none where that is too early to have one."""
    last = spent.by_age[-1].age
    round_ages = [point for point in spent.by_age if (point.age + 1) % EVERY == 0 and point.age <= last - EVERY]
    if round_ages and of_100(round_ages[-1].chance.value):
        words = {"age": number(round_ages[-1].age + 1), "parts": number(of_100(round_ages[-1].chance.value))}
        yield gettext("Before %(age)s it is about %(parts)s of 100.") % words


def short_change(answer: Answer) -> str:
    """What the sleeve changes of that chance, in a sentence; empty where there is no goal."""
    difference, goal = answer.difference.chance_short, answer.baseline.to_end.goal_monthly
    if difference is None or not goal:
        return ""
    if not difference.is_clear:
        return gettext("There is no clear difference in how often the money runs short of %(goal)s a month.") % {"goal": money(goal)}
    without, with_sleeve = (of_100(side.to_end.chance_short.value) for side in (answer.baseline, answer.sleeve))
    words = {"goal": money(goal), "without": number(without), "with": number(with_sleeve)}
    if without == with_sleeve:
        return gettext("How often the money runs short of %(goal)s a month changes by less than 1 of 100.") % words
    first = gettext("Without the sleeve about %(without)s of 100 futures run short of %(goal)s a month.") % words
    return sentences(first, gettext("With it about %(with)s of 100 do.") % words)
