"""An edition for people: every figure of it with its value, unit, date, kind of evidence and source, in named groups."""

from collections.abc import Iterator

from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from advisor.present import names
from advisor.present.figures import day, dollars, exact, number, share
from advisor.present.sections.assumed import Cited, Group, Row, cited
from scenarios.assumptions import CLASSES, SLEEVE_CLASSES, Assumptions, Figure, Source
from scenarios.editions import figures

FIELDS = {
    "average_return": _("average year before its fee"),
    "volatility": _("usual swing in a year"),
    "log_volatility": _("usual swing in a year, log scale"),
    "fee": _("fee a year, taken from the return"),
    "all_in_fee": _("all costs a year, as shown in dollars"),
    "own_mean_spread": _("how unsure its own average is"),
    "wipeout": _("chance a year of losing nearly all"),
    "stress_share": _("share of months with stress"),
    "mean_stress_months": _("months that stress lasts on average"),
    "stress_sd_ratio": _("swing in stress against calm"),
    "stress_mean_gap": _("average in stress below calm"),
    "stress_correlation_keep": _("part of the calm link that stays in stress"),
    "stress_correlation_add": _("link that stress adds"),
    "wipeout_stress_ratio": _("how much likelier a near-total loss is in stress"),
    "wipeout_left": _("what a near-total loss leaves"),
    "equity_mean_spread": _("how unsure the average of US stocks is"),
    "mean_truncation": _("furthest that an unsure average may lie"),
    "mean": _("prices rise a year"),
    "sd": _("usual swing of that"),
    "autocorrelation": _("part of a year’s inflation that carries over"),
    "elective_deferral": _("what you may pay in"),
    "catch_up": _("more from age 50"),
    "catch_up_60_63": _("more at ages 60 to 63 instead"),
    "annual_additions": _("you and your employer together"),
    "compensation_cap": _("pay that counts for the match"),
    "roth_catch_up_wage": _("pay above which catch-up money must be Roth"),
    "us_share_of_equity": _("US share of the stocks"),
    "figure": _("stocks long after you stop work"),
    "tips_figure": _("inflation-protected bonds long after you stop work"),
    "pay": _("pay a year"),
    "pay_growth": _("growth of pay above prices"),
    "retirement_age": _("age at which work ends"),
    "plan_to_age": _("age to which the income lasts"),
    "plan_cap": _("the plan’s cap on a sleeve"),
    "retirement_assets_q1": _("all US retirement savings, first quarter"),
    "retirement_assets_q2": _("all US retirement savings, second quarter"),
    "retirement_assets_q3": _("all US retirement savings, third quarter"),
    "iras_q1": _("individual retirement accounts, first quarter"),
    "iras_q2": _("individual retirement accounts, second quarter"),
    "iras_q3": _("individual retirement accounts, third quarter"),
    "employer_dc_plans_q1": _("all employer plans with accounts, first quarter"),
    "employer_dc_plans_q2": _("all employer plans with accounts, second quarter"),
    "employer_dc_plans_q3": _("all employer plans with accounts, third quarter"),
    "plans_401k_q1": _("401(k) plans, first quarter"),
    "plans_401k_q2": _("401(k) plans, second quarter"),
    "plans_401k_q3": _("401(k) plans, third quarter"),
    "mutual_funds_in_401k_q1": _("of which in mutual funds"),
    "equity_funds_in_401k_q1": _("of which in stock funds"),
    "hybrid_funds_in_401k_q1": _("of which in mixed funds"),
    "bitcoin_price": _("price of one bitcoin"),
    "ether_price": _("price of one ether"),
}
BEHAVIOURS = {
    "risky": _("stocks and private assets"),
    "commodities": _("commodities"),
    "defensive": _("bonds"),
    "crypto": _("bitcoin and ether"),
    "cash": _("cash"),
}


def edition(assumptions: Assumptions, language: str) -> tuple[tuple[Group, ...], tuple[Cited, ...]]:
    """All groups of an edition in reading order, and its sources."""
    with translation.override(language):
        groups = tuple(_groups(assumptions))
        return groups, tuple(cited(source) for source in assumptions.sources.values())


def _groups(assumptions: Assumptions) -> Iterator[Group]:
    yield _group(assumptions, gettext("What we take when you give three figures"), "defaults.")
    yield Group(key="match", name=gettext("Match formulas met in practice"), rows=tuple(_matches(assumptions)))
    yield Group(key="fund", name=gettext("The target-date fund"), rows=(*_rows(assumptions, "core_funds."), *_glide_path(assumptions)))
    for key in CLASSES:
        rows = (*_rows(assumptions, f"classes.{key}.", leave_out=".views."), *_beliefs(assumptions, key))
        yield Group(key=key, name=names.first_capital(names.asset(key)), rows=rows)
    yield _group(assumptions, gettext("How far assets move together, from −1 to 1"), "correlations.")
    yield _group(assumptions, gettext("Inflation"), "inflation.")
    yield _group(assumptions, gettext("Calm and stress"), "regimes.")
    for year in assumptions.limits:
        yield _group(assumptions, gettext("IRS limits in %(year)s") % {"year": year}, f"limits.{year}.")
    yield _group(assumptions, gettext("How large retirement savings are"), "pool.")


def _group(assumptions: Assumptions, name: str, part: str) -> Group:
    return Group(key=part.strip("."), name=name, rows=tuple(_rows(assumptions, part)))


def _rows(assumptions: Assumptions, part: str, leave_out: str = "\0") -> Iterator[Row]:
    for key, figure in figures(assumptions):
        if key.startswith(part) and leave_out not in key:
            yield _row(names.first_capital(label(key)), value(figure), figure.status, figure.source, figure.as_of, figure.note)


def label(key: str) -> str:
    """The words for the path of a figure."""
    match key.split("."):
        case ["correlations", pair]:
            return gettext("%(a)s and %(b)s") % dict(zip("ab", (names.asset(asset) for asset in pair.split("/")), strict=True))
        case ["inflation", "correlations", asset]:
            return gettext("link with what is left of %(asset)s after inflation") % {"asset": names.asset(asset)}
        case ["regimes", field, behaviour]:
            return gettext("%(field)s, %(assets)s") % {"field": gettext(FIELDS[field]), "assets": gettext(BEHAVIOURS[behaviour])}
        case ["core_funds", fund, "fee"]:
            return gettext("%(fund)s, fee a year") % {"fund": names.core_fund(fund)}
        case _:
            name = key.rpartition(".")[2]
            return gettext(FIELDS.get(name, name.replace("_", " ")))


def value(figure: Figure) -> str:
    """A figure with its unit."""
    unit = figure.unit
    if unit.startswith("dollars"):
        return _large(figure.value) if figure.value >= 1e9 else dollars(figure.value)
    if unit.startswith("share"):
        return share(figure.value)
    pattern = {
        "years": _("%(number)s years"),
        "months": _("%(number)s months"),
        "ratio": _("%(number)s times"),
        "standard deviations": _("%(number)s usual swings"),
        "calm standard deviations a month": _("%(number)s calm swings a month"),
    }.get(unit, "%(number)s")
    return gettext(pattern) % {"number": exact(figure.value)}


def _large(amount: float) -> str:
    return gettext("$%(number)s trillion") % {"number": exact(amount / 1e12, 2)}


def _row(what: str, written: str, status: str, source: Source, as_of: str, note: str = "") -> Row:
    return Row(
        what=what, value=written, kind=names.kind(status), key=source.key, source=gettext(source.publisher), date=day(as_of),
        note=gettext(note) if note else "",
    )  # fmt: skip


def _matches(assumptions: Assumptions) -> Iterator[Row]:
    for preset in assumptions.match_presets.values():
        usual = gettext("taken when you give no match") if preset.key == assumptions.defaults.match_preset else ""
        yield _row(gettext("A match formula"), names.match(preset.tiers), preset.status, preset.source, preset.as_of, usual)


def _glide_path(assumptions: Assumptions) -> Iterator[Row]:
    path = assumptions.glide_path
    for point in path.points:
        words = {"stocks": share(point.equity), "tips": share(point.tips), "years": number(abs(point.years_to_retirement))}
        when = (
            gettext("Mix %(years)s years before you stop work") if point.years_to_retirement > 0 else gettext("Mix %(years)s years after")
        )
        when = gettext("Mix when you stop work") if point.years_to_retirement == 0 else when
        mix = gettext("%(stocks)s stocks, %(tips)s inflation-protected bonds") % words
        yield _row(when % words, mix, path.figure.status, path.figure.source, path.figure.as_of)
    yield from _rows(assumptions, "glide_path.")


def _beliefs(assumptions: Assumptions, key: str) -> Iterator[Row]:
    """What each belief about a sleeve asset gives as its average year."""
    for place, view in assumptions.classes[key].views.items() if key in SLEEVE_CLASSES else ():
        what = gettext("Belief: %(belief)s") % {"belief": names.belief(view, place)}
        average = share(round(assumptions.average_return(key, place), 4))
        if view.figure is not None:
            yield _row(what, average, view.figure.status, view.figure.source, view.figure.as_of, view.reason)
        else:
            yield _row(what, average, "computed", view.source, view.source.published, view.reason)
