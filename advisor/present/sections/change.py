"""What the sleeve would change, the bad side first."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from advisor.present import names
from advisor.present.figures import clear_change, less_or_more, money, number, of_100, rounded_change, share
from advisor.present.punctuation import sentences
from advisor.present.sections.large import around
from advisor.present.sections.private import private_funds
from advisor.present.sections.short import short_change
from scenarios.inputs import PlanRules
from scenarios.results import Answer, Difference, Statistic


@dataclass(frozen=True, kw_only=True)
class Card:
    """A figure with the words around it, and a sentence. There are none when words stand in place of a number."""

    name: str
    before: str
    figure: str
    unit: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Change:
    """`after` are sentences that belong under the cards: what the sleeve changes of the chance to run short, and private funds."""

    heading: str
    sentences: tuple[str, ...]
    cards: tuple[Card, Card, Card]
    after: tuple[str, ...]


def change(answer: Answer) -> Change:
    difference = answer.difference
    before, unit = around(gettext("about %(parts)s of 100"))
    less, same, more = parts(difference)
    words = {"less": number(less), "same": number(same), "more": number(more), "sleeve": names.sized(answer.choice)}
    return Change(
        heading=gettext("What a %(sleeve)s sleeve would change") % words,
        sentences=tuple(_sentences(answer)),
        cards=(
            Card(
                name=gettext("How often it is less"),
                before=before,
                figure=number(less),
                unit=unit,
                sentence=gettext("futures end with less. About %(same)s are about the same. About %(more)s end with more.") % words,
            ),
            _case(gettext("Bad case"), difference.income_monthly.p5, _bad_sentence(difference)),
            _case(gettext("Good case"), difference.income_monthly.p95, _good_sentence(difference)),
        ),
        after=tuple(paragraph for paragraph in (short_change(answer), private_funds(answer)) if paragraph),
    )


def parts(difference: Difference) -> tuple[int, ...]:
    """Of 100 futures: with less, about the same, with more. They add to 100."""
    return tuple(of_100(chance.value) for chance in (difference.chance_less, difference.chance_same, difference.chance_more))


def middle_sentence(difference: Difference) -> str:
    middle = difference.income_monthly.p50
    if not middle.is_clear or rounded_change(middle.value) == 0:
        return gettext("In the middle one there is no clear difference.")
    return gettext("In the middle one it is about %(change)s.") % {"change": less_or_more(middle.value)}


def _sentences(answer: Answer) -> list[str]:
    plan, choice = answer.plan, answer.choice
    held = names.held(choice)
    words = {
        "paths": number(answer.run.paths),
        "share": share(choice.weight),
        "asset": names.asset(held[0]) if len(held) == 1 else gettext("a mix"),
    }
    sentences = [
        gettext("Same person, same pay, same %(paths)s futures.") % words,
        gettext("The only change is that %(share)s of the account is in %(asset)s.") % words,
    ]
    if len(held) > 1:
        sentences.append(gettext("The mix is %(parts)s.") % {"parts": names.mix(choice)})
    sentences += _trading(plan)
    if plan.ramp_years > 1:
        sentences.append(gettext("The sleeve takes %(years)s years to reach its size.") % {"years": number(plan.ramp_years)})
    if plan.taper_years:
        sentences.append(
            ngettext(
                "Over the last year before you stop work its cap falls to %(floor)s.",
                "Over the last %(years)s years before you stop work its cap falls to %(floor)s.",
                plan.taper_years,
            )
            % {"years": number(plan.taper_years), "floor": share(plan.taper_floor)}
        )
    return sentences


def _trading(plan: PlanRules) -> Iterator[str]:
    """What the plan does when the sleeve drifts from its share, or when an asset has fallen."""
    if plan.rebalance == "yearly":
        yield gettext("The plan brings it back to its share once a year.")
    elif plan.rebalance == "band":
        words = {"band": share(plan.band or 0.0)}
        yield gettext("Each year the plan brings it back if it is off by more than %(band)s of the account.") % words
        yield gettext("Above its cap it is brought back too.") if plan.over_cap == "sell" else _no_new_money()
    elif plan.over_cap == "sell":
        yield gettext("The plan lets it drift, and sells only what is above its cap.")
    else:
        yield gettext("The plan lets it drift.")
        yield _no_new_money()
    if plan.pause:
        yield ngettext(
            "An asset that falls by %(fall)s or more in a year gets no new money in the next year.",
            "An asset that falls by %(fall)s or more in a year gets no new money in the next %(years)s years.",
            plan.pause.years,
        ) % {"fall": share(plan.pause.fall), "years": number(plan.pause.years)}


def _no_new_money() -> str:
    return gettext("Above its cap it gets no new money.")


def _case(name: str, statistic: Statistic, sentence: str) -> Card:
    if not statistic.is_clear:
        return Card(name=name, before="", figure=clear_change(statistic), unit="", sentence=sentence)
    before, unit = around(gettext("about %(money)s a month"))
    return Card(name=name, before=before, figure=clear_change(statistic), unit=unit, sentence=sentence)


def _bad_sentence(difference: Difference) -> str:
    if difference.income_monthly.p5.value < 0:
        words = gettext("In 5 of 100 futures you end with at least this much less.")
    else:
        words = gettext("In 5 of 100 futures the gain is no more than this.")
    return sentences(words, middle_sentence(difference))


def _good_sentence(difference: Difference) -> str:
    if difference.income_monthly.p95.value > 0:
        return gettext("In 5 of 100 futures you end with at least this much more.")
    return gettext("In 5 of 100 futures the loss is no more than this.")


@dataclass(frozen=True, kw_only=True)
class Nothing:
    """The state of having no sleeve."""

    heading: str
    sentences: tuple[str, ...]


def nothing(answer: Answer) -> Nothing:
    return Nothing(
        heading=gettext("You have no sleeve. Nothing changes."),
        sentences=(
            gettext("Your account could pay about %(income)s a month.") % {"income": money(answer.baseline.income_monthly.p50.value)},
            gettext("Pick a size to see what a sleeve would change."),
        ),
    )
