"""The baseline mix at each distance from retirement."""

from numpy import interp

from scenarios.assumptions import GlidePath


def core_weights(glide_path: GlidePath, years_to_retirement: float) -> tuple[float, ...]:
    """Shares of the core, in the order of CORE_CLASSES, adding to 1; negative years are years after retirement.

    Equity and TIPS run straight between the points and flat beyond them; US bonds take the rest; no cash is held.
    """
    points = glide_path.points[::-1]
    years = [point.years_to_retirement for point in points]
    equity = float(interp(years_to_retirement, years, [point.equity for point in points]))
    tips = float(interp(years_to_retirement, years, [point.tips for point in points]))
    us_stocks = equity * glide_path.us_share_of_equity.value
    return us_stocks, equity - us_stocks, 1 - equity - tips, tips, 0.0
