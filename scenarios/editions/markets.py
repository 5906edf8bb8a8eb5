"""The files about markets: classes, correlations, regimes, inflation. Ranges are what is plausible, to catch slips of the pen."""

from pathlib import Path
from typing import Any, cast, get_args

from scenarios.assumptions import (
    CLASSES,
    CRYPTO_CLASSES,
    MEASURED_CLASSES,
    SLEEVE_CLASSES,
    VIEWS,
    AnnualHistory,
    AssetClass,
    Behaviour,
    Figure,
    Inflation,
    PrivateFunds,
    Regimes,
    View,
)
from scenarios.editions.reading import YEARLY, Table
from scenarios.editions.series import read_columns, series

BEHAVIOURS = cast(tuple[Behaviour, ...], get_args(Behaviour))
RULES = ("average", "typical", "priced", "like_us_stocks")


def read_classes(file: Table) -> dict[str, AssetClass]:
    classes = {key: _read_class(key, file.table(key)) for key in CLASSES}
    file.close()
    return classes


def _read_class(key: str, table: Table) -> AssetClass:
    if table.has("volatility") == table.has("log_volatility"):
        table.fault("volatility", "give either volatility or log_volatility, not both and not neither")
    if key not in CRYPTO_CLASSES and not table.has("average_return"):
        table.fault("average_return", "missing key; only crypto is priced by rule")
    if table.has("volatility") and not table.has("average_return"):
        table.fault("volatility", "needs average_return; give log_volatility for a class priced by rule")
    average = _optional(table, "average_return", -0.1, 0.5)
    asset = AssetClass(
        key=key,
        behaviour=cast(Behaviour, table.text("behaviour", BEHAVIOURS)),
        average_return=average,
        volatility=_optional(table, "volatility", 0.001, 1.0),
        log_volatility=_optional(table, "log_volatility", 0.001, 2.0),
        fee=table.figure("fee", YEARLY, 0, 0.1),
        all_in_fee=table.figure("all_in_fee", YEARLY, 0, 0.1),
        own_mean_spread=table.figure("own_mean_spread", YEARLY, 0, 0.2),
        wipeout=table.figure("wipeout", YEARLY, 0, 0.2),
        views=_read_views(table.table("views"), average) if key in SLEEVE_CLASSES else {},
    )
    table.close()
    return asset


def _optional(table: Table, key: str, low: float, high: float) -> Figure | None:
    return table.figure(key, YEARLY, low, high) if table.has(key) else None


def _read_views(table: Table, average: Figure | None) -> dict[str, View]:
    """All views of a class; the sellers' one only where a seller's claim can be cited."""
    views = {key: _read_view(table.table(key), average) for key in VIEWS if key != "sponsors" or table.has(key)}
    table.close()
    return views


def _read_view(table: Table, average: Figure | None) -> View:
    rule = table.text("rule", RULES)
    figure = _optional(table, "figure", -0.5, 1.0)
    if rule == "average" and figure is None:
        figure = average
    if (figure is not None) != (rule in ("average", "typical")):
        table.fault("figure", f"rule {rule!r} needs " + ("a figure" if figure is None else "no figure"))
    view = View(
        rule=cast(Any, rule), figure=figure, fee_waived=table.flag("fee_waived"), wiped_out_once=table.flag("wiped_out_once"),
        reason=table.text("reason"), source=table.source(),
    )  # fmt: skip
    table.close()
    return view


def read_correlations(file: Table) -> dict[tuple[str, str], Figure]:
    """Every pair but those of crypto with other classes than US stocks, each once."""
    table = file.table("pairs")
    correlations: dict[tuple[str, str], Figure] = {}
    for name in table.names():
        a, _, b = name.partition("/")
        if a not in CLASSES or b not in CLASSES or a == b:
            table.fault(name, "is not a pair of two different classes, as us_stocks/cash")
        if (b, a) in correlations:
            table.fault(name, f"is given twice, also as {b}/{a}")
        correlations[a, b] = table.figure(name, "correlation", -0.99, 0.99)
    for number, a in enumerate(CLASSES):
        for b in CLASSES[number + 1 :]:
            may_lack = b in CRYPTO_CLASSES and a != "us_stocks"
            if not may_lack and (a, b) not in correlations and (b, a) not in correlations:
                table.fault(f"{a}/{b}", "missing pair")
    file.close()
    return correlations


def read_regimes(file: Table) -> Regimes:
    table = file.table("regimes")
    regimes = Regimes(
        stress_share=table.figure("stress_share", "share of months", 0.01, 0.5),
        mean_stress_months=table.figure("mean_stress_months", "months", 1, 60),
        stress_sd_ratio=_read_each(file.table("stress_sd_ratio"), BEHAVIOURS, "ratio", 0.5, 5),
        stress_mean_gap=_read_each(file.table("stress_mean_gap"), BEHAVIOURS, "calm standard deviations a month", -2, 2),
        stress_correlation_keep=table.figure("stress_correlation_keep", "ratio", 0, 1),
        stress_correlation_add=table.figure("stress_correlation_add", "correlation", 0, 1),
        correlated_in_stress=table.texts("correlated_in_stress", CLASSES),
        wipeout_stress_ratio=table.figure("wipeout_stress_ratio", "ratio", 1, 10),
        wipeout_left=table.figure("wipeout_left", "share", 0.0001, 0.5),
        equity_mean_spread=table.figure("equity_mean_spread", YEARLY, 0, 0.05),
        mean_truncation=table.figure("mean_truncation", "standard deviations", 0.5, 5),
    )
    if regimes.stress_correlation_keep.value + regimes.stress_correlation_add.value > 1:
        table.fault("stress_correlation_add", "with stress_correlation_keep must not exceed 1")
    table.close()
    file.close()
    return regimes


def read_private(file: Table) -> PrivateFunds:
    private = PrivateFunds(
        appraisal_weight=file.figure("appraisal_weight", "share of the gap a quarter", 0.05, 1),
        gate_above=file.figure("gate_above", "ratio", 1, 2),
        gate_sale_limit=file.figure("gate_sale_limit", "share of the holding a year", 0, 1),
    )
    file.close()
    return private


def read_history(file: Table, folder: Path) -> AnnualHistory:
    names = (*MEASURED_CLASSES, "prices")
    table = file.table("columns")
    values = read_columns(folder, "history.csv", ("year", *names), -0.6, 1.0)
    history = AnnualHistory(
        block_years=file.figure("block_years", "years", 1, 30),
        columns={name: series(table, name, YEARLY, -0.6, 1.0, values[name]) for name in names},
    )
    table.close()
    file.close()
    return history


def read_inflation(file: Table) -> Inflation:
    table = file.table("inflation")
    inflation = Inflation(
        mean=table.figure("mean", YEARLY, 0, 0.1),
        sd=table.figure("sd", YEARLY, 0, 0.1),
        autocorrelation=table.figure("autocorrelation", "correlation", 0, 0.95),
        correlations=_read_each(file.table("correlations"), CLASSES, "correlation", -0.99, 0.99),
    )
    table.close()
    file.close()
    return inflation


def _read_each(table: Table, keys: tuple[str, ...], unit: str, low: float, high: float) -> dict[str, Figure]:
    """One figure for each of `keys`, no other."""
    figures = {key: table.figure(key, unit, low, high) for key in keys}
    table.close()
    return figures
