"""What private funds do to a sleeve that holds some: how often sales are limited, what that costs, and what a statement would say."""

from collections.abc import Iterator

from django.utils.translation import gettext

from advisor.present import names
from advisor.present.figures import change_size, money, number, of_100, rounded_change
from advisor.present.punctuation import sentences
from scenarios.assumptions import PRIVATE_CLASSES
from scenarios.results import Answer, Gate


def private_funds(answer: Answer) -> str:
    """Sentences; empty where no private fund is held."""
    if not answer.choice.weight or not any(key in PRIVATE_CLASSES for key in names.held(answer.choice)):
        return ""
    return sentences(*_sentences(answer))


def _sentences(answer: Answer) -> Iterator[str]:
    """Whether times when a private fund limits sales are counted. Where none could be met they are left out: the plan has no gates,
    prices do not lag, or the futures know no stress."""
    beliefs = answer.beliefs
    if answer.gate is None and not (answer.plan.gates and beliefs.smoothed and beliefs.model == "regimes"):
        yield gettext("Times when private funds pay out late or at a loss are left out. So the bad case may be worse than shown.")
    else:
        met = of_100(answer.gate.chance_met.value if answer.gate else 0.0)
        words = gettext("In about %(met)s of 100 futures a private fund at some time pays out only part of a sale. That is counted.")
        yield words % {"met": number(met)}
        if answer.gate and met and answer.household.working_years:
            yield _cost(answer.gate, number(answer.household.retirement_age))
    yield from _reported(answer)


def _cost(gate: Gate, age: str) -> str:
    """What it takes from the balance at retirement in the bad case."""
    if not gate.cost.p5.is_clear or rounded_change(gate.cost.p5.value) >= 0:
        return gettext("By %(age)s it makes no clear difference to the balance.") % {"age": age}
    words = {"cost": change_size(gate.cost.p5.value), "age": age}
    return gettext("In 5 of 100 futures it takes %(cost)s or more from the balance at %(age)s.") % words


def _reported(answer: Answer) -> Iterator[str]:
    """A statement's balance beside what the funds are worth, where the two differ as they are shown."""
    reported, worth = answer.sleeve.reported_balance, answer.sleeve.balance
    if reported is None or not answer.household.working_years:
        return
    if money(reported.p5.value) == money(worth.p5.value):
        yield gettext("A statement may say more or less than such a fund is worth. We count what it is worth.")
        return
    words = {"age": number(answer.household.retirement_age), "reported": money(reported.p5.value), "worth": money(worth.p5.value)}
    yield gettext("A weak balance at %(age)s reads %(reported)s on a statement and is worth %(worth)s.") % words
    yield gettext("We count what it is worth.")
