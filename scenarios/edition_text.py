"""An edition written out, for the terminal, docs/assumptions.md and JSON: each figure with value, unit, date, status, source."""

from dataclasses import asdict, dataclass
from typing import Any

from scenarios.assumptions import CORE_CLASSES, SLEEVE_CLASSES, Assumptions, Figure, GlidePoint, MatchTier, typical_growth
from scenarios.editions import figures
from scenarios.law import TaxTable

DERIVED = {
    "log_volatility": "standard deviation of log returns",
    "beta": "market risk against US stocks: correlation x ratio of volatilities",
    "priced_return": "cash + beta x equity premium",
    "premium_over_priced": "the neutral average less the priced return: the claim",
    "typical_growth": "median growth under the neutral view",
    "survivors_average": "average of the years without a wipe-out, so that the stated average includes it",
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of an edition: a figure, or a rule with what follows from it. `value` is written out with its unit."""

    key: str
    value: str
    as_of: str
    status: str
    source: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Section:
    """The rows of one part of an edition."""

    title: str
    about: str
    rows: tuple[Row, ...]


def sections(assumptions: Assumptions) -> tuple[Section, ...]:
    """The whole edition in reading order."""

    def figures_of(part: str) -> tuple[Row, ...]:
        return _figures(assumptions, part)

    parts = (
        ("Classes", "Nominal, before the class's fee. Averages are expected (arithmetic) returns.", _classes(assumptions)),
        ("What follows by rule", "Computed from the classes above and the correlations below, before fees.", _derived(assumptions)),
        ("Views", "Beliefs about each sleeve class, before fees. Neutral is used unless you pick another.", _views(assumptions)),
        ("Correlations", "A crypto pair that is not listed goes by way of US stocks.", figures_of("correlations")),
        ("Regimes", "The two states of the market, calm and stress.", figures_of("regimes") + _in_stress(assumptions)),
        ("Private funds", "How private assets are reported, and when their gates close.", figures_of("private")),
        ("History", 'Whole years 1928 to 2025, for the model "history"; here the last year of each column.', figures_of("history")),
        ("Inflation", "Correlations are with each class's real return.", figures_of("inflation")),
        ("IRS limits", "Each year in its own dollars. A projected year is not an IRS notice.", figures_of("limits")),
        ("Federal income tax", "Each year in its own dollars. Later years keep the last one's real value.", _tax(assumptions)),
        ("Social Security", "From earnings to a benefit.", _law(assumptions, "social_security")),
        ("Withdrawals", "Required ones, and the tax on early ones.", _law(assumptions, "required") + _early(assumptions)),
        ("Length of life", "Chances of death, and lifetime income.", _law(assumptions, "life") + _law(assumptions, "lifetime_income")),
        ("Baseline mix", "Straight lines between the points. US bonds take the rest.", figures_of("glide_path") + _points(assumptions)),
        ("Core funds", "What the baseline costs.", figures_of("core_funds")),
        ("Match formulas", "Shares of pay count from zero.", _presets(assumptions)),
        ("Assumed when not given", "Shown beside the answer.", figures_of("defaults") + _chosen(assumptions)),
        ("Notices", "When each is shown. Their words are elsewhere.", _notices(assumptions)),
        ("The pool", "How large retirement savings are.", figures_of("pool")),
        ("Episodes", "Total nominal returns; what is not listed moves by its market risk.", figures_of("episodes")),
        ("Ranges of the sensitivity", "How far each belief is moved to see what it does.", figures_of("ranges")),
    )
    return tuple(Section(title=title, about=about, rows=rows) for title, about, rows in parts)


def as_document(assumptions: Assumptions) -> dict[str, Any]:
    """The edition as plain values for JSON: settings, raw figures by key, what follows by rule, every section, sources."""
    return {
        "edition": assumptions.edition,
        "year": assumptions.year,
        "status": assumptions.status,
        "seed": assumptions.seed,
        "paths": assumptions.paths,
        "years": assumptions.years,
        "figures": {key: asdict(figure) | {"source": figure.source.key} for key, figure in figures(assumptions)},
        "derived": {key: derived(assumptions, key) for key in SLEEVE_CLASSES},
        "sections": [asdict(section) for section in sections(assumptions)],
        "sources": {key: asdict(source) for key, source in assumptions.sources.items()},
    }


def as_lines(assumptions: Assumptions) -> tuple[str, ...]:
    """The edition as plain text, two lines a row at most, sources last."""
    lines = [_heading(assumptions), ""]
    for section in sections(assumptions):
        lines += [section.title.upper(), section.about]
        for row in section.rows:
            lines.append(f"  {row.key}: {row.value}  [{', '.join(filter(None, (row.as_of, row.status, row.source)))}]")
            lines += [f"      {row.note}"] if row.note else []
        lines.append("")
    lines.append("SOURCES")
    for source in assumptions.sources.values():
        lines += [f"  {source.key}: {source.title}. {source.publisher}, {source.published}.", f"      {source.where}"]
    return tuple(lines)


def as_markdown(assumptions: Assumptions) -> str:
    """The edition as docs/assumptions.md. Generated; a test holds the file equal to it."""
    lines = [
        "# Assumptions",
        "",
        f"{_heading(assumptions)} Written by the model from the edition's files: change those, not this page.",
        "",
    ]
    for section in sections(assumptions):
        lines += [
            f"## {section.title}",
            "",
            section.about,
            "",
            *_table(("what", "value", "as of", "status", "source", "note"), section.rows),
            "",
        ]
    lines += ["## Sources", "", "| key | title | publisher | published | where |", "|---|---|---|---|---|"]
    lines += [f"| {s.key} | {s.title} | {s.publisher} | {s.published} | {s.where} |" for s in assumptions.sources.values()]
    return "\n".join(lines) + "\n"


def derived(assumptions: Assumptions, key: str) -> dict[str, float]:
    """What follows for a sleeve class under the neutral view, before its fee; DERIVED says what each value is."""
    priced, average, volatility = assumptions.priced_return(key), assumptions.average_return(key), assumptions.log_volatility(key)
    return {
        "log_volatility": volatility,
        "beta": assumptions.beta(key),
        "priced_return": priced,
        "premium_over_priced": average - priced,
        "typical_growth": typical_growth(average, volatility),
        **({"survivors_average": assumptions.survivors_return(key)} if assumptions.classes[key].wipeout.value else {}),
    }


def written(value: float, unit: str) -> str:
    """A value with its unit: shares as percent, dollars with separators, large ones in trillions, correlations, ratios, years bare."""
    if unit.startswith("share"):
        return _percent(value) + unit.removeprefix("share")
    if unit.startswith("dollars"):
        amount = f"${value / 1e12:g} trillion" if value >= 1e11 else f"${value:,.0f}"
        return amount + unit.removeprefix("dollars")
    return f"{value:g}" if unit in ("correlation", "ratio", "year") else f"{value:g} {unit}"


def _percent(value: float) -> str:
    return f"{100 * value:.4g} %"


def _heading(assumptions: Assumptions) -> str:
    return f"Edition {assumptions.edition} ({assumptions.status}); plan year 1 is {assumptions.year}."


def _table(head: tuple[str, ...], rows: tuple[Row, ...]) -> list[str]:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return lines + [f"| {row.key} | {row.value} | {row.as_of} | {row.status} | {row.source} | {row.note} |" for row in rows]


def _figures(assumptions: Assumptions, part: str) -> tuple[Row, ...]:
    return tuple(_row(key.removeprefix(f"{part}."), figure) for key, figure in figures(assumptions) if key.startswith(f"{part}."))


def _classes(assumptions: Assumptions) -> tuple[Row, ...]:
    """Without the views, which have a section of their own."""
    return tuple(row for row in _figures(assumptions, "classes") if ".views." not in row.key)


def _row(key: str, figure: Figure) -> Row:
    review = f"look again by {figure.review_by}" if figure.review_by else ""
    note = "; ".join(part for part in (figure.note, review) if part)
    return Row(
        key=key, value=written(figure.value, figure.unit), as_of=figure.as_of, status=figure.status, source=figure.source.key, note=note
    )


def _computed(assumptions: Assumptions, key: str, value: str, note: str) -> Row:
    return Row(key=key, value=value, as_of=assumptions.edition, status="computed", source="this edition", note=note)


def _derived(assumptions: Assumptions) -> tuple[Row, ...]:
    rows = [_computed(assumptions, "equity premium", _percent(assumptions.equity_premium()) + " a year", "average of US stocks less cash")]
    for key in CORE_CLASSES:
        growth = typical_growth(assumptions.average_return(key), assumptions.log_volatility(key))
        rows.append(
            _computed(
                assumptions, f"{key}.typical_growth", _percent(growth) + " a year", "median growth that the average and volatility give"
            )
        )
    for key in SLEEVE_CLASSES:
        rows += [
            _computed(assumptions, f"{key}.{name}", _derived_value(name, value), DERIVED[name])
            for name, value in derived(assumptions, key).items()
        ]
    return tuple(rows)


def _derived_value(name: str, value: float) -> str:
    return f"{value:.3f}" if name == "beta" else f"{100 * value:.2f} % a year"


def _views(assumptions: Assumptions) -> tuple[Row, ...]:
    return tuple(_view(assumptions, key, view) for key in SLEEVE_CLASSES for view in assumptions.classes[key].views)


def _view(assumptions: Assumptions, key: str, name: str) -> Row:
    view = assumptions.classes[key].views[name]
    average = assumptions.average_return(key, name)
    typical = typical_growth(average, assumptions.log_volatility(key))
    extras = (", fee waived" if view.fee_waived else "") + (", wiped out once" if view.wiped_out_once else "")
    return Row(
        key=f"{key}.{name}",
        value=f"rule {view.rule}{extras}: average {100 * average:.2f} %, typical {100 * typical:.2f} % a year",
        as_of=view.figure.as_of if view.figure else assumptions.edition,
        status=view.figure.status if view.figure else "computed",
        source=view.source.key,
        note=f"{view.reason} Read as: {view.figure.note}." if view.figure and view.rule == "typical" else view.reason,
    )


def _law(assumptions: Assumptions, part: str) -> tuple[Row, ...]:
    """The figures of one part of the law."""
    return tuple(row for row in _figures(assumptions, "law") if row.key.startswith(f"{part}."))


def _tax(assumptions: Assumptions) -> tuple[Row, ...]:
    brackets = (
        Row(
            key=f"tax.tables.{year}.{filing}.brackets",
            value=_brackets(table),
            as_of=table.as_of,
            status=table.status,
            source=table.source.key,
        )
        for year, tables in assumptions.law.tax.tables.items()
        for filing, table in tables.items()
    )
    return (*brackets, *_law(assumptions, "tax"))


def _brackets(table: TaxTable) -> str:
    return "; ".join(f"{_percent(each.rate)} {'above' if each.upto is None else f'to ${each.upto:,.0f}'}" for each in table.brackets)


def _early(assumptions: Assumptions) -> tuple[Row, ...]:
    early = assumptions.law.early
    cases = Row(
        key="early.exceptions",
        value=", ".join(early.exceptions),
        as_of=early.rate.as_of,
        status=early.rate.status,
        source=early.rate.source.key,
    )
    return (*_law(assumptions, "early"), cases)


def _in_stress(assumptions: Assumptions) -> tuple[Row, ...]:
    return (_chosen_row(assumptions, "correlated_in_stress", ", ".join(assumptions.regimes.correlated_in_stress)),)


def _points(assumptions: Assumptions) -> tuple[Row, ...]:
    path = assumptions.glide_path
    return tuple(
        Row(
            key=_when(point),
            value=f"{_percent(point.equity)} equity, {_percent(point.tips)} TIPS",
            as_of=path.figure.as_of,
            status=path.figure.status,
            source=path.figure.source.key,
        )
        for point in path.points
    )


def _when(point: GlidePoint) -> str:
    years = point.years_to_retirement
    return "at retirement" if years == 0 else f"{abs(years):g} years {'before' if years > 0 else 'after'}"


def _presets(assumptions: Assumptions) -> tuple[Row, ...]:
    return tuple(
        Row(key=preset.key, value=_tiers(preset.tiers), as_of=preset.as_of, status=preset.status, source=preset.source.key)
        for preset in assumptions.match_presets.values()
    )


def _tiers(tiers: tuple[MatchTier, ...]) -> str:
    return "; ".join(f"{_percent(tier.rate)} of your part up to {_percent(tier.upto)} of pay" for tier in tiers) or "no match"


def _chosen(assumptions: Assumptions) -> tuple[Row, ...]:
    defaults = assumptions.defaults
    return _chosen_row(assumptions, "match_preset", defaults.match_preset), _chosen_row(assumptions, "core_fund", defaults.core_fund)


def _chosen_row(assumptions: Assumptions, key: str, value: str) -> Row:
    return Row(key=key, value=value, as_of=assumptions.edition, status="judgement", source="this edition")


def _notices(assumptions: Assumptions) -> tuple[Row, ...]:
    words = {"always": "always", "sleeve": "with any sleeve", "crypto": "with bitcoin or ether", "private": "with a private class"}
    return tuple(
        Row(key=notice.key, value=words[notice.applies], as_of=notice.as_of, status="", source=notice.source.key)
        for notice in assumptions.notices
    )
