"""The files about rules and people: limits, glide path, plans, defaults, notices, the pool, each with plausible ranges."""

from collections.abc import Mapping
from typing import Any, cast

from scenarios.assumptions import CoreFund, Defaults, Figure, GlidePath, GlidePoint, MatchPreset, MatchTier, NoticeRule, YearLimits
from scenarios.editions.reading import YEARLY, Table


def read_limits(file: Table, year: int) -> dict[int, YearLimits]:
    """The limits of years that follow each other and hold the edition's year."""
    years = [int(key) if key.isdecimal() else file.fault(key, "is not a year") for key in file.names()]
    if year not in years or years != list(range(years[0], years[0] + len(years))):
        file.fault(str(year), f"the years must follow each other and hold {year}")
    limits = {each: _read_year(each, file.table(str(each))) for each in years}
    file.close()
    return limits


def _read_year(year: int, table: Table) -> YearLimits:
    def dollars(key: str, low: float, high: float) -> Figure:
        return table.figure(key, "dollars a year", low, high)

    limits = YearLimits(
        year=year,
        elective_deferral=dollars("elective_deferral", 10_000, 100_000),
        catch_up=dollars("catch_up", 1_000, 50_000),
        catch_up_60_63=dollars("catch_up_60_63", 1_000, 50_000),
        annual_additions=dollars("annual_additions", 40_000, 400_000),
        compensation_cap=dollars("compensation_cap", 200_000, 2_000_000),
        roth_catch_up_wage=dollars("roth_catch_up_wage", 100_000, 1_000_000) if table.has("roth_catch_up_wage") else None,
    )
    if limits.catch_up_60_63.value < limits.catch_up.value:
        table.fault("catch_up_60_63", "must not be below catch_up")
    if limits.annual_additions.value <= limits.elective_deferral.value:
        table.fault("annual_additions", "must be above elective_deferral")
    table.close()
    return limits


def read_glide_path(file: Table) -> GlidePath:
    mix = file.table("mix")
    path = GlidePath(
        points=tuple(_read_point(table) for table in file.tables("points")),
        us_share_of_equity=mix.figure("us_share_of_equity", "share of equity", 0, 1),
        figure=mix.figure("landing_equity", "share of the account", 0, 1),
        tips_figure=mix.figure("landing_tips", "share of the account", 0, 1),
    )
    years = [point.years_to_retirement for point in path.points]
    if len(years) < 2 or years != sorted(set(years), reverse=True):
        file.fault("points", "two points or more, each nearer to retirement than the one before it")
    if path.points[-1].equity != path.figure.value:
        mix.fault("landing_equity", "must be the equity of the last point")
    if path.points[-1].tips != path.tips_figure.value:
        mix.fault("landing_tips", "must be the TIPS of the last point")
    mix.close()
    file.close()
    return path


def _read_point(table: Table) -> GlidePoint:
    point = GlidePoint(
        years_to_retirement=table.number("years_to_retirement", -60, 60),
        equity=table.number("equity", 0, 1),
        tips=table.number("tips", 0, 1),
    )
    if point.equity + point.tips > 1:
        table.fault("tips", "with equity must not exceed 1")
    table.close()
    return point


def read_plans(file: Table) -> tuple[dict[str, CoreFund], dict[str, MatchPreset]]:
    funds, presets = file.table("core_funds"), file.table("match_presets")
    core_funds = {key: CoreFund(key=key, fee=funds.figure(key, YEARLY, 0, 0.05)) for key in funds.names()}
    match_presets = {key: _read_preset(key, presets.table(key)) for key in presets.names()}
    file.close()
    return core_funds, match_presets


def _read_preset(key: str, table: Table) -> MatchPreset:
    tiers = table.tables("tiers")
    read = tuple(MatchTier(rate=tier.number("rate", 0, 10), upto=tier.number("upto", 0.0001, 1)) for tier in tiers)
    for tier in tiers:
        tier.close()
    reached = [tier.upto for tier in read]
    if reached != sorted(set(reached)):
        table.fault("tiers", "each tier must reach further than the one before it")
    preset = MatchPreset(key=key, tiers=read, source=table.source(), as_of=table.as_of(), status=table.status())
    table.close()
    return preset


def read_people(file: Table, core_funds: Mapping[str, CoreFund], match_presets: Mapping[str, MatchPreset]) -> Defaults:
    table = file.table("defaults")
    defaults = Defaults(
        pay=table.figure("pay", "dollars a year", 10_000, 1_000_000),
        retirement_age=table.figure("retirement_age", "years", 50, 80),
        plan_to_age=table.figure("plan_to_age", "years", 80, 105),
        pay_growth=table.figure("pay_growth", "share a year", -0.1, 0.1),
        income_goal=table.figure("income_goal", "share of final pay", 0.1, 2),
        career_start_age=table.figure("career_start_age", "years", 14, 40),
        plan_cap=table.figure("plan_cap", "share of the account", 0, 1),
        match_preset=file.text("match_preset", tuple(match_presets)),
        core_fund=file.text("core_fund", tuple(core_funds)),
    )
    table.close()
    file.close()
    return defaults


def read_notices(file: Table) -> tuple[NoticeRule, ...]:
    table = file.table("notices")
    notices = tuple(_read_notice(key, table.table(key)) for key in table.names())
    file.close()
    return notices


def _read_notice(key: str, table: Table) -> NoticeRule:
    applies = table.text("applies", ("always", "sleeve", "crypto", "private"))
    notice = NoticeRule(key=key, applies=cast(Any, applies), source=table.source(), as_of=table.as_of())
    table.close()
    return notice


def read_pool(file: Table) -> dict[str, Figure]:
    table = file.table("pool")
    figures = {key: table.figure(key, "dollars", 100, 1e15) for key in table.names()}
    file.close()
    return figures
