"""What a person's own beliefs move against those of the edition: the same numbers under both."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext

from advisor.present.figures import clear_change, money, number
from advisor.present.sections.change import parts
from advisor.present.tables import Table
from scenarios.results import Answer


@dataclass(frozen=True, kw_only=True)
class Moved:
    heading: str
    sentence: str
    table: Table


@dataclass(frozen=True, kw_only=True)
class Pair:
    """One number under both; `sentence` says it with both, for places `ours` and `yours`."""

    name: str
    ours: str
    yours: str
    sentence: str


def moved(answer: Answer, by_edition: Answer) -> Moved:
    pairs = list(_pairs(answer, by_edition))
    return Moved(
        heading=gettext("What your beliefs move"),
        sentence=_sentence(pairs),
        table=Table(
            caption=gettext("The same person and the same sleeve, with two sets of beliefs"),
            head=(gettext("Number"), gettext("With the edition’s beliefs"), gettext("With yours")),
            rows=tuple((pair.name, pair.ours, pair.yours) for pair in pairs),
        ),
    )


def _pairs(answer: Answer, by_edition: Answer) -> Iterator[Pair]:
    """The downside first."""
    both = by_edition, answer
    if answer.choice.weight:
        ours, yours = (number(parts(one.difference)[0]) for one in both)
        sentence = gettext("With your beliefs about %(yours)s of 100 futures end with less, with the edition’s about %(ours)s.")
        yield Pair(name=gettext("End with less, of 100"), ours=ours, yours=yours, sentence=sentence)
        ours, yours = (clear_change(one.difference.income_monthly.p5) for one in both)
        sentence = gettext("With your beliefs the bad case is %(yours)s a month, with the edition’s %(ours)s.")
        yield Pair(name=gettext("Bad case, a month"), ours=ours, yours=yours, sentence=sentence)
        ours, yours = (clear_change(one.difference.income_monthly.p95) for one in both)
        sentence = gettext("With your beliefs the good case is %(yours)s a month, with the edition’s %(ours)s.")
        yield Pair(name=gettext("Good case, a month"), ours=ours, yours=yours, sentence=sentence)
    ours, yours = (money(one.baseline.income_monthly.p50.value) for one in both)
    sentence = gettext("With your beliefs the middle income without a sleeve is %(yours)s, with the edition’s %(ours)s.")
    yield Pair(name=gettext("Middle income without a sleeve"), ours=ours, yours=yours, sentence=sentence)


def _sentence(pairs: list[Pair]) -> str:
    """The first number that differs."""
    differs = next((pair for pair in pairs if pair.ours != pair.yours), None)
    if differs is None:
        return gettext("Your beliefs move none of these numbers.")
    return differs.sentence % {"ours": differs.ours, "yours": differs.yours}
