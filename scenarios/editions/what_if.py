"""The files behind "what if": episodes to replay and the ranges of a sensitivity, each with plausible values."""

from scenarios.assumptions import CLASSES, Episodes, HistoricEpisode, Ranges
from scenarios.editions.reading import YEARLY, Table


def read_episodes(file: Table) -> Episodes:
    history, fund = file.table("history"), file.table("gated_fund")
    episodes = Episodes(
        history={key: _read_episode(history.table(key)) for key in history.names()},
        years_gated=fund.figure("years", "years", 1, 10),
        mark_down=fund.figure("mark_down", "share", 0, 1),
    )
    fund.close()
    file.close()
    return episodes


def _read_episode(table: Table) -> HistoricEpisode:
    given = table.table("returns")
    for key in given.names():
        if key not in CLASSES:
            given.fault(key, "is not a class")
    if not given.has("us_stocks"):
        given.fault("us_stocks", "missing key; classes without a figure move with it")
    episode = HistoricEpisode(
        prices=table.figure("prices", "share", -0.5, 1),
        returns={key: given.figure(key, "share", -0.99, 1) for key in given.names()},
    )
    table.close()
    return episode


def read_ranges(file: Table) -> Ranges:
    stocks, steps = file.table("us_stocks_typical"), file.table("steps")
    ranges = Ranges(
        us_stocks_low=stocks.figure("low", YEARLY, -0.1, 0.2),
        us_stocks_high=stocks.figure("high", YEARLY, -0.1, 0.2),
        pay_growth=steps.figure("pay_growth", YEARLY, 0, 0.1),
        plan_to_age=steps.figure("plan_to_age", "years", 1, 20),
        fee=steps.figure("fee", "ratio", 0, 1),
    )
    if ranges.us_stocks_low.value >= ranges.us_stocks_high.value:
        stocks.fault("high", "must be above low")
    for table in (stocks, steps, file):
        table.close()
    return ranges
