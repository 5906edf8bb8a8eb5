"""The figures of a workforce as rows of a file: what its page shows, and no more."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext

from advisor.cohorts.dashboard import Spread
from advisor.cohorts.spread_exhibit import ages
from advisor.cohorts.words import Fact

Row = Sequence[str | float]


def rows(census: str, facts: Iterable[Fact], spreads: Iterable[Spread]) -> Iterator[Row]:
    """A range has no number where its scale ends."""
    yield gettext("Figure"), gettext("Age"), gettext("From"), gettext("To"), gettext("Unit")
    yield gettext("Census"), "", "", "", census
    for fact in facts:
        yield fact.name, "", _cell(fact.low), _cell(fact.high), fact.unit
    for spread in spreads:
        of_pay = gettext("of last pay")
        yield gettext("Middle half"), ages(spread), _cell(spread.low), _cell(spread.high), of_pay
        yield gettext("Middle"), ages(spread), _cell(spread.middle), _cell(spread.middle), of_pay


def _cell(value: float | None) -> str | float:
    return "" if value is None else round(value, 6)
