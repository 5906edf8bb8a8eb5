"""What a person may believe of all markets in place of the edition.

A few settings and not any number: each needs a bank of futures of its own, built when it is first asked for and kept.
"""

from collections.abc import Mapping

from scenarios.assumptions import Assumptions, average_from_typical

INFLATION: Mapping[str, float] = {"2": 0.02, "3": 0.03, "4": 0.04}


def us_stocks(assumptions: Assumptions) -> dict[str, float]:
    """The average year of US stocks at both ends of what firms publish, to a tenth of a percent."""
    ranges, spread = assumptions.ranges, assumptions.log_volatility("us_stocks")
    ends = {"low": ranges.us_stocks_low, "high": ranges.us_stocks_high}
    return {key: round(average_from_typical(end.value, spread), 3) for key, end in ends.items()}
