"""What fell in the edition's episodes, and what each would have done to a target-date fund at two distances from retirement."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext

from advisor.present import names
from advisor.present.charts.plain_bars import Bar
from advisor.present.edition.words import EPISODES
from advisor.present.figures import number, rate, share
from advisor.present.lessons.shown import Shown, barred
from advisor.present.tables import Table
from scenarios.assumptions import CORE_CLASSES, Assumptions, HistoricEpisode
from scenarios.glide_path import core_weights
from scenarios.stress import real_return

COLUMNS = ("us_stocks", "us_bonds", "commodities", "bitcoin")
DISTANCES = (25, 10, 1)
UNKNOWN = "–"


def stocks(assumptions: Assumptions) -> Mapping[str, HistoricEpisode]:
    return {key: episode for key, episode in assumptions.episodes.history.items() if key.startswith("stocks_")}


def falls(assumptions: Assumptions) -> Shown:
    """Each episode's fall of what it is named after, and what the other assets did meanwhile."""
    rows = tuple(_bar(key, episode) for key, episode in assumptions.episodes.history.items())
    deepest = {sleeve: rate(-min(row.value for row in rows if row.sleeve is sleeve)) for sleeve in (False, True)}
    words = {"stocks": deepest[False], "coins": deepest[True]}
    title = gettext("US stocks fell by up to %(stocks)s, bitcoin by up to %(coins)s") % words
    return Shown(
        picture=barred("falls", title, gettext("One bar for each fall. Stocks come first, then bitcoin."), rows, share),
        table=Table(
            caption=gettext("Change over the whole time, before inflation; a dash where there is no figure"),
            head=(gettext("Bad time"), *(names.first_capital(names.asset(key)) for key in COLUMNS), gettext("Prices in shops")),
            rows=tuple(_row(key, episode) for key, episode in assumptions.episodes.history.items()),
        ),
        cites=tuple(_cites(assumptions)),
    )


def _bar(key: str, episode: HistoricEpisode) -> Bar:
    asset = "us_stocks" if key.startswith("stocks_") else "bitcoin"
    value = episode.returns[asset].value
    return Bar(name=gettext(EPISODES[key]), value=value, words=rate(value), sleeve=asset == "bitcoin")


def _row(key: str, episode: HistoricEpisode) -> tuple[str, ...]:
    cells = (rate(episode.returns[asset].value) if asset in episode.returns else UNKNOWN for asset in COLUMNS)
    return gettext(EPISODES[key]), *cells, rate(episode.prices.value)


def _cites(assumptions: Assumptions) -> Iterator[str]:
    for key, episode in assumptions.episodes.history.items():
        yield f"episodes.history.{key}.prices"
        yield from (f"episodes.history.{key}.returns.{asset}" for asset in COLUMNS if asset in episode.returns)


def falls_of_the_fund(assumptions: Assumptions) -> Shown:
    """The model's target-date mix through each fall of stocks, above prices, at several distances from retirement."""
    held = {years: dict(zip(CORE_CLASSES, core_weights(assumptions.glide_path, years), strict=True)) for years in DISTANCES}
    rows = tuple(
        (gettext(EPISODES[key]), *(rate(_through(assumptions, episode, mix)) for mix in held.values()))
        for key, episode in stocks(assumptions).items()
    )
    return Shown(
        table=Table(
            caption=gettext("What this model’s target-date fund would lose above prices, by years before you stop work"),
            head=(gettext("Bad time"), *(_before(years) for years in DISTANCES)),
            rows=rows,
        ),
        cites=("glide_path.figure", *(f"episodes.history.{key}.returns.us_stocks" for key in stocks(assumptions))),
    )


def _before(years: int) -> str:
    return gettext("One year before") if years == 1 else gettext("%(years)s years before") % {"years": number(years)}


def _through(assumptions: Assumptions, episode: HistoricEpisode, mix: Mapping[str, float]) -> float:
    return sum(part * real_return(assumptions, episode, key) for key, part in mix.items())
