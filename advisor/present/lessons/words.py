"""The words that a text may take from an edition, by name.

Every figure goes by its path, as on the page of assumptions: {classes.bitcoin.fee}, {limits.2026.elective_deferral}. A share is a
percentage, a chance so many of 100. Figures that follow from others go by the asset, or by "us_stocks", and a word:
{bitcoin.average}, .typical, .log_swing, .link, .premium, .priced, .hopeful. A loss in a
bad time is {fall.stocks_2008.us_stocks}, without a sign. {edition} and {year} are the edition's own.
"""

from collections.abc import Iterator, Mapping

from advisor.present.figures import chance, exact, number, points, rate, share, stated
from scenarios.assumptions import SLEEVE_CLASSES, Assumptions, typical_growth
from scenarios.editions import figures
from scenarios.figure import Figure
from scenarios.inputs import Beliefs
from scenarios.terms import outlook


def words_of(assumptions: Assumptions) -> Mapping[str, str]:
    stated = {key: plain(key, figure) for key, figure in figures(assumptions)}
    return stated | dict(_own(assumptions)) | dict(_falls(assumptions)) | {"edition": assumptions.edition, "year": str(assumptions.year)}


def plain(key: str, figure: Figure) -> str:
    """A figure without the words of its unit: the sentence around it has those."""
    if key.endswith(".wipeout") or figure.unit == "share of months":
        return chance(round(figure.value * 100))
    if figure.unit.startswith("share"):
        return share(figure.value)
    if figure.unit.startswith("dollars"):
        return stated(figure.value)
    if figure.unit == "correlation":
        return number(figure.value, 2)
    return str(int(figure.value)) if figure.unit == "year" else exact(figure.value, 2)


def _own(assumptions: Assumptions) -> Iterator[tuple[str, str]]:
    """`average` and `typical` are after the fund's fee, under the neutral belief; `premium` is what that average, before the fee, has
    beyond the price of its market risk; `link` is the correlation with US stocks."""
    average = assumptions.average_return("us_stocks")
    yield "us_stocks.average", rate(average)
    yield "us_stocks.typical", rate(typical_growth(average, assumptions.log_volatility("us_stocks")))
    yield "us_stocks.log_swing", rate(assumptions.log_volatility("us_stocks"))
    for key in SLEEVE_CLASSES:
        neutral = outlook(assumptions, Beliefs(), key, "neutral")
        yield f"{key}.average", rate(neutral.average)
        yield f"{key}.typical", rate(neutral.typical)
        yield f"{key}.log_swing", rate(assumptions.log_volatility(key))
        yield f"{key}.link", number(assumptions.correlation(key, "us_stocks"), 2)
        yield f"{key}.premium", points(neutral.over_priced)
        yield f"{key}.priced", rate(assumptions.priced_return(key))
        yield f"{key}.hopeful", rate(outlook(assumptions, Beliefs(), key, "hopeful").average)


def _falls(assumptions: Assumptions) -> Iterator[tuple[str, str]]:
    for episode, happened in assumptions.episodes.history.items():
        for asset, figure in happened.returns.items():
            if figure.value < 0:
                yield f"fall.{episode}.{asset}", rate(-figure.value)
