"""What stands at the head of each column of a comparison."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from advisor.present import names
from advisor.present.figures import dollars, share
from scenarios.results import Answer

TRADING = {
    "yearly": _("Back to its share each year"),
    "band": _("Back only when far from it"),
    "never": _("Not brought back, but for the cap"),
}


@dataclass(frozen=True, kw_only=True)
class Column:
    """`about` says what is believed, and what of the plan is not as in the baseline. `run` is its run code."""

    letter: str
    name: str
    about: tuple[str, ...]
    run: str


def head(letter: str, answer: Answer, baseline: Answer) -> Column:
    return Column(letter=letter, name=sized(answer), about=tuple(_about(answer, baseline)), run=answer.run.id)


def named_head(letter: str, name: str, answer: Answer) -> Column:
    """Of an answer that has a name of its own; what of it is not as in others stands in rows."""
    own = () if sized(answer) == name else (sized(answer),)
    return Column(letter=letter, name=name, about=(*own, *_held(answer)), run=answer.run.id)


def sized(answer: Answer) -> str:
    return names.sized(answer.choice) if answer.choice.weight else gettext("No sleeve")


def _about(answer: Answer, baseline: Answer) -> Iterator[str]:
    yield from _held(answer)
    if answer.choice.weight and answer.plan.rebalance != baseline.plan.rebalance:
        yield gettext(TRADING[answer.plan.rebalance])
    if answer.household != baseline.household:
        yield _paying(answer)
    if answer.plan.core != baseline.plan.core:
        yield names.first_capital(names.core_fund(answer.plan.core))


def _held(answer: Answer) -> Iterator[str]:
    """What a mix is made of, and what is believed of what is held."""
    if answer.choice.weight:
        if len(names.held(answer.choice)) > 1:
            yield names.mix(answer.choice)
        yield _belief(answer)


def _belief(answer: Answer) -> str:
    stated = [answer.beliefs.classes.get(key) for key in names.held(answer.choice)]
    if any(belief is not None and belief.average_return is not None for belief in stated):
        return gettext("Your own average year")
    return names.belief_about(answer.assumptions, answer.choice, answer.beliefs.view)


def _paying(answer: Answer) -> str:
    household = answer.household
    if household.contribution_unit == "share":
        return gettext("You pay in %(share)s of pay") % {"share": share(household.contribution)}
    return gettext("You pay in %(money)s a year") % {"money": dollars(household.contribution)}


def without_sleeve(baseline: Answer) -> Column:
    """The first, against which all others stand."""
    about = (_paying(baseline), names.first_capital(names.core_fund(baseline.plan.core)))
    return Column(letter="", name=gettext("Without a sleeve"), about=about, run="")
