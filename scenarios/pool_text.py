"""The pool written out: lines for people, plain values for JSON."""

from dataclasses import asdict
from typing import Any

from scenarios.assumptions import Figure
from scenarios.edition_text import written
from scenarios.pool import Amount, Part, Pool


def as_lines(pool: Pool) -> tuple[str, ...]:
    """A line for each date, the prices used, and what the figures are not."""
    prices = f"At {_price(pool.bitcoin_price)} a bitcoin and {_price(pool.ether_price)} an ether."
    lines = [f"{100 * pool.share:.4g} % of all 401(k) assets"]
    for part in pool.parts:
        size = f"{written(part.assets.value, part.assets.unit)} ({part.assets.source.key})"
        lines.append(f"{part.assets.as_of}, of {size}: {_amount(part.at_once)}")
        if pool.years > 1:
            lines.append(f"    evenly over {pool.years} years: {_amount(part.a_year)} a year")
    return (*lines, prices, pool.statement)


def as_document(pool: Pool) -> dict[str, Any]:
    """The pool as plain values for JSON: dollars to the cent, coins to the thousandth."""
    return {
        "share": pool.share,
        "years": pool.years,
        "prices": {"bitcoin": _figure(pool.bitcoin_price), "ether": _figure(pool.ether_price)},
        "parts": [_part(part) for part in pool.parts],
        "statement": pool.statement,
    }


def _part(part: Part) -> dict[str, Any]:
    return {"assets": _figure(part.assets), "at_once": _rounded(part.at_once), "a_year": _rounded(part.a_year)}


def _figure(figure: Figure) -> dict[str, Any]:
    return {"value": figure.value, "as_of": figure.as_of, "source": figure.source.key}


def _rounded(amount: Amount) -> dict[str, float]:
    return {name: round(value, 2 if name == "dollars" else 3) for name, value in asdict(amount).items()}


def _amount(amount: Amount) -> str:
    return f"{_dollars(amount.dollars)} = {amount.bitcoin:,.0f} bitcoin or {amount.ether:,.0f} ether"


def _dollars(value: float) -> str:
    return f"${value / 1e9:,.4g} billion" if value >= 1e9 else f"${value:,.0f}"


def _price(figure: Figure) -> str:
    return f"{written(figure.value, figure.unit)} ({figure.as_of})"
