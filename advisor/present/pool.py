"""How large 401(k)s are and what a share of them would mean: the model's arithmetic in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext

from advisor.present.exhibit import Exhibit
from advisor.present.figures import billions, count, day, dollars, number, share
from advisor.present.pool_exhibit import beside_all, date_by_date
from advisor.present.tables import Table
from scenarios.assumptions import Assumptions
from scenarios.pool import Part, Pool


@dataclass(frozen=True, kw_only=True)
class Shown:
    """`at_once` and `drip` are the answer in words; `exhibit` shows the share beside all retirement savings; `by_date` has one row
    for each date on which the edition has the size of 401(k)s; `statement` says what the figures are not."""

    lead: str
    holds: tuple[str, ...]
    at_once: tuple[str, ...]
    drip: tuple[str, ...]
    prices: str
    statement: tuple[str, ...]
    exhibit: Exhibit
    by_date: Table
    sources: str


def shown(pool: Pool, assumptions: Assumptions) -> Shown:
    latest = pool.parts[-1]
    return Shown(
        lead=gettext("On %(date)s, all 401(k) plans held about %(assets)s.") % _size(latest),
        holds=tuple(_holds(assumptions)),
        at_once=tuple(_at_once(pool, latest)),
        drip=tuple(_drip(pool, latest)),
        prices=gettext("One bitcoin was about %(bitcoin)s and one ether about %(ether)s on %(date)s.") % _prices(pool),
        statement=(
            gettext("This is arithmetic, not a forecast."),
            gettext("Nothing says that savers would choose this share, or what prices would do if they did."),
            gettext("The coins are counted at one price. Buying on this scale would move it, and nobody knows how far."),
        ),
        exhibit=beside_all(pool, assumptions),
        by_date=date_by_date(pool),
        sources=_sources(pool),
    )


def _size(part: Part) -> dict[str, str]:
    return {"date": day(part.assets.as_of), "assets": billions(part.assets.value)}


def _prices(pool: Pool) -> dict[str, str]:
    """Both prices are of one day."""
    return {
        "date": day(pool.bitcoin_price.as_of),
        "bitcoin": dollars(pool.bitcoin_price.value),
        "ether": dollars(pool.ether_price.value),
    }


def _holds(assumptions: Assumptions) -> Iterator[str]:
    """What is in the accounts, on the one date for which the edition has it."""
    keys = {
        "plans": "plans_401k_q1",
        "funds": "mutual_funds_in_401k_q1",
        "stocks": "equity_funds_in_401k_q1",
        "mixed": "hybrid_funds_in_401k_q1",
    }
    words = {name: billions(assumptions.pool[key].value) for name, key in keys.items()}
    words["date"] = day(assumptions.pool["plans_401k_q1"].as_of)
    yield gettext("On %(date)s mutual funds held %(funds)s of the %(plans)s then in 401(k) plans.") % words
    yield gettext("Stock funds had %(stocks)s of that. Mixed funds, most of them target-date funds, had %(mixed)s.") % words
    yield gettext("News stories often give a larger sum. It counts all employer plans with accounts, not 401(k) plans alone.")


def _at_once(pool: Pool, part: Part) -> Iterator[str]:
    yield gettext("%(share)s of that is about %(dollars)s.") % {"share": share(pool.share), "dollars": billions(part.at_once.dollars)}
    yield gettext("That would be about %(bitcoin)s bitcoin, or about %(ether)s ether.") % {
        "bitcoin": count(part.at_once.bitcoin), "ether": count(part.at_once.ether),
    }  # fmt: skip


def _drip(pool: Pool, part: Part) -> Iterator[str]:
    """Nothing when it is all spent within one year."""
    if pool.years == 1:
        return
    words = {"years": number(pool.years), "dollars": billions(part.a_year.dollars)}
    yield gettext("Spread over %(years)s years it is about %(dollars)s a year.") % words
    yield gettext("That is about %(bitcoin)s bitcoin, or about %(ether)s ether, each year.") % {
        "bitcoin": count(part.a_year.bitcoin), "ether": count(part.a_year.ether),
    }  # fmt: skip


def _sources(pool: Pool) -> str:
    first, latest = pool.parts[0].assets.source, pool.parts[-1].assets.source
    return gettext("Sources: %(assets)s, %(first)s to %(latest)s; prices: %(prices)s, %(date)s.") % {
        "assets": gettext(latest.publisher),
        "first": day(first.published),
        "latest": day(latest.published),
        "prices": gettext(pool.bitcoin_price.source.publisher),
        "date": day(pool.bitcoin_price.as_of),
    }
